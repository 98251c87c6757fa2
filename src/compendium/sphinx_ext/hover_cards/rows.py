"""Cards of rows: how a number came about."""

import re
from collections.abc import Sequence

import htpy as h

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.display import labels, tables, wording
from compendium.display.markup import badge
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Derivation, Factor
from compendium.sphinx_ext.nodes import figure_text

# The tokens of a formula, and the typographic signs for some of them.
_TOKEN = re.compile(r"(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)|(?P<id>[a-zA-Z_]\w*(?:\.\w+)+)|,\s*|\*\*|[*/-]")
_SIGNS = {"**": "^", "*": "×", "/": "÷", "-": "−"}
Facts = list[tuple[str, h.Node]]


def card(audit: Audit, id_: str, records: str = "") -> h.Element:
    """Return one row's card: its label, its facts, and for a figure its verdict.

    Args:
        audit: of the report.
        id_: the row.
        records: the address of the folder of the records of figures, to which the card of a figure leads; '' without.
    """
    row = audit.ledger[id_]
    answers: list[h.Node] = []
    if isinstance(row, Factor):
        facts = _factor(audit, row)
    elif isinstance(row, Derivation):
        facts = _derivation(audit, row)
    else:
        verdict = audit.verdict(id_)
        facts, answers = _figure(audit, verdict), [_answers(verdict)]
        if records:
            # For the pointer: the keyboard cannot enter a tooltip, and gets to the record by the entry in the ledger.
            record = h.a(href=f"{records}/{id_}.html", tabindex="-1")
            answers.append(h.p[record[gettext("Its record: every check, with its sources")]])
    return boxed(id_, labels.label(row), facts, *answers)


def boxed(anchor: str, title: str, facts: Sequence[tuple[str, h.Node]], *more: h.Node) -> h.Element:
    """Return a card: a title, facts that are not empty, and what follows them.

    Args:
        anchor: of the entry that the link of the card leads to.
        title: in the current language.
        facts: names and what is said.
        more: nodes of HTML.
    """
    listing = h.dl[[(h.dt[name], h.dd[fact]) for name, fact in facts if fact]]
    return h.div(data_card=anchor)[h.p(class_="card-title")[title], listing, more]


def _figure(audit: Audit, verdict: Verdict) -> Facts:
    row = verdict.figure
    compared = gettext("recomputed / printed") if verdict.recomputes else gettext("check / printed")
    return [
        (gettext("printed"), figure_text(row)),
        (gettext("stands for"), wording.printed_interval(row)),
        *(_worked(audit, verdict.nearest.result.derivation) if verdict.nearest else ()),
        (compared, wording.ratio(verdict.ratio)),
        (gettext("evidence"), wording.interval(verdict.argued, row.unit) if verdict.argued else ""),
        (gettext("its source"), labels.work(audit.ledger, row.cites) if row.cites else gettext("none named")),
    ]


def _worked(audit: Audit, row: Derivation) -> Facts:
    return [(labels.role(row), _value(audit, row)), (gettext("formula"), spelled(audit, row.formula))]


def _answers(verdict: Verdict) -> h.Element:
    text = labels.clauses(
        part for part in (labels.agreeing(verdict), gettext("material") if verdict.material else "") if part
    )
    return h.p[badge(verdict.evidence), " ", badge(verdict.arithmetic), " ", text]


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
        (gettext("where, when"), labels.joined(gettext(row.region), wording.period(row.year))),
        (gettext("source"), labels.work(audit.ledger, row.source)),
        (gettext("grade"), labels.grade(row.grade)),
    ]
