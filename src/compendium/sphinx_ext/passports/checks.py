"""The calculations of a record: its checks, the results in between, and what must hold for the printed number."""

from collections.abc import Sequence
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Result
from compendium.audit.verdicts import Check, Verdict
from compendium.display import labels, tables, wording, worked
from compendium.display.markup import enumerated, gettext_markup
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Derivation, Factor
from compendium.ledger.vocabulary import Finding, Role
from compendium.sphinx_ext.directives.sourcing import reasons
from compendium.sphinx_ext.passports.edition import Edition
from compendium.sphinx_ext.passports.pieces import OPENED, Facts, facts, own_entry

_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
_FOUND = {Finding.AGREES: "supported", Finding.MISSES: "contradicted", Finding.TOO_WIDE: "too-wide-to-tell"}


@dataclass(frozen=True)
class Calculations:
    """All rows that a figure's record shows.

    Attributes:
        checks: of the figure: recomputations, then the checks that count, then the others.
        implied: what must hold for the printed number.
        steps: the results that these use, each after those that it uses itself.
        factors: the outside numbers that all of these use, in the order of the calculations.
    """

    checks: tuple[Check, ...]
    implied: tuple[Result, ...]
    steps: tuple[Result, ...]
    factors: tuple[str, ...]


def calculations(audit: Audit, verdict: Verdict) -> Calculations:
    """Return what a figure's record shows."""
    others = [check for check in verdict.cross_checks if check.differs]
    checks = (*verdict.recomputes, *verdict.votes, *others)
    named = audit.ledger.checks(verdict.figure.id)
    implied = [audit.result(row.id) for row in named if row.role is Role.IMPLIED]
    first = [check.result for check in checks] + implied
    shown = {result.derivation.id for result in first}
    steps: dict[str, None] = {}
    for result in first:
        _add_steps(audit, result.derivation, steps)
    between = [audit.result(id_) for id_ in steps if id_ not in shown]
    ids = dict.fromkeys(
        row.id
        for result in (*first, *between)
        for row in audit.ledger.inputs(result.derivation.id)
        if isinstance(row, Factor)
    )
    return Calculations(checks, tuple(implied), tuple(between), tuple(ids))


def _add_steps(audit: Audit, row: Derivation, found: dict[str, None]) -> None:
    for name in row.names:
        step = audit.ledger[name]
        if isinstance(step, Derivation) and name not in found:
            _add_steps(audit, step, found)
            found[name] = None


def checks(edition: Edition, verdict: Verdict, found: Sequence[Check]) -> h.Element:
    """Return every check of a figure, or why there is none; of many, the one nearest to the number stands open."""
    if not found:
        why = gettext("There is no check: {reasons}.", reasons=reasons(verdict))
        return h.section(id="checks")[h.h2[gettext("Checks")], h.p[why]]
    groups = (
        (gettext("How it may have been calculated"), [one for one in found if one in verdict.recomputes]),
        (gettext("Checks that count"), [one for one in found if one in verdict.votes]),
        (gettext("Checks that are shown and do not count"), [one for one in verdict.cross_checks if one.differs]),
    )

    def box(check: Check) -> h.Element:
        return _check(edition, check, opened=len(found) <= OPENED or check is verdict.nearest)

    return h.section(id="checks")[
        h.h2[gettext("Recomputations and checks ({count})", count=len(found))],
        ((h.h3[title], map(box, group)) for title, group in groups if group),
    ]


def _check(edition: Edition, check: Check, *, opened: bool) -> h.Element:
    found = [(gettext("ratio to printed"), wording.ratio(check.ratio)), (gettext("counts as"), labels.counts_as(check))]
    badge = h.span(class_=f"verdict {_FOUND[check.finding]}")[labels.name(check.finding)]
    return _calculation(edition, check.result, found, badge, opened=opened)


def steps(edition: Edition, title: str, anchor: str, found: Sequence[Result], lead: str = "") -> h.Node:
    """Return results that are no checks under a heading; None without any."""
    if not found:
        return None
    boxes = [_calculation(edition, result, [], None, opened=len(found) <= OPENED) for result in found]
    return h.section(id=anchor)[h.h2[title], h.p[lead] if lead else None, boxes]


def _calculation(edition: Edition, result: Result, more: Facts, badge: h.Node, *, opened: bool) -> h.Element:
    """Return a calculation: name, result, finding above the fold; then the formula in words and in numbers, inputs."""
    row = result.derivation
    value = h.b[wording.outcome(result.interval, row.unit)]
    span = wording.interval(result.interval, row.unit) + tables.sampled(result.method)
    return h.details(class_="box", id=row.id, open=opened)[
        h.summary[gettext_markup("{label}: {value}", label=labels.label(row), value=value), badge],
        facts([(gettext("interval"), span), *more, (gettext("note"), gettext(row.note))]),
        _working(edition, row),
        own_entry(edition.entry(row.id), row.id),
    ]


def _working(edition: Edition, row: Derivation) -> h.Node:
    """Return a formula in words and in numbers with its inputs; of a number that is taken as it is, where from."""
    if same := worked.taken_from(edition.audit, row.id):
        return h.p[gettext_markup("Taken directly from {link}.", link=edition.link(same))]
    lines = [_formula(line) for line in worked.lines(edition.audit, row.id)]
    rows = enumerated(edition.link(id_) for id_ in row.names)
    return h.fragment[lines, h.p[gettext_markup("From {rows}.", rows=rows)]]


def _formula(line: str) -> h.Element:
    bare = line.replace(_NAMESPACE, "")  # which HTML does not need
    return h.div(class_="math", tabindex="0")[Markup(bare)]  # noqa: S704 - made by display.mathml
