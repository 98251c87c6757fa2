"""The index of the search: the texts of a book by page and section, as a script that loads from a folder too."""

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, Any

from docutils import nodes
from sphinx.search import IndexBuilder

from compendium.sphinx_ext.nodes import html_element

_HEAD, _TAIL = "searchIndex(", ");\n"
_LEFT_OUT = (nodes.comment, nodes.system_message, nodes.substitution_definition)
# The data of a chart stand in its picture and, in words, in the text; how it is cited stands below every chart.
_UNSEEN = re.compile(r"<(style|script|template)\b.*?</\1>|<div class=.chart-tools.>.*?(?=</figcaption>)", re.DOTALL)
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|mark|q|small|span|strong|sub|sup|u)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_ENTRY, _PERMALINK = "ledger-entry", "permalink"
_SUMMARY = '<div class="answer-box"'  # says again what the page and others say
_OPENING = re.compile(r".*?\w[\w)](?=(\[[\w/]+\])?\. )")  # of a source: its authors, whose initials have points, too


@dataclass
class Section:
    """A part of a page with an address of its own.

    Attributes:
        anchor: its address on the page; "" for the page's beginning.
        heading: its heading, which its text does not repeat.
        kind: ``entry`` of the ledger, ``row`` of a table, ``aside`` (summary, source or log), or "" below a heading.
        also: words by which it is found that its page does not show.
    """

    anchor: str
    heading: str
    kind: str = ""
    also: str = ""
    parts: list[str] = field(default_factory=list)

    def record(self) -> list[Any]:
        """Return the section as it stands in the index."""
        return [self.anchor, self.heading, _joined(self.parts), *filter(None, (self.kind, self.also))]


def sections(title: str, document: nodes.document) -> list[Section]:
    """Return the text of a page by section, the part before the first heading first.

    A section is also what has an address of its own within one: an entry of the ledger, a row of a table, a source. So
    is the box of answers at the beginning of a chapter. Code is left out, and what an entry of the ledger has folded
    away: its checks have entries of their own.
    """
    found = [Section("", title)]
    _collect(document, found[0], found)
    return found


def _collect(node: nodes.Node, section: Section, found: list[Section]) -> None:
    """Add the text within a node to its section, and the sections within it to those that were found."""
    if isinstance(node, nodes.Text):
        section.parts.append(node.astext())
    elif isinstance(node, nodes.raw):
        _collect_markup(node, section, found)
    elif isinstance(node, nodes.Element) and not _left_out(node, section):
        inner = _opened(node, section, found)
        edge = [] if isinstance(node, nodes.Inline) else [" "]
        inner.parts += edge
        for child in node.children:
            _collect(child, inner, found)
        inner.parts += edge


def _collect_markup(node: nodes.raw, section: Section, found: list[Section]) -> None:
    """Add the text of HTML to its section; a box of answers is a section of its own."""
    if "html" not in node.get("format", ""):
        return
    if _SUMMARY in node.astext():
        section = Section(section.anchor, section.heading, kind="aside")
        found.append(section)
    section.parts.append(f" {bare(node.astext())} ")


def _left_out(node: nodes.Element, section: Section) -> bool:
    """Return whether the search does not find what is within a node."""
    heading = isinstance(node, nodes.title) or "ledger-entry-title" in node["classes"]
    folded = isinstance(node, html_element) and section.kind == "entry" and node["tag"] == "details"
    code = isinstance(node, nodes.literal_block) and "output" not in node["classes"]
    return heading or folded or code or isinstance(node, _LEFT_OUT)


def _opened(node: nodes.Element, section: Section, found: list[Section]) -> Section:
    """Return the section of a node's text: its own, which is added to those found, or the one around it."""
    if isinstance(node, nodes.section) and isinstance(node[0], nodes.title):
        # The title of the page is that of its first section, which is where the page begins.
        if len(found) == 1 and isinstance(node.parent, nodes.document):
            return section
        kind = "aside" if "log" in node["classes"] else ""
        found.append(Section(node["ids"][0], _joined([node[0].astext()]), kind))
    elif _ENTRY in node["classes"]:
        label = "".join(child.astext() for child in node[0].children if not _permalink(child))
        name = node["ids"][0]
        found.append(Section(name, _joined([label]), kind="row"))
        if isinstance(node, html_element):  # the errata have entries of the same look
            found[-1] = Section(name, _joined([label]), "entry", node["attributes"].get("data-also", ""), [name])
    elif isinstance(node, html_element) and node["tag"] == "tr" and node["ids"]:
        label = "".join(child.astext() for child in node[0].children if not isinstance(child, nodes.literal))
        found.append(Section(node["ids"][0], _joined([label]), kind="row"))
    elif isinstance(node, nodes.citation):
        text = _joined(child.astext() for child in node.children if not isinstance(child, nodes.label))
        opening = _OPENING.match(text)
        found.append(Section(node["ids"][0], opening[0] if opening else text, kind="aside"))
    else:
        return section
    return found[-1]


def _permalink(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and _PERMALINK in node["classes"]


def bare(markup: str) -> str:
    """Return the text of HTML.

    >>> bare("<p>CO<sub>2</sub> &lt; 5</p><p>t</p>").split()
    ['CO2', '<', '5', 't']
    """
    return html.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", _UNSEEN.sub(" ", markup))))


def _joined(parts: Iterable[str]) -> str:
    return " ".join("".join(parts).split())


class TextIndex(IndexBuilder):
    """Sphinx's builder of an index, which here keeps texts instead of words; the script ``search.js`` reads them."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.pages: dict[str, list[list[Any]]] = {}

    def feed(self, docname: str, filename: str, title: str, doctree: nodes.document) -> None:
        """Add a page that is written; its title comes as HTML."""
        del filename
        self.pages[docname] = [section.record() for section in sections(_joined([bare(title)]), doctree)]

    def prune(self, docnames: Iterable[str]) -> None:
        """Keep some pages only: those that are in the book still, and are not written again."""
        self.pages = {name: self.pages[name] for name in docnames if name in self.pages}

    def load(self, stream: IO[str], format: Any) -> None:  # noqa: A002 - Sphinx's name
        """Read the index of the build before.

        Raises:
            ValueError: it is not one that ``dump`` wrote.
        """
        text = stream.read()
        if not (text.startswith(_HEAD) and text.endswith(_TAIL)):
            raise ValueError("not an index of texts")
        self.pages = dict(json.loads(text[len(_HEAD) : -len(_TAIL)]))

    def dump(self, stream: IO[str], format: Any) -> None:  # noqa: A002 - Sphinx's name
        """Write the index."""
        pages = json.dumps(sorted(self.pages.items()), ensure_ascii=False, separators=(",", ":"))
        stream.write(f"{_HEAD}{pages}{_TAIL}")
