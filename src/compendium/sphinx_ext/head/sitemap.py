"""The sitemap: every page of both editions, each with its twin, for search engines once the book has an address.

``robots.txt`` leads to it; crawlers look for that at the root of a host only. Without an address there is neither.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from compendium import paths
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.i18n.messages import current_language
from compendium.sphinx_ext import addresses
from compendium.sphinx_ext.nodes import RECORDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
_FIRST = "index"
# Fixed by the formats.
_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap(base: str, pages: list[str]) -> str:
    """Return the sitemap of pages that are in every edition, by their addresses without ending."""
    entries = "".join(_entry(base, page, edition) for page in pages for edition in EDITIONS)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMESPACES}>\n{entries}</urlset>\n'


def _entry(base: str, page: str, edition: str) -> str:
    twins = {one.tag: _whole(base, page, name) for name, one in EDITIONS.items()}
    twins["x-default"] = _whole(base, page, ORIGINAL)
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(twin)}/>\n' for tag, twin in twins.items()
    )
    return f"<url>\n<loc>{quoteattr(_whole(base, page, edition))[1:-1]}</loc>\n{links}</url>\n"


def _whole(base: str, page: str, edition: str) -> str:
    return f"{base}/{Path(EDITIONS[edition].folder, f'{page}.html').as_posix()}"


def _pages(app: "Sphinx") -> Iterator[str]:
    """Yield the pages for readers: not the search, the one for wrong addresses, or one that only leads on."""
    if _FIRST in app.config.html_additional_pages:
        yield _FIRST
    yield from sorted(app.env.all_docs)
    moved = {row.address for row in addresses.listed(Path(app.srcdir)) if row.moved_to}
    records = (f"{RECORDS}/{path.stem}" for path in sorted(Path(app.outdir, RECORDS).glob("*.html")))
    yield from (record for record in records if f"{record}.html" not in moved)


def write(app: "Sphinx", failure: Exception | None) -> None:
    """Write both files beside the first edition's front door."""
    if failure or app.builder.format != "html" or current_language() != ORIGINAL:
        return
    base = app.config.html_baseurl.rstrip("/")
    files = [Path(app.outdir, name) for name in (SITEMAP, ROBOTS)]
    if not base:
        for file in files:
            file.unlink(missing_ok=True)
        return
    texts = (sitemap(base, list(_pages(app))), f"User-agent: *\nAllow: /\n\nSitemap: {base}/{SITEMAP}\n")
    for file, text in zip(files, texts, strict=True):
        paths.write_whole(file, text)


def setup_sitemap(app: "Sphinx") -> None:
    """Connect to the end of the build, when all pages are there."""
    app.connect("build-finished", write, priority=900)
