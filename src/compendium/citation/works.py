"""Works: what can be cited, as items of the Citation Style Language (CSL 1.0.2, the form of CSL-JSON).

An address is in an item only once the book has one; authors only once they are named, so a reference then begins with
the title. The date is that of the release; until there is one it is the year alone in which its sources were read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compendium.citation.identity import Identity, Person

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Works:
    """What can be cited of one edition.

    Attributes:
        own: the identity of the compendium.
        language: of the edition.
        until: the date until which its sources were read, YYYY-MM-DD.
    """

    own: Identity
    language: str
    until: str

    def book(self) -> Item:
        """Return the whole book."""
        return self._made("", id="compendium", type="book", title=self.own.title[self.language], DOI=self.own.doi)

    def part(self, title: str, path: str, name: str = "") -> Item:
        """Return a page of the book, a chart on it, or the record of one printed number.

        Args:
            title: of the page or chart.
            path: its address within the book, such as ``zh/book/findings.html``; it may end in an anchor.
            name: an identifier for reference managers; by default that of the page.
        """
        name = name or path.rpartition("/")[2].removesuffix(".html")
        within = {"container-title": self.own.title[self.language]}
        return self._made(path, id=name, type="chapter", title=title, **within)

    def report(self) -> Item:
        """Return the report that is audited; its title is in its own language in every edition."""
        told = self.own.report
        return _filled(
            {
                "id": told.key,
                "type": "report",
                "title": told.title[told.language],
                "author": [{"literal": name} for name in told.issuers[told.language]],
                "issued": _date(told.date),
                "URL": told.address,
                "language": told.language,
            }
        )

    def _made(self, path: str, **item: str) -> Item:
        base = self.own.address.rstrip("/")
        return _filled(
            {
                **item,
                "author": [_author(one, self.language) for one in self.own.people],
                "issued": _date(self.own.date or self.until[:4]),
                "version": self.own.version,
                "URL": f"{base}/{path}" if base else "",
                "language": self.language,
            }
        )


def _author(one: Person, language: str) -> Item:
    shown = one.shown(language)
    return {"family": one.family, "given": one.given} if shown == one.name else {"literal": shown}


def _date(text: str) -> Item:
    """Return a date, which may be a year alone; nothing for a book that has neither a release nor a source."""
    return {"date-parts": [[int(part) for part in text.split("-")]]} if text else {}


def _filled(item: Item) -> Item:
    return {name: value for name, value in item.items() if value}
