"""What speaks for a printed number, what would settle it, what else was noted of it, and who has reviewed it."""

import htpy as h

from compendium.audit.verdicts import Verdict
from compendium.display import labels, tables
from compendium.display.markup import enumerated, gettext_markup
from compendium.i18n.messages import current_language, gettext
from compendium.sphinx_ext.directives.errata import STATUSES, anchor, quoted
from compendium.sphinx_ext.directives.sourcing import reasons, remedies
from compendium.sphinx_ext.passports.checks import Calculations, steps
from compendium.sphinx_ext.passports.edition import Edition
from compendium.sphinx_ext.passports.pieces import in_row, linked
from compendium.sphinx_ext.passports.replies import DOCUMENT
from compendium.sphinx_ext.scenario_pages import sensitivity

_ERRATA = "book/errata"


def reply(edition: Edition, verdict: Verdict) -> h.Node:
    """Return the best reply of the authors as the page of findings has it; else what leaves the number standing."""
    if found := edition.replies.get(verdict.figure.id):
        where = edition.page(DOCUMENT, found.section)
        return h.section(id="reply")[
            h.h2[gettext("The best reply")],
            h.p[gettext("The best that its authors could answer, as far as we can work it out.")],
            h.blockquote[h.p[found.html]],
            h.p[h.a(href=where)[gettext("What is left after that, and how sure we are")]],
        ]
    left = [(choice, found) for choice, found in verdict.deciding if found]
    if not left:
        return None
    lines = [
        h.li[
            gettext_markup(
                "{choice}: not ruled out by {checks}.",
                choice=labels.name(choice),
                checks=enumerated(edition.link(check.result.derivation.id) for check in found),
            )
        ]
        for choice, found in left
    ]
    return h.section(id="reply")[h.h2[gettext("What would make the number right")], h.ul[lines]]


def implied(edition: Edition, found: Calculations) -> h.Node:
    """Return what must hold for the printed number to hold; None if nothing was worked out."""
    lead = gettext("Worked out from the printed number itself; it counts neither for nor against it.")
    title = gettext("What must hold for the printed number to hold")
    return steps(edition, title, "implied", found.implied, lead)


def settled(edition: Edition, verdict: Verdict) -> h.Node:
    """Return why there is no firm answer and what, published, would give one; None if nothing is missing."""
    wanted = remedies(verdict)
    if not wanted:
        return None
    where = edition.page(sensitivity.DOCUMENT, sensitivity.anchor(verdict.figure.id)) if verdict.material else ""
    return h.section(id="settle")[
        h.h2[gettext("What one line would settle it")],
        h.p[gettext_markup("To be published: {remedies}.", remedies=h.strong[wanted])],
        h.p[gettext("Why: {reasons}.", reasons=reasons(verdict))],
        h.p[linked(gettext("How much each input and choice matters"), where)] if where else None,
    ]


def reviews(edition: Edition, id_: str) -> h.Element:
    """Return what reviewers recorded about a figure, or that nothing is recorded."""
    return h.section(id="reviews")[h.h2[gettext("Reviews")], tables.reviews(edition.audit.ledger.reviews_of(id_))]


def errata(edition: Edition, id_: str) -> h.Node:
    """Return the errors and doubts in the report's text that concern a figure; None without any."""
    rows = [row for row in edition.audit.ledger.errata.values() if row.figure == id_]
    if not rows:
        return None
    entries = []
    for row in rows:
        address = edition.page(_ERRATA, anchor(row))
        gloss = row.translations.by_language.get(current_language(), "")
        entries.append(
            h.article(class_="box")[
                h.p[
                    gettext_markup("Printed: {words}", words=h.q(lang=edition.report_language)[quoted(row)]),
                    h.fragment[" (", gloss, ")"] if gloss else None,
                ],
                h.p[in_row(labels.finding(row), gettext(row.note))],
                h.p[in_row(gettext(STATUSES[row.status]), linked(gettext("Its entry"), address))],
            ]
        )  # fmt: skip
    return h.section(id="errata")[h.h2[gettext("Errors and doubts in the text")], entries]
