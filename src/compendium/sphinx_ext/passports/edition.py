"""What the records of one edition share: the audit, the book's settings, and the addresses of its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import htpy as h
from pybtex.database import Entry

from compendium.audit import uncertainty
from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.display import labels
from compendium.display.markup import LEDGER_DOCUMENT, PRINTED
from compendium.i18n.messages import language
from compendium.ledger.rows import Factor, Figure
from compendium.ledger.vocabulary import Evidence
from compendium.sphinx_ext.directives.front_page import chapters
from compendium.sphinx_ext.hover_cards.others import text_of
from compendium.sphinx_ext.nodes import RECORDS, book_audit, book_spreads
from compendium.sphinx_ext.passports.replies import Reply, replies

if TYPE_CHECKING:
    from sphinx.application import Sphinx

INDEX = f"{RECORDS}/index"  # the page that lists all records


@dataclass(frozen=True)
class Edition:
    """What the records of one edition share.

    Attributes:
        app: Sphinx's application, at the end of its build.
        audit: of the whole report.
        works: the bibliography, by its keys.
        replies: the paragraphs of the best reply, by figure.
    """

    app: "Sphinx"
    audit: Audit
    works: Mapping[str, Entry]
    replies: Mapping[str, Reply]

    @property
    def title(self) -> str:
        """The name of the book."""
        return str(self.app.config.html_title)

    @property
    def commit(self) -> str:
        """The commit that the book is built from."""
        return str(self.app.config.compendium_commit)

    @property
    def report_language(self) -> str:
        """The language of what is quoted from the report."""
        return str(self.app.config.compendium_report_language)

    def whole(self, address: str) -> str:
        """Return an address within this edition as a whole one; '' while the book has none."""
        base = self.app.config.html_baseurl.rstrip("/")
        return f"{base}/{self.path(address)}" if base else ""

    def path(self, address: str) -> str:
        """Return an address within this edition as one within the book."""
        return "/".join(part for part in (language().folder, address) if part)

    def page(self, document: str, anchor: str = "") -> str:
        """Return the address of a page of the book from a record; '' if the book does not have it."""
        place = f"#{anchor}" if anchor else ""
        return f"../{document}.html{place}" if document in self.app.env.found_docs else ""

    def entry(self, id_: str) -> str:
        """Return the address of a row's entry in the ledger."""
        return self.page(LEDGER_DOCUMENT, id_)

    def chapter(self, row: Figure) -> str:
        """Return the address of a figure's place in its chapter; '' if no chapter checks it."""
        document = self._chapters.get(row.section)
        return self.page(document, f"{PRINTED}{row.id}") if document else ""

    @cached_property
    def _chapters(self) -> dict[str, str]:
        sections = (row.section for row in self.audit.ledger.figures.values())
        return chapters(self.app.env.found_docs, sections)

    @cached_property
    def tried(self) -> Mapping[str, Mapping[str, Evidence]]:
        """The answers by other rules, for each figure with a check that counts."""
        return uncertainty.robustness(self.audit, book_spreads())

    def link(self, id_: str) -> h.Element:
        """Return a link to a row: to a figure's record, otherwise to the place on the same record."""
        row = self.audit.ledger[id_]
        return h.a(href=f"{id_}.html" if isinstance(row, Figure) else f"#{id_}")[labels.label(row)]

    def title_of(self, key: str) -> str:
        """Return the title of a work."""
        if key not in self._titles:
            self._titles[key] = text_of(self.works[key], "title")
        return self._titles[key]

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {}

    def order(self) -> list[Verdict]:
        """Return all figures in the order of the report."""
        return list(self.audit.verdicts.values())

    def factor(self, id_: str) -> Factor:
        """Return a factor."""
        return self.audit.ledger.factors[id_]


def edition_of(app: "Sphinx") -> Edition:
    """Return what the records of a finished build share."""
    bibliography: Any = app.env.get_domain("cite")
    return Edition(app, book_audit(), bibliography.bibdata.data.entries, replies(app))
