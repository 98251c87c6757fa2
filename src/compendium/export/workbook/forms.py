"""The first and the last sheet: what the workbook is, and what a reviewer signs; and the lists that others look up."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compendium.citation.standing import standing
from compendium.display import labels
from compendium.export.workbook.algebra import Side
from compendium.export.workbook.grid import FIRST, LINE, Formats, Grid, Plan, lines
from compendium.i18n.messages import gettext
from compendium.ledger.vocabulary import Arithmetic, Evidence, Finding, Method, Opinion

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTH = 84  # characters of a line of prose
LISTS = "Lists"  # the hidden sheet


def write_lists(book: "Workbook", formats: Formats) -> None:
    """Write the words of the answers and the choices of a reviewer, each list with a name."""
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    members = [*Arithmetic, *Evidence, *Finding]
    for row, member in enumerate(members):
        sheet.write_string(row, 0, str(member), formats("helper"))
        sheet.write_string(row, 1, labels.name(member), formats("helper"))
    book.define_name("words", f"='{LISTS}'!$A$1:$B${len(members)}")
    done = [gettext("checked"), gettext("checked in part"), gettext("not checked")]
    for name, column, words in (("opinions", "C", [labels.name(one) for one in Opinion]), ("extents", "D", done)):
        for row, word in enumerate(words):
            sheet.write_string(row, ord(column) - ord("A"), word, formats("helper"))
        book.define_name(name, f"='{LISTS}'!${column}$1:${column}${len(words)}")


def write_read_me(plan: Plan, book: "Workbook", formats: Formats, name: str) -> None:
    """Write what the workbook is, how it is used and how far it can be trusted."""
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, _WIDTH)
    sheet.hide_gridlines(2)
    for row, (style, text) in enumerate(_lines(plan)):
        sheet.write_string(row, 0, text, formats(style))
        if style == "title":
            sheet.set_row(row, 26)
        if style == "prose":
            sheet.set_row(row, LINE * lines(text, _WIDTH) + 2)
    _page(sheet)


def _lines(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the lines of the first sheet, each with its style."""
    yield "title", gettext("Workbook for reviewers")
    for heading, lines_ in (
        ("", _what(plan)),
        (gettext("How to check one number"), _steps()),
        (gettext("What a typed number means"), _typing()),
        (gettext("Names"), _naming(plan)),
        (gettext("What is live, and what is not"), _limits(plan)),
    ):
        if heading:
            yield "heading", heading
        for text in lines_:
            yield "prose", text


def _what(plan: Plan) -> Sequence[str]:
    made = gettext("Version {version}.", version=plan.version)
    if plan.commit:
        made = gettext("Version {version}, made from the commit {commit}.", version=plan.version, commit=plan.commit)
    return [
        gettext(
            "It holds the whole audit as formulas: change a number and every result, interval and verdict "
            "that rests on it follows."
        ),
        gettext(standing(plan.audit.ledger.reviews)),
        made,
        *([gettext("The book: {address}", address=plan.pages)] if plan.pages else []),
    ]


def _steps() -> Sequence[str]:
    return [
        gettext(
            "1. On the sheet Verdicts find the figure; its id leads to what it stands for, the columns at the"
            " right lead to its checks."
        ),
        gettext(
            "2. On the sheet Derivations click on a value: the formula bar shows the formula. The columns at "
            "the right lead to its inputs."
        ),
        gettext("3. On the sheet Factors open the source and compare the words read with it."),
        gettext(
            "4. Type another value into a yellow cell, in the unit of its row, and look at the verdict again."
            " Empty the cell to go back."
        ),
        gettext("5. Choose your own verdict on the sheet Verdicts, add a note, and sign on the last sheet."),
    ]


def _typing() -> Sequence[str]:
    return [
        gettext(
            "A value alone is taken as exact, without an interval. With low and high it has that interval. "
            "Low or high alone replaces that end only."
        ),
        gettext(
            "On the sheet Figures a typed number replaces what the printed one stands for. The threshold of "
            "the rules is the yellow cell above the table on the sheet Verdicts."
        ),
    ]


def _naming(plan: Plan) -> Sequence[str]:
    named = next(iter(plan.audit.results), "")
    cell = plan.sources.cell(named, Side.VALUE) if named else ""
    return [
        gettext(
            "Each number is a named cell: v_ for the value, lo_ and hi_ for the ends, then the id with two "
            "low lines in place of the point: {cell} is the value of {id}. The cell holds the number in the "
            "unit of its row; plain numbers in a formula convert units.",
            cell=cell,
            id=named,
        ),
        gettext(
            "The sheets are protected without a password against typing over a formula by mistake. Columns "
            "with formulas of no interest are hidden."
        ),
    ]


def _limits(plan: Plan) -> Sequence[str]:
    """Return what the formulas cannot follow."""
    results = plan.audit.results
    sampled = sum(one.method is Method.SAMPLED for one in results.values())
    narrow = sum(corner.reach < 10 for corner in plan.corners.values())
    return [
        gettext(
            "Values and ratios are always live. So are findings and verdicts, unless an interval behind them "
            "is marked as not valid."
        ),
        gettext(
            "Of {all} intervals, {exact} are live: the result moves one way with each input, so its ends are "
            "formulas of the inputs' ends. For {narrow} of them the directions are proved only for ranges up to a "
            "few times as wide as the published ones, for the others up to a hundred times; beyond that the "
            "interval is marked as not proved.",
            all=len(results),
            exact=len(plan.corners),
            narrow=narrow,
        ),
        gettext(
            "{sampled} intervals are static: their ends were searched for by a program and are plain numbers."
            " After a change of an input they are out of date, turn grey, and so does the state of a verdict "
            "that rests on one.",
            sampled=sampled,
        ),
        gettext(
            "Which checks count, and to which question each is an answer, is decided in the tables and does "
            "not change here. The robustness of an answer, its sensitivity and its 90% interval are in the "
            "book only."
        ),
    ]


def write_sign_off(plan: Plan, book: "Workbook", formats: Formats, name: str) -> None:
    """Write the form that a reviewer fills in."""
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 60)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, gettext("Sign-off"), formats("title"))
    row = 2
    for label in (
        gettext("your name"), "ORCID", gettext("institution"), gettext("date (year-month-day)"),
        gettext("competing interests"), gettext("figures or chapters reviewed"),
    ):  # fmt: skip
        sheet.write_string(row, 0, label, formats("text"))
        sheet.merge_range(row, 1, row, 2, "", formats("input"))
        row += 1
    row = _extents(sheet, formats, row + 1)
    row = _counted(plan, sheet, formats, row + 1)
    sheet.write_string(row + 1, 0, gettext("what was not checked, and why"), formats("text"))
    sheet.merge_range(row + 1, 1, row + 1, 2, "", formats("input"))
    sheet.set_row(row + 1, 60)
    sheet.write_string(row + 2, 0, gettext("overall verdict and remarks"), formats("text"))
    sheet.merge_range(row + 2, 1, row + 2, 2, "", formats("input"))
    sheet.set_row(row + 2, 90)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    _page(sheet)


def _extents(sheet: "Worksheet", formats: Formats, row: int) -> int:
    """Write what could be checked, each with a choice and a note; return the next row."""
    for place, head in enumerate((gettext("what"), gettext("how far"), gettext("note"))):
        sheet.write_string(row, place, head, formats("head"))
    first = row + 1
    for row, what in enumerate((  # noqa: PLR1704 - goes on below
        gettext("printed numbers compared with the report"),
        gettext("what a printed number stands for"),
        gettext("sources opened and words read compared"),
        gettext("formulas and units"),
        gettext("which checks count, and as what"),
        gettext("rules of the verdicts and the threshold"),
        gettext("results recomputed with another program"),
    ), first):  # fmt: skip
        sheet.write_string(row, 0, what, formats("text"))
        sheet.write_blank(row, 1, None, formats("input"))
        sheet.write_blank(row, 2, None, formats("input"))
    sheet.data_validation(first, 1, row, 1, {"validate": "list", "source": "=extents"})
    return row + 1


def _counted(plan: Plan, sheet: "Worksheet", formats: Formats, row: int) -> int:
    """Write how much the reviewer has filled in, as formulas; return the next row."""
    from xlsxwriter.utility import xl_range_abs

    def column(grid: Grid, key: str) -> str:
        return f"'{grid.name}'!{xl_range_abs(FIRST, grid.places[key], grid.last, grid.places[key])}"

    changed = "+".join(f"SUM({column(grid, 'changed')})" for grid in (plan.figures, plan.factors))
    for label, formula in (
        (gettext("verdicts given"), f"=COUNTA({column(plan.verdicts, 'own')})"),
        (gettext("numbers changed in this file"), f"={changed}"),
    ):
        sheet.write_string(row, 0, label, formats("text"))
        sheet.write_formula(row, 1, formula, formats("number"), 0)
        row += 1
    return row


def _page(sheet: "Worksheet") -> None:
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
