"""Keys: what each mark of a chart means, in a line under its subtitle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from compendium.display.drawing.style import INK, LINE, PAPER, layout, text_width

_SYMBOL, _GAP, _LEADING = 0.21, 0.20, 1.25  # inches for a symbol, between two items; of a line, in its type's height


@dataclass(frozen=True)
class Key:
    """One kind of mark.

    Attributes:
        shape: ``bar``, ``line`` (upright), ``range`` (level), or one of Matplotlib's markers.
        colour: of the mark.
        text: what it means.
        filled: whether a marker is filled.
        alpha: how opaque it is.
        thick: the width of a range in points.
    """

    shape: str
    colour: str
    text: str
    filled: bool = True
    alpha: float = 1.0
    thick: float = 2.4


def key_height(key: Sequence[Key]) -> float:
    """Return the height of a key in inches."""
    lines = [line for _, line, _ in _placed(key)]
    return (lines[-1] + 1) * _leading() + 0.06 if lines else 0.0


def _leading() -> float:
    return _LEADING * LINE * layout().tick


def _placed(key: Sequence[Key]) -> Iterator[tuple[float, int, Key]]:
    """Yield each item with its distance from the margin in inches and the line on which it has room."""
    left, line = 0.0, 0
    for one in key:
        width = _SYMBOL + text_width(one.text, layout().tick)
        if left and left + width > layout().inner:
            left, line = 0.0, line + 1
        yield left, line, one
        left += width + _GAP


def draw_key(canvas: Canvas, key: Sequence[Key], top: float) -> None:
    """Draw a key whose upper edge is so many inches above the lower edge of the canvas."""
    inches, size = canvas.dpi_scale_trans, layout().tick
    for left, line, one in _placed(key):
        x, y = layout().margin + left, top - (line + 0.5) * _leading()
        _draw_symbol(canvas, one, x, y)
        text = Text(x + _SYMBOL, y, one.text, size=size, color=INK, va="center_baseline", transform=inches)
        canvas.add_artist(text)


def _draw_symbol(canvas: Canvas, one: Key, x: float, y: float) -> None:
    inches = canvas.dpi_scale_trans
    look: dict[str, Any]
    match one.shape:
        case "bar":
            box = Rectangle((x, y - 0.055), 0.15, 0.11, color=one.colour, alpha=one.alpha, lw=0, transform=inches)
            canvas.add_artist(box)
        case "line":
            canvas.add_artist(Line2D([x + 0.07] * 2, [y - 0.07, y + 0.07], color=one.colour, lw=1.3, transform=inches))
        case "range":
            look = {"lw": one.thick, "alpha": one.alpha, "solid_capstyle": "butt", "transform": inches}
            canvas.add_artist(Line2D([x, x + 0.15], [y, y], color=one.colour, **look))
        case marker:
            face = one.colour if one.filled else PAPER
            look = {"mfc": face, "mec": one.colour, "mew": 1.4, "ms": 5.6, "transform": inches}
            canvas.add_artist(Line2D([x + 0.07], [y], marker=marker, color="none", **look))
