"""Cards: what stands behind a number, shown beside it when it is pointed at or has the focus.

A page brings the cards of all rows that it links to, each once, in a template: nobody sees it until the script beside
it takes a card out. Without script a number keeps its title, and its link leads to the same facts at length.
"""

import re
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from compendium import tables, wording
from compendium.audit import Audit, Verdict
from compendium.language import chained, listed, say
from compendium.ledger import Derivation, Factor
from compendium.sphinx_ext.content import LEDGER_DOCUMENT, SOURCES_DOCUMENT, book_audit, figure_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ROW_LINK = re.compile(r'href="(?:[^"#]*/)?(?:ledger|sources)\.html#([\w.]+)"')
# What a formula is written of, and the signs that print has for some of it.
_TOKEN = re.compile(r"(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)|(?P<id>[a-zA-Z_]\w*(?:\.\w+)+)|,\s*|\*\*|[*/-]")
_SIGNS = {"**": "^", "*": "×", "/": "÷", "-": "−"}
Facts = list[tuple[str, str]]


def linked_rows(audit: Audit, body: str) -> list[str]:
    """Return the ids of the rows that a page's HTML links to, each once, in the order of reading."""
    known = set(audit.ledger.ids())
    return [id_ for id_ in dict.fromkeys(_ROW_LINK.findall(body)) if id_ in known]


def template(audit: Audit, ids: list[str]) -> str:
    """Return the cards of some rows as HTML that is not shown by itself."""
    cards = "\n".join(card(audit, id_) for id_ in ids)
    touch = f'<p class="card-touch">{say("Tap it again to open its entry.")}</p>'
    return f'<template id="cards">\n{cards}\n{touch}\n</template>'


def card(audit: Audit, id_: str) -> str:
    """Return one row's card: its name, the facts that answer for it, and its verdict."""
    row = audit.ledger[id_]
    if isinstance(row, Factor):
        facts, answers = _factor(row), ""
    elif isinstance(row, Derivation):
        facts, answers = _derivation(audit, row), ""
    else:
        verdict = audit.verdict(id_)
        facts, answers = _figure(audit, verdict), _answers(verdict)
    listing = "".join(f"<dt>{_safe(name)}</dt><dd>{_safe(fact)}</dd>" for name, fact in facts if fact)
    return f'<div data-row="{id_}"><p class="card-title">{_safe(row.label)}</p><dl>{listing}</dl>{answers}</div>'


def _safe(text: str) -> str:
    return escape(text, quote=False)


def _figure(audit: Audit, verdict: Verdict) -> Facts:
    row = verdict.figure
    stands_for = wording.interval(row.interval.low, row.interval.high, row.unit)
    return [
        (say("printed"), figure_text(row)),
        (say("stands for"), stands_for),
        *_nearest(audit, verdict),
        (say("ratio"), wording.ratio(verdict.ratio)),
        (say("its source"), row.cites or say("none named")),
    ]


def _nearest(audit: Audit, verdict: Verdict) -> Facts:
    """Return the check whose ratio stands for the figure: the best recomputation, or else the nearest cross-check."""
    asked = verdict.recomputes[:1] or verdict.cross_checks
    best = min(asked, key=lambda check: abs(check.ratio - 1), default=None)
    return _worked(audit, best.result.derivation) if best else []


def _worked(audit: Audit, row: Derivation) -> Facts:
    return [(tables.role(row), _value(audit, row)), (say("formula"), spelled(audit, row.formula))]


def _answers(verdict: Verdict) -> str:
    met = [check.meets for check in verdict.cross_checks]
    count = say("{met} of {all} checks", met=sum(met), all=len(met)) if met else ""
    told = chained(part for part in (count, say("material") if verdict.material else "") if part)
    return f"<p>{tables.badge(verdict.arithmetic)} {tables.badge(verdict.evidence)} {told}</p>"


def _derivation(audit: Audit, row: Derivation) -> Facts:
    facts = _worked(audit, row)
    if row.checks:
        figure = audit.ledger.figures[row.checks]
        facts.append((say("printed"), say("{label}: {outcome}", label=figure.label, outcome=figure_text(figure))))
    return [*facts, (say("rests on"), say(audit.result(row.id).basis))]


def _value(audit: Audit, row: Derivation) -> str:
    """Return what came out with its interval, or alone where the two are the same."""
    result = audit.result(row.id)
    value = wording.quantity(result.value, row.unit)
    interval = wording.interval(result.low, result.high, row.unit)
    if interval == value:
        return value
    return say("{outcome} ({interval})", outcome=value, interval=interval + tables.sampled(result.method))


def spelled(audit: Audit, formula: str) -> str:
    """Return a formula on one line as it was written, each id as its row's name.

    Names hold commas, so arguments are parted by semicolons.
    """

    def told(token: re.Match[str]) -> str:
        if token["id"]:
            return audit.ledger[token["id"]].label
        return say("; ") if token[0].startswith(",") else _SIGNS.get(token[0], token[0])

    return _TOKEN.sub(told, formula)


def _factor(row: Factor) -> Facts:
    return [
        (say("value"), wording.quantity(row.value, row.unit)),
        (say("range"), wording.interval(row.low, row.high, row.unit) if row.low < row.high else ""),
        (say("where, when"), listed(part for part in (say(row.region), wording.period(row.year)) if part)),
        (say("source"), row.source),
        (say("grade"), row.grade),
    ]


def bring_cards(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: nodes.document | None) -> None:
    """Give a page the cards of its numbers; the ledger and the sources are what the cards are short for."""
    if page in (LEDGER_DOCUMENT, SOURCES_DOCUMENT):
        return
    ids = linked_rows(book_audit(), context.get("body", ""))
    if ids:
        context["cards"] = template(book_audit(), ids)
        app.add_js_file("cards.js")


def setup_cards(app: "Sphinx") -> None:
    """Connect to the writing of pages."""
    app.connect("html-page-context", bring_cards)
