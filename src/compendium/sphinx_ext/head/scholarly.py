"""What reference managers and search engines read in the head of a page: Highwire and Dublin Core tags, JSON-LD.

There is a tag for what is known only: no author while nobody is named, no address while the book has none.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import htpy as h
from docutils import nodes
from markupsafe import Markup

from compendium.citation import structured
from compendium.citation.identity import DOI
from compendium.citation.works import Item, Works
from compendium.i18n.languages import EDITIONS
from compendium.sphinx_ext.citing.pages import CITE_DOCUMENT, address, cited_as, title_of
from compendium.sphinx_ext.nodes import book_works

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_CHAPTERS = "notebooks/"
_DOWNLOADS = (
    ("_static/compendium-data.zip", "application/zip"),
    ("_static/ledger.json", "application/json"),
    ("_static/ledger.csv", "text/csv"),
)
# In a script element HTML knows no entities, so these are escaped as JSON does it.
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def tags(item: Item, works: Works) -> Iterator[tuple[str, str]]:
    """Yield name and content of each tag for what is cited by an item."""
    own, issued = works.own, item.get("issued", {}).get("date-parts", [[]])[0]
    date = [f"{part:02}" for part in issued]
    names = [str(one.get("literal") or f"{one['given']} {one['family']}") for one in item.get("author", ())]
    doi, url, tag = item.get("DOI", ""), item.get("URL", ""), EDITIONS[item["language"]].tag
    told = [
        ("citation_title", item["title"]),
        *(("citation_author", name) for name in names),
        ("citation_publication_date", "/".join(date)),
        ("citation_inbook_title", item.get("container-title", "")),
        ("citation_language", tag),
        ("citation_public_url", url),
        ("citation_doi", doi),
        ("DC.title", item["title"]),
        *(("DC.creator", name) for name in names),
        ("DC.date", "-".join(date)),
        ("DC.type", "Text"),
        ("DC.language", tag),
        ("DC.rights", own.licence_address("content")),
        ("DC.identifier", f"{DOI}{doi}" if doi else url),
        ("DC.source", own.report.title[own.report.language]),
    ]
    yield from ((name, content) for name, content in told if content)


def marked(told: Iterable[tuple[str, str]]) -> Iterator[h.VoidElement]:
    """Yield tags as elements of HTML, first what the names of Dublin Core mean."""
    yield h.link(rel="schema.DC", href="http://purl.org/dc/elements/1.1/")
    yield from (h.meta(name=name, content=content) for name, content in told)


def data_block(data: Mapping[str, Any]) -> Markup:
    """Return structured data as an element of HTML; '' if there is none."""
    if not data:
        return Markup("")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - escaped above


def add_tags(app: "Sphinx", page: str, _: str, context: dict[str, Any], document: nodes.document | None) -> None:
    """Add tags and structured data of a page to its template."""
    if document is None:
        return
    works = book_works(app.config)
    told = marked(tags(cited_as(works, app, page), works))
    context["scholarly"] = Markup("\n").join(Markup(str(tag)) for tag in told)  # noqa: S704 - made by htpy
    context["structured"] = data_block(_structured(app, page, works))


def _structured(app: "Sphinx", page: str, works: Works) -> Mapping[str, Any]:
    """Return what a page is in the vocabulary of schema.org: the book, a chapter or the data; others are nothing."""
    if page == app.config.root_doc:
        return structured.book(works)
    if page == CITE_DOCUMENT:
        return structured.dataset(works, [(address(path, ""), kind) for path, kind in _DOWNLOADS])
    if page.startswith(_CHAPTERS):
        return structured.article(works, title_of(app, page), address(page))
    return {}


def setup_scholarly(app: "Sphinx") -> None:
    """Connect to the writing of pages."""
    app.connect("html-page-context", add_tags)
