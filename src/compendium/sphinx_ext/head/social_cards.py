"""Social cards: the picture that networks show for a shared address: mark, title, first words, all answers.

They are drawn by Pillow with the book's own fonts, so a card is the same on every machine.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from compendium import paths
from compendium.display import fonts
from compendium.display.charts.answers import ANSWER_COLOURS
from compendium.display.drawing.style import INK
from compendium.display.line_breaks import balanced, broken
from compendium.i18n.messages import current_language
from compendium.sphinx_ext.dependencies import engine

MARK = paths.BOOK / "_static" / "mark.svg"
SIZE = (1200, 630)  # pixels; social networks show this size without cropping
PAPER, MUTED = "#ffffff", "#555555"
MARGIN = 70
INNER = SIZE[0] - 2 * MARGIN
SIDE = 84  # of the mark
_TITLES = {64: 2, 54: 3, 42: 4}  # sizes of type, and the greatest number of lines for each
_NAME, _LEAD = 28, 27
_STRIP = 30  # the height of the row of answers at the foot
_FINER = 4  # the mark is drawn this many times larger and scaled down, for smooth edges
_DIGEST = "Comment"


@dataclass(frozen=True)
class Card:
    """The content of a card, in the current language."""

    title: str
    lead: str
    name: str
    answers: tuple[str, ...]

    @property
    def digest(self) -> str:
        """A digest of all that the picture depends on."""
        return digest_of(astuple(self))


def digest_of(content: tuple[object, ...]) -> str:
    """Return a digest of a picture: its content, the language, the mark and the engine, which has fonts and colours."""
    drawn = repr((current_language(), content)).encode() + MARK.read_bytes() + engine()
    return hashlib.sha256(drawn).hexdigest()


def draw(card: Card, path: Path) -> None:
    """Draw a card as PNG, unless the file exists with the same digest."""
    if drawn_already(path, card.digest):
        return
    canvas = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(canvas)
    canvas.paste(mark(), (MARGIN, MARGIN))
    write(pen, [card.name], (MARGIN + SIDE + 28, MARGIN + SIDE // 2 + _NAME // 3), Type(_NAME))
    title, lines = _set(card.title)
    write(pen, lines, (MARGIN, 200 + title.size), title)
    lead = Type(_LEAD)
    lines = broken(card.lead, INNER, lead.width)
    write(pen, lines, (MARGIN, SIZE[1] - 90 - (len(lines) - 1) * lead.leading), lead)
    _draw_answers(pen, card.answers)
    path.parent.mkdir(parents=True, exist_ok=True)
    few = canvas.quantize(64, method=Image.Quantize.FASTOCTREE)  # enough for the shades of antialiased letters
    few.save(path, pnginfo=noted(card.digest), optimize=True)


def drawn_already(path: Path, digest: str) -> bool:
    """Return whether a file has a picture of this digest."""
    return path.is_file() and digest.encode() in path.read_bytes()


def noted(digest: str) -> PngImagePlugin.PngInfo:
    """Return what a file of a picture says besides: its digest."""
    note = PngImagePlugin.PngInfo()
    note.add_text(_DIGEST, digest)
    return note


@dataclass(frozen=True)
class Type:
    """A size of type in pixels, in the fonts of the current language; titles are bold."""

    size: int
    bold: bool = False

    @property
    def leading(self) -> int:
        """The distance between baselines in pixels."""
        return round(1.3 * self.size)

    @property
    def fonts(self) -> list[tuple[frozenset[str], ImageFont.FreeTypeFont]]:
        """The fonts at this size, in order of preference, each with the characters that it has."""
        weight = "bold" if self.bold else "normal"
        return [
            (fonts.characters(family, weight), _font(fonts.FILES[family, weight], self.size))
            for family in fonts.FAMILIES[current_language()]
        ]

    def runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """Return the parts of a text, each with the font that has its characters.

        Raises:
            MissingGlyphError: a character is in no font.
        """
        fonts.require([text])
        files = self.fonts

        def place(character: str) -> int:
            return next(place for place, (known, _) in enumerate(files) if character in known)

        return ((files[found][1], "".join(run)) for found, run in groupby(text, place))

    def width(self, text: str) -> float:
        """Return the width of a line in pixels."""
        return sum(font.getlength(run) for font, run in self.runs(text))


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _set(title: str) -> tuple[Type, list[str]]:
    """Return the type of a title and its lines, which have similar widths."""
    types = {Type(size, bold=True): most for size, most in _TITLES.items()}
    type_ = next((one for one, most in types.items() if len(broken(title, INNER, one.width)) <= most), [*types][-1])
    return type_, balanced(title, INNER, type_.width)


def write(pen: ImageDraw.ImageDraw, lines: list[str], at: tuple[int, int], type_: Type) -> None:
    """Write lines of text; ``at`` is the left end of the first baseline."""
    for place, line in enumerate(lines):
        x, baseline = float(at[0]), at[1] + place * type_.leading
        for font, run in type_.runs(line):
            pen.text((x, baseline), run, INK if type_.bold else MUTED, font, anchor="ls")
            x += font.getlength(run)


@cache
def mark() -> Image.Image:
    """Draw the shapes in the SVG file of the mark."""
    shapes = ElementTree.parse(MARK).getroot()  # noqa: S314 - a file of this repository
    scale = _FINER * SIDE / float(shapes.attrib["viewBox"].split()[2])
    image = Image.new("RGB", (_FINER * SIDE, _FINER * SIDE), PAPER)
    pen = ImageDraw.Draw(image)
    for shape in shapes:
        text = shape.attrib
        match shape.tag.rpartition("}")[2]:
            case "rect":
                x, y, width, height = (float(text[name]) * scale for name in ("x", "y", "width", "height"))
                pen.rounded_rectangle((x, y, x + width, y + height), float(text["rx"]) * scale, text["fill"])
            case "circle":
                x, y, radius = (float(text[name]) * scale for name in ("cx", "cy", "r"))
                pen.circle((x, y), radius, text["fill"])
            case "polyline":
                points = [tuple(float(one) * scale for one in point.split(",")) for point in text["points"].split()]
                width = float(text["stroke-width"]) * scale
                pen.line(points, text["stroke"], round(width))
                for point in points:  # round ends and corners
                    pen.circle(point, width / 2, text["stroke"])
    return image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def _draw_answers(pen: ImageDraw.ImageDraw, answers: tuple[str, ...]) -> None:
    """Draw a cell for each printed figure in the colour of its answer, along the bottom edge."""
    width, height = SIZE
    for place, answer in enumerate(answers):
        left, right = (round(width * one / len(answers)) for one in (place, place + 1))
        pen.rectangle((left, height - _STRIP, right - 3, height), ANSWER_COLOURS[answer])
