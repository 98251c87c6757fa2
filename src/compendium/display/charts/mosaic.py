"""The mosaic of a sweep: a small mark for each scenario, by what it says of the printed number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from compendium.audit import arrays
from compendium.display import labels
from compendium.display.drawing.frame import Chart, finish, in_both_widths, open_axes
from compendium.display.drawing.key import Key
from compendium.display.drawing.sources import Source
from compendium.display.drawing.style import (
    AGREES,
    INK,
    LIGHT,
    LINE,
    MISSES,
    NEUTRAL,
    TOO_WIDE,
    layout,
    style,
    text_width,
    wrapped,
)
from compendium.i18n.messages import N_, gettext
from compendium.ledger.interval import Interval

_ROW = 0.165  # inches
_GAP = 0.6  # between two groups, in columns
_UPRIGHT = 1.5  # inches of a line that runs upward
_UP, _DOWN, _SMALL, _BAR, _FULL = (
    [(0.1, 0.14), (0.5, 0.86), (0.9, 0.14)],
    [(0.1, 0.86), (0.9, 0.86), (0.5, 0.14)],
    [(0.3, 0.3), (0.3, 0.7), (0.7, 0.7), (0.7, 0.3)],
    [(0.08, 0.38), (0.08, 0.62), (0.92, 0.62), (0.92, 0.38)],
    [(0.04, 0.06), (0.04, 0.94), (0.96, 0.94), (0.96, 0.06)],
)


@dataclass(frozen=True)
class _Mark:
    """What a scenario may say: the outline in a cell, the marker of the key, colour and words."""

    outline: list[tuple[float, float]]
    shape: str
    colour: str
    words: str


MARKS = {
    "agrees": _Mark(_FULL, "s", AGREES, N_("agrees with the printed number")),
    "reaches": _Mark(_BAR, "_", TOO_WIDE, N_("too wide: reaches it")),
    "above": _Mark(_UP, "^", MISSES, N_("more than printed")),
    "below": _Mark(_DOWN, "v", MISSES, N_("less than printed")),
    "saves": _Mark(_FULL, "s", LIGHT, N_("nothing printed: saves")),
    "open": _Mark(_BAR, "_", NEUTRAL, N_("nothing printed: open")),
    "emits": _Mark(_SMALL, "s", INK, N_("nothing printed: emits more")),
}


@dataclass(frozen=True)
class Mosaic:
    """What is drawn.

    Attributes:
        rows: the names of the rows.
        groups: the names of the groups of columns.
        cells: keys of ``MARKS``, shape (groups, rows, columns).
        data: the same in numbers, for the table under the chart.
    """

    rows: Sequence[str]
    groups: Sequence[str]
    cells: Any
    data: pd.DataFrame

    def told(self) -> list[str]:
        """Return how many scenarios say what, in words, for each group."""
        return [
            labels.clauses(
                gettext("{count} {name}", count=count, name=gettext(mark.words))
                for key, mark in MARKS.items()
                if (count := int(np.sum(cells == key)))
            )
            for cells in self.cells
        ]


@in_both_widths
def mosaic(shown: Mosaic, words: tuple[str, str, Source], name: str, ax: Axes | None = None) -> Chart:
    """Draw what each of many scenarios says.

    Args:
        shown: what is drawn.
        words: title, subtitle and source.
        name: the chart's name within its page.
        ax: existing axes to draw into.
    """
    title, subtitle, source = words
    now, places = layout(), _Places(shown)
    found = [one for one in MARKS if np.any(shown.cells == one)]
    key = [Key(MARKS[one].shape, MARKS[one].colour, gettext(MARKS[one].words)) for one in found]
    high = len(shown.rows) * _ROW + places.head
    axes = open_axes(high, title, subtitle, source, ax, key=key, sides=(places.names, 0.0))
    with mpl.rc_context(style()):
        axes.set_xlim(0, places.span)
        axes.set_ylim(len(shown.rows), -places.head / _ROW)
        axes.set_axis_off()
        for one in found:
            outline = _outlines(shown.cells == one, MARKS[one].outline)
            axes.add_patch(PathPatch(outline, facecolor=MARKS[one].colour, lw=0))
        for y, row in enumerate(shown.rows):
            axes.text(-0.1 / places.cell, y + 0.5, row, ha="right", va="center", size=now.tick, color=INK)
        for place, head in enumerate(places.heads):
            middle = (place + 0.5) * places.columns + place * _GAP
            axes.text(
                middle, -0.05 / _ROW, head, ha="center", va="bottom", size=now.tick, color=INK, linespacing=1.1,
                rotation=90 if places.upright else 0,
            )  # fmt: skip
    return finish(axes, title, _described(shown), shown.data, ax, name=name, source=source)


class _Places:
    """The sizes of a mosaic in inches, and how the names of its groups are set."""

    def __init__(self, shown: Mosaic) -> None:
        now = layout()
        groups, _, self.columns = shown.cells.shape
        self.names = max(text_width(row, now.tick) for row in shown.rows) + 0.1
        self.span = groups * self.columns + _GAP * (groups - 1)
        self.cell = (now.inner - self.names) / self.span
        room = self.cell * (self.columns + _GAP / 2)
        lines = [wrapped(group, room, now.tick) for group in shown.groups]
        self.upright = any(text_width(line, now.tick) > room for group in lines for line in group)
        if self.upright:
            lines = [wrapped(group, _UPRIGHT, now.tick) for group in shown.groups]
        self.heads = ["\n".join(group) for group in lines]
        tall = LINE * now.tick * max(map(len, lines))
        wide = max(text_width(line, now.tick) for group in lines for line in group)
        self.head = 0.08 + (wide if self.upright else tall)


def _outlines(chosen: Any, outline: list[tuple[float, float]]) -> Path:
    """Return the outlines of all cells with one mark as one path; ``chosen`` has the shape of ``Mosaic.cells``."""
    columns = chosen.shape[2]
    codes = [Path.MOVETO, *[Path.LINETO] * (len(outline) - 1), Path.CLOSEPOLY]
    cells = np.argwhere(chosen)
    left, top = cells[:, 2] + cells[:, 0] * (columns + _GAP), cells[:, 1]
    corners = np.array([*outline, outline[0]])
    points = np.stack([left[:, None] + corners[:, 0], top[:, None] + 1 - corners[:, 1]], axis=2)
    return Path(points.reshape(-1, 2), codes * len(cells))


def _described(shown: Mosaic) -> str:
    groups = zip(shown.groups, shown.told(), strict=True)
    told = labels.clauses(gettext("{name}: {text}", name=name, text=text) for name, text in groups)
    return gettext("{sentence}.", sentence=told)


def marks(ends: Any, printed: Interval | None) -> Any:
    """Return what each scenario says, as keys of ``MARKS``.

    Args:
        ends: low, value and high of the result in each scenario, in the unit of the printed number.
        printed: the printed interval; None where nothing is printed and the sign is what matters.
    """
    low, value, high = ends
    if printed is None:
        return np.where(low > 0, "saves", np.where(high < 0, "emits", "open"))
    found = np.array(arrays.FINDINGS)[arrays.findings(low, high, (printed.low, printed.value, printed.high))]
    missed = np.where(value > printed.value, "above", "below")
    return np.where(found == "misses", missed, np.where(found == "agrees", "agrees", "reaches"))
