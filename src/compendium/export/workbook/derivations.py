"""The sheet of the derivations: each a live formula over named cells, with its interval, and what it finds of a figure.

Columns whose head begins with a low line are hidden; other formulas need them.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from compendium.audit import rules
from compendium.audit.evaluation.evaluate import Result
from compendium.audit.verdicts import Check, Verdict
from compendium.display import labels, wording
from compendium.export.workbook import rule
from compendium.export.workbook.algebra import Side, literal, quoted
from compendium.export.workbook.grid import Column, Grid, Plan, Sheet, rounded
from compendium.export.workbook.reach import Corner
from compendium.i18n.messages import gettext
from compendium.ledger import comparison, units
from compendium.ledger.rows import Derivation
from compendium.ledger.vocabulary import Method

FEWEST = 5  # digits of a computed number
SURE, STATIC, UNSURE = 0, 1, 2  # how well an interval is known: live; static and as published; neither
THRESHOLD = "threshold"  # the name of the cell


def grid(name: str, rows: Sequence[Derivation]) -> Grid:
    """Return where the derivations stand."""
    low, value, high = gettext("low"), gettext("value"), gettext("high")
    most = max((len(row.names) for row in rows), default=0)
    columns = (
        Column("id", gettext("id"), 36),
        Column("label", gettext("calculation"), 34),
        Column("section", gettext("section"), 9),
        Column("role", gettext("role"), 12),
        Column("formula", gettext("formula"), 46),
        Column("unit", gettext("unit"), 14),
        *(Column(side, word, 13) for side, word in ((Side.LOW, low), (Side.VALUE, value), (Side.HIGH, high))),
        Column("given", gettext("value in the book"), 13),
        Column("change", gettext("change"), 9),
        Column("ends", gettext("its interval"), 20),
        Column("figure", gettext("figure that it checks"), 28),
        *(Column(f"in_{side}", gettext("{number} in the figure's unit", number=word), 13)
          for side, word in ((Side.LOW, low), (Side.VALUE, value), (Side.HIGH, high))),
        Column("ratio", gettext("ratio to printed"), 10),
        Column("found", gettext("finding"), 13),
        Column("counts", gettext("counts as"), 28),
        Column("note", gettext("note"), 46),
        *(Column(f"input{place}", gettext("input {number}", number=place + 1), 26) for place in range(most)),
        Column("scale", gettext("one unit in base units"), 14),
        *(Column(key, f"_{key}", 10, hidden=True)
          for key in ("changed", "reach", "sure", "finding", "meets", "reproduces", "distance", "question", "tally")),
    )  # fmt: skip
    return Grid(name, columns, (row.id for row in rows))


def write(plan: Plan, sheet: Sheet) -> None:
    """Write every derivation and what it says of the figure that it checks."""
    checks = {one.result.derivation.id: one for verdict in plan.audit.verdicts.values() for one in verdict.checks}
    for id_, result in plan.audit.results.items():
        _words(plan, sheet, result)
        _result(plan, sheet, result)
        if id_ in checks:
            _check(plan, sheet, checks[id_])
    for verdict in plan.audit.verdicts.values():
        _questions(sheet, verdict)
    first = next(iter(sheet.grid.rows), "")
    if first:
        unsure = f"${sheet.grid.here(first, 'sure')}={UNSURE}"
        compared = f'AND({unsure},${sheet.grid.here(first, "figure")}<>"")'
        for one in (Side.LOW, Side.HIGH, "ends", "in_lo", "in_hi", "found"):
            sheet.shade(one, one, "grey", compared if one in {"in_lo", "in_hi", "found"} else unsure)
        sheet.shade(Side.VALUE, "change", "moved", f"${sheet.grid.here(first, 'changed')}=1")
    remark = gettext(
        "Every value is a formula over named cells, in the unit of its row. An interval in grey italics is not valid"
        " for the numbers typed: read the last lines of the first sheet."
    )
    sheet.finish(remark, 2, printed=sheet.grid.places["note"] + 1)


def _words(plan: Plan, sheet: Sheet, result: Result) -> None:
    row = result.derivation
    sheet.text(row.id, "id", row.id, "id")
    sheet.text(row.id, "label", labels.label(row))
    sheet.text(row.id, "section", row.section)
    sheet.text(row.id, "role", labels.role(row))
    sheet.text(row.id, "formula", row.formula, "small")
    sheet.text(row.id, "unit", wording.field_unit(row.unit))
    sheet.text(row.id, "note", gettext(row.note) if row.note else "", "small")
    sheet.number(row.id, "scale", units.scale(row.unit), "helper")
    for place, name in enumerate(row.names):
        tip = labels.label(plan.audit.ledger[name])
        sheet.link(row.id, f"input{place}", plan.grid(name).cell(name, "id"), name, tip=tip)


def _result(plan: Plan, sheet: Sheet, result: Result) -> None:
    """Write the value, its ends, how well they are known, and how much it changed."""
    row, grid_, ends = result.derivation, sheet.grid, result.interval
    digits = rounded(ends.value, max(FEWEST, wording.significant(ends)))
    put = partial(sheet.formula, row.id)
    put(Side.VALUE, plan.sources.value(row.id), ends.value, "result", digits)
    corner = plan.corners.get(row.id)
    formulas = [plan.sources.end(row.id, side) if corner else None for side in (Side.LOW, Side.HIGH)]
    live = None not in formulas
    for side, formula, value in zip((Side.LOW, Side.HIGH), formulas, (ends.low, ends.high), strict=True):
        if live and formula:
            put(side, formula, value, "number", digits)
        else:
            sheet.number(row.id, side, value, digits=rounded(value, max(FEWEST, wording.significant(ends))))
    sheet.number(row.id, "given", ends.value, digits=digits)
    changed = grid_.here(row.id, "changed")
    change = f'IF(OR({changed}=0,{grid_.here(row.id, "given")}=0),"",'
    change += f"{grid_.here(row.id, Side.VALUE)}/{grid_.here(row.id, 'given')}-1)"
    put("change", change, "", "number", "+0.0%;-0.0%;0.0%")
    put("changed", _greatest(plan.grid(name).cell(name, "changed") for name in row.names), 0, "helper")
    put("reach", _greatest(plan.grid(name).cell(name, "reach") for name in row.names), 1, "helper")
    _known(sheet, result, corner if live else None)


def _known(sheet: Sheet, result: Result, corner: Corner | None) -> None:
    """Write how well the interval is known, as a code and in words."""
    id_, here = result.derivation.id, sheet.grid.here
    if corner:
        good, bad = gettext("exact"), gettext("not proved for the numbers typed")
        sure = f"IF({here(id_, 'reach')}<={literal(corner.reach)},{SURE},{UNSURE})"
    else:
        good = gettext("static (sampled)") if result.method is Method.SAMPLED else gettext("static")
        bad = gettext("{static}, out of date", static=good)
        sure = f"IF({here(id_, 'changed')}=0,{STATIC},{UNSURE})"
    sheet.formula(id_, "sure", sure, SURE if corner else STATIC, "helper")
    sheet.formula(id_, "ends", f"IF({here(id_, 'sure')}={UNSURE},{quoted(bad)},{quoted(good)})", good, "text")


def _greatest(cells: Iterable[str]) -> str:
    listed = list(cells)
    return f"MAX({','.join(listed)})" if listed else "0"


def _check(plan: Plan, sheet: Sheet, check: Check) -> None:
    """Write what a derivation says of the figure that it checks."""
    row, here = check.result.derivation, partial(sheet.grid.here, check.result.derivation.id)
    put = partial(sheet.formula, row.id)
    figure = [plan.sources.cell(row.checks, side) for side in (Side.LOW, Side.VALUE, Side.HIGH)]
    sheet.link(row.id, "figure", plan.verdicts.cell(row.checks, "id"), row.checks)
    sheet.text(row.id, "counts", labels.counts_as(check))
    factor = units.factor(row.unit, check.unit)
    digits = rounded(check.value, max(FEWEST, wording.significant(check.interval)))
    held = zip((Side.LOW, Side.VALUE, Side.HIGH), (check.interval.low, check.value, check.interval.high), strict=True)
    for side, value in held:
        put(f"in_{side}", f"{here(side)}*{literal(factor)}" if factor != 1 else here(side), value, digits=digits)
    low, value_, high = here("in_lo"), here("in_v"), here("in_hi")
    put("ratio", rule.formula(rules.ratio, value_, figure[1]), check.ratio, digits="0.000")
    put("distance", rule.formula(rules.distance, value_, here("ratio")), check.distance, "helper")
    put("finding", rule.formula(rules.finding, low, high, *figure, THRESHOLD), str(check.finding), "helper")
    put("found", worded(here("finding")), labels.name(check.finding), "word")
    put("meets", rule.formula(comparison.meets, low, value_, high, *figure), check.meets, "helper")
    contains = rule.formula(comparison.contains, figure[0], figure[2], value_, figure[1])
    precise = rule.formula(rules.precise, *figure, THRESHOLD)
    put("reproduces", f"AND({contains},{precise})", check.reproduces, "helper")


def worded(cell: str) -> str:
    """Return the formula of an answer in words, from the cell with its code."""
    return f"VLOOKUP({cell},words,2,FALSE)"


def questions(verdict: Verdict) -> list[list[Check]]:
    """Return the checks that count by the question that they answer, in the order of the table."""
    found: dict[str, list[Check]] = {}
    for check in verdict.votes:
        row = check.result.derivation
        found.setdefault(row.choice or row.id, []).append(check)
    return list(found.values())


def _questions(sheet: Sheet, verdict: Verdict) -> None:
    """Write what the checks of each question say together, in the row of its first check."""
    for members in questions(verdict):
        first = members[0].result.derivation.id
        cells = [sheet.grid.here(one.result.derivation.id, "finding") for one in members]
        together = rules.together([str(one.finding) for one in members])
        weakest = rules.weakest([str(one.result.derivation.independence) for one in members])
        sheet.formula(first, "question", rule.formula(rules.together, cells), together, "helper")
        question = sheet.grid.here(first, "question")
        tally = weakest if together == "agrees" else together
        sheet.formula(first, "tally", f'IF({question}="agrees","{weakest}",{question})', tally, "helper")
