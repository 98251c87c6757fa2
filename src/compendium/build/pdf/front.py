"""What the PDF has in addition to the pages: its title page, its contents with page numbers, the foot of the brief."""

from collections.abc import Sequence
from dataclasses import dataclass

import htpy as h

from compendium.i18n.messages import gettext

UNKNOWN = "000"  # as wide as any page number


@dataclass(frozen=True)
class Line:
    """A line of the contents."""

    place: str  # the identifier of the heading
    words: str
    level: int  # 0 a part, 1 a page, 2 a page below it, 3 a heading on a page


@dataclass(frozen=True)
class Edition:
    """What the title page says."""

    title: str
    lead: str
    stand: str  # version and date
    licence: str
    authors: str  # '' while nobody is named
    address: str  # '' while the book has none


def title_page(about: Edition) -> h.Element:
    """Return the title page; it says what is not known yet."""
    address = h.a(href=about.address)[about.address] if about.address else gettext("The book has no public address yet.")
    return h.section(".title-page")[
        h.p(".book-title")[about.title],
        h.p(".lead")[about.lead],
        h.div(".imprint")[
            h.p[about.authors or gettext("No author is named yet.")],
            h.p[about.stand],
            h.p[address],
            h.p[
                gettext(
                    "Printed from the pages of the book. What moves or computes there, and the code of the chapters, is "
                    "not on paper: filters, the page “What if?”, the slider of the front page."
                )
            ],
            h.p[gettext("Not reviewed by anybody outside the project.")],
            h.p[about.licence],
        ],
    ]


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
