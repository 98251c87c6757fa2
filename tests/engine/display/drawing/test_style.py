"""The charts' colours and type: each means one thing, and a text is as wide as it is measured."""

import pytest

from compendium.display.drawing import style
from compendium.i18n.messages import using_language
from drawing import WARNINGS_FAIL

pytestmark = WARNINGS_FAIL


def test_each_meaning_has_a_colour_of_its_own() -> None:
    meanings = [style.PRINTED, style.RECOMPUTED, style.CROSS_CHECK, style.CONTRADICTED, style.OTHER]
    assert len(set(meanings)) == 5


@pytest.mark.parametrize("text", ["flour " * 20, "MWMW " * 20])
def test_no_line_is_wider_than_was_asked_for(text: str) -> None:
    lines = style.wrapped(text, 2.0, style.LABEL)
    assert len(lines) > 1
    assert " ".join(lines) == text.strip()
    assert all(0 < style.text_width(line, style.LABEL) <= 2.0 for line in lines)


def test_label_that_fits_stays_whole() -> None:
    assert style.shortened("flour", 2.0) == "flour"
    cut = style.shortened("flour " * 20, 2.0)
    assert cut.endswith("flour…")
    assert style.text_width(cut, style.LABEL) <= 2.0


def test_larger_and_bolder_type_is_wider() -> None:
    assert style.text_width("flour", 9) < style.text_width("flour", 11) < style.text_width("flour", 11, "bold")
    assert style.text_width("", 9) == 0


def test_chinese_is_set_in_the_chinese_font_first() -> None:
    latin = style.style()["font.family"]
    with using_language("zh"):
        chinese = style.style()["font.family"]
    assert chinese == latin[::-1]
