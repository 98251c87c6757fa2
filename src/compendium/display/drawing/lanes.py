"""Where the rows of a row chart stand: labels, lanes and values, by the layout."""

from dataclasses import dataclass
from functools import cached_property
from math import nan

from compendium.display import unit_words, wording
from compendium.display.drawing.style import LINE, LINE_SLACK, layout, shortened, text_width
from compendium.i18n.messages import gettext
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Figure

_HEAD = 0.30  # inches of a subheading


@dataclass(frozen=True)
class RowMark:
    """One row of a row chart: a label, a line from low to high with a point at the value, and the value in words.

    Attributes:
        label: the text at the left.
        interval: in the unit of the axis, the multiplier worked in.
        text: the value at the right, without its unit.
        colour: of line and point.
        marker: the shape of the point.
        filled: whether the point is filled.
        group: the subheading under which it stands.
        faint: whether its words are set in grey.
        strong: whether they are set in bold.
    """

    label: str
    interval: Interval
    text: str
    colour: str
    marker: str = "o"
    filled: bool = True
    group: str = ""
    faint: bool = False
    strong: bool = False


# The interval of a row for which only label and text are drawn; the chart itself draws in its lane.
NOTHING = Interval(nan, nan, nan)


@dataclass(frozen=True)
class Printed:
    """What is printed, as an upright line through all rows with its words above them."""

    interval: Interval
    text: str


def printed_of(row: Figure, unit: str) -> Printed:
    """Return what is printed as numbers of ``unit``, its multiplier worked in."""
    shown = units.converted(row.interval, row.unit, unit).scaled(unit_words.multiple(unit))
    alike = unit_words.text(row.unit) == unit_words.text(unit)
    return Printed(shown, gettext("printed: {number}", number=wording.figure(row, unit=not alike)))


@dataclass(frozen=True)
class Rows:
    """Where the rows of a chart stand, in inches below the upper edge of the axes.

    Attributes:
        marks: the rows.
        above: the room above the first row.
        dense: whether there are many rows with short labels, which then stand beside their marks on every screen.
    """

    marks: tuple[RowMark, ...]
    above: float = 0.0
    dense: bool = False

    @property
    def beside(self) -> bool:
        """Whether the labels stand beside their marks."""
        return self.dense or layout().beside

    @cached_property
    def names(self) -> float:
        """The width of the column of labels."""
        now = layout()
        if not self.beside:
            return 0.0
        widest = max((text_width(mark.label, now.label) for mark in self.marks), default=0.0)
        return min(widest / LINE_SLACK + 0.14, 0.40 * now.inner)

    @cached_property
    def values(self) -> float:
        """The width of the column of values."""
        widest = max((text_width(mark.text, layout().label) for mark in self.marks), default=0.0)
        return widest / LINE_SLACK + 0.12 if widest else 0.08

    @property
    def plot(self) -> float:
        """The width of the axes."""
        return layout().inner - self.names - self.values

    @cached_property
    def lines(self) -> tuple[list[str], ...]:
        """The lines of each label."""
        room = self.names - 0.12 if self.beside else layout().inner
        return tuple(shortened(mark.label, room) for mark in self.marks)

    @cached_property
    def _stacked(self) -> tuple[list[tuple[float, float]], list[tuple[float, str]], float]:
        places, heads, y, group = [], [], self.above, ""
        for mark, lines in zip(self.marks, self.lines, strict=True):
            if mark.group != group:
                group = mark.group
                heads.append((y, group))
                y += _HEAD
            text = LINE * layout().label * len(lines)
            high = text + 0.24
            if self.beside:
                high = 0.19 if self.dense else max(0.27, text + 0.10)
            places.append((y, y + high / 2 if self.beside else y + text + 0.12))
            y += high
        return places, heads, y

    @property
    def lanes(self) -> list[float]:
        """The middle of each lane, as a coordinate of the y axis."""
        return [-centre for _, centre in self._stacked[0]]

    @property
    def tops(self) -> list[float]:
        """The upper edge of each row."""
        return [-top for top, _ in self._stacked[0]]

    @property
    def heads(self) -> list[tuple[float, str]]:
        """The upper edge and the words of each subheading."""
        return [(-top, text) for top, text in self._stacked[1]]

    @property
    def height(self) -> float:
        """The height of all rows."""
        return self._stacked[2] + 0.06
