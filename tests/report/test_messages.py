"""The Chinese edition's words: those of the code, those of the tables, and its own marks between parts."""

from compendium.display.labels import clauses, enumerated
from compendium.i18n.messages import gettext, gettext_each, using_language


def test_words_of_the_code_are_translated() -> None:
    with using_language("zh"):
        assert gettext("reproduced") == "已复现"
        assert gettext("{count} of {all}", count=2, all=5) == "2个（共5个）"


def test_words_of_the_tables_are_translated_too() -> None:
    with using_language("zh"):
        assert gettext_each("Sichuan", "China") == ("四川", "全国")


def test_parts_are_joined_by_the_marks_of_the_language() -> None:
    assert (enumerated("ab"), clauses("ab")) == ("a, b", "a; b")
    with using_language("zh"):
        assert (enumerated("ab"), clauses("ab")) == ("a、b", "a；b")
