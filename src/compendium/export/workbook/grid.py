"""Grids: where each row of the ledger and each of its numbers stands in the workbook, and how a cell is written."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from compendium.audit.audit import Audit
    from compendium.export.workbook.algebra import Sources
    from compendium.export.workbook.reach import Corner

FIRST = 2  # the first row of the ledger, below a remark and the head
LINE = 13.0  # points
LARGEST = 9.99e307  # what stands for infinity, which a spreadsheet lacks
_LINK, _GREY, _HEAD, _INPUT = "#1F4E99", "#8A8A8A", "#E8EDF2", "#FFF6D5"
_NUMBERS = ("lo", "v", "hi", "given", "change", "ratio", "least", "most", "count", "uses", "scale")  # columns of them
_STYLES: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "indent": 1},
    "small": {"text_wrap": True, "font_size": 9, "indent": 1},
    "id": {"font_name": "Consolas", "font_size": 9},
    "link": {"font_color": _LINK, "underline": 1, "text_wrap": True, "indent": 1},
    "idlink": {"font_name": "Consolas", "font_size": 9, "font_color": _LINK, "underline": 1},
    "page": {"align": "left"},
    "number": {"align": "right", "indent": 1},
    "result": {"align": "right", "bold": True, "indent": 1},
    "word": {"text_wrap": True, "bold": True, "indent": 1},
    "helper": {"font_size": 9, "font_color": _GREY},
    "input": {"locked": False, "bg_color": _INPUT, "border": 1, "border_color": "#C9B873", "text_wrap": True},
    "head": {"bold": True, "bg_color": _HEAD, "bottom": 1, "text_wrap": True, "indent": 1},
    "numbers": {"bold": True, "bg_color": _HEAD, "bottom": 1, "text_wrap": True, "align": "right", "indent": 1},
    "remark": {"italic": True, "font_color": "#444444"},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12, "top": 1, "top_color": "#B0B8C0"},
    "prose": {"text_wrap": True},
    "grey": {"italic": True, "font_color": _GREY, "bg_color": "#EFEFEF"},
    "moved": {"bg_color": "#FCE4D6"},
    "wrong": {"bg_color": "#F4B6B6", "bold": True},
}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: what the code calls it, its head and its width in characters."""

    key: str
    head: str
    width: float
    hidden: bool = False

    @property
    def style(self) -> str:
        """The style of the head, which stands above numbers or above words."""
        return "numbers" if self.key.rpartition("_")[2] in _NUMBERS else "head"


class Grid:
    """The place of every row and column of one sheet."""

    def __init__(self, name: str, columns: Sequence[Column], ids: Iterable[str]) -> None:
        self.name = name
        self.columns = tuple(columns)
        self.rows = {id_: FIRST + place for place, id_ in enumerate(ids)}
        self.places = {column.key: place for place, column in enumerate(self.columns)}

    def cell(self, id_: str, key: str) -> str:
        """Return the address of a cell, with its sheet: ``'Factors'!$D$5``."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        return f"'{self.name}'!{xl_rowcol_to_cell(self.rows[id_], self.places[key], row_abs=True, col_abs=True)}"

    def here(self, id_: str, key: str) -> str:
        """Return the address of a cell for formulas of the same sheet: ``D5``."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        return str(xl_rowcol_to_cell(self.rows[id_], self.places[key]))

    @property
    def last(self) -> int:
        """The last row."""
        return max(self.rows.values(), default=FIRST)


@dataclass(frozen=True)
class Plan:
    """What is written, and where everything stands.

    Attributes:
        audit: of the whole report.
        sources: the formulas of its derivations.
        corners: where those with exact ends have them.
        figures: the sheet of the figures, and so on.
        typed: by id, what is typed into the cells for other numbers, as ``Ledger.assume`` takes it.
        cached: whether results are written beside the formulas, for programs that do not calculate.
        pages: the address of the edition, under which a figure has a page; '' if it has none.
        version: of the book.
        commit: what the workbook is made from; '' if that is unknown.
    """

    audit: "Audit"
    sources: "Sources"
    corners: Mapping[str, "Corner"]
    figures: Grid
    factors: Grid
    derivations: Grid
    verdicts: Grid
    typed: Mapping[str, Any]
    cached: bool
    pages: str
    version: str
    commit: str

    def grid(self, id_: str) -> Grid:
        """Return the sheet on which a row of the ledger stands."""
        ledger = self.audit.ledger
        return self.figures if id_ in ledger.figures else self.factors if id_ in ledger.factors else self.derivations


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.made: dict[tuple[str, str], Format] = {}

    def __call__(self, style: str, digits: str = "") -> "Format":
        """Return a style of cells.

        Args:
            style: a key of ``_STYLES``.
            digits: the format of its number.
        """
        if (style, digits) not in self.made:
            own = {"font_size": 10, "valign": "top", **_STYLES[style], **({"num_format": digits} if digits else {})}
            if style in ("grey", "moved", "wrong"):  # laid over others, which keep what is not named
                own = _STYLES[style]
            self.made[style, digits] = self.book.add_format(own)
        return self.made[style, digits]


class Sheet:
    """One sheet: writes its cells by the id of the row and the key of the column; a text is never a formula."""

    def __init__(self, book: "Workbook", formats: Formats, grid: Grid, cached: bool) -> None:
        self.grid = grid
        self.formats = formats
        self.cached = cached
        self.sheet = book.add_worksheet(grid.name)
        self.lines: dict[int, int] = {}  # the lines of text that a row takes
        for place, column in enumerate(grid.columns):
            self.sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})
            self.sheet.write_string(FIRST - 1, place, column.head, formats(column.style))
            if not column.hidden:
                self._make_room(FIRST - 1, place, column.head)

    def _at(self, id_: str, key: str) -> tuple[int, int]:
        return self.grid.rows[id_], self.grid.places[key]

    def text(self, id_: str, key: str, text: str, style: str = "text") -> None:
        """Write a text."""
        row, place = self._at(id_, key)
        self.sheet.write_string(row, place, text, self.formats(style))
        self._make_room(row, place, text, 1.15 if style == "small" else 1.0)

    def number(self, id_: str, key: str, value: float, style: str = "number", digits: str = "") -> None:
        """Write a number; an infinite one as a very large one that is shown as infinite."""
        held = finite(value)
        self.sheet.write_number(*self._at(id_, key), held, self.formats(style, digits or plain(value)))

    def formula(  # noqa: PLR0913, PLR0917
        self, id_: str, key: str, formula: str, cached: Any, style: str = "number", digits: str = ""
    ) -> None:
        """Write a formula with the result that Python has for it."""
        value = cached if self.cached else 0
        if isinstance(value, float):
            value = finite(value) if value == value else ""  # noqa: PLR0124 - nan is not itself
        text, (row, place) = f"={formula.removeprefix('=')}", self._at(id_, key)
        self.sheet.write_formula(row, place, text, self.formats(style, digits), value)
        if isinstance(cached, str) and style != "helper":
            self._make_room(row, place, cached)

    def link(  # noqa: PLR0913, PLR0917
        self, id_: str, key: str, to: str, text: str, style: str = "idlink", tip: str | None = None
    ) -> None:
        """Write a link to a cell or an address of the web; ``tip`` is shown when it is pointed at."""
        target = f"internal:{to.replace('$', '')}" if to.startswith("'") else to
        row, place = self._at(id_, key)
        self.sheet.write_url(row, place, target, self.formats(style), string=text, tip=tip)
        if style == "link":
            self._make_room(row, place, text)

    def entry(self, id_: str, key: str, value: float | None = None) -> None:
        """Write a cell into which the reader types, empty or with a number that was typed."""
        if value is None:
            self.sheet.write_blank(*self._at(id_, key), None, self.formats("input"))
        else:
            self.sheet.write_number(*self._at(id_, key), value, self.formats("input"))

    def _make_room(self, row: int, place: int, text: str, room: float = 1.0) -> None:
        """Note how many lines a text takes: not every program sets the height of a row by itself."""
        needed = sum(lines(part, room * self.grid.columns[place].width) for part in text.split("\n"))
        self.lines[row] = max(needed, self.lines.get(row, 1))

    def shade(self, first: str, last: str, style: str, when: str) -> None:
        """Lay a style over columns of all rows where a condition holds, which is written for the first row."""
        rows, places = self.grid.rows, self.grid.places
        if rows:
            rule = {"type": "formula", "criteria": f"={when}", "format": self.formats(style)}
            self.sheet.conditional_format(FIRST, places[first], self.grid.last, places[last], rule)

    def finish(self, remark: str, frozen: int, *, printed: int, paper: int = 8) -> None:
        """Write the remark above the head, and set up filters, panes, protection and print.

        Args:
            remark: what a reader should know of this sheet.
            frozen: how many columns stay in sight.
            printed: how many columns are printed.
            paper: the size, as Excel numbers them: 8 is A3, 9 is A4.
        """
        from xlsxwriter.utility import xl_range

        sheet = self.sheet
        for row, needed in self.lines.items():
            sheet.set_row(row, LINE * needed + 2)
        sheet.write_string(0, 0, remark, self.formats("remark"))
        sheet.freeze_panes(FIRST, frozen)
        sheet.autofilter(FIRST - 1, 0, self.grid.last, len(self.grid.columns) - 1)
        allowed = ("autofilter", "format_columns", "format_rows", "format_cells")
        sheet.protect("", dict.fromkeys(allowed, True))
        # Sections and printed numbers are texts on purpose, and each formula of a column is its own.
        whole = xl_range(FIRST, 0, self.grid.last, len(self.grid.columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": whole, "formula_differs": whole})
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST - 1)
        sheet.print_area(0, 0, self.grid.last, printed - 1)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column; a Chinese character is as wide as two others."""
    wide = sum(2 if ord(one) > 0x2E80 else 1 for one in text)
    return max(1, math.ceil(wide / (width - 2)))


def finite(value: float) -> float:
    """Return a number that a spreadsheet can hold."""
    return min(max(value, -LARGEST), LARGEST)


def plain(value: float) -> str:
    """Return the format of a number that is shown with all its digits."""
    if math.isinf(value):
        return '[>=1E+300]"∞";[<=-1E+300]"−∞";General'
    if abs(value) < 10_000:
        return "General"
    return "#,##0" if value == int(value) else "#,##0.0###"


def rounded(value: float, significant: int) -> str:
    """Return the format of a computed number that is shown with so many digits, or as many as its size takes."""
    if math.isinf(value):
        return plain(value)
    if value == int(value):  # a count, say; other numbers that are typed show the decimals that they have
        return plain(value)
    place = math.floor(math.log10(abs(value)))
    if place < -4 or place > 11:
        return f"0.{'0' * (significant - 1)}E+00"
    decimals = max(0, significant - 1 - place)
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")
