"""The frame of every chart: title, key, source line, alternative text, data and SVG."""

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from html import escape
from io import StringIO
from typing import Any, ParamSpec

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from compendium.display import fonts
from compendium.display.drawing.key import Key, draw_key, key_height
from compendium.display.drawing.sources import Source
from compendium.display.drawing.style import (
    INK,
    LINE,
    NARROW,
    QUIET,
    WIDE,
    dark_rules,
    layout,
    style,
    title_lines,
    using_layout,
    wrapped,
)
from compendium.i18n.messages import current_language, gettext

Drawn = ParamSpec("Drawn")
_FOOT_LINES = 3  # of the source line; the page names all sources
_AXIS = 0.30  # below the axes, for the numbers of the x axis
_AXIS_LABEL = 0.20


@dataclass(frozen=True)
class Chart:
    """A finished chart.

    Attributes:
        svg: the drawing with its alternative text and data, and with a second drawing for narrow screens among them; ''
            if it was drawn into existing axes, whose figure is shown and saved by its owner.
        alt: the alternative text.
        axes: the axes that were drawn into.
    """

    svg: str
    alt: str
    axes: Axes = field(repr=False, compare=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.alt, **({"image/svg+xml": self.svg} if self.svg else {})}


def in_both_widths(draw: Callable[Drawn, Chart]) -> Callable[Drawn, Chart]:
    """Return a function that draws a chart for the column of a page, and for a phone."""

    @wraps(draw)
    def drawn(*args: Drawn.args, **named: Drawn.kwargs) -> Chart:
        with using_layout(NARROW):
            narrow = draw(*args, **named)
        if not narrow.svg:
            return narrow
        with using_layout(WIDE):
            wide = draw(*args, **named)
        inner = escape(json.dumps({"narrow": narrow.svg}, ensure_ascii=False)[1:-1], quote=False)
        return Chart(wide.svg.replace("<metadata>{", f"<metadata>{{{inner}, ", 1), wide.alt, wide.axes)

    return drawn


def open_axes(  # noqa: PLR0913
    height: float,
    title: str,
    subtitle: str,
    source: Source,
    ax: Axes | None = None,
    *,
    key: Sequence[Key] = (),
    sides: tuple[float, float] = (0.0, 0.0),
    axis_label: bool = False,
) -> Axes:
    """Return the axes of a new canvas with the title and the key above and the source line below them.

    Args:
        height: of the axes, in inches.
        title: the finding.
        subtitle: what is shown, and in which unit.
        source: where it comes from.
        ax: existing axes, which are returned with the title only; there is no new canvas then.
        key: what the marks mean.
        sides: inches left free at the left and at the right of the axes, within the margins.
        axis_label: whether the x axis has a label.
    """
    if ax is not None:
        ax.set_title(title, loc="left", wrap=True)
        return ax
    now = layout()
    heads, subs, feet = title_lines(title), wrapped(subtitle, now.inner, now.subtitle), _feet(source)
    head = LINE * (now.title * len(heads) + now.subtitle * len(subs))
    top = now.margin + head + 0.04 + key_height(key) + 0.10
    bottom = _foot(source) + _AXIS + _AXIS_LABEL * axis_label
    total = height + top + bottom
    left, right = now.margin + sides[0], now.width - now.margin - sides[1]
    with mpl.rc_context(style()):
        canvas = Canvas(figsize=(now.width, total))
        axes = canvas.add_axes((left / now.width, bottom / total, (right - left) / now.width, height / total))
        x, y = now.margin / now.width, 1 - now.margin / total
        canvas.text(x, y, "\n".join(heads), size=now.title, weight="bold", va="top", linespacing=1.25)
        y -= (LINE * now.title * len(heads) + 0.04) / total
        canvas.text(x, y, "\n".join(subs), size=now.subtitle, va="top", color=QUIET, linespacing=1.25)
        draw_key(canvas, key, total - now.margin - head - 0.07)
        y = 0.08 / total
        canvas.text(x, y, "\n".join(feet), size=now.source, va="bottom", color=QUIET, linespacing=1.2)
    return axes


def _feet(source: Source) -> list[str]:
    now = layout()

    def lines(text: str) -> list[str]:
        return wrapped(text, now.inner, now.source)

    return lines(source.line(lambda text: len(lines(text)) <= _FOOT_LINES))


def _foot(source: Source) -> float:
    """Return the height of the source line, in inches."""
    return 0.14 + LINE * layout().source * len(_feet(source))


def finish(  # noqa: PLR0913
    axes: Axes,
    title: str,
    alt: str,
    data: pd.DataFrame,
    ax: Axes | None = None,
    *,
    name: str = "",
    source: Source | None = None,
) -> Chart:
    """Write the SVG, with its alternative text, data and dark colours, and without dates or random ids.

    Args:
        axes: the axes that were drawn into.
        title: the finding.
        alt: what is drawn, in words.
        data: what is drawn, in numbers; names of columns and words are in the current language.
        ax: the existing axes that ``open_axes`` was given, if any; no SVG is written for these.
        name: the chart's name within its page, the same in every language; by it the chart is linked and saved.
        source: where the numbers come from, as ``open_axes`` wrote it.

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
    about: dict[str, Any] = {"name": re.sub(r"[^a-z0-9]+", "-", name.lower()), "title": title}
    if source:
        about |= {"foot": round(72 * _foot(source), 2), "words": source.words, "works": source.works}
    label = f'<svg role="img" aria-label="{escape(words)}" '
    carried = json.dumps(about | _written(data), ensure_ascii=False, allow_nan=False)
    inside = f"<metadata>{escape(carried, quote=False)}</metadata>\n <style>{dark_rules()}</style>"
    svg = re.sub(r"<svg ([^>]*>)", lambda tag: f"{label}{tag[1]}\n {inside}", _lean(buffer.getvalue()), count=1)
    return Chart(svg, words, axes)


def _lean(svg: str) -> str:
    """Return Matplotlib's SVG without its preface, comments, indentation, and digits that nobody sees."""
    for idle in (r"<\?xml.*?\?>", r"<!DOCTYPE.*?>", r"<metadata>.*?</metadata>", r"<!--.*?-->"):
        svg = re.sub(idle, "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*\n\s*", "\n", svg.strip()) + "\n"
    svg = re.sub(r' (?:d|x|y)="[^"]*"', lambda one: re.sub(r"(\.\d\d)\d+", r"\1", one[0]), svg)
    svg = re.sub(r' transform="[^"]*"', lambda one: re.sub(r"(\.\d{3})\d+", r"\1", one[0]), svg)
    return svg.replace("scale(0.015)", "scale(0.015625)")  # of glyphs, whose outlines are in 64ths


def _written(data: pd.DataFrame) -> dict[str, Any]:
    """Return a frame for JSON: floats to ten digits, which hides floating-point noise; nan and infinity as null."""
    finite = data.notna() & ~data.isin([math.inf, -math.inf])
    cells = data.astype(object).where(finite, None).to_numpy().tolist()
    rows = [[float(f"{cell:.10g}") if isinstance(cell, float) else cell for cell in row] for row in cells]
    return {"columns": list(data.columns), "rows": rows}
