"""One language is spoken at a time; what has no translation is said in English rather than not at all."""

import pytest

from compendium.i18n.messages import (
    N_,
    chained,
    current_language,
    gettext,
    gettext_each,
    listed,
    use_language,
    using_language,
)


def test_english_is_spoken_unless_told() -> None:
    assert current_language() == "en"


def test_message_is_said_in_the_spoken_language() -> None:
    assert gettext("reproduced") == "reproduced"
    with using_language("zh"):
        assert gettext("reproduced") == "可复现"
    assert gettext("reproduced") == "reproduced"


def test_language_before_comes_back_after_a_fault() -> None:
    with pytest.raises(ZeroDivisionError), using_language("zh"):
        raise ZeroDivisionError
    assert current_language() == "en"


def test_fields_are_filled_in_the_order_of_the_language() -> None:
    assert gettext("{count} of {all}", count=2, all=5) == "2 of 5"
    with using_language("zh"):
        assert gettext("{count} of {all}", count=2, all=5) == "2个（共5个）"


def test_braces_of_a_message_without_fields_stay() -> None:
    assert gettext("a set {1, 2}") == "a set {1, 2}"


@pytest.mark.parametrize("message", ["", "a word that no catalog has"])
def test_message_without_a_translation_stays(message: str) -> None:
    with using_language("zh"):
        assert gettext(message) == message


def test_words_of_the_tables_are_said_too() -> None:
    with using_language("zh"):
        assert gettext_each("Sichuan", "China") == ("四川", "全国")


def test_parts_are_joined_by_the_marks_of_the_language() -> None:
    assert (listed("ab"), chained("ab")) == ("a, b", "a; b")
    with using_language("zh"):
        assert (listed("ab"), chained("ab")) == ("a、b", "a；b")


def test_marked_name_is_itself() -> None:
    with using_language("zh"):
        assert N_("reproduced") == "reproduced"


@pytest.mark.parametrize("edition", ["", "fr", "zh_CN"])
def test_unknown_edition_is_refused(edition: str) -> None:
    with pytest.raises(ValueError, match=f"^no edition in '{edition}'; there is en, zh$"):
        use_language(edition)
