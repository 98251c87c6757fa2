"""Pages of the built book, each parsed once, and only if a test asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup, NavigableString, PageElement
from sphinx_external_toc.parsing import parse_toc_yaml

from compendium import paths

PAGES = list(parse_toc_yaml(paths.ROOT / "_toc.yml"))
SILENT = "script, style, pre, code"  # what holds no prose

# Elements that make a browser fetch a file, with the attribute that holds its address.
_FETCHED = {
    "script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src",
    "embed": "src", "object": "data", "use": "href", "image": "href",
}  # fmt: skip
_LED_TO = {"canonical", "next", "prev", "search", "index", "author", "alternate"}


@dataclass
class Page:
    """The parts of a page that are tested."""

    text: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as a tree, in which the texts of templates, scripts and styles are texts like all others."""
        return BeautifulSoup(self.text, "html.parser", string_containers={})

    @cached_property
    def ids(self) -> list[str]:
        return [tag["id"] for tag in self.soup.find_all(id=True)]

    @cached_property
    def links(self) -> list[str]:
        return [link["href"] for link in self.soup.find_all("a", href=True)]

    @cached_property
    def fetched(self) -> list[str]:
        """The addresses of the files that a browser fetches with the page."""
        tags = [tag for tag in self.soup.find_all(list(_FETCHED)) if _LED_TO.isdisjoint(tag.get("rel", ()))]
        return [tag[_FETCHED[tag.name]] for tag in tags if _FETCHED[tag.name] in tag.attrs]

    @cached_property
    def prose(self) -> str:
        """The page's words, code left out."""
        return joined(texts(self.outside(SILENT)))

    def outside(self, selector: str) -> list[PageElement]:
        """Return the page's tags and texts without what a selector finds."""
        left_out = {id(part) for tag in self.soup.select(selector) for part in (tag, *tag.descendants)}
        return [part for part in self.soup.descendants if id(part) not in left_out]


def texts(parts: Iterable[PageElement]) -> list[str]:
    """Return the texts among parts of a page, without comments."""
    return [part for part in parts if type(part) is NavigableString]


def joined(words: Iterable[str]) -> str:
    """Return texts as one, with single spaces as its only white space."""
    return " ".join(" ".join(words).split())
