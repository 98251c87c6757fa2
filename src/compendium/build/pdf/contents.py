"""The order of the pages, from the list of contents that each built page has at its side."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

LANDING = "book/index"


@dataclass(frozen=True)
class Page:
    """A page of the book: its place in it."""

    name: str  # as in ``_toc.yml``
    title: str
    level: int  # 1 at the top, 2 below another page
    part: str = ""  # the caption of the part that begins with it

    @property
    def anchor(self) -> str:
        """Where links to the page as a whole lead."""
        return self.name.replace("/", "-")


def soup(path: Path) -> Any:
    """Return a page, parsed."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def pages(edition: Path) -> list[Page]:
    """Return the pages of an edition in the order and with the titles of its list of contents."""
    found: list[Page] = []
    part = ""
    for one in soup(edition / f"{LANDING}.html").select("nav.bd-links .caption, nav.bd-links li > a[href]"):
        if one.name != "a":
            part = one.get_text(" ", strip=True)
            continue
        name = target(LANDING, one["href"])[0].removesuffix(".html")
        level = 1 + len(one.find_parents("li")[1:])
        found.append(Page(name, " ".join(one.get_text().split()), level, part))
        part = ""
    return found


def target(page: str, address: str) -> tuple[str, str]:
    """Return the file that an address on a page leads to, and the place there; both '' where it leads elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return "", ""
    path = posixpath.join(posixpath.dirname(page), unquote(parts.path)) if parts.path else f"{page}.html"
    return posixpath.normpath(path), unquote(parts.fragment)


def parts(found: list[Page]) -> Iterator[tuple[Page, int]]:
    """Yield each page and by how many levels its headings move down, so that pages are below their part."""
    within = 0
    for page in found:
        within = 1 if page.part else within
        yield page, within + page.level - 1
