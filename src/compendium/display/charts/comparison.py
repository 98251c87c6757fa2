"""The chart that compares rows of one dimension: sorted bars from zero, or points where the small would be hidden."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.display import labels, unit_words, wording
from compendium.display.drawing.frame import Chart, finish, in_both_widths
from compendium.display.drawing.key import Key
from compendium.display.drawing.lanes import RowMark
from compendium.display.drawing.rows import described, draw_rows, finite_ends, open_rows, scale_for, sentence, tabled
from compendium.display.drawing.sources import source_of
from compendium.display.drawing.style import FAINT, LIGHT, NEUTRAL, PRINTED
from compendium.i18n.messages import N_, gettext
from compendium.ledger.rows import Derivation, Factor, Figure

_KINDS: dict[type, tuple[str, str]] = {
    Figure: (PRINTED, N_("printed in the report")),
    Factor: (LIGHT, N_("published elsewhere")),
    Derivation: (NEUTRAL, N_("computed in this book")),
}


@in_both_widths
def compare(audit: Audit, ids: Sequence[str], title: str = "", subtitle: str = "", ax: Axes | None = None) -> Chart:
    """Draw rows of one dimension, sorted, each with its interval; nothing is judged, so no colour is of judgement.

    Args:
        audit: the audit that the rows belong to.
        ids: figures, factors or derivations of one dimension; the first gives the unit.
        title: the finding; computed from the largest and the smallest if left empty.
        subtitle: quantity and period, to which the unit is added.
        ax: existing axes to draw into.

    Raises:
        KeyError: an id is not in the audit's scope.
        UnitError: a row has another dimension than the first.
    """
    unit = audit.row(ids[0]).unit
    multiple, name = unit_words.multiple(unit), unit_words.text(unit)
    marks, kinds = [], set()
    for id_ in ids:
        found, row = audit.interval(id_, unit).scaled(multiple), audit.row(id_)
        kinds.add(kind := _kind(audit, row))
        printed = isinstance(row, Figure) and id_ not in audit.assumed
        text = wording.figure(row, unit=False) if printed else wording.outcome(found, "dimensionless")  # type: ignore[arg-type]
        marks.append(RowMark(labels.label(row), found, text, _KINDS[kind][0]))
    marks.sort(key=lambda mark: -mark.interval.value)
    title = title or _compared(marks[0], marks[-1])
    source = source_of(audit, ids)
    reached = [end for mark in marks for end in finite_ends(mark.interval)]
    bars = scale_for(reached) == "linear"
    shown = [(shade, words) for kind, (shade, words) in _KINDS.items() if kind in kinds]
    key = [Key("bar" if bars else "o", shade, gettext(words)) for shade, words in shown if len(shown) > 1]
    words = (title, _with_unit(subtitle, name), source)
    axes, rows = open_rows(marks, words, ax, reached=[*reached, 0.0] if bars else reached, key=key)
    if bars:
        axes.axvline(0, color=FAINT, lw=0.9, zorder=0.7)
    draw_rows(axes, rows, bars=bars)
    alt = described(marks, name)
    data = tabled(marks, gettext("quantity"), name)
    return finish(axes, title, alt, data, ax, name=f"compare-{ids[0]}", source=source)


def _kind(audit: Audit, row: Figure | Factor | Derivation) -> type:
    """Return what a row is to a reader: a derivation that only takes a factor over was published elsewhere."""
    taken_over = isinstance(row, Derivation) and row.formula in audit.ledger.factors
    return Factor if taken_over else type(row)


def _with_unit(subtitle: str, unit: str) -> str:
    if not subtitle or not unit:
        return subtitle or unit
    return gettext("{quantity}, {unit}", quantity=subtitle, unit=unit)


def _compared(first: RowMark, last: RowMark) -> str:
    if first is last:
        return sentence(first.label)
    if last.interval.value <= 0:
        return gettext("{most} is above {least}", most=sentence(first.label), least=last.label)
    times = wording.number(first.interval.value / last.interval.value, 2)
    return gettext("{most} is {times} times {least}", most=sentence(first.label), times=times, least=last.label)
