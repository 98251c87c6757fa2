"""The charts' contract: size, type, colour, title, source line, alternative text and reproducible SVG in one place."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.textpath import TextPath

from compendium import wording

# Okabe and Ito's colours, safe for the colour-blind; each means the same in every chart.
PRINTED = "#0072B2"
RECOMPUTED = "#009E73"
CROSS_CHECK = "#56B4E9"
CONTRADICTED = "#D55E00"
OTHER = "#767676"
INK = "#222222"
FAINT = "#D0D0D0"

# Inches and points. A phone shows the width at three quarters of its size, so that small type stays readable there.
WIDTH = 4.8
MARGIN = 0.12
ROW = 0.40
TITLE, SUBTITLE, LABEL, TICK, SOURCE = 11.0, 9.0, 8.8, 8.0, 7.2
_PAPER = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.6}  # behind words that a line may cross
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
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
    "figure.facecolor": "white",
    "axes.unicode_minus": True,
    "svg.fonttype": "path",  # the same on every machine, whatever fonts it has
    "svg.hashsalt": "compendium",
}


@dataclass(frozen=True)
class Chart:
    """A finished chart: an SVG that carries its alternative text, and that text."""

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
    heads = textwrap.wrap(title, 51)
    subs = textwrap.wrap(subtitle, 68)
    feet = textwrap.wrap(source, 80)
    top = MARGIN + 0.20 * len(heads) + 0.17 * len(subs) + 0.12
    bottom = MARGIN + 0.13 * len(feet) + 0.50
    total = height + top + bottom
    with mpl.rc_context(STYLE):
        canvas = Canvas(figsize=(WIDTH, total))
        axes = canvas.add_axes((MARGIN / WIDTH, bottom / total, 1 - 2 * MARGIN / WIDTH, height / total))
        left = MARGIN / WIDTH
        y = 1 - MARGIN / total
        canvas.text(left, y, "\n".join(heads), size=TITLE, weight="bold", va="top", linespacing=1.25)
        y -= 0.20 * len(heads) / total
        canvas.text(left, y, "\n".join(subs), size=SUBTITLE, va="top", color="#444444", linespacing=1.25)
        canvas.text(left, MARGIN / total, "\n".join(feet), size=SOURCE, va="bottom", color="#555555", linespacing=1.2)
    return canvas, axes


def finish(canvas: Canvas, title: str, alt: str) -> Chart:
    """Write the SVG: no date, no creator, stable ids, the alternative text inside."""
    buffer = StringIO()
    with mpl.rc_context(STYLE):
        canvas.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = re.sub(r"<\?xml.*?\?>\s*<!DOCTYPE.*?>\s*", "", buffer.getvalue(), flags=re.DOTALL)
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    told = f"{title}. {alt}".replace("..", ".")
    label = told.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return Chart(re.sub(r"[ \t]+\n", "\n", svg), told)


def draw_rows(axes: Axes, marks: Sequence[Mark], unit: str, *, bars: bool = False) -> None:
    """Draw marks from the top down; labels stand over the lines, values at the right."""
    with mpl.rc_context(STYLE):
        for place, mark in enumerate(marks):
            y = -place - 0.68
            if bars:
                axes.barh(y, mark.value, height=0.34, color=mark.colour, align="center")
            if mark.high > mark.low:
                axes.plot([mark.low, mark.high], [y, y], color=INK if bars else mark.colour, lw=1.2 if bars else 2.4)
            if not bars:
                face = mark.colour if mark.filled else "white"
                axes.plot(mark.value, y, "o" if mark.filled else "D", ms=6, mfc=face, mec=mark.colour, mew=1.6)
            transform = axes.get_yaxis_transform()
            style: dict[str, Any] = {"transform": transform, "va": "top", "size": LABEL, "bbox": _PAPER}
            axes.text(0, -place - 0.14, textwrap.shorten(mark.label, 62 - len(mark.text), placeholder="…"), **style)
            axes.text(1, -place - 0.14, mark.text, ha="right", **style)
        axes.set_ylim(-len(marks) - 0.1, 0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        _place_ticks(axes)
        axes.xaxis.set_major_formatter(lambda value, _: wording.number(value))
        axes.tick_params(labelsize=TICK, length=3)
        axes.set_xlabel(unit, size=TICK)
        axes.set_facecolor("white")


def _place_ticks(axes: Axes) -> None:
    """Choose the ticks and turn a label inward whose half would run off the canvas."""
    low, high = axes.get_xlim()
    axes.locator_params(axis="x", nbins=6)
    places = [float(tick) for tick in axes.get_xticks() if low <= tick <= high]
    axes.set_xticks(places)
    inch = (high - low) / (WIDTH - 2 * MARGIN)
    for place, label in zip(places, axes.get_xticklabels(), strict=True):
        half = TextPath((0, 0), wording.number(place), size=TICK).get_extents().width / 72 / 2 * inch
        if place + half > high + MARGIN * inch:
            label.set_horizontalalignment("right")
        elif place - half < low - MARGIN * inch:
            label.set_horizontalalignment("left")


def sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def listed(marks: Sequence[Mark]) -> str:
    """Return what the rows show, in words."""
    return "; ".join(f"{mark.label}: {mark.text}" for mark in marks) + "."
