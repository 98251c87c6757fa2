"""Nodes: docutils nodes for rows of the ledger, answers, links, tables and formulas."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from docutils import nodes

from compendium.audit.audit import Audit, open_audit
from compendium.audit.uncertainty import Spread, spreads
from compendium.display import labels, unit_words, wording
from compendium.display.markup import NOTHING, row_document, slug
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Arithmetic, Evidence

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator


@cache
def book_audit() -> Audit:
    """Return the audit of the whole report, computed once per build."""
    return open_audit()


@cache
def book_spreads() -> Mapping[str, Spread]:
    """Return the spreads of the whole report, computed once per build."""
    return spreads(book_audit())


def gettext_nodes(message: str, **fields: object) -> list[nodes.Node | str]:
    """Return a message in the current language as parts of a paragraph; fields are text, nodes or lists of both."""
    parts: list[nodes.Node | str] = []
    for text, name, _, _ in Formatter().parse(gettext(message)):
        field = fields[name] if name else ""
        parts += [text, *(field if isinstance(field, list) else [field])]
    return [part for part in parts if part != ""]


def enumerated(parts: Iterable[nodes.Node | str]) -> list[nodes.Node | str]:
    """Return parts joined by commas, as a list within a sentence."""
    found: list[nodes.Node | str] = []
    for part in parts:
        found += [gettext(", "), part] if found else [part]
    return found


def reference(text: str, uri: str, classes: Sequence[str] = ()) -> nodes.reference:
    """Return a link within the book."""
    return nodes.reference("", text, refuri=uri, internal=True, classes=list(classes))


def row_address(env: "BuildEnvironment", id_: str) -> str:
    """Return the address of a row's entry from the page that is being read."""
    document = row_document(book_audit().ledger, id_)
    own_page = document == env.docname
    page = "" if own_page else env.app.builder.get_relative_uri(env.docname, document)
    return f"{page}#{id_}"


def row_reference(env: "BuildEnvironment", id_: str, text: str = "", classes: Sequence[str] = ()) -> nodes.reference:
    """Return a link to a row's entry, with its label or another text."""
    return reference(text or labels.label(book_audit().ledger[id_]), row_address(env, id_), classes)


def badge(answer: Arithmetic | Evidence) -> nodes.inline:
    """Return an answer as a coloured word."""
    return nodes.inline("", labels.name(answer), classes=["verdict", slug(answer)])


def paragraph(*parts: nodes.Node | str, classes: Sequence[str] = ()) -> nodes.paragraph:
    """Return a paragraph of nodes and texts that Sphinx must not translate again."""
    return nodes.paragraph("", "", *_inline(parts), classes=list(classes), translatable=False)


def _inline(parts: Iterable[nodes.Node | str]) -> list[nodes.Node]:
    return [nodes.Text(part) if isinstance(part, str) else part for part in parts]


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> nodes.container:
    """Return a table in a box that scrolls horizontally, or without rows a sentence that says so.

    Args:
        header: the names of the columns.
        rows: cells, each a text, a node or a list of both; an additional first cell ``#id`` is the row's anchor.
    """
    rows = list(rows)
    if not rows:
        return nodes.container("", paragraph(gettext(NOTHING)))
    body = nodes.tbody()
    for cells in rows:
        anchor = cells[0] if isinstance(cells[0], str) and cells[0].startswith("#") else None
        row = nodes.row(ids=[anchor[1:]] if anchor else [])
        row += [_entry(cell) for cell in (cells[1:] if anchor else cells)]
        body += row
    head = nodes.thead("", nodes.row("", *(_entry(name) for name in header)))
    columns = [nodes.colspec(colwidth=1) for _ in header]
    grid = nodes.table("", nodes.tgroup("", *columns, head, body, cols=len(columns)), classes=["ledger-table"])
    return nodes.container("", grid, classes=["table-scroll"])


def _entry(cell: object) -> nodes.entry:
    parts = cell if isinstance(cell, list) else [cell]
    return nodes.entry("", paragraph(*parts))


def figure_text(row: Figure) -> str:
    """Return a figure in the current language's format, and as printed in the report where the two differ."""
    shown = wording.figure(row)
    same = str.maketrans({",": "", "–": "—", "-": "—", "−": "—"})  # what is set in another way than printed
    if row.printed.translate(same) in shown.translate(same):
        return shown
    if not unit_words.text(row.unit):
        return gettext("{shown} (printed: {printed})", shown=shown, printed=row.printed)
    return gettext("{shown} (printed: {printed}, in {unit})", shown=shown, printed=row.printed, unit=row.unit)


class html_element(nodes.TextElement):  # type: ignore[misc]  # noqa: N801 - docutils names its nodes so
    """An HTML element that docutils has no node for, or with attributes that docutils does not write.

    It is a ``TextElement`` so that it may contain links; its text is in the current language already.
    """


def element(tag: str, *parts: nodes.Node | str, **attributes: object) -> html_element:
    """Return an element of HTML around nodes and texts; ``ids``, ``names`` and ``classes`` are docutils' own."""
    own = {name: attributes.pop(name) for name in ("ids", "names", "classes") if name in attributes}
    inner = [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    return html_element("", "", *inner, tag=tag, attributes=attributes, translatable=False, **own)


def visit_element(translator: "HTML5Translator", node: html_element) -> None:
    """Write the start of an element."""
    translator.body.append(translator.starttag(node, node["tag"], "", **node["attributes"]))


def depart_element(translator: "HTML5Translator", node: html_element) -> None:
    """Write the end of an element."""
    translator.body.append(f"</{node['tag']}>\n")


class formula_element(nodes.Element):  # type: ignore[misc]  # noqa: N801 - docutils names its nodes so
    """A displayed formula in MathML; unlike that of a ``raw`` node, its text is not indexed for the search."""


def formula(markup: str) -> formula_element:
    """Return a displayed formula in a box that scrolls horizontally."""
    return formula_element("", markup=markup)


def visit_formula(translator: "HTML5Translator", node: formula_element) -> None:
    """Write a formula."""
    text = html.unescape(re.sub(r"<[^>]+>", "", node["markup"]))
    length = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)  # for its size on paper
    look = {"CLASS": "math notranslate nohighlight", "tabindex": "0", "style": f"--length: {length}"}
    box = translator.starttag(node, "div", "", **look)
    translator.body.append(f"{box}{node['markup']}</div>\n")
    raise nodes.SkipNode


def setup_nodes(app: "Sphinx") -> None:
    """Register the nodes that docutils does not have."""
    app.add_node(html_element, html=(visit_element, depart_element))
    app.add_node(formula_element, html=(visit_formula, None))
