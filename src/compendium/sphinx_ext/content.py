"""Pieces of page: docutils nodes for ledger rows, answers, links and tables."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from string import Formatter

from docutils import nodes

from compendium import units, wording
from compendium.audit import Audit, open_audit
from compendium.language import say
from compendium.ledger import Figure
from compendium.uncertainty import Spread, spreads

LEDGER_DOCUMENT = "book/ledger"
SOURCES_DOCUMENT = "book/sources"
WHAT_IF_DOCUMENT = "book/what-if"


@cache
def book_audit() -> Audit:
    """Return the audit of the whole report, computed once a build."""
    return open_audit()


@cache
def book_spreads() -> Mapping[str, Spread]:
    """Return the spreads of the whole report, computed once a build."""
    return spreads(book_audit())


def told(message: str, **fields: object) -> list[nodes.Node | str]:
    """Return a message in the spoken language as parts of a paragraph; a field is a text, a node or a list of both."""
    parts: list[nodes.Node | str] = []
    for text, name, _, _ in Formatter().parse(say(message)):
        field = fields[name] if name else ""
        parts += [text, *(field if isinstance(field, list) else [field])]
    return [part for part in parts if part != ""]


def enumerated(parts: Iterable[nodes.Node | str]) -> list[nodes.Node | str]:
    """Return parts as a list within a sentence."""
    found: list[nodes.Node | str] = []
    for part in parts:
        found += [say(", "), part] if found else [part]
    return found


def row_document(audit: Audit, id_: str) -> str:
    """Return the document on which a row has its entry."""
    return SOURCES_DOCUMENT if id_ in audit.ledger.factors else LEDGER_DOCUMENT


def reference(text: str, uri: str, classes: Sequence[str] = ()) -> nodes.reference:
    """Return a link within the book."""
    return nodes.reference("", text, refuri=uri, internal=True, classes=list(classes))


def slug(answer: str) -> str:
    """Return an answer as a class of the page or a value in an address, the same in every language."""
    return answer.replace(" ", "-")


def badge(answer: str) -> nodes.inline:
    """Return an answer as a coloured word."""
    return nodes.inline("", say(answer), classes=["verdict", slug(answer)])


def paragraph(*parts: nodes.Node | str, classes: Sequence[str] = ()) -> nodes.paragraph:
    """Return a paragraph of nodes and texts, which are in the spoken language already."""
    return nodes.paragraph("", "", *_inline(parts), classes=list(classes), translatable=False)


def _inline(parts: Iterable[nodes.Node | str]) -> list[nodes.Node]:
    return [nodes.Text(part) if isinstance(part, str) else part for part in parts]


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> nodes.container:
    """Return a table in a box that scrolls by itself.

    Args:
        header: the names of the columns.
        rows: cells, each a text, a node or a list of both; a first cell ``#id`` is no cell but the row's anchor.
    """
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
    """Return a figure as the ledger shows it: as set for the reader, and as it stands in the report."""
    shown = wording.figure(row)
    plain = shown.replace(",", "").replace("–", "—")
    if row.printed in plain:
        return shown
    if not units.text(row.unit):
        return say("{shown} (printed: {printed})", shown=shown, printed=row.printed)
    return say("{shown} (printed: {printed}, in {unit})", shown=shown, printed=row.printed, unit=row.unit)
