"""The sheet of the verdicts: the two answers for each figure as live formulas, and the reviewer's own."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from compendium.audit import rules
from compendium.audit.verdicts import Check, Verdict
from compendium.display import labels, wording
from compendium.export.workbook import rule
from compendium.export.workbook.algebra import quoted
from compendium.export.workbook.derivations import FEWEST, UNSURE, questions, worded
from compendium.export.workbook.grid import LARGEST, Column, Grid, Plan, Sheet, rounded
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Figure

TALLIES = ("misses", "depends", "too wide", "independent", "own_inputs", "repeats")


def grid(name: str, rows: Mapping[str, Figure], checks: int, pages: bool) -> Grid:
    """Return where the verdicts stand.

    Args:
        name: of the sheet.
        rows: the figures.
        checks: the most checks that a figure has.
        pages: whether figures have pages with an address.
    """
    columns = (
        Column("id", gettext("id"), 36),
        Column("label", gettext("figure"), 34),
        Column("section", gettext("section"), 9),
        Column("page", gettext("page"), 7),
        Column("printed", gettext("printed"), 20),
        Column("arithmetic", gettext("does it reproduce?"), 20),
        Column("evidence", gettext("does evidence support it?"), 24),
        Column("decides", gettext("what decides"), 36),
        Column("material", gettext("material"), 9),
        Column("ratio", gettext("nearest result to printed"), 11),
        Column("count", gettext("checks that count"), 9),
        Column("least", gettext("their lowest end"), 12),
        Column("most", gettext("their highest end"), 12),
        Column("unit", gettext("unit"), 14),
        Column("state", gettext("state"), 24),
        Column("own", gettext("your verdict"), 18),
        Column("remark", gettext("your note"), 40),
        *([Column("address", gettext("page of the figure"), 18)] if pages else []),
        *(Column(f"check{place}", gettext("check {number}", number=place + 1), 26) for place in range(checks)),
        Column("given_arithmetic", gettext("does it reproduce? (in the book)"), 20),
        Column("given_evidence", gettext("does evidence support it? (in the book)"), 22),
        *(Column(key, f"_{key}", 10, hidden=True) for key in ("by_arithmetic", "by_evidence", "differs", *TALLIES)),
    )
    return Grid(name, columns, rows)


def write(plan: Plan, sheet: Sheet) -> None:
    """Write the answers for every figure."""
    for verdict in plan.audit.verdicts.values():
        _words(plan, sheet, verdict)
        _answers(plan, sheet, verdict)
        _numbers(plan, sheet, verdict)
    places, last = sheet.grid.places, sheet.grid.last
    if sheet.grid.rows:
        choices = {"validate": "list", "source": "=opinions"}
        sheet.sheet.data_validation(min(sheet.grid.rows.values()), places["own"], last, places["own"], choices)
        first = partial(sheet.grid.here, next(iter(sheet.grid.rows)))
        for answer in ("arithmetic", "evidence"):
            sheet.shade(answer, answer, "moved", f"${first(answer)}<>${first(f'given_{answer}')}")
        sheet.shade("state", "state", "grey", f'${first("state")}<>""')
    remark = gettext(
        "Both answers follow from the other sheets. Which checks count, and the threshold in the yellow cell, are"
        " explained in the book's chapter on methods."
    )
    sheet.finish(remark, 2, printed=places["remark"] + 1)
    _threshold(sheet)


def _threshold(sheet: Sheet) -> None:
    """Write the threshold of the rules into the first row, as a named cell that a reviewer may change."""
    place = sheet.grid.places["state"]
    sheet.sheet.write_string(0, place, gettext("threshold"), sheet.formats("remark"))
    sheet.sheet.write_number(0, place + 1, rules.MATERIALITY, sheet.formats("input", "0.0%"))


def _words(plan: Plan, sheet: Sheet, verdict: Verdict) -> None:
    row = verdict.figure
    sheet.link(row.id, "id", plan.figures.cell(row.id, "id"), row.id)
    sheet.text(row.id, "label", labels.label(row))
    sheet.text(row.id, "section", row.section)
    sheet.number(row.id, "page", row.page, "page")
    sheet.text(row.id, "printed", wording.figure(row))
    sheet.text(row.id, "unit", wording.field_unit(row.unit) + wording.counter(row))
    sheet.number(row.id, "count", len(verdict.votes))
    sheet.entry(row.id, "own")
    sheet.entry(row.id, "remark")
    sheet.text(row.id, "given_arithmetic", labels.name(verdict.arithmetic), "small")
    sheet.text(row.id, "given_evidence", labels.name(verdict.evidence), "small")
    if plan.pages:
        sheet.link(row.id, "address", f"{plan.pages}/figures/{row.id}.html", gettext("page of the figure"), "link")
    for place, check in enumerate(verdict.checks):
        derivation = check.result.derivation
        cell, tip = plan.derivations.cell(derivation.id, "id"), labels.label(derivation)
        sheet.link(row.id, f"check{place}", cell, derivation.id, tip=tip)


def _answers(plan: Plan, sheet: Sheet, verdict: Verdict) -> None:
    id_, here = verdict.figure.id, partial(sheet.grid.here, verdict.figure.id)
    put = partial(sheet.formula, id_)
    recomputes = _in_table_order(verdict, verdict.recomputes)
    cells = partial(_cells, plan)
    answer = rule.formula(rules.arithmetic, cells(recomputes, "reproduces"), cells(recomputes, "meets"))
    put("by_arithmetic", answer, str(verdict.arithmetic), "helper")
    groups = questions(verdict)
    tallies = cells([members[0] for members in groups], "tally")
    held = [_tally(members) for members in groups]
    for key in TALLIES:
        # A sum even of one: to Excel a bare truth is greater than any number.
        put(key, "+".join(["0", *(f'({cell}="{key}")' for cell in tallies)]), held.count(key), "helper")
    put(
        "by_evidence", rule.formula(rules.outcome, {key: here(key) for key in TALLIES}), str(verdict.evidence), "helper"
    )
    material = rule.formula(rules.material, here("by_arithmetic"), here("by_evidence"), cells(recomputes, "finding"))
    put("differs", material, verdict.material, "helper")
    put("arithmetic", worded(here("by_arithmetic")), labels.name(verdict.arithmetic), "word")
    put("evidence", worded(here("by_evidence")), labels.name(verdict.evidence), "word")
    put("decides", _decides(plan, groups), labels.enumerated(labels.name(one) for one, _ in verdict.deciding), "text")
    yes, no = gettext("yes"), gettext("no")
    put("material", f"IF({here('differs')},{quoted(yes)},{quoted(no)})", yes if verdict.material else no, "text")
    behind = cells([*recomputes, *verdict.votes], "sure")
    unsure = gettext("uncertain: an interval behind it is not valid for the numbers typed")
    put("state", f'IF(MAX({",".join(behind)})={UNSURE},{quoted(unsure)},"")' if behind else '""', "", "text")


def _decides(plan: Plan, groups: Sequence[Sequence[Check]]) -> str:
    """Return the formula of the choices that decide whether a figure is right, named one after the other."""
    comma = gettext(", ")
    named = [(members[0], members[0].result.derivation.choice) for members in groups]
    parts = [
        f'IF({cell}="depends",{quoted(comma + labels.name(choice))},"")'
        for cell, (_, choice) in zip(_cells(plan, [first for first, _ in named], "question"), named, strict=True)
        if choice
    ]
    return f"MID({'&'.join(parts)},{len(comma) + 1},255)" if parts else '""'


def _tally(members: Sequence[Check]) -> str:
    found = rules.together([str(one.finding) for one in members])
    return rules.weakest([str(one.result.derivation.independence) for one in members]) if found == "agrees" else found


def _numbers(plan: Plan, sheet: Sheet, verdict: Verdict) -> None:
    """Write the ratio of the nearest check and the range of those that count."""
    put = partial(sheet.formula, verdict.figure.id)
    ratio = float("nan") if verdict.ratio is None else verdict.ratio
    put("ratio", _nearest(plan, verdict), ratio, "result", "0.000")
    if verdict.argued:
        for key, pick, side, value in (
            ("least", "MIN", "in_lo", verdict.argued.low),
            ("most", "MAX", "in_hi", verdict.argued.high),
        ):
            formula = f"{pick}({','.join(_cells(plan, verdict.votes, side))})"
            put(key, formula, value, digits=rounded(value, FEWEST))


def _nearest(plan: Plan, verdict: Verdict) -> str:
    """Return the formula of the ratio that ``Verdict.nearest`` has."""
    recomputes = _in_table_order(verdict, verdict.recomputes)
    checks = recomputes or list(verdict.votes or verdict.cross_checks)
    if not checks:
        return '""'
    far = _cells(plan, checks, "distance")
    if recomputes:  # one that reproduces comes before one that meets, and that before the others
        pairs = zip(_cells(plan, checks, "reproduces"), _cells(plan, checks, "meets"), strict=True)
        ranks = [f"IF({reproduces},0,IF({meets},1,2))" for reproduces, meets in pairs]
        best = f"MIN({','.join(ranks)})"
        far = [f"IF({rank}={best},{cell},{LARGEST:G})" for rank, cell in zip(ranks, far, strict=True)]
    return _first(far, _cells(plan, checks, "ratio"), f"MIN({','.join(far)})")


def _first(far: Sequence[str], ratios: Sequence[str], least: str) -> str:
    """Return the formula of the first ratio whose distance is the least; nested only as deep as halving takes."""
    if len(far) == 1:
        return ratios[0]
    half = len(far) // 2
    among = f"OR({','.join(f'{one}={least}' for one in far[:half])})"
    return f"IF({among},{_first(far[:half], ratios[:half], least)},{_first(far[half:], ratios[half:], least)})"


def _in_table_order(verdict: Verdict, checks: Iterable[Check]) -> list[Check]:
    wanted = {one.result.derivation.id for one in checks}
    return [one for one in verdict.checks if one.result.derivation.id in wanted]


def _cells(plan: Plan, checks: Iterable[Check], key: str) -> list[str]:
    return [plan.derivations.cell(one.result.derivation.id, key) for one in checks]
