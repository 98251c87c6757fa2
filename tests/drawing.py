"""Where the words of a chart stand: what the tests of every kind of chart ask of a canvas."""

from functools import cache
from itertools import combinations

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from compendium.canvas import style


@cache
def words(canvas: Canvas) -> list[tuple[str, mpl.transforms.Bbox]]:
    """Return every text that the canvas shows, with its box in points. It is drawn once, when all is on it."""
    shown: list[Text] = []
    draw = Text.draw

    def note(self: Text, renderer: object) -> None:
        if self.get_visible() and self.get_text().strip():
            shown.append(self)
        draw(self, renderer)

    agg = FigureCanvasAgg(canvas)
    canvas.set_dpi(72)
    with pytest.MonkeyPatch.context() as patch, mpl.rc_context(style()):
        patch.setattr(Text, "draw", note)
        agg.draw()
    return [(text.get_text(), text.get_window_extent(agg.get_renderer())) for text in shown]


def clipped(canvas: Canvas) -> list[str]:
    """Return the texts that stand beyond an edge of the canvas."""
    shown = words(canvas)  # first: it sets the points in which the canvas measures itself
    edge = canvas.bbox.padded(0.5)  # what rounding to pixels makes
    return [text for text, box in shown if box.x0 < edge.x0 or box.y0 < edge.y0 or box.x1 > edge.x1 or box.y1 > edge.y1]


def overlaps(canvas: Canvas) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes share more than the half point that rounding makes."""
    found = []
    for (one, box), (other, its) in combinations(words(canvas), 2):
        wide = min(box.x1, its.x1) - max(box.x0, its.x0)
        high = min(box.y1, its.y1) - max(box.y0, its.y0)
        if wide > 0.5 and high > 1.0:  # the boxes of lines set close share the room below their letters
            found.append((one, other))
    return found
