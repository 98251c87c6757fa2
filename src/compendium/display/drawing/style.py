"""Style: the charts' colours, sizes and fonts, and the measurement of text."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from compendium.display import fonts
from compendium.display.line_breaks import balanced, broken
from compendium.i18n.messages import current_language

# A colour of judgement stands only where something is judged, by Okabe and Ito's palette for colour-blind readers; what
# they mean differs in shape or filling, too. All else is neutral.
AGREES = "#009E73"
MISSES = "#D55E00"
TOO_WIDE = "#3C8DC6"
UNCOUNTED = "#8A8A8A"
PRINTED = "#222222"  # the report's number: a dark line, band or bar
NEUTRAL = "#64748B"  # what others publish or what is worked out, where nothing is judged
LIGHT = "#A9B4C2"
INK = "#222222"
QUIET = "#555555"  # subtitles, axes, source lines
FAINT = "#D6D6D6"
PAPER = "#FFFFFF"
ON_COLOUR = "#111111"  # text on a coloured background, in light and dark mode

# The colours for dark mode; a colour that is missing here stays the same.
_DARK = {
    AGREES: "#2FC79B",
    MISSES: "#FF8F57",
    TOO_WIDE: "#6CB6F0",
    UNCOUNTED: "#8F9499",
    NEUTRAL: "#94A3B8",
    LIGHT: "#5B6777",
    INK: "#E8E8E8",
    QUIET: "#B8BCC2",
    FAINT: "#44484E",
    PAPER: "#1B1D21",
}


@dataclass(frozen=True)
class Layout:
    """The sizes of a drawing, in inches, and of its type, in points.

    Attributes:
        width: of the canvas.
        beside: whether a row's label stands beside its mark, not above it.
        title: the size of the title; the others are those of the other texts.
    """

    width: float
    beside: bool
    title: float
    subtitle: float
    label: float
    tick: float
    source: float
    margin: float = 0.12

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin


# A phone 360 pixels wide and the column of a desktop page show a chart at its size: the smallest type is eleven pixels.
NARROW = Layout(3.75, False, title=11.5, subtitle=9.2, label=9.2, tick=8.4, source=8.3)
WIDE = Layout(7.0, True, title=13.5, subtitle=10.2, label=9.9, tick=9.2, source=8.6)
_layout: ContextVar[Layout] = ContextVar("layout", default=NARROW)
LINE = 1.25 / 72  # from one line of type to the next in inches, for each point of its size
LINE_SLACK = 0.94  # share of a line that is filled: rendered letters may be a little wider than their outlines


def layout() -> Layout:
    """Return the layout in which charts are drawn now."""
    return _layout.get()


@contextmanager
def using_layout(one: Layout) -> Iterator[None]:
    """Draw charts in another layout for a while."""
    token = _layout.set(one)
    try:
        yield
    finally:
        _layout.reset(token)


_STYLE: dict[Any, Any] = {
    "text.color": INK,
    "axes.labelcolor": QUIET,
    "axes.edgecolor": UNCOUNTED,
    "axes.linewidth": 0.6,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": PAPER,
    "axes.unicode_minus": True,
    "svg.fonttype": "path",  # the same on every machine, whatever fonts it has
    "svg.hashsalt": "compendium",
    "font.enable_last_resort": False,  # no box for a missing character: `finish` raises an error instead
}


def style() -> dict[Any, Any]:
    """Return Matplotlib's settings for every chart, with fonts that have the current language's characters."""
    fonts.register()
    sizes = {"font.size": layout().label, "xtick.labelsize": layout().tick, "ytick.labelsize": layout().tick}
    return {**_STYLE, **sizes, "font.family": list(fonts.FAMILIES[current_language()])}


def _font(size: float, weight: str = "normal") -> FontProperties:
    """Return a font in which a text can be measured."""
    return FontProperties(family=style()["font.family"], size=size, weight=weight)


def wrapped(text: str, inches: float, size: float) -> list[str]:
    """Return a text in lines of at most ``inches``, in regular type of ``size`` points."""
    return broken(text, inches * LINE_SLACK, lambda line: text_width(line, size))


def title_lines(title: str) -> list[str]:
    """Return the lines of a chart's title."""
    return balanced(title, layout().inner * LINE_SLACK, lambda line: text_width(line, layout().title, "bold"))


def shortened(text: str, inches: float, most: int = 2) -> list[str]:
    """Return the lines of a label, at most so many, the last cut off with an ellipsis if necessary."""
    size = layout().label
    lines = balanced(text, inches * LINE_SLACK, lambda line: text_width(line, size))
    if len(lines) <= most:
        return lines
    last = wrapped(" ".join(lines[most - 1 :]), inches - text_width("…", size), size)[0]
    return [*lines[: most - 1], last + "…"]


@cache
def _measured(text: str, size: float, weight: str, language: str) -> float:
    fonts.require([text])
    return float(text_to_path.get_text_width_height_descent(text, _font(size, weight), ismath=False)[0]) / 72


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line of text in inches, for a type of ``size`` points.

    Raises:
        MissingGlyphError: a character is in no font.
    """
    return _measured(text, size, weight, current_language()) if text else 0.0


@cache
def dark_rules() -> str:
    """Return the style sheet that replaces the colours where the reader's system prefers dark mode."""
    rules = (
        f'[style*="{part}: {light.lower()}"]{{{part}:{dark}!important}}'
        for light, dark in _DARK.items()
        for part in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"
