"""Style: the charts' colours, sizes and fonts, and the measurement of text."""

from functools import cache
from typing import Any

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from compendium.display import fonts
from compendium.display.line_breaks import balanced, broken
from compendium.i18n.messages import current_language

# Okabe and Ito's palette for colour-blind readers; each colour has the same meaning in every chart.
PRINTED = "#0072B2"
RECOMPUTED = "#009E73"
CROSS_CHECK = "#56B4E9"
CONTRADICTED = "#D55E00"
OTHER = "#767676"
INK = "#222222"
QUIET = "#444444"  # subtitles
FAINT = "#D0D0D0"
PAPER = "#FFFFFF"
ON_COLOUR = "#111111"  # text on a coloured background, in light and dark mode

# The colours for dark mode; a colour that is missing here stays the same.
_DARK = {
    PRINTED: "#58ADE6",
    RECOMPUTED: "#2FC79B",
    CONTRADICTED: "#FF8F57",
    OTHER: "#A0A0A0",
    INK: "#E8E8E8",
    QUIET: "#C8C8C8",
    FAINT: "#505357",
    PAPER: "#1B1D21",
}

# Inches and points. A phone 360 pixels wide shows a chart at nine tenths, so the smallest type is ten pixels there.
WIDTH = 4.2
MARGIN = 0.12
INNER = WIDTH - 2 * MARGIN
LINE_SLACK = 0.94  # share of a line that is filled: rendered letters may be a little wider than their outlines
ROW = 0.40
TITLE, SUBTITLE, LABEL, TICK, SOURCE = 11.0, 9.0, 9.0, 8.4, 8.0
_STYLE: dict[Any, Any] = {
    "font.size": LABEL,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": OTHER,
    "axes.linewidth": 0.6,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": TICK,
    "ytick.labelsize": TICK,
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
    return {**_STYLE, "font.family": list(fonts.FAMILIES[current_language()])}


def _font(size: float, weight: str = "normal") -> FontProperties:
    """Return a font in which a text can be measured."""
    return FontProperties(family=style()["font.family"], size=size, weight=weight)


def wrapped(text: str, inches: float, size: float) -> list[str]:
    """Return a text in lines of at most ``inches``, in regular type of ``size`` points."""
    return broken(text, inches * LINE_SLACK, lambda line: text_width(line, size))


def title_lines(title: str) -> list[str]:
    """Return the lines of a chart's title."""
    return balanced(title, INNER * LINE_SLACK, lambda line: text_width(line, TITLE, "bold"))


def shortened(text: str, inches: float) -> str:
    """Return a label that fits into ``inches``, cut off with an ellipsis if necessary."""
    first, *more = wrapped(text, inches, LABEL)
    return wrapped(text, inches - text_width("…", LABEL), LABEL)[0] + "…" if more else first


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
