"""What the PDF has in addition to the pages: its title page, its contents with page numbers, the foot of the brief."""

from collections.abc import Sequence
from dataclasses import dataclass

import htpy as h

from compendium.citation import references
from compendium.citation.identity import Identity
from compendium.citation.standing import standing
from compendium.citation.works import Works
from compendium.i18n.messages import current_language, gettext, language
from compendium.ledger.ledger import Ledger

UNKNOWN = "000"  # as wide as any page number
HEADING = 3  # the level of a heading on a page


@dataclass(frozen=True)
class Line:
    """A line of the contents."""

    place: str  # the identifier of the heading
    words: str
    level: int  # 0 a part, 1 a page, 2 a page below it, HEADING a heading on a page


@dataclass(frozen=True)
class Edition:
    """What is told of an edition; '' for what is not known yet."""

    title: str
    lead: str
    authors: str
    stand: str  # version and date
    reference: str  # how to cite it
    address: str
    doi: str  # its address
    date: str  # YYYY-MM-DD
    reviewed: str  # by whom
    licences: str


def edition(own: Identity, ledger: Ledger) -> Edition:
    """Return what is told of the edition in the current language.

    Args:
        own: the identity of the compendium.
        ledger: has the date until which its sources were read, and the reviews.
    """
    until = ledger.read_until
    name = current_language()
    style = "GB/T 7714" if language().han else "APA"
    people = [one.shown(name) for one in own.people]
    return Edition(
        title=own.title[name],
        lead=own.description[name],
        authors=gettext(", ").join(people),
        stand=gettext("Version {version}. Sources read until {date}.", version=own.version, date=until),
        reference=references.text(Works(own, name, until).book(), style),
        address=own.address,
        doi=own.doi_address,
        date=own.date or until,
        reviewed=gettext(standing(ledger.reviews)),
        licences=gettext(
            "Text and data {content}, code {code}.", content=own.licence("content"), code=own.licence("code")
        ),
    )


def title_page(about: Edition) -> h.Element:
    """Return the title page; it says what is not known yet."""
    return h.section(".title-page")[
        h.p(".book-title")[about.title],
        h.p(".lead")[about.lead],
        h.div(".imprint")[
            h.p[about.authors or gettext("No author is named yet.")],
            h.p[about.stand],
            h.p[_where(about)],
            h.p[about.reviewed],
            h.p[about.licences],
            h.p(".apart")[
                gettext(
                    "Made from the pages of the book. What moves or computes there and the code that chapters fold "
                    "away are left out: filters, the slider, the form of the page “What if?”."
                )
            ],
        ],
    ]


def imprint(about: Edition) -> h.Element:
    """Return the end of the key points: how to cite the book, and where it is."""
    return h.section(".imprint")[
        h.h2[gettext("How to cite")],
        h.p[about.reference],
        h.p[_where(about), " ", about.reviewed, " ", about.licences],
    ]


def _where(about: Edition) -> h.Element | str:
    if about.doi:
        return h.a(href=about.doi)[about.doi]
    return h.a(href=about.address)[about.address] if about.address else gettext("The book has no public address yet.")


def contents(lines: Sequence[Line]) -> h.Element:
    """Return the contents; the numbers of the pages are known only when it is printed."""
    return h.nav(".book-contents", aria_label=gettext("Contents"))[
        h.p(".contents-title")[gettext("Contents")],
        (
            h.p(class_=f"line level-{line.level}")[
                h.a(href=f"#{line.place}")[h.span(".words")[line.words], h.span(".page")[UNKNOWN]]
            ]
            for line in lines
        ),
    ]
