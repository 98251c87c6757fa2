"""Row charts: a label above a line with a point, one row for each quantity."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes

from compendium.display import labels, wording
from compendium.display.drawing.style import (
    INK,
    INNER,
    LABEL,
    LINE_SLACK,
    MARGIN,
    PAPER,
    PRINTED,
    TICK,
    shortened,
    style,
    text_width,
)
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.interval import Interval

_SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}  # the share of a label left of its tick, by alignment
_GROUND = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 0.6}  # behind texts that a line may cross


@dataclass(frozen=True)
class RowMark:
    """One row of a row chart: a label above a line from low to high with a point at the value.

    Attributes:
        label: the text at the left.
        interval: in the unit of the axis, the multiplier worked in.
        text: the value at the right.
        colour: of line and point.
        filled: whether the point is a filled circle or an empty diamond.
    """

    label: str
    interval: Interval
    text: str
    colour: str
    filled: bool = True


# The interval of a row for which only label and text are drawn; the chart itself draws below them.
NOTHING = Interval(nan, nan, nan)


def draw_rows(axes: Axes, marks: Sequence[RowMark], unit: str, *, bars: bool = False) -> None:
    """Draw marks from the top down, each label above its line and each value at the right.

    Args:
        axes: where they are drawn; limits of the x axis, if any, must be set before.
        marks: the rows.
        unit: the label of the x axis.
        bars: whether a bar from zero takes the place of the point.
    """
    with mpl.rc_context(style()):
        for place, mark in enumerate(marks):
            y = -place - 0.68
            ends = mark.interval
            if bars:
                axes.barh(y, ends.value, height=0.34, color=mark.colour, align="center")
            if ends.high > ends.low:
                axes.plot([ends.low, ends.high], [y, y], color=INK if bars else mark.colour, lw=1.2 if bars else 2.4)
            if not bars:
                face = mark.colour if mark.filled else PAPER
                axes.plot(ends.value, y, "o" if mark.filled else "D", ms=6, mfc=face, mec=mark.colour, mew=1.6)
            transform = axes.get_yaxis_transform()
            look: dict[str, Any] = {"transform": transform, "va": "top", "size": LABEL, "bbox": _GROUND}
            axes.text(0, -place - 0.14, shortened(mark.label, INNER - text_width(mark.text, LABEL) - 0.1), **look)
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
    """Choose the ticks, and align a label inward if it would be cut off at the edge of the canvas."""
    low, high = axes.get_xlim()
    inch = (high - low) / INNER
    left, right = low - MARGIN * inch, high + MARGIN * inch
    for most in (6, 5, 4, 3):  # as many as leave room between their labels
        axes.locator_params(axis="x", nbins=most)
        places = [float(tick) for tick in axes.get_xticks() if low <= tick <= high]
        wide = [text_width(wording.number(place), TICK) / LINE_SLACK * inch for place in places]
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


def room_for(reached: Sequence[float], share: float = 0.05) -> tuple[float, float]:
    """Return axis limits that include all values, with a margin of ``share`` of their range on either side."""
    least, greatest = min(reached), max(reached)
    span = greatest - least or abs(greatest) or 1.0
    return least - share * span, greatest + share * span


def finite_ends(interval: Interval) -> list[float]:
    """Return the finite ends of an interval."""
    return [end for end in (interval.low, interval.high) if isfinite(end)]


def draw_printed(axes: Axes, printed: Interval, **look: Any) -> None:
    """Draw a printed interval as a band, cut off at the limits of the axis, with a line at the number itself."""
    low, high = axes.get_xlim()
    axes.axvspan(max(printed.low, low), min(printed.high, high), color=PRINTED, alpha=0.22, lw=0, **look)
    axes.axvline(printed.value, color=PRINTED, lw=1.1, **look)


def sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def described(marks: Sequence[RowMark]) -> str:
    """Return what the rows show, in words."""
    rows = labels.clauses(gettext("{name}: {text}", name=mark.label, text=mark.text) for mark in marks)
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
