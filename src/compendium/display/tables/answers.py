"""Answers: what was found of a chapter's figures, in the box at its beginning."""

from collections import Counter
from collections.abc import Iterable, Sequence

import htpy as h
from markupsafe import Markup

from compendium.audit import findings, uncertainty
from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.display import labels, wording
from compendium.display.markup import (
    HOW_TO_READ_DOCUMENT,
    LEDGER_DOCUMENT,
    ROBUSTNESS_DOCUMENT,
    badge,
    enumerated,
    gettext_markup,
    link,
)
from compendium.display.tables.grid import Shown
from compendium.display.tables.ledger_tables import printed
from compendium.i18n.messages import N_, gettext, ngettext
from compendium.ledger.vocabulary import Arithmetic, Evidence

_JOINED = N_("{sentence} {more}")
LISTED = 6  # how many other figures are listed; the rest are counted


def answer(audit: Audit, id_: str) -> Shown:
    """Return a chapter's answer: that of its most telling figure, then the others that were tested.

    Args:
        audit: of the chapter.
        id_: the figure.

    Raises:
        KeyError: the audit's section has no such figure.
    """
    verdict = audit.verdict(id_)
    others = [one for one in audit.verdicts.values() if one is not verdict]
    tested = [one for one in others if one.evidence is not Evidence.UNTESTED]
    return _box(audit, [_printed(audit, verdict), _judged(audit, verdict)], _ranked(audit, tested), others)


def answers(audit: Audit, *ids: str) -> Shown:
    """Return the answer of a chapter without one telling figure: counts, then the figures that differ materially.

    Args:
        audit: of the chapter.
        ids: the figures that the chapter is about; without any, all of its audit.

    Raises:
        KeyError: the audit's section has no such figure.
    """
    found = [audit.verdict(id_) for id_ in ids] or list(audit.verdicts.values())
    material = [one for one in _ranked(audit, found) if one.material]
    count = ngettext("{number} printed figure", "{number} printed figures", len(found))
    differing = ngettext("{number} differs materially", "{number} differ materially", len(material))
    message = N_("{figures}: {answers}. Of them {material}.") if material else N_("{figures}: {answers}.")
    sentence = gettext_markup(message, figures=h.strong[count], answers=_counted(found), material=differing)
    return _box(audit, [sentence], material, material)


def _printed(audit: Audit, verdict: Verdict) -> Markup:
    """Return the sentence of the printed number and of the range that its checks give."""
    row, span, count = verdict.figure, verdict.argued, len(verdict.votes)
    given = wording.interval(span, row.unit, wording.counter(row)) if span else ""
    if not span:
        message = N_("Printed for {figure}: {printed}. There is no check that counts.")
    elif count == 1:
        message = N_("Printed for {figure}: {printed}. The one check that counts gives {range}.")
    else:
        message = N_(
            "Printed for {figure}: {printed}. The {count} checks that count give {range}, with their intervals."
        )
    return gettext_markup(
        message, printed=h.strong[printed(audit, row)], figure=link(audit, row.id), range=h.strong[given],
        count=count,
    )  # fmt: skip


def _judged(audit: Audit, verdict: Verdict) -> Markup:
    """Return the sentence of the two answers, of what decides, and of how sure that is."""
    decided = enumerated(labels.name(choice) for choice, _ in verdict.deciding)
    message = N_("Verdict: {evidence} (here {choices}).") if decided else N_("Verdict: {evidence}.")
    sentence = gettext_markup(message, evidence=_explained(verdict.evidence), choices=decided)
    if verdict.arithmetic is not Arithmetic.NO_INPUTS:
        more = gettext_markup("Arithmetic: {arithmetic}.", arithmetic=_explained(verdict.arithmetic))
        sentence = gettext_markup(_JOINED, sentence=sentence, more=more)
    return gettext_markup(_JOINED, sentence=sentence, more=_sure(audit, verdict))


def _sure(audit: Audit, verdict: Verdict) -> Markup:
    """Return the sentence of how many other rules give the same answer."""
    if not verdict.votes:
        return gettext_markup("How sure: no check that counts was found.")
    same, tried = uncertainty.agreeing_rules(audit, verdict)
    all_ = N_("How sure: all {rules} give the same answer.")
    some = N_("How sure: {count} of the {rules} give the same answer.")
    rules = h.a(href=f"../{ROBUSTNESS_DOCUMENT}.html")[gettext("{number} other rules tried", number=tried)]
    return gettext_markup(all_ if same == tried else some, rules=rules, count=same)


def _ranked(audit: Audit, found: Iterable[Verdict]) -> list[Verdict]:
    """Return figures with the material ones first, by their consequence."""
    order = {one.figure.id: place for place, one in enumerate(findings.ranked(audit))}
    return sorted(found, key=lambda one: order.get(one.figure.id, len(order)))


def _explained(one: Arithmetic | Evidence) -> h.Element:
    """Return an answer that leads to what the answers mean."""
    return h.a(class_="answer-badge", href=f"../{HOW_TO_READ_DOCUMENT}.html#two-answers")[badge(one)]


def _counted(found: Iterable[Verdict]) -> str:
    """Return how many figures have each answer of the evidence; the answer alone if all have the same."""
    counts = Counter(one.evidence for one in found)
    if len(counts) == 1:
        return labels.enumerated(labels.name(one) for one in counts)
    return labels.enumerated(
        gettext("{answer} {count}", answer=labels.name(one), count=counts[one]) for one in Evidence if counts[one]
    )


def _box(audit: Audit, sentences: Sequence[Markup], listed: Sequence[Verdict], others: Sequence[Verdict]) -> Shown:
    """Return the box.

    Args:
        audit: of the chapter.
        sentences: its first lines.
        listed: the figures that may get a line each.
        others: the figures of which those without a line are counted.
    """
    lines = [_line(audit, one) for one in listed[:LISTED]]
    if rest := [one for one in others if one not in listed[:LISTED]]:
        number = ngettext("{number} more figure", "{number} more figures", len(rest))
        words = gettext_markup("{figures}: {answers}", figures=_in_ledger(audit, number), answers=_counted(rest))
        lines.append(words)
    html = h.div(class_="answer-box", role="note", aria_label=gettext("The answer"))[
        (h.p[sentence] for sentence in sentences), h.ul[(h.li[line] for line in lines)] if lines else None
    ]
    return Shown(str(html), "\n".join(part.striptags() for part in (*sentences, *lines)))


def _line(audit: Audit, verdict: Verdict) -> Markup:
    """Return the line of another figure; in an audit of several sections it names its case."""
    row = verdict.figure
    fields = {"figure": link(audit, row.id), "printed": printed(audit, row), "evidence": badge(verdict.evidence)}
    if row.section == audit.section:
        return gettext_markup(N_("{figure} {printed}: {evidence}"), **fields)
    return gettext_markup(N_("{case}, {figure} {printed}: {evidence}"), case=labels.section_and_case(row), **fields)


def _in_ledger(audit: Audit, words: str) -> h.Element:
    query = f"?section={audit.section}" if audit.section else ""
    return h.a(href=f"../{LEDGER_DOCUMENT}.html{query}")[words]
