"""Subsets: the fonts of the charts made from Debian's Noto fonts (packages ``fonts-noto-core`` and ``fonts-noto-cjk``).

They contain every character of the book and many common ones, so that a changed sentence seldom needs new files: Latin
up to Extension A with mathematical signs, and level 1 of GB 2312, the 3,755 most used Chinese characters.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.display.fonts import CHINESE, FILES, LATIN

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# By family and weight: the file under Debian's folder of fonts, and which face of a collection.
SOURCES = {
    (LATIN, "normal"): ("truetype/noto/NotoSans-Regular.ttf", -1),
    (LATIN, "bold"): ("truetype/noto/NotoSans-Bold.ttf", -1),
    (CHINESE, "normal"): ("opentype/noto/NotoSansCJK-Regular.ttc", 2),
    (CHINESE, "bold"): ("opentype/noto/NotoSansCJK-Bold.ttc", 2),
}
_TEXTS = ("locale/**/*.po", "data/*.csv", "notebooks/*.ipynb", "src/**/*.py", "book/*.md", "_config.yml")
_LATIN_BLOCKS = ((0x20, 0x17F), (0x2010, 0x205E), (0x2070, 0x209C), (0x2190, 0x21FF), (0x2200, 0x22FF))
_NAMES = {1: "{family}", 4: "{family} {style}", 6: "{file}", 16: None, 17: None, 3: "{file}"}


def used() -> set[str]:
    """Return every character of the texts that the book is made of."""
    return set("".join(path.read_text(encoding="utf-8") for glob in _TEXTS for path in paths.ROOT.glob(glob)))


def common() -> set[str]:
    """Return the characters that are included whether they are used or not."""
    latin = {chr(code) for first, last in _LATIN_BLOCKS for code in range(first, last + 1)}
    rows = (0xA1, 0xA3, *range(0xB0, 0xD8))  # of GB 2312: punctuation, full-width forms, level 1
    pairs = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return latin | {pair.decode("gb2312", "ignore") for pair in pairs} - {""}


def make(system: Path) -> list[Path]:
    """Make all font files from the system's fonts and return their paths.

    Args:
        system: the folder of fonts, ``/usr/share/fonts`` on Debian.

    Raises:
        FileNotFoundError: a source is missing.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    wanted = [ord(character) for character in sorted(used() | common())]
    for (family, weight), (name, face) in SOURCES.items():
        font = TTFont(system / name, fontNumber=face, recalcTimestamp=False)
        # Glyphs are drawn as outlines, without hints, and never vertically; of the layout features kerning is kept.
        options = subset.Options(
            hinting=False, layout_features=["kern"], name_IDs=["*"], notdef_outline=True, recalc_timestamp=False,
            drop_tables=["DSIG", "GDEF", "GSUB", "BASE", "VORG", "vhea", "vmtx", "gasp"],
        )  # fmt: skip
        part = subset.Subsetter(options)
        part.populate(unicodes=wanted)
        part.subset(font)
        _set_line(font)
        _rename(font, family, "Bold" if weight == "bold" else "Regular", FILES[family, weight].stem)
        font.save(FILES[family, weight])
    return list(FILES.values())


def _set_line(font: "TTFont") -> None:
    """Set the line height to the type size, as in the Chinese fonts, so that both languages share one layout."""
    size = font["head"].unitsPerEm
    for table, ascender, descender, gap in (
        ("OS/2", "sTypoAscender", "sTypoDescender", "sTypoLineGap"),
        ("hhea", "ascent", "descent", "lineGap"),
    ):
        for name, share in ((ascender, 0.88), (descender, -0.12), (gap, 0)):
            setattr(font[table], name, round(share * size))


def _rename(font: "TTFont", family: str, style: str, file: str) -> None:
    """Give a font a unique name; its author and licence stay."""
    for entry in list(font["name"].names):
        if entry.nameID in _NAMES:
            form = _NAMES[entry.nameID]
            if form is None:
                font["name"].names.remove(entry)
            else:
                entry.string = form.format(family=family, style=style, file=file)
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = [file]
        top[0].FullName, top[0].FamilyName = f"{family} {style}", family
