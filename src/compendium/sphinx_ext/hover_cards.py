"""Hover cards: how a number came about, shown beside it when it is pointed at or has the focus.

A page contains the cards of all rows that it links to, each once, in a ``<template>`` that is not shown; a script shows
single cards. Without a script a number still has its title and a link to the full entry.
"""

import re
from typing import TYPE_CHECKING, Any

import htpy as h
from docutils import nodes

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.display import labels, tables, wording
from compendium.display.markup import LEDGER_DOCUMENT, SOURCES_DOCUMENT, badge
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Derivation, Factor
from compendium.sphinx_ext.nodes import book_audit, figure_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ROW_LINK = re.compile(r'href="(?:[^"#]*/)?(?:ledger|sources)\.html#([\w.]+)"')
# The tokens of a formula, and the typographic signs for some of them.
_TOKEN = re.compile(r"(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)|(?P<id>[a-zA-Z_]\w*(?:\.\w+)+)|,\s*|\*\*|[*/-]")
_SIGNS = {"**": "^", "*": "×", "/": "÷", "-": "−"}
Facts = list[tuple[str, str]]


def linked_rows(audit: Audit, body: str) -> list[str]:
    """Return the ids of the rows that a page's HTML links to, each once, in their order on the page."""
    known = set(audit.ledger.ids())
    return [id_ for id_ in dict.fromkeys(_ROW_LINK.findall(body)) if id_ in known]


def template(audit: Audit, ids: list[str]) -> str:
    """Return a ``<template>`` element with the cards of rows."""
    touch = h.p(class_="card-touch")[gettext("Tap it again to open its entry.")]
    return str(h.template(id="cards")[(card(audit, id_) for id_ in ids), touch])


def card(audit: Audit, id_: str) -> h.Element:
    """Return one row's card: its label, its facts, and for a figure its verdict."""
    row = audit.ledger[id_]
    answers = None
    if isinstance(row, Factor):
        facts = _factor(audit, row)
    elif isinstance(row, Derivation):
        facts = _derivation(audit, row)
    else:
        verdict = audit.verdict(id_)
        facts, answers = _figure(audit, verdict), _answers(verdict)
    listing = h.dl[((h.dt[name], h.dd[fact]) for name, fact in facts if fact)]
    return h.div(data_row=id_)[h.p(class_="card-title")[labels.label(row)], listing, answers]


def _figure(audit: Audit, verdict: Verdict) -> Facts:
    row = verdict.figure
    stands_for = wording.printed_interval(row)
    return [
        (gettext("printed"), figure_text(row)),
        (gettext("stands for"), stands_for),
        *(_worked(audit, verdict.nearest.result.derivation) if verdict.nearest else ()),
        (gettext("ratio to printed"), wording.ratio(verdict.ratio)),
        (gettext("its source"), labels.work(audit.ledger, row.cites) if row.cites else gettext("none named")),
    ]


def _worked(audit: Audit, row: Derivation) -> Facts:
    return [(labels.role(row), _value(audit, row)), (gettext("formula"), spelled(audit, row.formula))]


def _answers(verdict: Verdict) -> h.Element:
    text = labels.clauses(
        part for part in (labels.agreeing(verdict), gettext("material") if verdict.material else "") if part
    )
    return h.p[badge(verdict.arithmetic), " ", badge(verdict.evidence), " ", text]


def _derivation(audit: Audit, row: Derivation) -> Facts:
    facts = _worked(audit, row)
    if row.checks:
        figure = audit.ledger.figures[row.checks]
        facts.append(
            (gettext("printed"), gettext("{label}: {outcome}", label=labels.label(figure), outcome=figure_text(figure)))
        )
    return [*facts, (gettext("rests on"), gettext(audit.result(row.id).basis))]


def _value(audit: Audit, row: Derivation) -> str:
    """Return a derivation's value with its interval, or alone if the interval is a point."""
    result = audit.result(row.id)
    value = wording.outcome(result.interval, row.unit)
    interval = wording.interval(result.interval, row.unit)
    if interval == value:
        return value
    return gettext("{outcome} ({interval})", outcome=value, interval=interval + tables.sampled(result.method))


def spelled(audit: Audit, formula: str) -> str:
    """Return a formula on one line as it was written, with labels in place of ids.

    Labels may contain commas, so arguments are separated by semicolons.
    """

    def in_words(token: re.Match[str]) -> str:
        if token["id"]:
            return labels.label(audit.ledger[token["id"]])
        return gettext("; ") if token[0].startswith(",") else _SIGNS.get(token[0], token[0])

    return _TOKEN.sub(in_words, formula)


def _factor(audit: Audit, row: Factor) -> Facts:
    return [
        (gettext("value"), wording.quantity(row.value, row.unit)),
        (gettext("range"), wording.interval(row.interval, row.unit) if not row.interval.is_point else ""),
        (
            gettext("where, when"),
            labels.enumerated(part for part in (gettext(row.region), wording.period(row.year)) if part),
        ),
        (gettext("source"), labels.work(audit.ledger, row.source)),
        (gettext("grade"), labels.grade(row.grade)),
    ]


def bring_cards(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: nodes.document | None) -> None:
    """Add the cards of its numbers to a page, except to the ledger and the sources, which have the full entries."""
    if page in (LEDGER_DOCUMENT, SOURCES_DOCUMENT):
        return
    ids = linked_rows(book_audit(), context.get("body", ""))
    if ids:
        context["cards"] = template(book_audit(), ids)
        app.add_js_file("cards.js")


def setup_hover_cards(app: "Sphinx") -> None:
    """Connect to the writing of pages."""
    app.connect("html-page-context", bring_cards)
