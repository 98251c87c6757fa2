"""The charts' colours and type: each means one thing, and a text is as wide as it is measured."""

import pytest

from compendium.display.drawing import style
from compendium.i18n.messages import using_language
from drawing import WARNINGS_FAIL

pytestmark = WARNINGS_FAIL

SIZE = style.NARROW.label


def test_each_meaning_has_a_colour_of_its_own() -> None:
    meanings = [style.PRINTED, style.AGREES, style.MISSES, style.TOO_WIDE, style.UNCOUNTED, style.NEUTRAL, style.LIGHT]
    assert len(set(meanings)) == 7


@pytest.mark.parametrize("text", ["flour " * 20, "MWMW " * 20])
def test_no_line_is_wider_than_was_asked_for(text: str) -> None:
    lines = style.wrapped(text, 2.0, SIZE)
    assert len(lines) > 1
    assert " ".join(lines) == text.strip()
    assert all(0 < style.text_width(line, SIZE) <= 2.0 for line in lines)


def test_label_that_fits_stays_whole() -> None:
    assert style.shortened("flour", 2.0) == ["flour"]
    assert style.shortened("flour " * 6, 2.0, most=2) == ["flour flour flour", "flour flour flour"]
    cut = style.shortened("flour " * 20, 2.0, most=2)
    assert len(cut) == 2
    assert cut[1].endswith("flour…")
    assert all(style.text_width(line, SIZE) <= 2.0 for line in cut)


def test_smallest_type_of_a_chart_can_be_read_on_a_phone() -> None:
    smallest = min(style.NARROW.tick, style.NARROW.source, style.NARROW.label)
    assert smallest / 72 / style.NARROW.width * 360 >= 11  # pixels on a screen of 360


def test_layout_is_used_for_a_while() -> None:
    with style.using_layout(style.WIDE):
        assert style.layout() is style.WIDE
    assert style.layout() is style.NARROW


def test_larger_and_bolder_type_is_wider() -> None:
    assert style.text_width("flour", 9) < style.text_width("flour", 11) < style.text_width("flour", 11, "bold")
    assert style.text_width("", 9) == 0


def test_chinese_is_set_in_the_chinese_font_first() -> None:
    latin = style.style()["font.family"]
    with using_language("zh"):
        chinese = style.style()["font.family"]
    assert chinese == latin[::-1]
