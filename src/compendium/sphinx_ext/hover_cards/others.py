"""Cards of what is no row: a term of the glossary, and a work that is cited."""

import htpy as h
from pybtex.database import Entry, Person
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


def work_card(anchor: str, work: Entry) -> h.Element:
    """Return a work's card: its short name, title, year, address and grade."""
    address = _text(work, "url") or (f"https://doi.org/{doi}" if (doi := _text(work, "doi")) else "")
    return boxed(
        anchor,
        short_name(work),
        [
            (gettext("title"), _text(work, "title")),
            (gettext("year"), _text(work, "year")),
            (gettext("address"), h.a(href=address)[address] if address else ""),
            (gettext("grade"), _text(work, "keywords")),
        ],
    )


def short_name(work: Entry) -> str:
    """Return what a work is called in short: its first author and its year, or its title if it has no author."""
    people = work.persons.get("author") or work.persons.get("editor") or []
    if not people:
        return _text(work, "title")
    first = _family(people[0]) + (gettext(" and others") if len(people) > 1 else "")
    return gettext("{name} {year}", name=first, year=year) if (year := _text(work, "year")) else first


def _family(person: Person) -> str:
    names = person.prelast_names + person.last_names
    return str(Text.from_latex(" ".join(names)))


def _text(work: Entry, field: str) -> str:
    return str(Text.from_latex(work.fields[field])) if field in work.fields else ""
