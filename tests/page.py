"""Pages of the built book, parsed as far as tests need it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sphinx_external_toc.parsing import parse_toc_yaml

from compendium import paths

PAGES = list(parse_toc_yaml(paths.ROOT / "_toc.yml"))

# Elements that make a browser fetch a file, with the attribute that holds its address.
_FETCHED = {
    "script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src",
    "embed": "src", "object": "data", "use": "href", "image": "href",
}  # fmt: skip
_LED_TO = ("canonical", "next", "prev", "search", "index", "author", "alternate")
_SILENT = ("script", "style", "pre", "code")
_CHART = re.compile(r'<figure class="chart">.*?</figure>', re.DOTALL)


def charts(page: str) -> list[str]:
    """Return a page's charts in their frames."""
    return _CHART.findall(page)


def undrawn(page: str) -> str:
    """Return a page without its charts, whose data tables would be counted as tables."""
    return _CHART.sub("", page)


@dataclass
class Page(HTMLParser):
    """The parts of a page that are tested."""

    text: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    images: list[dict[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # titles, alternative texts and labels, for screen readers
    _silent: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if "id" in named:
            self.ids.append(named["id"])
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        if named.get("rel") == "alternate":
            self.alternates[named["hreflang"]] = named["href"]
        if _FETCHED.get(tag) in named and named.get("rel", "") not in _LED_TO:
            self.fetched.append(named[_FETCHED[tag]])
        if tag == "img":
            self.images.append(named)
        self.told += [named[name] for name in ("title", "alt", "aria-label", "placeholder") if named.get(name)]
        self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    @property
    def prose(self) -> str:
        """The page's words, code left out."""
        return " ".join(" ".join(self.words).split())

    @property
    def article(self) -> "Page":
        """The content between the page's header and its footer."""
        return Page(re.sub(r"(?s).*<article[^>]*>(.*)</article>.*", r"\1", self.text))
