"""Tables of the ledger's rows and worked formulas, as the notebooks show them."""

from collections.abc import Sequence

import htpy as h
from markupsafe import Markup

from compendium.audit import uncertainty
from compendium.audit.audit import Audit
from compendium.audit.verdicts import Check, Verdict
from compendium.display import labels, wording, worked
from compendium.display.markup import PRINTED, badge, enumerated, gettext_markup, lines, link, source
from compendium.display.tables.grid import Shown, table
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import Method

LISTED = 4  # how many factors a table names; the rest are counted


def figures(audit: Audit) -> Shown:
    """Return the figures of the audit's section, each with its interval and the source that the report names."""
    rows = []
    for verdict in audit.verdicts.values():
        row = verdict.figure
        named = source(audit, row.cites) if row.cites else gettext("none named")
        rows.append((link(audit, row.id), printed(audit, row), wording.printed_interval(row), named))
    heads = gettext_each("figure", "printed", "stands for", "its source")
    return table(rows, heads, anchors=[f"{PRINTED}{id_}" for id_ in audit.verdicts])


def printed(audit: Audit, row: Figure) -> str:
    """Return a figure as printed, or as an assumption has it, with a remark."""
    return wording.figure(row) + _assumed(audit, row.id)


def _assumed(audit: Audit, id_: str) -> str:
    """Return the remark for a row that an assumption overrides; '' for any other."""
    return gettext(" (assumed)") if id_ in audit.assumed else ""


def verdicts(audit: Audit) -> Shown:
    """Return the two answers and the ratio for each figure of the audit's section."""
    rows = []
    for verdict in audit.verdicts.values():
        row = verdict.figure
        basis = [labels.name(verdict.basis)] if verdict.basis else []
        rows.append(
            (
                link(audit, row.id),
                printed(audit, row),
                lines([badge(verdict.evidence), *_met(verdict)]),
                lines([badge(verdict.arithmetic), *basis]),
                h.fragment[wording.ratio(verdict.ratio), (" ", h.b[gettext("material")]) if verdict.material else None],
            )
        )
    return table(
        rows,
        gettext_each(
            "figure", "printed", "does evidence support it?", "does it reproduce?", "nearest result to printed"
        ),
    )


def _met(verdict: Verdict) -> list[str]:
    return [text] if (text := labels.agreeing(verdict)) else []


def checks(audit: Audit, id_: str) -> Shown:
    """Return every check of one figure, with its value and interval in the derivation's unit.

    Raises:
        KeyError: the audit's section has no such figure.
    """
    verdict = audit.verdict(id_)
    rows = [_check_row(audit, check) for check in (*verdict.recomputes, *verdict.cross_checks)]
    return table(
        rows, gettext_each("check", "finding", "value", "interval", "ratio to printed", "counts as", "rests on")
    )


def _check_row(audit: Audit, check: Check) -> tuple[object, ...]:
    row = check.result.derivation
    return (
        gettext_markup("{role}: {row}", role=labels.role(row), row=link(audit, row.id)),
        labels.name(check.finding),
        wording.outcome(check.result.interval, row.unit),
        wording.interval(check.result.interval, row.unit) + sampled(check.result.method),
        wording.ratio(check.ratio),
        labels.counts_as(check),
        _basis(audit, check.result.factors),
    )


def _basis(audit: Audit, factors: tuple[str, ...]) -> str:
    if not factors:
        return gettext("the report alone")
    named = [h.fragment[link(audit, id_), _assumed(audit, id_)] for id_ in factors[:LISTED]]
    return enumerated(named) + more(factors)


def more(factors: Sequence[str]) -> str:
    """Return how many factors a list of ``LISTED`` leaves out, in words; '' if none."""
    return gettext(" and {count} more", count=len(factors) - LISTED) if len(factors) > LISTED else ""


def sampled(method: Method) -> str:
    """Return the remark for an interval whose ends were searched for; '' if they are exact."""
    return gettext(" (sampled)") if method is Method.SAMPLED else ""


def values(audit: Audit, *ids: str) -> Shown:
    """Return figures, factors and derivations by their ids: value and interval, in each row's unit, and basis.

    Raises:
        KeyError: an id is not in the audit's scope.
    """
    rows = []
    for id_ in ids:
        row, found = audit.row(id_), audit.interval(id_)
        basis: object
        if isinstance(row, Derivation):
            result = audit.result(id_)
            basis, what = _basis(audit, result.factors), labels.role(row) + sampled(result.method)
        elif isinstance(row, Factor):
            basis, what = source(audit, row.source), gettext("factor, grade {grade}", grade=row.grade)
        else:
            basis, what = gettext("the report alone"), gettext("printed")
        shown = wording.outcome(found, row.unit) + _assumed(audit, id_)
        rows.append((link(audit, id_), what, shown, wording.interval(found, row.unit), basis))
    return table(rows, gettext_each("quantity", "role", "value", "interval", "rests on"))


def spread(audit: Audit, *ids: str) -> Shown:
    """Return derivations by their ids: value, interval, 5-95 % range, and the input that moves each most.

    Raises:
        KeyError: the audit has no such derivation.
    """
    found = uncertainty.spreads(audit)
    rows = []
    for id_ in ids:
        result = audit.result(id_)
        unit, mover = result.derivation.unit, uncertainty.mover(audit, id_)
        rows.append(
            (
                link(audit, id_),
                wording.outcome(result.interval, unit),
                wording.interval(result.interval, unit) + sampled(result.method),
                wording.interval(found[id_].interval, unit) if id_ in found else "",
                h.fragment[link(audit, mover), _assumed(audit, mover)] if mover else "",
            )
        )
    return table(rows, gettext_each("quantity", "value", "interval", "5 to 95%", "moved most by"))


def working(audit: Audit, *ids: str) -> Shown:
    """Return worked derivations: the result, the formula with labels, and the same with values.

    Raises:
        KeyError: the audit has no such derivation.
    """
    blocks = [_working(audit, id_) for id_ in ids]
    return Shown("\n".join(block.html for block in blocks), "\n".join(block.text for block in blocks))


def _working(audit: Audit, id_: str) -> Shown:
    result = audit.result(id_)
    row = result.derivation
    outcome = wording.outcome(result.interval, row.unit)
    span = wording.interval(result.interval, row.unit) + sampled(result.method)
    maths = [h.div(class_="math-line", tabindex="0")[Markup(line)] for line in worked.lines(audit, id_)]  # noqa: S704
    message = N_("{label}: {outcome} ({interval})")
    head = gettext_markup(message, label=link(audit, id_), outcome=h.b[outcome], interval=span)
    plain = gettext(message, label=labels.label(row), outcome=outcome, interval=span)
    return Shown(str(h.div(class_="working")[h.p[head], maths]), f"{plain}\n  {row.formula}")
