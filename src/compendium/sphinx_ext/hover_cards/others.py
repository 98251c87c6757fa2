"""Cards of what is no row: a term of the glossary, and a work that is cited."""

import htpy as h
from pybtex.database import Entry
from pybtex.richtext import Text

from compendium.display import labels
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import current_language, gettext
from compendium.ledger.rows import Term, Work
from compendium.sphinx_ext.hover_cards.rows import boxed


def term_card(anchor: str, term: Term) -> h.Element:
    """Return a term's card: its meaning and its name in every other language."""
    others = [
        (gettext(one.heading), h.span(lang=one.tag)[term.terms[edition]])
        for edition, one in EDITIONS.items()
        if edition != current_language()
    ]
    return boxed(anchor, labels.term(term), others, h.p[labels.definition(term)])


def work_card(anchor: str, name: str, work: Entry, place: Work) -> h.Element:
    """Return a work's card: its short name, title, year, where it was read or should be, and grade."""
    letter, address, issuer = text_of(work, "keywords"), place.address, place.issuer
    return boxed(
        anchor,
        name,
        [
            (gettext("title"), h.cite(class_="citation")[text_of(work, "title")]),
            (gettext("year"), text_of(work, "year")),
            (
                gettext("read at") if place.read else gettext("address, not opened"),
                h.a(href=address)[address] if address else "",
            ),
            (gettext("issuer's page, not opened"), h.a(href=issuer)[issuer] if issuer else ""),
            (gettext("grade"), labels.grade(letter) if letter else ""),
        ],
    )


def text_of(work: Entry, field: str) -> str:
    """Return a field of a work as plain text; '' if it has none."""
    return str(Text.from_latex(work.fields[field])) if field in work.fields else ""
