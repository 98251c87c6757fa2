"""The picture of a figure: number, label, what the checks give, and the verdict in words and colour.

There is one for every figure in every language, so it is drawn fast: in shades of grey, to which the few coloured areas
are added as entries of a palette. Pillow and the book's own fonts make it the same on every machine.
"""

from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw

from compendium.display.charts.answers import ANSWER_COLOURS
from compendium.display.line_breaks import balanced, broken
from compendium.sphinx_ext.head import social_cards
from compendium.sphinx_ext.head.social_cards import INNER, MARGIN, SIDE, SIZE, Type, write

_GREYS = 16  # shades of antialiased letters
_BLUES = 16  # shades of the mark
_NAME, _CASE, _SMALL, _ANSWER = 28, 32, 32, 40
_LABEL = {46: 1, 40: 2, 34: 3}  # sizes of type, and the greatest number of lines for each
_NUMBER = (96, 80, 64, 52, 44)
_SQUARE, _STRIP = 36, 30
_WHITE = 255


@dataclass(frozen=True)
class FigureCard:
    """The content of a figure's picture, in the current language.

    Attributes:
        name: of the book.
        case: section and case.
        label: of the figure.
        printed: the number as printed.
        given: what the checks give; '' without a check that counts.
        answers: of the evidence and the arithmetic, each with its words.
    """

    name: str
    case: str
    label: str
    printed: str
    given: str
    answers: tuple[tuple[str, str], tuple[str, str]]

    @property
    def digest(self) -> str:
        """A digest of all that the picture depends on."""
        return social_cards.digest_of(astuple(self))


def draw(card: FigureCard, path: Path) -> None:
    """Draw a card as PNG, unless the file exists with the same digest."""
    if social_cards.drawn_already(path, card.digest):
        return
    grey = Image.new("L", SIZE, _WHITE)
    baseline = _words(ImageDraw.Draw(grey), card)
    canvas = grey.point([round(shade * (_GREYS - 1) / _WHITE) for shade in range(256)])
    canvas.putpalette(_palette(card))
    canvas.paste(_mark().point([_GREYS + shade % _BLUES for shade in range(256)]), (MARGIN, MARGIN))
    pen = ImageDraw.Draw(canvas)
    width, height = SIZE
    colour = _GREYS + _BLUES
    pen.rectangle((0, height - _STRIP, width, height), colour)
    for place, line in enumerate(baseline):
        top = line - _SQUARE + 4
        pen.rectangle((MARGIN, top, MARGIN + _SQUARE, top + _SQUARE), colour + place)
    canvas.save(path, pnginfo=social_cards.noted(card.digest), compress_level=3)


def _words(pen: ImageDraw.ImageDraw, card: FigureCard) -> tuple[int, int]:
    """Write all words; return the baselines of the two answers."""
    write(pen, [card.name], (MARGIN + SIDE + 28, MARGIN + SIDE // 2 + _NAME // 3), Type(_NAME))
    write(pen, [card.case], (MARGIN, 205), Type(_CASE))
    label, lines = _label(card.label)
    write(pen, lines, (MARGIN, 215 + label.size), label)
    number = _number(card.printed)
    below = 215 + len(lines) * label.leading
    write(pen, [card.printed], (MARGIN, below + (400 - below) // 2 + number.size // 2), number)
    write(pen, broken(card.given, INNER, Type(_SMALL).width)[:1], (MARGIN, 450), Type(_SMALL))
    answers = (510, 566)
    for (_, words), line in zip(card.answers, answers, strict=True):
        write(pen, [words], (MARGIN + _SQUARE + 20, line), Type(_ANSWER, bold=True))
    return answers


def _label(text: str) -> tuple[Type, list[str]]:
    types = {Type(size, bold=True): most for size, most in _LABEL.items()}
    fits = (one for one, most in types.items() if len(broken(text, INNER, one.width)) <= most)
    type_ = next(fits, [*types][-1])
    return type_, balanced(text, INNER, type_.width)


def _number(text: str) -> Type:
    types = [Type(size, bold=True) for size in _NUMBER]
    return next((one for one in types if one.width(text) <= INNER), types[-1])


@cache
def _mark() -> Image.Image:
    """Return the book's mark as indices of its own palette."""
    return social_cards.mark().quantize(_BLUES, method=Image.Quantize.MEDIANCUT)


def _palette(card: FigureCard) -> list[int]:
    greys = [round(place * _WHITE / (_GREYS - 1)) for place in range(_GREYS)]
    blues = (_mark().getpalette() or [])[: 3 * _BLUES]
    blues += [0] * (3 * _BLUES - len(blues))
    colours = [channel for answer, _ in card.answers for channel in ImageColor.getrgb(ANSWER_COLOURS[answer])]
    return [channel for grey in greys for channel in (grey, grey, grey)] + blues + colours
