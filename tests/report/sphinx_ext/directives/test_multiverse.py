"""The page of combinations: a row for each figure with several, each rule, what figures share, a curve."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

from compendium.audit.audit import Audit
from compendium.scenarios.multiverse.specifications import universes
from compendium.scenarios.multiverse.together import shared_questions, worlds
from small_book import Book, cells, column_names, directives, words

PAGES = {
    "index": "# Index\n",
    "book/ledger": "# Ledger\n",
    "book/sources": "# Sources\n\n" + directives("ledger-factors}", "bibliography}\n:all:"),
    "book/multiverse": "# All\n\n"
    + directives(
        "multiverse-shares}", "multiverse-rules}", "multiverse-curve} suining.co2_avoided", "multiverse-together}"
    ),
}


@pytest.fixture(scope="module")
def page(build: Callable[..., Book]) -> BeautifulSoup:
    book = build(PAGES)
    assert book.warnings == ""
    return book.tree("book/multiverse")


@pytest.fixture(scope="module")
def tables(page: BeautifulSoup) -> list[Tag]:
    """The tables of the page that are not the data of a chart."""
    return [table for table in page.find_all("table") if not table.find_parent("details")]


def row_of(cell: Tag) -> str:
    (link,) = cell.select('a[href^="ledger.html#"]')
    return str(link["href"]).partition("#")[2]


def test_each_figure_with_several_combinations_is_a_row_that_adds_up(tables: list[Tag], report: Audit) -> None:
    assert column_names(tables[0])[2:] == ["combinations", "right", "too wide to tell", "wrong"]
    found = {row_of(row[0]): [int(words(cell)) for cell in row[2:]] for row in cells(tables[0])}
    several = {id_: one.shares for id_, one in universes(report).items() if one.open_questions}
    assert {id_: (one[0], one[1], one[3]) for id_, one in found.items()} == {
        id_: (shares.all, shares.right, shares.wrong) for id_, shares in several.items()
    }
    assert all(one[0] == sum(one[1:]) for one in found.values())
    rights = [one[1] / one[0] for one in found.values()]
    assert rights == sorted(rights, reverse=True)


def test_every_rule_that_differs_is_named(tables: list[Tag]) -> None:
    found = {row_of(row[0]): [words(cell) for cell in row[1:]] for row in cells(tables[1])}
    assert found["biogas.co2_avoided"] == ["4", "2 right, 2 wrong", "0 right, 2 wrong by threshold of 2%"]
    assert found["landfill.engines"] == ["2", "1 right, 1 wrong", ""]


def test_shared_questions_are_listed_and_their_combinations_counted(
    page: BeautifulSoup, tables: list[Tag], report: Audit
) -> None:
    found = universes(report)
    questions = shared_questions(report, found)
    assert [words(row[0]) for row in cells(tables[2])] == [
        "emission factor of electricity".capitalize(),
        "3.5 Landfill: gas engines",
        "3.6 Suining: solar power a year",
    ]
    assert [len(row[2].find_all("a")) for row in cells(tables[2])] == [len(one.figures) for one in questions]
    count = sum(one.all for one in worlds(found, questions))
    assert f"about {count / 1e6:.3g} million combinations of the whole report" in words(page)


def test_charts_have_names_that_stay(page: BeautifulSoup) -> None:
    names = [str(figure["id"]) for figure in page.select("figure.chart")]
    assert names == ["chart-combinations", "chart-specifications-suining-co2-avoided", "chart-together"]
