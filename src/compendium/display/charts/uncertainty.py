"""Charts of uncertainty: how far each input moves a result, and the 5-95 % range of results."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from compendium.audit import uncertainty
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import Swing
from compendium.display import labels, unit_words, wording
from compendium.display.drawing.frame import Chart, finish, in_both_widths
from compendium.display.drawing.key import Key
from compendium.display.drawing.lanes import NOTHING, RowMark, printed_of
from compendium.display.drawing.rows import described, draw_rows, finite_ends, open_rows, sentence
from compendium.display.drawing.sources import source_of
from compendium.display.drawing.style import INK, LIGHT, NEUTRAL
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Derivation

_AT_LOW, _AT_HIGH = LIGHT, NEUTRAL  # for an input at its low and at its high end

_SEEN = 0.01  # share of the widest swing below which one cannot be seen


@in_both_widths
def tornado(audit: Audit, id_: str, n: int = 8, ax: Axes | None = None) -> Chart:
    """Draw a derivation at both ends of each input, with the others at their values, the widest first.

    Args:
        audit: an audit that covers the derivation.
        id_: the derivation.
        n: how many inputs to draw at most; those that move it by less than a pixel or two are left out.
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
    unit = unit_words.text(row.unit)
    title = _tornado_title(audit, row, swings)
    seen = [swing for swing in swings[:n] if _width(swing) >= _SEEN * _width(swings[0])]
    drawn = [(swing.id, swing.at_low * multiple, swing.at_high * multiple) for swing in seen]
    marks = [RowMark(labels.label(audit.row(name)), NOTHING, _ends(*ends), "none") for name, *ends in drawn]
    source = source_of(audit, [row.checks, id_] if row.checks else [id_])
    centre = result.value * multiple
    key = [
        Key("bar", _AT_LOW, gettext("input at its low end")),
        Key("bar", _AT_HIGH, gettext("input at its high end")),
        Key("line", INK, gettext("all as they stand: {value}", value=wording.number(centre, 3))),
    ]
    printed = printed_of(audit.ledger.figures[row.checks], row.unit) if row.checks else None
    reached = [centre, *(end for _, *ends in drawn for end in ends)]
    words = (title, _swung(audit, row, unit), source)
    axes, rows = open_rows(marks, words, ax, reached=reached, key=key, printed=printed, scale="linear")
    for y, (_, *ends) in zip(rows.lanes, drawn, strict=True):
        for end, colour in zip(ends, (_AT_LOW, _AT_HIGH), strict=True):
            axes.barh(y, end - centre, left=centre, height=0.15, color=colour)
    axes.axvline(centre, color=INK, lw=0.8)
    draw_rows(axes, rows)
    unmoved = gettext(
        "Unmoved: {value}. {rows}", value=wording.outcome(result.interval, row.unit), rows=described(marks, unit)
    )
    table = [(mark.label, *ends, unit) for mark, (_, *ends) in zip(marks, drawn, strict=True)]
    columns = gettext_each("input", "at its low end", "at its high end", "unit")
    alt = _told(audit, row.checks) + unmoved
    data = pd.DataFrame(table, columns=columns)
    return finish(axes, title, alt, data, ax, name=f"inputs-{id_}", source=source)


def _tornado_title(audit: Audit, row: Derivation, swings: Sequence[Swing]) -> str:
    mover = labels.label(audit.row(swings[0].id))
    ends = wording.interval(Interval.around(swings[0].at_low, swings[0].at_high), row.unit)
    text = N_("{mover} matters most: by itself it moves the result from {ends}")
    if len(swings) == 1:
        text = N_("{mover} alone moves the result: from {ends}")
    return gettext(text, mover=sentence(mover), ends=ends)


def _width(swing: Swing) -> float:
    return abs(swing.at_high - swing.at_low)


def _swung(audit: Audit, row: Derivation, unit: str) -> str:
    """Return the subtitle of a tornado: what moves, and by what."""
    moved = labels.label(row)
    if row.checks:  # the label of a check says how it is computed, that of its figure what it is
        moved = gettext("{figure} ({check})", figure=labels.label(audit.ledger.figures[row.checks]), check=moved)
    moved = gettext("{quantity}, {unit}", quantity=sentence(moved), unit=unit) if unit else sentence(moved)
    return gettext("{quantity}, when one input goes to an end of its range and the others stay", quantity=moved)


@in_both_widths
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
        marks.append(RowMark(labels.label(row), whole, _ends(inner.low, inner.high), NEUTRAL, marker="o"))
    figures = {audit.result(id_).derivation.checks for id_ in ids}
    checked = figures.pop() if len(figures) == 1 else ""
    printed = printed_of(audit.ledger.figures[checked], unit) if checked else None
    title = _spreads_title(marks, thick, printed.interval if printed else None)
    quantity = sentence(labels.label(audit.row(checked or ids[0])))
    name = unit_words.text(unit)
    subtitle = gettext("{quantity}, {unit}", quantity=quantity, unit=name) if name else quantity
    source = source_of(audit, [checked, *ids] if checked else ids)
    key = [
        Key("range", NEUTRAL, gettext("interval")),
        Key("range", NEUTRAL, gettext("nine in ten samples, also in figures at the right"), alpha=0.45, thick=6.0),
    ]
    reached = [end for mark in marks for end in finite_ends(mark.interval)]
    axes, rows = open_rows(marks, (title, subtitle, source), ax, reached=reached, key=key, printed=printed)
    for y, inner in zip(rows.lanes, thick, strict=True):
        axes.plot([inner.low, inner.high], [y, y], color=NEUTRAL, lw=6, alpha=0.45, solid_capstyle="butt")
    draw_rows(axes, rows)
    table = [
        (mark.label, mark.interval.low, inner.low, inner.high, mark.interval.high, name)
        for mark, inner in zip(marks, thick, strict=True)
    ]
    data = pd.DataFrame(table, columns=gettext_each("quantity", "low", "5%", "95%", "high", "unit"))
    alt = _told(audit, checked) + gettext("5 to 95%: {rows}", rows=described(marks, name))
    return finish(axes, title, alt, data, ax, name=f"spread-{checked or ids[0]}", source=source)


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


def _told(audit: Audit, figure: str) -> str:
    """Return a figure in words, for the alternative text."""
    return gettext("Printed: {printed}. ", printed=wording.figure(audit.ledger.figures[figure])) if figure else ""
