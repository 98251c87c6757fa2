"""Grids: a table as HTML and as plain text, on a phone a card for each of its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import isnan
from typing import Any

import htpy as h
import pandas as pd
from markupsafe import Markup, escape

from compendium.display import wording
from compendium.display.markup import NOTHING
from compendium.i18n.languages import ORIGINAL
from compendium.i18n.messages import gettext

CARDS = 4  # a table of so many columns does not fit a phone: its rows become cards


@dataclass(frozen=True)
class Shown:
    """The output of a notebook cell: HTML for a page, plain text for a terminal and for the comparison of outputs."""

    html: str
    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def table(
    rows: Iterable[Sequence[object]], columns: Sequence[str], language: str | None = None, anchors: Iterable[str] = ()
) -> Shown:
    """Return a table, or without rows a sentence that says so.

    Args:
        rows: as many cells as there are columns, each text, which is escaped, or markup.
        columns: their names, in the current language.
        language: the language of the text, if it is not the current one; an edition of ``i18n.languages``.
        anchors: of the rows; without any they have none.
    """
    cells = [[escape(cell) for cell in row] for row in rows]
    if not cells:
        return Shown(str(h.p[gettext(NOTHING)]), gettext(NOTHING))
    head = h.thead(role="rowgroup")[
        h.tr(role="row")[(h.th(scope="col", role="columnheader")[name] for name in columns)]
    ]
    body = h.tbody(role="rowgroup")[(_row(*one, columns) for one in zip_longest(cells, anchors))]
    html = h.div(class_="table-scroll", tabindex="0", lang=language)[
        h.table(class_=f"dataframe {kinds(columns)}", role="table")[head, body]
    ]
    plain = pd.DataFrame([[_plain(cell) for cell in row] for row in cells], columns=list(columns))
    with pd.option_context("display.max_colwidth", None, "display.width", None):
        return Shown(str(html), plain.to_string(index=False))


def kinds(columns: Sequence[str]) -> str:
    """Return the classes of a table: with few columns it stays one on a phone, with more its rows become cards."""
    return "ledger-table cards" if len(columns) >= CARDS else "ledger-table"


def _row(cells: Iterable[Markup], anchor: str | None, columns: Sequence[str]) -> h.Element:
    """Return a row whose cells name their columns, for the cards. Cards would lose the roles of a table's parts."""
    return h.tr(id=anchor, role="row")[
        (h.td(role="cell", data_label=name)[cell] for name, cell in zip(columns, cells, strict=True))
    ]


def _plain(cell: Markup) -> str:
    """Return a cell's text; its lines are joined by commas."""
    return gettext(", ").join(line.striptags() for line in cell.split("<br>"))


def of_frame(frame: pd.DataFrame) -> Shown:
    """Return a pandas frame as a table of the book.

    The index becomes the first columns; floats are rounded to four significant digits, NaN is left empty. The names of
    columns and the values are not translated.
    """
    flat = frame.reset_index()
    rows = ([_cell(cell) for cell in row] for row in flat.itertuples(index=False))
    return table(rows, [str(name) for name in flat.columns], language=ORIGINAL)


def _cell(cell: object) -> str:
    if isinstance(cell, float):
        return "" if isnan(cell) else wording.number(cell)
    return str(cell)
