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
    letter = _text(work, "keywords")
    address = _text(work, "url") or (f"https://doi.org/{doi}" if (doi := _text(work, "doi")) else "")
    return boxed(
        anchor,
        name,
        [
            (gettext("title"), h.cite(class_="citation")[_text(work, "title")]),
            (gettext("year"), _text(work, "year")),
            (gettext("address"), h.a(href=address)[address] if address else ""),
            (gettext("grade"), labels.grade(letter) if letter else ""),
        ],
    )


def _text(work: Entry, field: str) -> str:
    return str(Text.from_latex(work.fields[field])) if field in work.fields else ""
