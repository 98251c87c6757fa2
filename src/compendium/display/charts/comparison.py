"""The chart that compares rows of one dimension: sorted bars from zero."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.display import labels, unit_words, wording
from compendium.display.drawing.frame import Chart, finish, open_axes
from compendium.display.drawing.rows import RowMark, described, draw_rows, sentence, tabled
from compendium.display.drawing.sources import source_line
from compendium.display.drawing.style import INK, OTHER, PRINTED, RECOMPUTED, ROW
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Factor, Figure


def compare(audit: Audit, ids: Sequence[str], title: str = "", subtitle: str = "", ax: Axes | None = None) -> Chart:
    """Draw rows of one dimension as sorted bars from zero, each with its interval.

    Args:
        audit: the audit that the rows belong to.
        ids: figures, factors or derivations of one dimension; the first gives the unit.
        title: the finding; computed from the largest and the smallest if left empty.
        subtitle: quantity, unit and period; the unit alone if left empty.
        ax: existing axes to draw into.

    Raises:
        KeyError: an id is not in the audit's scope.
        UnitError: a row has another dimension than the first.
    """
    unit = audit.row(ids[0]).unit
    multiple = unit_words.multiple(unit)
    marks = []
    for id_ in ids:
        found, row = audit.interval(id_, unit), audit.row(id_)
        colour = PRINTED if isinstance(row, Figure) else OTHER if isinstance(row, Factor) else RECOMPUTED
        text = wording.figure(row) if isinstance(row, Figure) else wording.outcome(found, unit)
        marks.append(RowMark(labels.label(row), found.scaled(multiple), text, colour))
    marks.sort(key=lambda mark: -mark.interval.value)
    first, last = marks[0], marks[-1]
    title = title or _compared(first, last)
    subtitle = subtitle or unit_words.text(unit)
    axes = open_axes(ROW * (len(marks) + 0.3), title, subtitle, source_line(audit, ids), ax)
    axes.axvline(0, color=INK, lw=0.8)
    draw_rows(axes, marks, unit_words.text(unit), bars=True)
    return finish(axes, title, described(marks), tabled(marks, gettext("quantity"), unit_words.text(unit)), ax)


def _compared(first: RowMark, last: RowMark) -> str:
    if first is last:
        return sentence(first.label)
    if last.interval.value <= 0:
        return gettext("{most} is above {least}", most=sentence(first.label), least=last.label)
    times = wording.number(first.interval.value / last.interval.value, 2)
    return gettext("{most} is {times} times {least}", most=sentence(first.label), times=times, least=last.label)
