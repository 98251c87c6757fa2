"""What this report says of a period in words is said in its own language."""

from compendium.display import wording
from compendium.i18n.messages import using_language


def test_period_in_words_is_translated() -> None:
    assert wording.period("one season") == "one season"
    with using_language("zh"):
        assert wording.period("one season") == "一个烤烟季"
