"""Fonts: charts and social cards use these files only, so they look the same on every machine.

Two families in two weights, subsets of Noto under names of their own, so that no system font is used in their place.
``make fonts`` makes them (``compendium.display.fonts.subset``).
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from compendium.i18n.languages import EDITIONS

FOLDER = Path(__file__).parent
LATIN, CHINESE = "Compendium Sans", "Compendium Sans SC"
# By edition; the second is used for characters that the first lacks.
FAMILIES = {edition: (CHINESE, LATIN) if one.han else (LATIN, CHINESE) for edition, one in EDITIONS.items()}
FILES = {
    (LATIN, "normal"): FOLDER / "CompendiumSans-Regular.ttf",
    (LATIN, "bold"): FOLDER / "CompendiumSans-Bold.ttf",
    (CHINESE, "normal"): FOLDER / "CompendiumSansSC-Regular.otf",
    (CHINESE, "bold"): FOLDER / "CompendiumSansSC-Bold.otf",
}


class MissingGlyphError(ValueError):
    """A character that none of the fonts can draw."""


@cache
def register() -> None:
    """Add the files to Matplotlib's list of fonts."""
    import logging

    # Its first import on a machine scans all fonts, and writes to stderr if that takes long.
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    from matplotlib.font_manager import fontManager

    log.setLevel(level)
    for path in FILES.values():
        fontManager.addfont(path)


@cache
def characters(family: str, weight: str = "normal") -> frozenset[str]:
    """Return the characters that a file can draw.

    Args:
        family: ``LATIN`` or ``CHINESE``.
        weight: ``normal`` or ``bold``.
    """
    from matplotlib.ft2font import FT2Font

    return frozenset(map(chr, FT2Font(FILES[family, weight]).get_charmap()))


@cache
def _drawable() -> frozenset[str]:
    """Return the characters that can be set in both weights."""
    regular, bold = ({*characters(LATIN, weight), *characters(CHINESE, weight)} for weight in ("normal", "bold"))
    return frozenset(regular & bold)


def require(texts: Iterable[str]) -> None:
    """Check that every character of some texts can be drawn.

    Raises:
        MissingGlyphError: one cannot; the message names it, its text and how to add it.
    """
    for text in texts:
        for missing in sorted({*text} - _drawable() - {"\n"}):
            found = f"U+{ord(missing):04X} {missing!r} in {text!r}"
            raise MissingGlyphError(f"no font of {FOLDER.name}/ has {found}; `make fonts` adds what the texts need")
