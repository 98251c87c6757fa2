"""Tables and worked formulas that the notebooks show: HTML with the same text as plain text beside it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import pandas as pd

from compendium.audit import uncertainty
from compendium.audit.audit import Audit
from compendium.audit.verdicts import Check, Verdict
from compendium.display import labels, mathml, wording
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import Arithmetic, Evidence, Method

# Chapters are built beside the folder of the book's pages; the ledger has an anchor for every id.
LEDGER_PAGE = "../book/ledger.html"
SOURCES_PAGE = "../book/sources.html"

LISTED = 4  # how many factors a table names before it counts the rest


@dataclass(frozen=True)
class Shown:
    """What a cell shows: HTML for a page, plain text for a terminal and for the comparison of outputs."""

    html: str
    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def badge(answer: Arithmetic | Evidence) -> str:
    """Return an answer as a coloured word; the word says it without the colour."""
    return f'<span class="verdict {answer.replace(" ", "-")}">{labels.name(answer)}</span>'


def link(audit: Audit, id_: str) -> str:
    """Return a row's label, leading to its entry: factors stand on the page of sources, all else in the ledger."""
    page = SOURCES_PAGE if id_ in audit.ledger.factors else LEDGER_PAGE
    return f'<a href="{page}#{id_}">{escape(labels.label(audit.row(id_)))}</a>'


def source(key: str) -> str:
    """Return a key of the bibliography, leading to its entry."""
    return f'<a href="{SOURCES_PAGE}#{source_anchor(key)}">{escape(key)}</a>'


def source_anchor(key: str) -> str:
    """Return the anchor of a bibliography entry; docutils turns underscores into hyphens."""
    return f"source-{key.replace('_', '-')}"


def table(rows: Iterable[Sequence[str]], columns: Sequence[str]) -> Shown:
    """Return a table whose cells are HTML."""
    frame = pd.DataFrame([list(row) for row in rows], columns=list(columns))
    html = frame.to_html(index=False, escape=False, border=0, classes="ledger-table", justify="left")
    plain = frame.map(lambda cell: unescape(re.sub("<[^>]*>", "", cell.replace("<br>", gettext(", ")))))
    with pd.option_context("display.max_colwidth", None, "display.width", None):
        return Shown(f'<div class="table-scroll" tabindex="0">{html}</div>', plain.to_string(index=False))


def figures(audit: Audit) -> Shown:
    """Return what the section prints: each figure, what it stands for and the source named for it."""
    rows = []
    for verdict in audit.verdicts.values():
        row = verdict.figure
        stands_for = wording.interval(row.interval, row.unit)
        named = source(row.cites) if row.cites else gettext("none named")
        rows.append((link(audit, row.id), _printed(audit, row), stands_for, named))
    return table(rows, gettext_each("figure", "printed", "stands for", "its source"))


def _printed(audit: Audit, row: Figure) -> str:
    return escape(wording.figure(row)) + _assumed(audit, row.id)


def _assumed(audit: Audit, id_: str) -> str:
    """Return the word for a row that an assumption overrides: its number is not that of its source."""
    return gettext(" (assumed)") if id_ in audit.assumed else ""


def verdicts(audit: Audit) -> Shown:
    """Return the two answers for each figure of the section."""
    rows = []
    for verdict in audit.verdicts.values():
        row = verdict.figure
        rows.append(
            (
                link(audit, row.id),
                _printed(audit, row),
                badge(verdict.arithmetic) + (f"<br>{labels.name(verdict.basis)}" if verdict.basis else ""),
                badge(verdict.evidence) + _met(verdict),
                wording.ratio(verdict.ratio) + (f" <b>{gettext('material')}</b>" if verdict.material else ""),
            )
        )
    return table(rows, gettext_each("figure", "printed", "does it reproduce?", "does evidence support it?", "ratio"))


def _met(verdict: Verdict) -> str:
    met = [check.meets for check in verdict.cross_checks]
    return "<br>" + gettext("{met} of {all} checks", met=sum(met), all=len(met)) if met else ""


def checks(audit: Audit, id_: str) -> Shown:
    """Return every derivation that answers for one figure."""
    verdict = audit.verdict(id_)
    rows = [_check_row(audit, check) for check in (*verdict.recomputes, *verdict.cross_checks)]
    return table(rows, gettext_each("check", "value", "interval", "ratio", "meets it?", "rests on"))


def _check_row(audit: Audit, check: Check) -> tuple[str, ...]:
    row = check.result.derivation
    return (
        gettext("{role}: {row}", role=labels.role(row), row=link(audit, row.id)),
        wording.quantity(check.result.value, row.unit),
        wording.interval(check.result.interval, row.unit) + sampled(check.result.method),
        wording.ratio(check.ratio),
        gettext("yes") if check.meets else gettext("no"),
        _basis(audit, check.result.factors),
    )


def _basis(audit: Audit, factors: tuple[str, ...]) -> str:
    if not factors:
        return gettext("the report alone")
    return labels.enumerated(link(audit, id_) + _assumed(audit, id_) for id_ in factors[:LISTED]) + more(factors)


def more(factors: Sequence[str]) -> str:
    """Return how many factors a list leaves out; the derivation's own entry names them all."""
    return gettext(" and {count} more", count=len(factors) - LISTED) if len(factors) > LISTED else ""


def sampled(method: Method) -> str:
    """Return the word for an interval that is not exact."""
    return gettext(" (sampled)") if method is Method.SAMPLED else ""


def values(audit: Audit, *ids: str) -> Shown:
    """Return chosen rows of any table: value, interval and what each rests on."""
    rows = []
    for id_ in ids:
        row = audit.row(id_)
        found = audit.interval(id_)
        if isinstance(row, Derivation):
            result = audit.result(id_)
            basis = _basis(audit, result.factors)
            what = labels.role(row) + sampled(result.method)
        elif isinstance(row, Factor):
            basis, what = source(row.source), gettext("factor, grade {grade}", grade=row.grade)
        else:
            basis, what = gettext("the report alone"), gettext("printed")
        label = link(audit, id_)
        shown = wording.quantity(found.value, row.unit) + _assumed(audit, id_)
        rows.append((label, what, shown, wording.interval(found, row.unit), basis))
    return table(rows, gettext_each("quantity", "role", "value", "interval", "rests on"))


def spread(audit: Audit, *ids: str) -> Shown:
    """Return chosen derivations: value, interval, where nine in ten samples lie, and the input that moves each most."""
    found = uncertainty.spreads(audit)
    rows = []
    for id_ in ids:
        result = audit.result(id_)
        unit, mover = result.derivation.unit, uncertainty.mover(audit, id_)
        rows.append(
            (
                link(audit, id_),
                wording.quantity(result.value, unit),
                wording.interval(result.interval, unit) + sampled(result.method),
                wording.interval(found[id_].interval, unit) if id_ in found else "",
                link(audit, mover) + _assumed(audit, mover) if mover else "",
            )
        )
    return table(rows, gettext_each("quantity", "value", "interval", "5 to 95%", "moved most by"))


def working(audit: Audit, *ids: str) -> Shown:
    """Return derivations worked out: the formula in words, the same with its numbers, and the result."""
    blocks = [_working(audit, id_) for id_ in ids]
    return Shown("\n".join(block.html for block in blocks), "\n".join(block.text for block in blocks))


def _working(audit: Audit, id_: str) -> Shown:
    result = audit.result(id_)
    row = result.derivation
    outcome = wording.quantity(result.value, row.unit)
    span = wording.interval(result.interval, row.unit) + sampled(result.method)
    maths = "".join(f'<div class="math-line" tabindex="0">{line}</div>' for line in formula_lines(audit, id_))
    worked = N_("{label}: {outcome} ({interval})")
    head = gettext(worked, label=link(audit, id_), outcome=f"<b>{escape(outcome)}</b>", interval=escape(span))
    plain = gettext(worked, label=labels.label(row), outcome=outcome, interval=span)
    return Shown(f'<div class="working"><p>{head}</p>{maths}</div>', f"{plain}\n  {row.formula}")


def formula_lines(audit: Audit, id_: str) -> tuple[str, str]:
    """Return a derivation's formula as MathML twice: with its inputs' labels, and with their values."""
    row = audit.result(id_).derivation

    def name(input_: str) -> str:
        return labels.label(audit.ledger[input_])

    def value(input_: str) -> str:
        one = audit.row(input_)
        if isinstance(one, Figure):
            return wording.figure(one)
        return wording.quantity(audit.interval(input_).value, one.unit)

    outcome = mathml.text(wording.quantity(audit.result(id_).value, row.unit))
    return (
        mathml.equation(mathml.text(labels.label(row)), mathml.typeset(row.tree, name)),
        mathml.equation(mathml.typeset(row.tree, value), outcome),
    )
