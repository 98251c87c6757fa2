"""The cards of a page: those of the rows, terms and works that it links to."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import htpy as h
from docutils import nodes
from pybtex.database import Entry

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.display.markup import LEDGER_DOCUMENT, SOURCES_DOCUMENT, source_anchor
from compendium.i18n.messages import gettext
from compendium.sphinx_ext.directives.glossary import anchor as term_anchor
from compendium.sphinx_ext.hover_cards.others import term_card, work_card
from compendium.sphinx_ext.hover_cards.rows import card
from compendium.sphinx_ext.nodes import RECORDS, book_audit

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LINK = re.compile(r'href="(?:[^"#]*/)?(?:ledger|sources|glossary)\.html#([\w.-]+)"')


def linked(body: str) -> list[str]:
    """Return the anchors of entries that a page's HTML links to, each once, in their order on the page."""
    return list(dict.fromkeys(_LINK.findall(body)))


def cards(audit: Audit, works: Mapping[str, Entry], anchors: Iterable[str], records: str = "") -> list[h.Element]:
    """Return the cards for those anchors that are of a row, a term or a work.

    Args:
        audit: of the report.
        works: the bibliography, by its keys.
        anchors: as ``linked`` finds them.
        records: the address of the folder of the records of figures; '' without.
    """
    rows = set(audit.ledger.ids())
    terms = {term_anchor(term): term for term in audit.ledger.glossary.values()}
    cited = {source_anchor(key): key for key in works}
    found = []
    for anchor in anchors:
        if anchor in rows:
            found.append(card(audit, anchor, records))
        elif anchor in terms:
            found.append(term_card(anchor, terms[anchor]))
        elif anchor in cited:
            key = cited[anchor]
            found.append(work_card(anchor, labels.work(audit.ledger, key), works[key], audit.ledger.works[key]))
    return found


def template(found: Iterable[h.Element]) -> str:
    """Return a ``<template>`` element with cards."""
    touch = h.p(class_="card-touch")[gettext("Tap it again to open its entry.")]
    return str(h.template(id="cards")[found, touch])


def bring_cards(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: nodes.document | None) -> None:
    """Add its cards to a page, except to the ledger and the sources, which have the full entries."""
    if page in (LEDGER_DOCUMENT, SOURCES_DOCUMENT):
        return
    bibliography: Any = app.env.get_domain("cite")
    works = bibliography.bibdata.data.entries
    records = f"{'../' * page.count('/')}{RECORDS}" if LEDGER_DOCUMENT in app.env.found_docs else ""
    if found := cards(book_audit(), works, linked(context.get("body", "")), records):
        context["cards"] = template(found)
        app.add_js_file("cards.js")


def setup_hover_cards(app: "Sphinx") -> None:
    """Connect to the writing of pages."""
    app.connect("html-page-context", bring_cards)
