"""Charts and cards are set in the book's own fonts, which hold the common characters, whatever fonts a machine has."""

from pathlib import Path

import pytest
from matplotlib.font_manager import FontEntry, FontProperties, fontManager
from matplotlib.ft2font import FT2Font

from compendium.display import fonts
from compendium.display.drawing.style import style
from compendium.display.fonts import subset


def test_families_are_found_in_both_weights_exactly() -> None:
    fonts.register()
    for (family, weight), path in fonts.FILES.items():
        found = fontManager.findfont(FontProperties(family=[family], weight=weight), fallback_to_default=False)
        assert Path(found) == path


def test_no_font_of_the_system_can_be_taken_for_one_of_ours() -> None:
    fonts.register()
    ours = {entry.name for entry in fontManager.ttflist if Path(entry.fname).parent == fonts.FOLDER}
    assert ours == {fonts.LATIN, fonts.CHINESE}
    others: list[FontEntry] = [entry for entry in fontManager.ttflist if Path(entry.fname).parent != fonts.FOLDER]
    assert {entry.name for entry in others}.isdisjoint(ours)
    assert set(style()["font.family"]) == ours


@pytest.mark.parametrize("path", sorted(fonts.FILES.values()), ids=lambda path: path.stem)
def test_a_line_is_as_high_as_the_type_is_large(path: Path) -> None:
    font = FT2Font(path)
    heights = font.get_sfnt_table("OS/2")
    assert heights
    assert heights["sTypoAscender"] - heights["sTypoDescender"] == font.units_per_EM
    assert heights["sTypoLineGap"] == 0


def test_common_characters_are_held_beyond_those_used() -> None:
    """Level 1 of GB 2312 is the 3,755 most used characters: a changed sentence seldom needs new fonts."""
    held = fonts.characters(fonts.CHINESE, "bold")
    level = {bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)}
    assert len(level - {""}) == 3755
    assert level - {""} <= held
    assert set("CO₂/a CH₄ m² m³ 10⁻⁶ − × ÷ ≤ ≥ – — ‘’ “” … °") - {" "} <= fonts.characters(fonts.LATIN) | held


def test_weights_hold_the_same_characters() -> None:
    for family in (fonts.LATIN, fonts.CHINESE):
        assert fonts.characters(family, "normal") == fonts.characters(family, "bold")


def test_character_that_no_font_has_is_named_with_its_text() -> None:
    with pytest.raises(fonts.MissingGlyphError, match=r"U\+13000 .* in 'a \U00013000'; `make fonts` adds"):
        fonts.require(["plain", "a \U00013000"])


def test_fonts_are_made_from_files_that_are_named_where_they_are_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"NotoSans-Regular\.ttf"):
        subset.make(tmp_path)
