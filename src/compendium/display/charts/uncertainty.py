"""Charts of uncertainty: how far each input moves a result, and the 5-95 % range of results."""

from collections.abc import Sequence

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes

from compendium.audit import uncertainty
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import Swing
from compendium.display import labels, unit_words, wording
from compendium.display.drawing.frame import Chart, finish, open_axes
from compendium.display.drawing.rows import (
    NOTHING,
    RowMark,
    described,
    draw_printed,
    draw_rows,
    finite_ends,
    room_for,
    sentence,
)
from compendium.display.drawing.sources import source_line
from compendium.display.drawing.style import CROSS_CHECK, INK, RECOMPUTED, ROW, style
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Derivation

_AT_LOW, _AT_HIGH = "#BDBDBD", CROSS_CHECK  # for an input at its low and at its high end
_BAND = N_("{subtitle}; the band is what is printed")


def tornado(audit: Audit, id_: str, n: int = 8, ax: Axes | None = None) -> Chart:
    """Draw a derivation at both ends of each input, with the others at their values, the widest first.

    Args:
        audit: an audit that covers the derivation.
        id_: the derivation.
        n: how many inputs to draw.
        ax: existing axes to draw into.

    Raises:
        KeyError: the audit has no such derivation.
        ValueError: no input has an interval, or one is unbounded.
    """
    swings = uncertainty.swings(audit, id_)
    if not swings:
        raise ValueError(f"no input of {id_!r} has an interval")
    result = audit.result(id_)
    row = result.derivation
    multiple = unit_words.multiple(row.unit)
    title = _tornado_title(audit, row, swings)
    unit = unit_words.text(row.unit)
    quantity = gettext("In {unit}", unit=unit) if unit else gettext("A number")
    subtitle = gettext("{quantity}; grey: an input at its low end, blue: at its high end", quantity=quantity)
    if row.checks:
        subtitle = gettext(_BAND, subtitle=subtitle)
    drawn = [(swing.id, swing.at_low * multiple, swing.at_high * multiple) for swing in swings[:n]]
    marks = [RowMark(labels.label(audit.row(name)), NOTHING, _ends(*ends), "none") for name, *ends in drawn]
    source = source_line(audit, [row.checks, id_] if row.checks else [id_])
    axes = open_axes(ROW * (len(marks) + 0.5), title, subtitle, source, ax)
    centre = result.value * multiple
    text = _frame(axes, audit, row.checks, row.unit, [centre, *(end for _, *ends in drawn for end in ends)])
    with mpl.rc_context(style()):
        for place, (_, *ends) in enumerate(drawn):
            for end, colour in zip(ends, (_AT_LOW, _AT_HIGH), strict=True):
                axes.barh(-place - 0.68, end - centre, left=centre, height=0.34, color=colour)
        axes.axvline(centre, color=INK, lw=0.8)
    draw_rows(axes, marks, unit)
    value = wording.outcome(result.interval, row.unit)
    unmoved = gettext("Unmoved: {value}. {rows}", value=value, rows=described(marks))
    rows = [(mark.label, *ends, unit) for mark, (_, *ends) in zip(marks, drawn, strict=True)]
    columns = gettext_each("input", "at its low end", "at its high end", "unit")
    return finish(axes, title, text + unmoved, pd.DataFrame(rows, columns=columns), ax)


def _tornado_title(audit: Audit, row: Derivation, swings: Sequence[Swing]) -> str:
    mover = labels.label(audit.row(swings[0].id))
    moved = labels.label(row)
    if row.checks:  # the label of a check says how it is computed, that of its figure what it is
        moved = gettext("{figure} ({check})", figure=labels.label(audit.ledger.figures[row.checks]), check=moved)
    ends = wording.interval(Interval.around(swings[0].at_low, swings[0].at_high), row.unit)
    text = N_("The widest swing of {moved} comes from {mover}: from {ends}")
    if len(swings) == 1:
        text = N_("The only swing of {moved} comes from {mover}: from {ends}")
    return gettext(text, moved=moved, mover=mover, ends=ends)


def spreads(audit: Audit, ids: Sequence[str], ax: Axes | None = None) -> Chart:
    """Draw each derivation's interval as a thin line and its 5-95 % range as a thick one.

    Args:
        audit: an audit that covers the derivations.
        ids: derivations of one dimension, the first of which gives the unit. If all name the same figure, the printed
            interval is drawn as a band.
        ax: existing axes to draw into.

    Raises:
        KeyError: the audit has no such derivation.
        ValueError: a derivation's interval is a point or unbounded.
    """
    unit = audit.result(ids[0]).derivation.unit
    multiple = unit_words.multiple(unit)
    ordered = sorted(ids, key=lambda id_: audit.interval(id_, unit).value)
    found = uncertainty.spreads(audit, ids=ordered)
    marks: list[RowMark] = []
    thick: list[Interval] = []
    for id_ in ordered:
        row = audit.result(id_).derivation
        whole = audit.interval(id_, unit).scaled(multiple)
        if whole.is_point or id_ not in found:
            raise ValueError(f"{id_!r} has no interval with two ends")
        inner = units.converted(found[id_].interval, row.unit, unit).scaled(multiple)
        thick.append(inner)
        marks.append(RowMark(labels.label(row), whole, _ends(inner.low, inner.high), RECOMPUTED))
    figures = {audit.result(id_).derivation.checks for id_ in ids}
    checked = figures.pop() if len(figures) == 1 else ""
    title = _spreads_title(marks, thick, _printed(audit, checked, unit) if checked else None)
    quantity = sentence(labels.label(audit.row(checked or ids[0])))
    shown = N_("{quantity}, {unit}; thin: interval, thick and at the right: 5 to 95%")
    subtitle = gettext(shown, quantity=quantity, unit=unit_words.text(unit) or gettext("number"))
    if checked:
        subtitle = gettext(_BAND, subtitle=subtitle)
    source = source_line(audit, [checked, *ids] if checked else ids)
    axes = open_axes(ROW * (len(marks) + 0.5), title, subtitle, source, ax)
    text = _frame(axes, audit, checked, unit, [end for mark in marks for end in finite_ends(mark.interval)])
    with mpl.rc_context(style()):
        for place, inner in enumerate(thick):
            axes.plot(
                [inner.low, inner.high], [-place - 0.68] * 2, color=RECOMPUTED, lw=6, alpha=0.45, solid_capstyle="butt"
            )
    draw_rows(axes, marks, unit_words.text(unit))
    rows = [
        (mark.label, mark.interval.low, inner.low, inner.high, mark.interval.high, unit_words.text(unit))
        for mark, inner in zip(marks, thick, strict=True)
    ]
    data = pd.DataFrame(rows, columns=gettext_each("quantity", "low", "5%", "95%", "high", "unit"))
    return finish(axes, title, text + gettext("5 to 95%: {rows}", rows=described(marks)), data, ax)


def _spreads_title(marks: Sequence[RowMark], thick: Sequence[Interval], printed: Interval | None) -> str:
    if printed:
        whole = sum(mark.interval.meets(printed) for mark in marks)
        inner = sum(ends.meets(printed) for ends in thick)
        text = N_("{whole} of {all} intervals meet what is printed, and {inner} where nine in ten samples lie")
        return gettext(text, whole=whole, all=len(marks), inner=inner)
    shares = [
        (inner.high - inner.low) / (mark.interval.high - mark.interval.low)
        for mark, inner in zip(marks, thick, strict=True)
    ]
    least = min(range(len(marks)), key=shares.__getitem__)
    text = N_("{quantity}: nine in ten samples keep to {share} of the interval")
    return gettext(text, quantity=sentence(marks[least].label), share=f"{shares[least]:.0%}")


def _ends(one: float, other: float) -> str:
    """Return two numbers as a range, in one power of ten."""
    return wording.interval(Interval.around(one, other), "dimensionless")


def _printed(audit: Audit, figure: str, unit: str) -> Interval:
    """Return a figure's printed interval as numbers of ``unit``, its multiplier worked in."""
    row = audit.ledger.figures[figure]
    return units.converted(row.interval, row.unit, unit).scaled(unit_words.multiple(unit))


def _frame(axes: Axes, audit: Audit, figure: str, unit: str, reached: Sequence[float]) -> str:
    """Set the limits of the x axis, draw the printed band if there is a figure, and return that figure in words."""
    printed = _printed(audit, figure, unit) if figure else None
    axes.set_xlim(*room_for([*reached, *(finite_ends(printed) if printed else ())]))
    if printed is None:
        return ""
    draw_printed(axes, printed)
    return gettext("Printed: {printed}. ", printed=wording.figure(audit.ledger.figures[figure]))
