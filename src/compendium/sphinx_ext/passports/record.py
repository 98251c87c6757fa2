"""A record: the page of one figure, put together from its parts; and the page that lists all records."""

from collections.abc import Iterator, Sequence

import htpy as h

from compendium.audit.verdicts import Verdict
from compendium.citation.structured import claim_review
from compendium.display import labels, wording
from compendium.display.markup import badge
from compendium.i18n.messages import gettext, language
from compendium.sphinx_ext.head import scholarly
from compendium.sphinx_ext.languages import twins
from compendium.sphinx_ext.nodes import RECORDS, book_works
from compendium.sphinx_ext.passports import defence, tools
from compendium.sphinx_ext.passports.checks import calculations, checks, steps
from compendium.sphinx_ext.passports.edition import INDEX, Edition
from compendium.sphinx_ext.passports.head import COMMON, head, script
from compendium.sphinx_ext.passports.inputs import factors
from compendium.sphinx_ext.passports.summary import given, meaning, top, where


def name(verdict: Verdict) -> str:
    """Return the name of a figure's record, as Sphinx names documents: ``figures/case.figure``."""
    return f"{RECORDS}/{verdict.figure.id}"


def record(edition: Edition, verdict: Verdict, before: Verdict | None, after: Verdict | None) -> str:
    """Return the record of a figure.

    Args:
        edition: of the book.
        verdict: the figure with its answers.
        before: the figure before it in the report.
        after: the figure after it.
    """
    row = verdict.figure
    found = calculations(edition.audit, verdict)
    parts = [
        top(edition, verdict),
        tools.onward(edition, verdict),
        where(edition, verdict),
        checks(edition, verdict, found.checks),
        steps(edition, gettext("Results in between"), "steps", found.steps),
        factors(edition, found.factors),
        defence.errata(edition, row.id),
        defence.reply(edition, verdict),
        defence.implied(edition, found),
        defence.settled(edition, verdict),
        defence.reviews(edition, row.id),
        h.section(id="tools")[
            h.h2[gettext("Cite, embed, dispute, review")],
            tools.citation(edition, verdict),
            tools.embedding(edition, verdict),
            tools.picture(edition, verdict),
            tools.objection(edition, verdict),
            tools.review(edition, verdict),
        ],
        _neighbours(before, after),
    ]
    answers = labels.enumerated((labels.name(verdict.evidence), labels.name(verdict.arithmetic)))
    told = gettext("{figure}. Verdict: {answers}.", figure=tools.title(verdict), answers=answers)
    joint = "" if language().han else " "
    description = joint.join(filter(None, (told, meaning(verdict), given(verdict))))
    own = name(verdict)
    top_ = head(edition, own, tools.title(verdict), description, *_machines(edition, verdict), picture=f"{own}.png")
    return _page(edition, own, top_, parts, gettext("Open all boxes"))


def _machines(edition: Edition, verdict: Verdict) -> Iterator[h.Node]:
    """Yield what reference managers and fact checkers read of a figure, and the script that copies."""
    works = book_works(edition.app.config)
    yield from scholarly.marked(scholarly.tags(tools.cited_as(edition, verdict), works))
    yield scholarly.data_block(claim_review(verdict, works, edition.path(f"{name(verdict)}.html")))
    yield script("copy.js", COMMON)


def _page(edition: Edition, own: str, top_: h.Element, parts: Sequence[h.Node], open_all: str = "") -> str:
    """Return a page without a document: the way to the book and to its twins, and its parts.

    Args:
        edition: of the book.
        own: the page's name.
        top_: its head.
        parts: what is on it.
        open_all: the words of the button that opens all boxes, which a script adds; '' without one.
    """
    front = edition.page(str(edition.app.config.root_doc))
    ways = [
        h.a(class_="book", href=front or None)[edition.title],
        h.a(href=f"{INDEX.rpartition('/')[2]}.html")[gettext("All records")] if own != INDEX else None,
        (
            h.a(class_="language", href=twin["address"], hreflang=twin["tag"], lang=twin["tag"])[twin["name"]]
            for twin in twins(edition.app.config, own)
            if not twin["here"]
        ),
    ]
    return str(
        h.html(lang=language().tag)[
            top_,
            h.body[
                h.nav(class_="ways", aria_label=gettext("The book"))[ways],
                h.main(data_open_all=open_all or None)[h.article[parts]],
                h.footer[h.p[edition.app.config.html_theme_options.get("extra_footer", "")]],
            ],
        ]
    )


def listing(edition: Edition) -> str:
    """Return the page."""
    found = edition.order()
    cases: dict[str, list[Verdict]] = {}
    for verdict in found:
        cases.setdefault(labels.section_and_case(verdict.figure), []).append(verdict)
    title = gettext("Records of all figures")
    lead = gettext(
        "Each of the {count} printed figures has a page of its own, at an address that stays: the number, the verdict, "
        "every check with its calculation and its sources, and how to cite or dispute it.",
        count=len(found),
    )
    parts = [
        h.header(class_="top")[h.h1[title], h.p(class_="meaning")[lead]],
        (h.section[h.h2[case], h.ul(class_="figures")[map(_line, verdicts)]] for case, verdicts in cases.items()),
    ]
    return _page(edition, INDEX, head(edition, INDEX, title, lead), parts)


def _neighbours(before: Verdict | None, after: Verdict | None) -> h.Element:
    def way(other: Verdict | None, words: str, rel: str) -> h.Node:
        if not other:
            return None
        return h.a(href=f"{other.figure.id}.html", rel=rel)[
            h.span[words], h.b[labels.joined(labels.section_and_case(other.figure), labels.label(other.figure))]
        ]

    return h.nav(class_="neighbours", aria_label=gettext("Figures before and after"))[
        way(before, gettext("Previous figure"), "prev"), way(after, gettext("Next figure"), "next")
    ]


def _line(verdict: Verdict) -> h.Element:
    row = verdict.figure
    return h.li[
        h.a(href=f"{row.id}.html")[labels.label(row)],
        h.span(class_="value")[wording.figure(row)],
        h.span(class_="answers")[badge(verdict.evidence), " ", badge(verdict.arithmetic)],
    ]
