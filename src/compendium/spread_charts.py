"""Charts of uncertainty: which input moves a result most, and where nine in ten samples of a result lie."""

from collections.abc import Sequence
from math import isfinite, nan

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes

from compendium import uncertainty, units, wording
from compendium.audit import Audit
from compendium.canvas import (
    CROSS_CHECK,
    INK,
    PRINTED,
    RECOMPUTED,
    ROW,
    Chart,
    Mark,
    draw_rows,
    finish,
    listed,
    open_canvas,
    sentence,
    style,
)
from compendium.charts import source_line
from compendium.language import mark, say, says
from compendium.ledger import Derivation
from compendium.uncertainty import Swing

_AT_LOW, _AT_HIGH = "#BDBDBD", CROSS_CHECK  # where an input is at its low end, and at its high
_BAND = mark("{subtitle}; the band is what is printed")
Ends = tuple[float, float]


def tornado(audit: Audit, id_: str, n: int = 8) -> Chart:
    """Draw how far each input moves a derivation, the widest first: from its low end to its high, the others unmoved.

    Args:
        audit: an audit that covers the derivation.
        id_: the derivation.
        n: how many inputs to draw.

    Raises:
        ValueError: no input has an interval, or one has no upper end.
    """
    swings = uncertainty.swings(audit, id_)
    if not swings:
        raise ValueError(f"no input of {id_!r} has an interval")
    result = audit.result(id_)
    row = result.derivation
    size = 10.0 ** units.multiplier(row.unit)
    title = _tornado_title(audit, row, swings)
    unit = units.text(row.unit)
    quantity = say("In {unit}", unit=unit) if unit else say("A number")
    subtitle = say("{quantity}; grey: an input at its low end, blue: at its high end", quantity=quantity)
    if row.checks:
        subtitle = say(_BAND, subtitle=subtitle)
    drawn = [(swing.id, swing.at_low * size, swing.at_high * size) for swing in swings[:n]]
    marks = [Mark(audit.row(name).label, nan, nan, nan, _ends(*sorted(ends)), "none") for name, *ends in drawn]
    source = source_line(audit, [row.checks, id_] if row.checks else [id_])
    canvas, axes = open_canvas(ROW * (len(marks) + 0.5), title, subtitle, source)
    centre = result.value * size
    told = _frame(axes, audit, row.checks, row.unit, [centre, *(end for _, *ends in drawn for end in ends)])
    with mpl.rc_context(style()):
        for place, (_, *ends) in enumerate(drawn):
            for end, colour in zip(ends, (_AT_LOW, _AT_HIGH), strict=True):
                axes.barh(-place - 0.68, end - centre, left=centre, height=0.34, color=colour)
        axes.axvline(centre, color=INK, lw=0.8)
    draw_rows(axes, marks, unit)
    unmoved = say("Unmoved: {value}. {rows}", value=wording.quantity(result.value, row.unit), rows=listed(marks))
    rows = [(mark.label, *ends, unit) for mark, (_, *ends) in zip(marks, drawn, strict=True)]
    columns = says("input", "at its low end", "at its high end", "unit")
    return finish(canvas, title, told + unmoved, pd.DataFrame(rows, columns=columns))


def _tornado_title(audit: Audit, row: Derivation, swings: Sequence[Swing]) -> str:
    mover = audit.row(swings[0].id).label
    moved = row.label
    if row.checks:  # the label of a check says how it is reached, that of its figure what it is
        moved = say("{figure} ({check})", figure=audit.ledger.figures[row.checks].label, check=moved)
    low, high = sorted((swings[0].at_low, swings[0].at_high))
    ends = wording.interval(low, high, row.unit)
    told = mark("The widest swing of {moved} comes from {mover}: from {ends}")
    if len(swings) == 1:
        told = mark("The only swing of {moved} comes from {mover}: from {ends}")
    return say(told, moved=moved, mover=mover, ends=ends)


def spreads(audit: Audit, ids: Sequence[str]) -> Chart:
    """Draw each derivation's interval as a thin line and where nine in ten of its samples lie as a thick one.

    Args:
        audit: an audit that covers the derivations.
        ids: derivations of one dimension, the first of which gives the unit. Where all answer for one figure, what is
            printed is drawn as a band.

    Raises:
        ValueError: a derivation has no interval, or one without an end.
    """
    unit = audit.result(ids[0]).derivation.unit
    size = 10.0 ** units.multiplier(unit)
    ordered = sorted(ids, key=lambda id_: audit.bounds(id_, unit)[1])
    found = uncertainty.spreads(audit, ids=ordered)
    marks: list[Mark] = []
    thick: list[Ends] = []
    for id_ in ordered:
        row = audit.result(id_).derivation
        low, value, high = (bound * size for bound in audit.bounds(id_, unit))
        if not low < high or id_ not in found:
            raise ValueError(f"{id_!r} has no interval with two ends")
        scale = units.convert(size, row.unit, unit)
        thick.append((found[id_].p5 * scale, found[id_].p95 * scale))
        marks.append(Mark(row.label, low, value, high, _ends(*thick[-1]), RECOMPUTED))
    figures = {audit.result(id_).derivation.checks for id_ in ids}
    checked = figures.pop() if len(figures) == 1 else ""
    title = _spreads_title(marks, thick, _printed(audit, checked, unit) if checked else None)
    quantity = sentence(audit.row(checked or ids[0]).label)
    shown = mark("{quantity}, {unit}; thin: interval, thick and at the right: 5 to 95%")
    subtitle = say(shown, quantity=quantity, unit=units.text(unit) or say("number"))
    if checked:
        subtitle = say(_BAND, subtitle=subtitle)
    source = source_line(audit, [checked, *ids] if checked else ids)
    canvas, axes = open_canvas(ROW * (len(marks) + 0.5), title, subtitle, source)
    told = _frame(axes, audit, checked, unit, [end for mark in marks for end in (mark.low, mark.high)])
    with mpl.rc_context(style()):
        for place, ends in enumerate(thick):
            axes.plot(ends, [-place - 0.68] * 2, color=RECOMPUTED, lw=6, alpha=0.45, solid_capstyle="butt")
    draw_rows(axes, marks, units.text(unit))
    rows = [(mark.label, mark.low, *ends, mark.high, units.text(unit)) for mark, ends in zip(marks, thick, strict=True)]
    data = pd.DataFrame(rows, columns=says("quantity", "low", "5%", "95%", "high", "unit"))
    return finish(canvas, title, told + say("5 to 95%: {rows}", rows=listed(marks)), data)


def _spreads_title(marks: Sequence[Mark], thick: Sequence[Ends], printed: Ends | None) -> str:
    if printed:
        whole = sum(_meet((mark.low, mark.high), printed) for mark in marks)
        inner = sum(_meet(ends, printed) for ends in thick)
        told = mark("{whole} of {all} intervals meet what is printed, and {inner} where nine in ten samples lie")
        return say(told, whole=whole, all=len(marks), inner=inner)
    shares = [(p95 - p5) / (mark.high - mark.low) for mark, (p5, p95) in zip(marks, thick, strict=True)]
    least = min(range(len(marks)), key=shares.__getitem__)
    told = mark("{quantity}: nine in ten samples keep to {share} of the interval")
    return say(told, quantity=sentence(marks[least].label), share=f"{shares[least]:.0%}")


def _meet(one: Ends, other: Ends) -> bool:
    return one[0] <= other[1] and one[1] >= other[0]


def _ends(one: float, other: float) -> str:
    """Set two numbers in one magnitude."""
    return wording.interval(one, other, "dimensionless")


def _printed(audit: Audit, figure: str, unit: str) -> Ends:
    """Return between what a figure's print stands for, as numbers of ``unit`` with its multiplier worked in."""
    low, _, high = audit.ledger.figures[figure].bounds
    scale = units.convert(10.0 ** units.multiplier(unit), audit.ledger.figures[figure].unit, unit)
    return low * scale, high * scale


def _frame(axes: Axes, audit: Audit, figure: str, unit: str, reached: Sequence[float]) -> str:
    """Set the axis to all that is drawn, draw the printed band where there is a figure, and return that in words."""
    band = _printed(audit, figure, unit) if figure else (reached[0], reached[0])
    ends = [*reached, *(end for end in band if isfinite(end))]
    span = max(ends) - min(ends) or abs(max(ends)) or 1.0
    left, right = min(ends) - 0.05 * span, max(ends) + 0.05 * span
    axes.set_xlim(left, right)
    if not figure:
        return ""
    row = audit.ledger.figures[figure]
    axes.axvspan(band[0], min(band[1], right), color=PRINTED, alpha=0.22, lw=0)
    axes.axvline(row.bounds[1] * units.convert(10.0 ** units.multiplier(unit), row.unit, unit), color=PRINTED, lw=1.1)
    return say("Printed: {printed}. ", printed=wording.figure(row))
