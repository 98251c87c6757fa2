"""Pages of the built book, each parsed once, and only if a test asks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from sphinx_external_toc.parsing import parse_toc_yaml

from compendium import paths

PAGES = list(parse_toc_yaml(paths.ROOT / "_toc.yml"))
# Records of figures that stand for all where each takes long: with the most checks, the most outside numbers, a reply,
# none of these, and the list of all.
RECORDS = [
    "figures/suining.co2_avoided", "figures/policy.co2_intensity_fall", "figures/universiade.cars",
    "figures/concepts.plan_issuers", "figures/index",
]  # fmt: skip
SILENT = {"script", "style", "pre", "code"}  # what holds no prose

# Elements that make a browser fetch a file, with the attribute that holds its address.
_FETCHED = {
    "script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src",
    "embed": "src", "object": "data", "use": "href", "image": "href",
}  # fmt: skip
_LED_TO = {"canonical", "next", "prev", "search", "index", "author", "alternate", "schema.DC"}


@dataclass(eq=False)
class Page:
    """The parts of a page that are tested."""

    text: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as a tree, in which the texts of templates, scripts and styles are texts like all others."""
        return BeautifulSoup(self.text, "html.parser", string_containers={}, store_line_numbers=False)

    @cached_property
    def ids(self) -> list[str]:
        return [tag["id"] for tag in self.soup.find_all() if tag.has_attr("id")]

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
        return joined(texts(self.outside(lambda tag: tag.name in SILENT)))

    def outside(self, left_out: Callable[[Tag], bool]) -> list[PageElement]:
        """Return the page's tags and texts without the tags that are left out and all within them."""
        kept: list[PageElement] = []
        out: set[int] = set()
        for part in self.soup.descendants:
            if id(part.parent) in out or (isinstance(part, Tag) and left_out(part)):
                out.add(id(part))
            else:
                kept.append(part)
        return kept


def texts(parts: Iterable[PageElement]) -> list[str]:
    """Return the texts among parts of a page, without comments."""
    return [part for part in parts if type(part) is NavigableString]


def joined(words: Iterable[str]) -> str:
    """Return texts as one, with single spaces as its only white space."""
    return " ".join(" ".join(words).split())
