"""The charts' contract: size, type, colour, title, source line, alternative text, data and SVG in one place."""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from io import StringIO
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from compendium import fonts, wording
from compendium.language import chained, say, says, spoken

# Okabe and Ito's colours, safe for the colour-blind; each means the same in every chart.
PRINTED = "#0072B2"
RECOMPUTED = "#009E73"
CROSS_CHECK = "#56B4E9"
CONTRADICTED = "#D55E00"
OTHER = "#767676"
INK = "#222222"
QUIET = "#444444"  # subtitles
FAINT = "#D0D0D0"
PAPER = "#FFFFFF"
ON_COLOUR = "#111111"  # words on a coloured ground, light or dark the page

# What each colour becomes where the reader's page is dark; one that is not here stays.
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

# Inches and points: a phone 360 pixels wide shows nine tenths of it, so that the smallest type has ten pixels there.
WIDTH = 4.2
MARGIN = 0.12
_INNER = WIDTH - 2 * MARGIN
_SLACK = 0.94  # of a line: what draws the letters may set them a little wider than their outlines
ROW = 0.40
TITLE, SUBTITLE, LABEL, TICK, SOURCE = 11.0, 9.0, 9.0, 8.4, 8.0
_SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}  # how much of a label stands before its place
_GROUND = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 0.6}  # behind words that a line may cross
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
    "font.enable_last_resort": False,  # a box for what no font has: `finish` names it instead
}


def style() -> dict[Any, Any]:
    """Return Matplotlib's settings for every chart, with fonts that have the spoken language's characters."""
    fonts.register()
    return {**_STYLE, "font.family": list(fonts.FAMILIES[spoken()])}


def _font(size: float, weight: str = "normal") -> FontProperties:
    """Return a font in which a text can be measured."""
    return FontProperties(family=style()["font.family"], size=size, weight=weight)


@dataclass(frozen=True)
class Chart:
    """A finished chart: an SVG that carries its alternative text and its data, and that text."""

    svg: str
    alt: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": self.alt}


@dataclass(frozen=True)
class Mark:
    """One row of a row chart: a label over a line from low to high with a point at the value."""

    label: str
    low: float
    value: float
    high: float
    text: str
    colour: str
    filled: bool = True


def open_canvas(height: float, title: str, subtitle: str, source: str) -> tuple[Canvas, Axes]:
    """Return a canvas whose plotting area is ``height`` inches high, with title above and source line below."""
    heads = _balanced(title)
    subs = wrapped(subtitle, _INNER, SUBTITLE)
    feet = wrapped(source, _INNER, SOURCE)
    top = MARGIN + 0.20 * len(heads) + 0.17 * len(subs) + 0.12
    bottom = MARGIN + 0.13 * len(feet) + 0.50
    total = height + top + bottom
    with mpl.rc_context(style()):
        canvas = Canvas(figsize=(WIDTH, total))
        axes = canvas.add_axes((MARGIN / WIDTH, bottom / total, 1 - 2 * MARGIN / WIDTH, height / total))
        left = MARGIN / WIDTH
        y = 1 - MARGIN / total
        canvas.text(left, y, "\n".join(heads), size=TITLE, weight="bold", va="top", linespacing=1.25)
        y -= 0.20 * len(heads) / total
        canvas.text(left, y, "\n".join(subs), size=SUBTITLE, va="top", color=QUIET, linespacing=1.25)
        canvas.text(left, MARGIN / total, "\n".join(feet), size=SOURCE, va="bottom", color=QUIET, linespacing=1.2)
    return canvas, axes


def wrapped(text: str, inches: float, size: float, weight: str = "normal") -> list[str]:
    """Return the lines of a text that are no wider than so many inches.

    They break where Unicode's rules allow it, in Latin at spaces only: ``rides/vehicle/day`` stays whole.
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size, weight) > inches * _SLACK:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


@cache
def _pieces(text: str) -> tuple[str, ...]:
    """Return the parts of a text that stay on one line each: a title is broken at many widths until its lines match."""
    from uniseg.linebreak import line_break_units

    pieces = [""]
    for piece in line_break_units(text):
        before = pieces[-1][-1:]
        whole = before and not before.isspace() and before.isascii() and piece[0].isascii()
        pieces[-1:] = [pieces[-1] + piece] if whole or not before else [pieces[-1], piece]
    return tuple(pieces)


def _balanced(title: str) -> list[str]:
    """Return the lines of a title, none much shorter than another: a last line of one word is lost on the reader."""
    inches = _INNER
    lines = wrapped(title, inches, TITLE, "bold")
    while len(lines) > 1 and len(closer := wrapped(title, inches := 0.97 * inches, TITLE, "bold")) == len(lines):
        lines = closer
    return lines


def _shortened(text: str, inches: float) -> str:
    """Return a label whole, or as much of it as there is room for, with the sign for more."""
    first, *more = wrapped(text, inches, LABEL)
    return wrapped(text, inches - text_width("…", LABEL), LABEL)[0] + "…" if more else first


@cache
def _measured(text: str, size: float, weight: str, language: str) -> float:
    fonts.require([text])
    return float(text_to_path.get_text_width_height_descent(text, _font(size, weight), ismath=False)[0]) / 72


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return how many inches a line of text takes."""
    return _measured(text, size, weight, spoken()) if text else 0.0


def finish(canvas: Canvas, title: str, alt: str, data: pd.DataFrame) -> Chart:
    """Write the SVG: no date, no creator, stable ids; inside, its alternative text, its data, its colours in the dark.

    Args:
        canvas: the drawing.
        title: the finding.
        alt: what is drawn, in words.
        data: what is drawn, in numbers; columns and words in the spoken language.

    Raises:
        MissingGlyphError: a character of the drawing is in no font.
    """
    fonts.require(text.get_text() for text in canvas.findobj(Text))
    for text in canvas.findobj(Text):
        text.set_fontfamily(list(fonts.FAMILIES[spoken()]))
        if text.get_color() == "black":  # Matplotlib's own, for words that were set outside of our style
            text.set_color(INK)
    buffer = StringIO()
    with mpl.rc_context(style()):
        canvas.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = re.sub(r"<\?xml.*?\?>\s*<!DOCTYPE.*?>\s*", "", buffer.getvalue(), flags=re.DOTALL)
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    told = say("{title}. {alt}", title=title, alt=alt)
    label = f'<svg role="img" aria-label="{escape(told)}" '
    inside = f"<metadata>{escape(_written(data), quote=False)}</metadata>\n <style>{_dark()}</style>"
    svg = re.sub(r"<svg ([^>]*>)", lambda tag: f"{label}{tag[1]}\n {inside}", svg, count=1)
    return Chart(re.sub(r"[ \t]+\n", "\n", svg), told)


def _written(data: pd.DataFrame) -> str:
    """Return a table as JSON, its numbers without the noise of their last digits; what is not there is null."""
    finite = data.notna() & ~data.isin([math.inf, -math.inf])
    cells = data.astype(object).where(finite, None).to_numpy().tolist()
    rows = [[float(f"{cell:.10g}") if isinstance(cell, float) else cell for cell in row] for row in cells]
    return json.dumps({"columns": list(data.columns), "rows": rows}, ensure_ascii=False, allow_nan=False)


@cache
def _dark() -> str:
    """Return the style sheet of a dark page: a picture follows the colour scheme of the page that shows it."""
    rules = (
        f'[style*="{part}: {light.lower()}"]{{{part}:{dark}!important}}'
        for light, dark in _DARK.items()
        for part in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"


def draw_rows(axes: Axes, marks: Sequence[Mark], unit: str, *, bars: bool = False) -> None:
    """Draw marks from the top down; labels stand over the lines, values at the right."""
    with mpl.rc_context(style()):
        for place, mark in enumerate(marks):
            y = -place - 0.68
            if bars:
                axes.barh(y, mark.value, height=0.34, color=mark.colour, align="center")
            if mark.high > mark.low:
                axes.plot([mark.low, mark.high], [y, y], color=INK if bars else mark.colour, lw=1.2 if bars else 2.4)
            if not bars:
                face = mark.colour if mark.filled else PAPER
                axes.plot(mark.value, y, "o" if mark.filled else "D", ms=6, mfc=face, mec=mark.colour, mew=1.6)
            transform = axes.get_yaxis_transform()
            look: dict[str, Any] = {"transform": transform, "va": "top", "size": LABEL, "bbox": _GROUND}
            axes.text(0, -place - 0.14, _shortened(mark.label, _INNER - text_width(mark.text, LABEL) - 0.1), **look)
            axes.text(1, -place - 0.14, mark.text, ha="right", **look)
        axes.set_ylim(-len(marks) - 0.1, 0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        _place_ticks(axes)
        axes.xaxis.set_major_formatter(lambda value, _: wording.number(value))
        axes.tick_params(labelsize=TICK, length=3)
        axes.set_xlabel(unit, size=TICK)
        axes.set_facecolor(PAPER)


def _place_ticks(axes: Axes) -> None:
    """Choose the ticks and turn a label inward whose half would run off the canvas."""
    low, high = axes.get_xlim()
    inch = (high - low) / _INNER
    left, right = low - MARGIN * inch, high + MARGIN * inch
    for most in (6, 5, 4, 3):  # as many as leave room between their labels
        axes.locator_params(axis="x", nbins=most)
        places = [float(tick) for tick in axes.get_xticks() if low <= tick <= high]
        wide = [text_width(wording.number(place), TICK) / _SLACK * inch for place in places]
        turned: list[Any] = [
            "right" if place + one / 2 > right else "left" if place - one / 2 < left else "center"
            for place, one in zip(places, wide, strict=True)
        ]
        begins = [place - one * _SHIFT[turn] for place, one, turn in zip(places, wide, turned, strict=True)]
        if all(begin + one + 0.06 * inch <= after for begin, one, after in zip(begins, wide, begins[1:], strict=False)):
            break
    axes.set_xticks(places)
    for turn, label in zip(turned, axes.get_xticklabels(), strict=True):
        label.set_horizontalalignment(turn)


def sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def listed(marks: Sequence[Mark]) -> str:
    """Return what the rows show, in words."""
    rows = chained(say("{name}: {text}", name=mark.label, text=mark.text) for mark in marks)
    return say("{sentence}.", sentence=rows)


def tabled(marks: Sequence[Mark], head: str, unit: str) -> pd.DataFrame:
    """Return what the rows show, in numbers; the unit stands in a column of its own."""
    rows = [(mark.label, mark.low, mark.value, mark.high, unit) for mark in marks]
    return pd.DataFrame(rows, columns=[head, *says("low", "value", "high", "unit")])
