"""Where the words of a chart stand: what the tests of every kind of chart ask of a canvas."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import combinations
from weakref import WeakKeyDictionary

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from compendium.display.charts.style import style

# A glyph that the font lacks is a warning. What other tests in the process left open is noticed at any time, not here.
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
    """Return the texts that stand beyond an edge of the canvas."""
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
