"""The beginning of a record: the number and its label, both answers and their meaning, what it stands for, where."""

import htpy as h
from markupsafe import Markup

from compendium.audit.verdicts import Verdict
from compendium.display import labels, wording
from compendium.display.markup import FIRM, HOW_TO_READ_DOCUMENT, ROBUSTNESS_DOCUMENT, badge, gettext_markup
from compendium.i18n.messages import N_, current_language, gettext
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Arithmetic, Evidence, Kind
from compendium.sphinx_ext.nodes import figure_text
from compendium.sphinx_ext.passports import pieces
from compendium.sphinx_ext.passports.edition import Edition
from compendium.sphinx_ext.passports.pieces import Facts, in_row, linked

_EVIDENCE = {
    Evidence.SUPPORTED: N_("An independent check that counts agrees with the printed number."),
    Evidence.REPEATED: N_(
        "What agrees with the printed number starts from the report's own numbers or repeats the claim; no check that "
        "counts is independent."
    ),
    Evidence.TOO_WIDE: N_("The checks that count are too wide to say whether the printed number holds."),
    Evidence.DEPENDS: N_("Whether the printed number holds depends on which of several arguable choices is made."),
    Evidence.CONTESTED: N_("Some of the checks that count rule the printed number out, others do not."),
    Evidence.CONTRADICTED: N_("Every check that counts rules the printed number out."),
    Evidence.UNTESTED: N_("We found no check that counts, which says nothing against the printed number."),
}
_ALONE = {  # where only one check counts
    Evidence.TOO_WIDE: N_("The one check that counts is too wide to say whether the printed number holds."),
    Evidence.CONTRADICTED: N_("The one check that counts rules the printed number out."),
}
_ARITHMETIC = {
    Arithmetic.REPRODUCED: N_("A calculation that we found gives the number as it is printed."),
    Arithmetic.CONSISTENT: N_("A calculation that we found is consistent with it."),
    Arithmetic.NOT_REPRODUCED: N_("No calculation that we found gives it."),
    Arithmetic.NO_INPUTS: N_("We found nothing that says how it was calculated."),
}
_READ = N_("It was counted, metered or paid, so no calculation is expected behind it.")
_KINDS = {
    Kind.READING: N_("a reading: counted, metered or paid"),
    Kind.SAVING: N_("a saving: a difference from a baseline"),
    Kind.AMOUNT: N_("an amount"),
}


def meaning(verdict: Verdict) -> str:
    """Return what both answers mean, in two short sentences."""
    read = verdict.arithmetic is Arithmetic.NO_INPUTS and verdict.figure.kind is Kind.READING
    more = gettext(_READ) if read else gettext(_ARITHMETIC[verdict.arithmetic])
    words = _EVIDENCE | _ALONE if len(verdict.votes) == 1 else _EVIDENCE
    return gettext("{sentence} {more}", sentence=gettext(words[verdict.evidence]), more=more)


def given(verdict: Verdict) -> str:
    """Return the range that the checks that count give, as a sentence; '' without one."""
    if not verdict.argued:
        return ""
    span = wording.interval(verdict.argued, verdict.figure.unit, wording.counter(verdict.figure))
    if len(verdict.votes) == 1:
        return gettext("The one check that counts gives {span}.", span=span)
    return gettext("The {count} checks that count give {span}.", count=len(verdict.votes), span=span)


def top(edition: Edition, verdict: Verdict) -> h.Element:
    """Return the number with its label, both answers, and what they mean."""
    row = verdict.figure
    meant = edition.page(HOW_TO_READ_DOCUMENT, "two-answers")
    decided = labels.enumerated(labels.name(choice) for choice, _ in verdict.deciding)
    return h.header(class_="top")[
        h.p(class_="eyebrow")[gettext("Record of a figure"), " · ", labels.section_and_case(row)],
        h.h1[labels.label(row)],
        h.p(class_="printed")[wording.figure(row)],
        h.p(class_="answers")[
            badge(verdict.evidence), " ", badge(verdict.arithmetic),
            h.fragment[" ", h.strong[gettext("material")]] if verdict.material else None,
        ],
        h.p(class_="meaning")[
            in_row(
                meaning(verdict), given(verdict), gettext("The choice: {choices}.", choices=decided) if decided else "",
                h.a(href=meant)[gettext("What the answers mean")] if meant else None,
            )
        ],
    ]  # fmt: skip


def where(edition: Edition, verdict: Verdict) -> h.Element:
    """Return where the number stands, what it stands for, what the checks give, and how firm the answer is."""
    row = verdict.figure
    found = [
        *_place(edition, row),
        (gettext("stands for"), wording.printed_interval(row)),
        (gettext("read as"), wording.kind(row)),
        (gettext("kind"), gettext(_KINDS[row.kind])),
        *_results(edition, verdict),
        (gettext("its source"), _named(edition, row)),
        (gettext("note"), gettext(row.note)),
    ]
    return pieces.facts(found)


def _place(edition: Edition, row: Figure) -> Facts:
    """Return how the number is printed, in the report's own words where they are known, and where."""
    phrase = row.phrases.by_language.get(edition.report_language, "")
    own = h.q(lang=edition.report_language)[phrase] if phrase else None
    where = gettext(
        "section {section} ({case}), page {page}", section=row.section, case=labels.case_name(row.id), page=row.page
    )
    return [
        (gettext("printed as"), figure_text(row)),
        (gettext("in the report's words"), own if current_language() != edition.report_language else None),
        (gettext("where"), linked(where, edition.chapter(row))),
        (gettext("period"), wording.period(row.period) if row.period else ""),
    ]


def _results(edition: Edition, verdict: Verdict) -> Facts:
    counter = wording.counter(verdict.figure)
    argued = wording.interval(verdict.argued, verdict.figure.unit, counter) if verdict.argued else ""
    nearest = gettext("nearest result to printed")
    return [
        (gettext("range of the checks that count"), argued),
        (gettext("agreement"), labels.agreeing(verdict)),
        (nearest, wording.ratio(verdict.ratio)),
        (gettext("by other rules"), _robust(edition, verdict)),
    ]


def _robust(edition: Edition, verdict: Verdict) -> h.Node:
    """Return whether the answer is the same by every rule tried, and by which it is another."""
    tried = edition.tried.get(verdict.figure.id)
    if tried is None:
        return None
    page = edition.page(ROBUSTNESS_DOCUMENT)
    others = [answer for answer in dict.fromkeys(tried.values()) if answer is not verdict.evidence]
    if not others:
        same = gettext("{mark} the same by every rule tried", mark=FIRM)
        return linked(same, page)
    told: list[Markup] = []
    for other in others:
        rules = labels.enumerated(gettext(labels.RULES[rule]) for rule, answer in tried.items() if answer is other)
        told.append(gettext_markup("{answer} by {rules}. ", answer=badge(other), rules=rules))
    return h.fragment[told, linked(gettext("All rules tried"), page)]


def _named(edition: Edition, row: Figure) -> h.Node:
    return pieces.source(edition, row.cites) if row.cites else gettext("none named")
