"""One language is spoken at a time; what has no translation is said in English rather than not at all."""

import pytest

from compendium.language import chained, listed, mark, say, says, speak, speaking, spoken


def test_english_is_spoken_unless_told() -> None:
    assert spoken() == "en"


def test_message_is_said_in_the_spoken_language() -> None:
    assert say("reproduced") == "reproduced"
    with speaking("zh"):
        assert say("reproduced") == "可复现"
    assert say("reproduced") == "reproduced"


def test_language_before_comes_back_after_a_fault() -> None:
    with pytest.raises(ZeroDivisionError), speaking("zh"):
        raise ZeroDivisionError
    assert spoken() == "en"


def test_fields_are_filled_in_the_order_of_the_language() -> None:
    assert say("{count} of {all}", count=2, all=5) == "2 of 5"
    with speaking("zh"):
        assert say("{count} of {all}", count=2, all=5) == "2个（共5个）"


def test_braces_of_a_message_without_fields_stay() -> None:
    assert say("a set {1, 2}") == "a set {1, 2}"


@pytest.mark.parametrize("message", ["", "a word that no catalog has"])
def test_message_without_a_translation_stays(message: str) -> None:
    with speaking("zh"):
        assert say(message) == message


def test_words_of_the_tables_are_said_too() -> None:
    with speaking("zh"):
        assert says("Sichuan", "China") == ("四川", "全国")


def test_parts_are_joined_by_the_marks_of_the_language() -> None:
    assert (listed("ab"), chained("ab")) == ("a, b", "a; b")
    with speaking("zh"):
        assert (listed("ab"), chained("ab")) == ("a、b", "a；b")


def test_marked_name_is_itself() -> None:
    with speaking("zh"):
        assert mark("reproduced") == "reproduced"


@pytest.mark.parametrize("edition", ["", "fr", "zh_CN"])
def test_unknown_edition_is_refused(edition: str) -> None:
    with pytest.raises(ValueError, match=f"^no edition in '{edition}'; there is en, zh$"):
        speak(edition)
