"""Row charts: a label beside or above a lane with a mark, one row for each quantity, and the values in a margin."""

from collections.abc import Sequence
from math import isfinite, log10
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes

from compendium.display import labels, wording
from compendium.display.drawing.frame import open_axes
from compendium.display.drawing.key import Key
from compendium.display.drawing.lanes import Printed, RowMark, Rows
from compendium.display.drawing.sources import Source
from compendium.display.drawing.style import (
    FAINT,
    INK,
    LINE_SLACK,
    PAPER,
    PRINTED,
    QUIET,
    layout,
    style,
    text_width,
)
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger.interval import Interval

_SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}  # the share of a label left of its tick, by alignment
_GROUND = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.2}  # a printed line ends at it
_BAND = 0.16  # how opaque a printed interval is
_SEEN = 0.04  # inches from which an interval can be told from a line
_MAGNITUDES = 1.7  # powers of ten from the least to the greatest beyond which a linear axis hides the small
_SCALES = {
    "log": N_("{subtitle} (logarithmic scale)"),
    "symlog": N_("{subtitle} (logarithmic scale, straight about zero)"),
}
ROLE_LABEL, ROLE_VALUE = "row label", "row value"  # names of texts, which the drawing does not show


def open_rows(  # noqa: PLR0913
    marks: Sequence[RowMark],
    words: tuple[str, str, Source],
    ax: Axes | None,
    *,
    reached: Sequence[float],
    key: Sequence[Key] = (),
    printed: Printed | None = None,
    scale: str = "",
    above: float = 0.0,
    dense: bool = False,
) -> tuple[Axes, Rows]:
    """Return the axes of a row chart, with the printed line, and where its rows stand.

    Args:
        marks: the rows.
        words: title, subtitle and source.
        ax: existing axes to draw into.
        reached: all values that are drawn.
        key: what the marks mean.
        printed: what is printed, if it is drawn.
        scale: ``linear``, ``log`` or ``symlog``; by the values if empty.
        above: inches left free above the rows, below the words of what is printed.
        dense: whether there are many rows with short labels.
    """
    rows = Rows(tuple(marks), above + (0.22 if printed else 0.0), dense)
    known = [*reached, *(finite_ends(printed.interval) if printed else ())]
    scale = scale or scale_for(known)
    limits = room_for(known, scale=scale)
    key = [one for one in key if one.text]
    if printed and _band_width(printed.interval, limits, rows.plot, scale) >= _SEEN:
        key.append(Key("bar", PRINTED, gettext("what the printed number stands for"), alpha=_BAND))
    title, subtitle, source = words
    subtitle = gettext(_SCALES[scale], subtitle=subtitle) if scale in _SCALES else subtitle
    axes = open_axes(rows.height, title, subtitle, source, ax, key=key, sides=(rows.names, rows.values))
    axes.set_xscale(scale, **({"linthresh": 0.1, "linscale": 0.4} if scale == "symlog" else {}))
    axes.set_xlim(limits)
    if printed:
        draw_printed(axes, printed, rows)
    return axes, rows


def scale_for(values: Sequence[float]) -> str:
    """Return the scale on which all values can be seen: logarithmic if a linear one hides the small ones."""
    least, greatest = min(values), max(values)
    return "log" if least > 0 and log10(greatest / least) > _MAGNITUDES else "linear"


def _band_width(interval: Interval, limits: tuple[float, float], inches: float, scale: str) -> float:
    """Return the width of an interval on an axis, in inches."""
    low, high = (min(max(end, limits[0]), limits[1]) for end in (interval.low, interval.high))
    if scale == "log":
        low, high, *limits = map(log10, (low, high, *limits))  # type: ignore[assignment]
    return (high - low) / (limits[1] - limits[0]) * inches


def draw_rows(axes: Axes, rows: Rows, *, bars: bool = False) -> None:
    """Draw rows from the top down, each with its label and its value.

    Args:
        axes: where they are drawn, as ``open_rows`` returned them.
        rows: the rows.
        bars: whether a bar from zero takes the place of the point.
    """
    with mpl.rc_context(style()):
        for mark, y in zip(rows.marks, rows.lanes, strict=True):
            ends = mark.interval
            if rows.beside:
                axes.axhline(y, color=FAINT, lw=0.6, ls=(0, (1, 2)), zorder=0.6)
            if bars:
                axes.barh(y, ends.value, height=0.15, color=mark.colour, align="center")
            if ends.high > ends.low:
                axes.plot([ends.low, ends.high], [y, y], color=INK if bars else mark.colour, lw=1.1 if bars else 2.4)
            if not bars and isfinite(ends.value):
                face = mark.colour if mark.filled else PAPER
                axes.plot(ends.value, y, mark.marker, ms=6, mfc=face, mec=mark.colour, mew=1.6)
        _write_words(axes, rows)
        axes.set_ylim(-rows.height, 0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        _place_ticks(axes, rows.plot)
        axes.tick_params(labelsize=layout().tick, length=3)
        axes.set_facecolor(PAPER)


def _write_words(axes: Axes, rows: Rows) -> None:
    """Write labels, values and subheadings; positions across are shares of the width of the axes."""
    look: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "size": layout().label}
    left, right = -rows.names / rows.plot, 1 + rows.values / rows.plot
    for mark, lines, lane, top in zip(rows.marks, rows.lines, rows.lanes, rows.tops, strict=True):
        colour, look["weight"] = QUIET if mark.faint else INK, "bold" if mark.strong else "normal"
        text = "\n".join(lines)
        if rows.beside:
            axes.text(-0.12 / rows.plot, lane, text, color=colour, ha="right", va="center", label=ROLE_LABEL, **look)
        else:
            axes.text(left, top - 0.02, text, color=colour, va="top", bbox=_GROUND, label=ROLE_LABEL, **look)
        axes.text(right, lane, mark.text, color=colour, ha="right", va="center", label=ROLE_VALUE, **look)
    for top, text in rows.heads:
        axes.text(left, top - 0.09, text, color=QUIET, va="top", bbox=_GROUND, **look | {"weight": "bold"})


def _place_ticks(axes: Axes, inches: float) -> None:
    """Choose the ticks, and align a label inward if it would be cut off at the edge of the canvas."""
    low, high = axes.get_xlim()
    axes.minorticks_off()
    if axes.get_xscale() != "linear":
        axes.xaxis.set_major_formatter(lambda value, _: wording.number(value))
        return
    inch = (high - low) / inches
    left, right = low - layout().margin * inch, high + layout().margin * inch
    for most in (6, 5, 4, 3):  # as many as leave room between their labels
        axes.locator_params(axis="x", nbins=most)
        places = [float(tick) for tick in axes.get_xticks() if low <= tick <= high]
        wide = [text_width(wording.number(place), layout().tick) / LINE_SLACK * inch for place in places]
        turned: list[Any] = [
            "right" if place + one / 2 > right else "left" if place - one / 2 < left else "center"
            for place, one in zip(places, wide, strict=True)
        ]
        begins = [place - one * _SHIFT[turn] for place, one, turn in zip(places, wide, turned, strict=True)]
        if all(begin + one + 0.06 * inch <= after for begin, one, after in zip(begins, wide, begins[1:], strict=False)):
            break
    axes.set_xticks(places)
    axes.xaxis.set_major_formatter(lambda value, _: wording.number(value))
    for turn, label in zip(turned, axes.get_xticklabels(), strict=True):
        label.set_horizontalalignment(turn)


def room_for(reached: Sequence[float], share: float = 0.05, scale: str = "linear") -> tuple[float, float]:
    """Return axis limits that include all values, with a margin of ``share`` of their range on either side.

    Where zero is near, it belongs on a linear axis.
    """
    least, greatest = min(reached), max(reached)
    if scale == "log":
        margin = (greatest / least) ** share
        return least / margin, greatest * margin
    if scale == "symlog":
        return least * 1.5, greatest * 1.5
    if 0 < least < 0.3 * greatest:
        least = 0.0
    span = greatest - least or abs(greatest) or 1.0
    return least - share * span if least else 0.0, greatest + share * span


def finite_ends(interval: Interval) -> list[float]:
    """Return the finite ends of an interval."""
    return [end for end in (interval.low, interval.high) if isfinite(end)]


def draw_printed(axes: Axes, printed: Printed, rows: Rows) -> None:
    """Draw a printed interval as a band, cut off at the limits of the axis, with a line at the number and its words."""
    low, high = axes.get_xlim()
    ends = printed.interval
    look: dict[str, Any] = {"color": PRINTED, "zorder": 0.8}
    axes.axvspan(max(ends.low, low), min(ends.high, high), alpha=_BAND, lw=0, **look)
    axes.axvline(ends.value, lw=1.2, **look)
    size = layout().tick
    share = float(axes.transAxes.inverted().transform(axes.transData.transform((ends.value, 0)))[0])
    wide = text_width(printed.text, size, "bold") / LINE_SLACK / 2 / rows.plot
    left, right = -rows.names / rows.plot, 1 + rows.values / rows.plot
    x = min(max(share, left + wide), right - wide)
    transform = axes.get_yaxis_transform()
    axes.text(
        x, -0.02, printed.text, size=size, weight="bold", ha="center", va="top", bbox=_GROUND, transform=transform
    )


def sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def described(marks: Sequence[RowMark], unit: str = "") -> str:
    """Return what the rows show, in words, each value with its unit."""
    rows = labels.clauses(
        gettext("{name}: {text}", name=mark.label, text=wording.joined(mark.text, unit)) for mark in marks
    )
    return gettext("{sentence}.", sentence=rows)


def tabled(marks: Sequence[RowMark], head: str, unit: str) -> pd.DataFrame:
    """Return what the rows show, in numbers.

    Args:
        marks: the rows.
        head: the name of the column of labels.
        unit: the unit of all rows, which becomes a column.
    """
    rows = [(mark.label, mark.interval.low, mark.interval.value, mark.interval.high, unit) for mark in marks]
    return pd.DataFrame(rows, columns=[head, *gettext_each("low", "value", "high", "unit")])
