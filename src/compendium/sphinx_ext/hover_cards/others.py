"""Cards of what is no row: a term of the glossary, and a work that is cited."""

import htpy as h
from pybtex.database import Entry
from pybtex.richtext import Text

from compendium.display import labels
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import current_language, gettext
from compendium.ledger.rows import Term
from compendium.sphinx_ext.hover_cards.rows import boxed


def term_card(anchor: str, term: Term) -> h.Element:
    """Return a term's card: its meaning and its name in every other language."""
    others = [
        (gettext(one.heading), h.span(lang=one.tag)[term.terms[edition]])
        for edition, one in EDITIONS.items()
        if edition != current_language()
    ]
    return boxed(anchor, labels.term(term), others, h.p[labels.definition(term)])


def work_card(anchor: str, name: str, work: Entry) -> h.Element:
    """Return a work's card: its short name, title, year, address and grade."""
    letter = text_of(work, "keywords")
    address = address_of(work)
    return boxed(
        anchor,
        name,
        [
            (gettext("title"), h.cite(class_="citation")[text_of(work, "title")]),
            (gettext("year"), text_of(work, "year")),
            (gettext("address"), h.a(href=address)[address] if address else ""),
            (gettext("grade"), labels.grade(letter) if letter else ""),
        ],
    )


def address_of(work: Entry) -> str:
    """Return the address at which a work can be read; '' if it has none."""
    return text_of(work, "url") or (f"https://doi.org/{doi}" if (doi := text_of(work, "doi")) else "")


def text_of(work: Entry, field: str) -> str:
    """Return a field of a work as plain text; '' if it has none."""
    return str(Text.from_latex(work.fields[field])) if field in work.fields else ""
