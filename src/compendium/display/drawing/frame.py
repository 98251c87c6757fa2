"""The frame of every chart: title, source line, alternative text, data and SVG."""

import json
import math
import re
from dataclasses import dataclass, field
from html import escape
from io import StringIO
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from compendium.display import fonts
from compendium.display.drawing.style import (
    INK,
    INNER,
    MARGIN,
    QUIET,
    SOURCE,
    SUBTITLE,
    TITLE,
    WIDTH,
    dark_rules,
    style,
    title_lines,
    wrapped,
)
from compendium.i18n.messages import current_language, gettext


@dataclass(frozen=True)
class Chart:
    """A finished chart.

    Attributes:
        svg: the drawing with its alternative text and data; '' if it was drawn into existing axes, whose figure is
            shown and saved by its owner.
        alt: the alternative text.
        axes: the axes that were drawn into.
    """

    svg: str
    alt: str
    axes: Axes = field(repr=False, compare=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.alt, **({"image/svg+xml": self.svg} if self.svg else {})}


def open_axes(height: float, title: str, subtitle: str, source: str, ax: Axes | None = None) -> Axes:
    """Return the axes of a new canvas with the title above and the source line below them.

    Args:
        height: of the axes, in inches.
        title: the finding.
        subtitle: what is shown, and in which unit.
        source: where it comes from.
        ax: existing axes, which are returned with the title only; there is no new canvas then.
    """
    if ax is not None:
        ax.set_title(title, loc="left", wrap=True)
        return ax
    heads = title_lines(title)
    subs = wrapped(subtitle, INNER, SUBTITLE)
    feet = wrapped(source, INNER, SOURCE)
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
    return axes


def finish(axes: Axes, title: str, alt: str, data: pd.DataFrame, ax: Axes | None = None) -> Chart:
    """Write the SVG, with its alternative text, data and dark colours, and without dates or random ids.

    Args:
        axes: the axes that were drawn into.
        title: the finding.
        alt: what is drawn, in words.
        data: what is drawn, in numbers; names of columns and words are in the current language.
        ax: the existing axes that ``open_axes`` was given, if any; no SVG is written for these.

    Raises:
        MissingGlyphError: a character of the drawing is in no font.
    """
    words = gettext("{title}. {alt}", title=title, alt=alt)
    canvas = axes.figure
    if ax is not None or not isinstance(canvas, Canvas):
        return Chart("", words, axes)
    fonts.require(text.get_text() for text in canvas.findobj(Text))
    for text in canvas.findobj(Text):
        text.set_fontfamily(list(fonts.FAMILIES[current_language()]))
        if text.get_color() == "black":  # Matplotlib's default, of texts that were made outside our style
            text.set_color(INK)
    buffer = StringIO()
    with mpl.rc_context(style()):
        canvas.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = re.sub(r"<\?xml.*?\?>\s*<!DOCTYPE.*?>\s*", "", buffer.getvalue(), flags=re.DOTALL)
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    label = f'<svg role="img" aria-label="{escape(words)}" '
    inside = f"<metadata>{escape(_written(data), quote=False)}</metadata>\n <style>{dark_rules()}</style>"
    svg = re.sub(r"<svg ([^>]*>)", lambda tag: f"{label}{tag[1]}\n {inside}", svg, count=1)
    return Chart(re.sub(r"[ \t]+\n", "\n", svg), words, axes)


def _written(data: pd.DataFrame) -> str:
    """Return a frame as JSON: floats to ten digits, which hides floating-point noise; nan and infinity as null."""
    finite = data.notna() & ~data.isin([math.inf, -math.inf])
    cells = data.astype(object).where(finite, None).to_numpy().tolist()
    rows = [[float(f"{cell:.10g}") if isinstance(cell, float) else cell for cell in row] for row in cells]
    return json.dumps({"columns": list(data.columns), "rows": rows}, ensure_ascii=False, allow_nan=False)
