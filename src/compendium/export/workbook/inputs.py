"""The sheets of the figures and factors: what is printed or published, what a reviewer types, and what is used."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compendium.display import labels, wording
from compendium.export.workbook.algebra import Side, quoted
from compendium.export.workbook.grid import Column, Grid, Plan, Sheet, plain
from compendium.export.workbook.reach import WHOLE, is_share
from compendium.i18n.messages import gettext
from compendium.ledger import units
from compendium.ledger.rows import Factor, Figure

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTSIDE = "1E+9"  # the reach of a number that no widened range holds
SIDES = (Side.LOW, Side.VALUE, Side.HIGH)


def _numbers() -> Sequence[Column]:
    """Return the columns that both sheets have: published, typed, used."""
    words = {Side.LOW: gettext("low"), Side.VALUE: gettext("value"), Side.HIGH: gettext("high")}
    kinds = {"given_": gettext("as in the book"), "own_": gettext("yours"), "": gettext("used")}
    return (
        *(
            Column(f"{prefix}{side}", f"{word}\n{kind}", 12)
            for prefix, kind in kinds.items()
            for side, word in words.items()
        ),
        Column("state", gettext("state"), 14),
    )


def _behind() -> Sequence[Column]:
    """Return the columns at the end: the size of the unit, and two for other formulas."""
    return (
        Column("scale", gettext("one unit in base units"), 14),
        Column("changed", "_changed", 9, hidden=True),
        Column("reach", "_reach", 9, hidden=True),
    )


def figures_grid(name: str, rows: "Mapping[str, Figure]") -> Grid:
    """Return where the figures stand."""
    columns = (
        Column("id", gettext("id"), 36),
        Column("label", gettext("figure"), 34),
        Column("printed", gettext("printed"), 20),
        Column("qualifier", gettext("read as"), 11),
        Column("unit", gettext("unit"), 14),
        *_numbers(),
        Column("section", gettext("section"), 9),
        Column("page", gettext("page"), 7),
        Column("period", gettext("period"), 11),
        Column("cites", gettext("its source"), 22),
        Column("note", gettext("note"), 50),
        *_behind(),
    )
    return Grid(name, columns, rows)


def factors_grid(name: str, rows: "Mapping[str, Factor]") -> Grid:
    """Return where the factors stand."""
    columns = (
        Column("id", gettext("id"), 36),
        Column("label", gettext("factor"), 34),
        Column("unit", gettext("unit"), 20),
        *_numbers(),
        Column("origin", gettext("range from"), 16),
        Column("uses", gettext("verdicts that rest on it"), 9),
        Column("year", gettext("year"), 10),
        Column("region", gettext("region"), 13),
        Column("grade", gettext("grade"), 7),
        Column("source", gettext("source"), 24),
        Column("locator", gettext("where in the source"), 30),
        Column("quote", gettext("words read"), 50),
        Column("note", gettext("note"), 40),
        *_behind(),
    )
    return Grid(name, columns, rows)


def write_figures(plan: Plan, sheet: Sheet) -> None:
    """Write the printed numbers, each with the interval that it stands for."""
    for id_, row in plan.audit.ledger.figures.items():
        sheet.link(id_, "id", plan.verdicts.cell(id_, "id"), id_)
        sheet.text(id_, "printed", wording.figure(row))
        sheet.text(id_, "qualifier", wording.kind(row))
        sheet.text(id_, "section", row.section)
        sheet.number(id_, "page", row.page, "page")
        sheet.text(id_, "period", wording.period(row.period) if row.period else "")
        if row.cites:
            _source(plan, sheet, id_, "cites", row.cites)
        _write(plan, sheet, row)
    _shades(sheet)
    remark = gettext(
        "Yellow cells are yours: type a value, and ends if you have any. Every result that rests on it follows."
    )
    sheet.finish(remark, 2, printed=sheet.grid.places["note"] + 1)


def write_factors(plan: Plan, sheet: Sheet) -> None:
    """Write the numbers from outside the report, each with its source and the words read."""
    uses = Counter(
        name
        for verdict in plan.audit.verdicts.values()
        for name in {name for one in (*verdict.recomputes, *verdict.votes) for name in one.result.factors}
    )
    for id_, row in plan.audit.ledger.factors.items():
        sheet.text(id_, "id", id_, "id")
        sheet.number(id_, "uses", uses[id_])
        sheet.text(id_, "year", wording.period(row.year) if row.year else "")
        sheet.text(id_, "region", gettext(row.region) if row.region else "")
        sheet.text(id_, "origin", labels.origin(row), "small")
        sheet.text(id_, "grade", row.grade)
        _source(plan, sheet, id_, "source", row.source)
        sheet.text(id_, "locator", gettext(row.locator), "small")
        sheet.text(id_, "quote", row.quote, "small")
        _write(plan, sheet, row)
    _shades(sheet)
    remark = gettext(
        "Yellow cells are yours: type a value, and ends if you have any. Every result that rests on it follows."
    )
    sheet.finish(remark, 2, printed=sheet.grid.places["note"] + 1)


def _source(plan: Plan, sheet: Sheet, id_: str, key: str, work: str) -> None:
    """Write the name of a source, with the address where it was read, if it was."""
    ledger = plan.audit.ledger
    address = ledger.works[work].address if work in ledger.works and ledger.works[work].read else ""
    if address:
        sheet.link(id_, key, address, labels.work(ledger, work), "link")
    else:
        sheet.text(id_, key, labels.work(ledger, work))


def _write(plan: Plan, sheet: Sheet, row: Figure | Factor) -> None:
    """Write what both sheets have: label, unit and the numbers."""
    id_, grid = row.id, sheet.grid
    sheet.text(id_, "label", labels.label(row))
    counter = wording.counter(row) if isinstance(row, Figure) else ""
    sheet.text(id_, "unit", wording.field_unit(row.unit) + counter)
    sheet.text(id_, "note", gettext(row.note) if row.note else "", "small")
    sheet.number(id_, "scale", units.scale(row.unit), "helper")
    given = {Side.LOW: row.interval.low, Side.VALUE: row.interval.value, Side.HIGH: row.interval.high}
    typed = _typed(plan, id_)
    own = {side: grid.here(id_, f"own_{side}") for side in SIDES}
    for side in SIDES:
        sheet.number(id_, f"given_{side}", given[side])
        sheet.entry(id_, f"own_{side}", typed.get(side))
        published = grid.here(id_, f"given_{side}")
        other = f"IF(ISNUMBER({own[Side.VALUE]}),{own[Side.VALUE]},{published})"
        found = other if side is Side.VALUE else f"IF(ISNUMBER({own[side]}),{own[side]},{other})"
        sheet.formula(id_, side, found, given[side], "result", plain(given[side]))
    low, value, high = (grid.here(id_, side) for side in SIDES)
    changed = grid.here(id_, "changed")
    same = ",".join(f"{grid.here(id_, side)}={grid.here(id_, f'given_{side}')}" for side in SIDES)
    sheet.formula(id_, "changed", f"IF(AND({same}),0,1)", 0, "helper")
    rises = f"AND({low}<={value},{value}<={high})"
    sheet.formula(id_, "reach", f"IF({changed}=0,1,IF({rises},MAX(1,{_reach(grid, row)}),{OUTSIDE}))", 1, "helper")
    cells = f"{own[Side.LOW]}:{own[Side.HIGH]}"
    wrong, no_number, other = gettext("low, value and high must rise"), gettext("not a number"), gettext("changed")
    state = f'IF({changed}=0,"",IF({rises},{quoted(other)},{quoted(wrong)}))'
    sheet.formula(id_, "state", f"IF(COUNTA({cells})>COUNT({cells}),{quoted(no_number)},{state})", "", "word")


def _typed(plan: Plan, id_: str) -> dict[Side, float]:
    """Return what is typed for a row, by the cell."""
    if id_ not in plan.typed:
        return {}
    value = plan.typed[id_]
    return dict(zip(SIDES, value, strict=True)) if isinstance(value, list | tuple) else {Side.VALUE: value}


def _reach(grid: Grid, row: Figure | Factor) -> str:
    """Return by how many times the ends that are used lie further apart than the published ones (``reach.widened``)."""
    low, high = grid.here(row.id, Side.LOW), grid.here(row.id, Side.HIGH)
    least, most = grid.here(row.id, f"given_{Side.LOW}"), grid.here(row.id, f"given_{Side.HIGH}")
    below, above = row.interval.low, row.interval.high
    if below > 0:
        down = f"IF({low}>0,{least}/{low},{OUTSIDE})"
    else:
        down = f"{low}/{least}" if below < 0 else f"IF({low}<0,{OUTSIDE},1)"
    if above > 0:
        up = f"{high}/{most}" if math.isfinite(above) else "1"
    else:
        up = f"IF({high}<0,{most}/{high},{OUTSIDE})" if above < 0 else f"IF({high}>0,{OUTSIDE},1)"
    return f"{down},IF({high}>{WHOLE:g},{OUTSIDE},{up})" if is_share(row) else f"{down},{up}"


def _shades(sheet: Sheet) -> None:
    """Mark the numbers that were changed, check what is typed."""
    grid, first = sheet.grid, next(iter(sheet.grid.rows), "")
    if not first:
        return
    low, value, high, changed = (f"${grid.here(first, key)}" for key in (*SIDES, "changed"))
    sheet.shade(Side.LOW, "state", "wrong", f"AND({changed}=1,OR({low}>{value},{value}>{high}))")
    sheet.shade(Side.LOW, "state", "moved", f"{changed}=1")
    places = grid.places
    sheet.sheet.data_validation(
        grid.rows[first], places[f"own_{Side.LOW}"], grid.last, places[f"own_{Side.HIGH}"],
        {
            "validate": "decimal", "criteria": "between", "minimum": -1e300, "maximum": 1e300,
            "error_title": gettext("not a number"),
            "error_message": gettext("Type a number in the unit of this row, or leave the cell empty."),
        },
    )  # fmt: skip
