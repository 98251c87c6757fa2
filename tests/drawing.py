"""Helpers for tests of charts: the canvas that a chart was drawn on, and the positions of its texts."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import combinations
from typing import Any
from weakref import WeakKeyDictionary

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from compendium.display import charts
from compendium.display.drawing import frame
from compendium.display.drawing.frame import Chart
from compendium.display.drawing.rows import ROLE_LABEL, ROLE_VALUE
from compendium.display.drawing.style import style

# A glyph that the font lacks is a warning. Unclosed resources of other tests in the process are not this test's fault.
WARNINGS_FAIL = [pytest.mark.filterwarnings("error"), pytest.mark.filterwarnings("ignore::ResourceWarning")]
Words = list[tuple[str, Bbox]]
_noted: WeakKeyDictionary[Canvas, Words] = WeakKeyDictionary()


@contextmanager
def noting(canvas: Canvas) -> Iterator[None]:
    """Note every text that a canvas shows, with its box in points, while the canvas is drawn as SVG."""
    shown = _noted[canvas] = []
    draw = Text.draw

    def note(self: Text, renderer: object) -> None:
        draw(self, renderer)
        if self.get_visible() and self.get_text().strip():
            shown.append((self.get_text(), self.get_window_extent(renderer)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", note)
        yield


def draw(canvas: Canvas) -> None:
    """Draw what is on a canvas now, and note its texts."""
    with noting(canvas), mpl.rc_context(style()):
        canvas.savefig(StringIO(), format="svg")


def words(canvas: Canvas) -> Words:
    """Return every text that the canvas shows, with its box in points, as it was drawn last."""
    if canvas not in _noted:
        draw(canvas)
    return _noted[canvas]


def clipped(canvas: Canvas) -> list[str]:
    """Return the texts that extend beyond an edge of the canvas."""
    width, height = 72 * canvas.get_size_inches()
    edge = Bbox.from_bounds(0, 0, width, height).padded(0.5)  # what rounding makes
    return [
        text
        for text, box in words(canvas)
        if box.x0 < edge.x0 or box.y0 < edge.y0 or box.x1 > edge.x1 or box.y1 > edge.y1
    ]


def overlaps(canvas: Canvas) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes share more than the half point that rounding makes."""
    found = []
    for (one, box), (other, its) in combinations(words(canvas), 2):
        wide = min(box.x1, its.x1) - max(box.x0, its.x0)
        high = min(box.y1, its.y1) - max(box.y0, its.y0)
        if wide > 0.5 and high > 1.0:  # the boxes of lines set close share the room below their letters
            found.append((one, other))
    return found


def misplaced(canvas: Canvas) -> list[object]:
    """Return the texts that extend beyond an edge of the canvas or overlap another text."""
    return [*clipped(canvas), *overlaps(canvas)]


@dataclass(frozen=True)
class Drawn:
    """A chart with the canvas that it was drawn on."""

    origin: str
    canvas: Canvas
    title: str
    chart: Chart

    @property
    def axes(self) -> Axes:
        """The plotting area."""
        return self.canvas.axes[0]

    @property
    def heads(self) -> list[str]:
        """Title, subtitle and source line as one line each."""
        return [re.sub(r"(?<=\w-)\n", "", text.get_text()).replace("\n", " ") for text in self.canvas.texts]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Label and value of each row of a row chart."""
        named = {
            name: [text for text in self.axes.texts if text.get_label() == name] for name in (ROLE_LABEL, ROLE_VALUE)
        }
        labels, values = ([plain(text.get_text()).replace("\n", " ") for text in texts] for texts in named.values())
        return list(zip(labels, values, strict=True))

    @property
    def key(self) -> list[str]:
        """The words of the key."""
        return [text.get_text() for text in self.canvas.artists if isinstance(text, Text)]


class Easel:
    """Records every drawing of a chart, for a phone and then for a page, and the positions of its texts."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.origin = ""
        self.drawn: list[Drawn] = []
        finish = frame.finish

        def note(axes: Axes, title: str, alt: str, data: pd.DataFrame, ax: Axes | None = None, **named: Any) -> Chart:
            canvas = axes.figure
            assert isinstance(canvas, Canvas)
            with noting(canvas):
                chart = finish(axes, title, alt, data, ax, **named)
            self.drawn.append(Drawn(self.origin, canvas, title, chart))
            return chart

        patch.setattr(charts, "finish", note)
        for found in pkgutil.walk_packages(charts.__path__, f"{charts.__name__}."):
            module = importlib.import_module(found.name)
            if hasattr(module, "finish"):
                patch.setattr(module, "finish", note)

    @property
    def last(self) -> Drawn:
        """The chart that was drawn last, for a page."""
        return self.drawn[-1]


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def points(axes: Axes, marker: str) -> list[tuple[float, float, str, str]]:
    """Return x, y, face colour and edge colour of every point with a marker."""
    found = [line for line in axes.lines if line.get_marker() == marker]
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]), line.get_markerfacecolor(), line.get_markeredgecolor())
        for line in found
    ]
