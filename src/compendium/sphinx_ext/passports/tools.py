"""What a reader takes away from a record: links onward, the snippet to embed, the picture, the text of an objection."""

from dataclasses import fields

import htpy as h

from compendium.audit.verdicts import Verdict
from compendium.citation.identity import identity
from compendium.citation.works import Item
from compendium.display import labels, wording
from compendium.display.markup import WHAT_IF_DOCUMENT, gettext_markup
from compendium.i18n.messages import gettext, language
from compendium.ledger.rows import Review
from compendium.ledger.vocabulary import Opinion
from compendium.sphinx_ext.citing.box import cited, copyable, notes
from compendium.sphinx_ext.nodes import RECORDS, book_works
from compendium.sphinx_ext.page_links import REPORT_DOCUMENT, built_from, issue_address
from compendium.sphinx_ext.passports.edition import Edition
from compendium.sphinx_ext.passports.pieces import in_row, linked
from compendium.sphinx_ext.passports.summary import given, meaning

_REVIEW = "book/review"  # the page for reviewers
_FRAME = "margin:1em 0;padding:.5em 1em;border-left:4px solid #0b5d8f"


def onward(edition: Edition, verdict: Verdict) -> h.Element:
    """Return links to the same figure elsewhere in the book."""
    row = verdict.figure
    moves = any(check.result.factors for check in verdict.checks)
    what_if = edition.page(WHAT_IF_DOCUMENT, f"show={row.id}") if moves else ""
    links = [
        (edition.chapter(row), gettext("Its place in the chapter")),
        (edition.entry(row.id), gettext("Its entry in the ledger")),
        (what_if, gettext("What if its factors were others?")),
    ]
    return h.nav(class_="onward", aria_label=gettext("Elsewhere in the book"))[
        (h.a(href=address)[words] for address, words in links if address)
    ]


def title(verdict: Verdict) -> str:
    """Return the title of a figure's record."""
    row = verdict.figure
    return gettext(
        "{case}, {figure}: {printed}",
        case=labels.section_and_case(row), figure=labels.label(row), printed=wording.figure(row),
    )  # fmt: skip


def citation(edition: Edition, verdict: Verdict) -> h.Element:
    """Return the words by which the record is cited, in each style and form, and the report beside it."""
    works = book_works(edition.app.config)
    both = gettext("The verdict is the book's, the number is the report's: cite both.")
    told = cited(cited_as(edition, verdict), report=works.report(), notes=(both, *notes(works)))
    return h.details(id="cite")[h.summary[gettext("Cite")], told]


def cited_as(edition: Edition, verdict: Verdict) -> Item:
    """Return what is cited by whoever cites the record of a figure."""
    id_ = verdict.figure.id
    return book_works(edition.app.config).part(cited_title(verdict), edition.path(f"{RECORDS}/{id_}.html"), id_)


def cited_title(verdict: Verdict) -> str:
    """Return the title in a reference, which says that the number is not a result of the book."""
    row = verdict.figure
    return gettext(
        "Audit of a printed figure: {figure}, {printed} ({case}; {id})",
        figure=labels.label(row), printed=wording.figure(row), case=labels.section_and_case(row), id=row.id,
    )  # fmt: skip


def embedding(edition: Edition, verdict: Verdict) -> h.Element:
    """Return the snippet with which another page shows the figure, ready to be copied."""
    known = bool(edition.whole(""))
    note = (
        gettext("HTML without a script; it links to this page.")
        if known
        else gettext("HTML without a script; it links to nothing, for this copy of the book has no address yet.")
    )
    return fold("embed", gettext("Embed"), note, snippet(edition, verdict))


def snippet(edition: Edition, verdict: Verdict) -> str:
    """Return a quotation of the figure as HTML that needs nothing else."""
    row = verdict.figure
    address = edition.whole(f"{RECORDS}/{row.id}.html")
    answers = labels.enumerated((labels.name(verdict.evidence), labels.name(verdict.arithmetic)))
    cited = gettext("{book}, figure {id}", book=edition.title, id=row.id)
    quote = h.blockquote(cite=address or None, lang=language().tag, style=_FRAME)[
        h.p[
            gettext_markup(
                "{case}, {figure}: printed {printed}. Verdict: {answers}.",
                case=labels.section_and_case(row), figure=labels.label(row), printed=h.strong[wording.figure(row)],
                answers=h.strong[answers],
            ),
        ],
        h.p[in_row(meaning(verdict), given(verdict))],
        h.footer[linked(cited, address)],
    ]  # fmt: skip
    return "".join(quote.iter_chunks())  # plain text, which is escaped where it is shown


def picture(edition: Edition, verdict: Verdict) -> h.Element:
    """Return the figure's picture for networks and slides, as a download."""
    name = f"{verdict.figure.id}.png"
    note = gettext("The number, what the checks give and the verdict, 1200 by 630 pixels.")
    return h.details(id="picture")[
        h.summary[gettext("Picture")],
        h.p[in_row(note, h.a(href=name, download="")[gettext("Download the picture")])],
    ]


def objection(edition: Edition, verdict: Verdict) -> h.Element:
    """Return the text with which a reader disputes the figure's verdict, and where it goes."""
    text = objection_text(edition, verdict)
    if repository := identity().repository:
        title = gettext("Dispute of {id}", id=verdict.figure.id)
        where: h.Node = h.a(href=issue_address(repository, title, text))[gettext("Open an issue with this text")]
    else:
        how = edition.page(REPORT_DOCUMENT)
        where = linked(gettext("This copy of the book names no repository: how to report an error"), how)
    return fold("dispute", gettext("Dispute this figure"), where, text)


def objection_text(edition: Edition, verdict: Verdict) -> str:
    """Return the text of an objection: what names the figure, its verdict and the book, and what is to be filled in."""
    row = verdict.figure
    answers = labels.enumerated((labels.name(verdict.evidence), labels.name(verdict.arithmetic)))
    return "\n\n".join(
        (
            gettext("Figure: {id} ({label})", id=row.id, label=labels.label(row)),
            gettext("Printed: {printed}", printed=wording.figure(row)),
            gettext("Verdict: {answers}", answers=answers),
            gettext("Page: {page}", page=f"{RECORDS}/{row.id}.html"),
            built_from(edition.commit),
            gettext("What I dispute (the printed number, a check, a factor, a source, the verdict):"),
            gettext("What is right, and where it can be read:"),
        )
    )


def review(edition: Edition, verdict: Verdict) -> h.Element:
    """Return the row with which a reviewer records a review of the figure, the columns above it."""
    columns = [field.name for field in fields(Review)]
    row = [verdict.figure.id, *("" for _ in columns[1:])]
    text = f"{','.join(columns)}\n{','.join(row)}"
    opinions = labels.enumerated(str(opinion) for opinion in Opinion)
    how = gettext(
        "The columns of data/reviews.csv and a row for this figure, to fill in; the verdict is one of {opinions}.",
        opinions=opinions,
    )
    guide = linked(gettext("How to record a review"), edition.page(_REVIEW, "records"))
    return fold("record-review", gettext("Record a review"), in_row(how, guide), text)


def fold(anchor: str, title: str, note: h.Node, text: str) -> h.Element:
    """Return a folded box with a text that can be selected whole or copied by a button."""
    return h.details(id=anchor)[h.summary[title], h.p[note], copyable(text)]
