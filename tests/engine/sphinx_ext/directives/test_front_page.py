"""The picture of the front page: a tile for each figure in the row of its case, with its answers and a link."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit
from compendium.sphinx_ext.directives.front_page import cases, chapters, shown
from small_book import Book, cells, column_names, words


@pytest.fixture(scope="module")
def picture(ledger_book: Book) -> BeautifulSoup:
    return ledger_book.tree("index")


def test_figures_of_a_case_stand_together_in_the_order_of_the_answers(audit: Audit) -> None:
    found = {name: [(one.figure.id, shown(one)) for one in verdicts] for name, verdicts in cases(audit).items()}
    assert found == {
        "1.1 Bakery": [
            ("bakery.co2_saved", ("reproduced", "contradicted")),
            ("bakery.flour", ("consistent", "untested")),
            ("bakery.loaves", ("untested",)),
            ("bakery.wood_saved", ("untested",)),
        ],
        "2.10 Mill": [("mill.power", ("supported",))],
    }


def test_every_figure_has_a_tile_with_its_answers_in_the_row_of_its_case(picture: BeautifulSoup) -> None:
    found = [
        (words(case.span), tile["href"], [part["class"][-1] for part in tile.select("i.answer")])
        for case in picture.select("li.case")
        for tile in case.select("a.tile")
    ]
    assert found == [
        ("1.1 Bakery", "book/ledger.html#bakery.co2_saved", ["reproduced", "contradicted"]),
        ("1.1 Bakery", "book/ledger.html#bakery.flour", ["consistent", "untested"]),
        ("1.1 Bakery", "book/ledger.html#bakery.loaves", ["untested"]),
        ("1.1 Bakery", "book/ledger.html#bakery.wood_saved", ["untested"]),
        ("2.10 Mill", "book/ledger.html#mill.power", ["supported"]),
    ]


def test_tile_says_case_figure_number_and_both_answers(picture: BeautifulSoup) -> None:
    (tile,) = picture.select('a.tile[href$="#mill.power"]')
    assert tile["title"] == tile.select_one("span.told").get_text()
    assert tile["title"].replace("\N{NO-BREAK SPACE}", " ") == (
        "2.10 Mill, power of the mill, nearly 36 MWh/a: no inputs printed, supported"
    )


def test_legend_counts_every_answer_that_is_shown(picture: BeautifulSoup) -> None:
    found = [[words(item) for item in question.select("li")] for question in picture.select(".legend .question")]
    assert found == [["supported 1", "contradicted 1", "untested 3"], ["reproduced 1", "consistent 1"]]


def test_caption_counts_cases_by_what_was_tested(picture: BeautifulSoup) -> None:
    (caption,) = picture.select("figure.picture > figcaption")
    assert words(caption) == (
        "By section and case, 2 in all: in 1 every figure that was tested is supported; in 1 some depend on a choice, "
        "are contested or contradicted; in 0 none do, but some are only repeated or too wide to tell; in 0 no figure "
        "was tested."
    )


def test_table_says_the_same_in_numbers(picture: BeautifulSoup) -> None:
    (table,) = picture.select("details.as-table table")
    assert column_names(table) == [
        "case", "figures", "supported", "repeated only", "too wide to tell", "depends on the choice", "contested",
        "contradicted", "untested", "recomputed",
    ]  # fmt: skip
    assert [[words(cell) for cell in row] for row in cells(table)] == [
        ["1.1 Bakery", "4", "0", "0", "0", "0", "0", "1", "3", "2"],
        ["2.10 Mill", "1", "1", "0", "0", "0", "0", "0", "0", "0"],
    ]


def test_keyboard_can_skip_the_picture(picture: BeautifulSoup) -> None:
    (skip,) = picture.select("a.skip")
    places = [picture.find_all(True).index(one) for one in (skip, *picture.select("ul.cases, details.as-table"))]
    assert places == sorted(places)
    assert skip["href"] == f"#{picture.select_one('details.as-table')['id']}"


def test_name_of_a_case_leads_to_its_chapter_if_the_book_has_it(picture: BeautifulSoup) -> None:
    names = {words(case.span): case.span.a and case.span.a["href"] for case in picture.select("li.case")}
    assert names == {"1.1 Bakery": "notebooks/1-bread.html", "2.10 Mill": None}


def test_styles_are_on_the_front_page_only(ledger_book: Book) -> None:
    loading = {
        name
        for name in ledger_book.names
        if any(
            Path(link["href"].partition("?")[0]).name == "front-page.css"
            for link in ledger_book.tree(name).select("link[href]")
        )
    }
    assert loading == {"index"}


def test_section_is_told_on_its_own_page_where_all_of_its_chapter_have_one() -> None:
    pages = [
        "a/1-ideas",
        "a/2-policies",
        "a/2-02-fall",
        "a/3-cases",
        "a/3-01-steel",
        "a/3-10-credits",
        "a/3-other",
        "a/5-end",
        "b",
    ]
    assert chapters(pages, ["1.4", "2.2", "2.3", "3.1", "3.10", "4.1", "5"]) == {
        "1.4": "a/1-ideas", "2.2": "a/2-policies", "2.3": "a/2-policies", "3.1": "a/3-01-steel",
        "3.10": "a/3-10-credits",
        "5": "a/5-end",
    }  # fmt: skip
