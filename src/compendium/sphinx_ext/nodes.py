"""Nodes: docutils nodes for rows of the ledger, answers, links, tables and formulas."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from docutils import nodes

from compendium.audit.audit import Audit, open_audit
from compendium.audit.uncertainty import Spread, spreads
from compendium.citation.identity import identity
from compendium.citation.works import Works
from compendium.display import labels, tables, unit_words, wording
from compendium.display.markup import NOTHING, row_document, slug
from compendium.i18n.messages import N_, current_language, gettext
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Arithmetic, Evidence

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

RECORDS = "figures"  # the folder of the records of figures, beside those of the pages and of the chapters
# What a number is printed in, by the power of ten that the other editions work into it.
_POWERS = {4: N_("ten thousands"), 6: N_("millions"), 8: N_("hundred millions")}


@cache
def book_audit() -> Audit:
    """Return the audit of the whole report, computed once per build."""
    return open_audit()


@cache
def book_spreads() -> Mapping[str, Spread]:
    """Return the spreads of the whole report, computed once per build."""
    return spreads(book_audit())


def book_works(config: "Config") -> Works:
    """Return what can be cited of the edition that is built."""
    own = replace(identity(), address=config.html_baseurl)
    return Works(own, current_language(), book_audit().ledger.read_until)


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


def permalink(anchor: str, text: str = "#") -> nodes.reference:
    """Return the link of an entry to itself, whose address can be passed on."""
    found = reference(text, f"#{anchor}", ["permalink"])
    found["reftitle"] = gettext("Link to this entry")
    return found


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


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> nodes.Element:
    """Return a table as ``display.tables`` makes it, or without rows a sentence that says so.

    It is not a docutils table: the theme measures each of those when the page loads, even folded ones.

    Args:
        header: the names of the columns.
        rows: cells, each a text, a node or a list of both; an additional first cell ``#id`` is the row's anchor.
    """
    rows = list(rows)
    if not rows:
        return nodes.container("", paragraph(gettext(NOTHING)))
    names = (element("th", name, scope="col", role="columnheader") for name in header)
    head = element("thead", element("tr", *names, role="row"), role="rowgroup")
    body = element("tbody", *(_row(header, cells) for cells in rows), role="rowgroup")
    grid = element("table", head, body, classes=["table", *tables.kinds(header).split()], role="table")
    return element("div", grid, classes=["table-scroll"], tabindex="0")


def _row(header: Sequence[str], cells: Sequence[object]) -> "html_element":
    anchor = [cells[0][1:]] if isinstance(cells[0], str) and cells[0].startswith("#") else []
    shown = (
        element("td", *(cell if isinstance(cell, list) else [cell]), role="cell", **{"data-label": name})
        for name, cell in zip(header, cells[len(anchor) :], strict=True)
    )
    return element("tr", *shown, ids=anchor, role="row")


def figure_text(row: Figure) -> str:
    """Return a figure in the current language's format, and as printed in the report where the two differ."""
    shown = wording.figure(row)
    same = str.maketrans({",": "", "–": "—", "-": "—", "−": "—"})  # what is set in another way than printed
    if row.printed.translate(same) in shown.translate(same):
        return shown
    powers = _POWERS.get(unit_words.multiplier(row.unit))
    if not powers:
        return gettext("{shown} (printed: {printed})", shown=shown, printed=row.printed)
    counted = gettext(powers)
    if unit := unit_words.text(row.unit):
        counted = gettext("{powers} of {unit}", powers=counted, unit=unit)
    return gettext("{shown} (printed: {printed}, in {unit})", shown=shown, printed=row.printed, unit=counted)


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
