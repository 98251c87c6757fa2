"""The findings' page lists the material figures and draws the answers to each question."""

from collections.abc import Callable
from importlib.metadata import version

import pytest
from bs4 import BeautifulSoup

from compendium import paths
from small_book import Book, cells, column_names, words


@pytest.fixture(scope="module")
def page(ledger_book: Book) -> BeautifulSoup:
    return ledger_book.tree("book/findings")


def body(page: BeautifulSoup, first: str) -> list[list[str]]:
    """Return the words of the table whose first column has a name."""
    (found,) = [table for table in page.find_all("table") if column_names(table)[:1] == [first]]
    return [[words(cell) for cell in row] for row in cells(found)]


def test_unknown_question_stops_the_directive(build: Callable[..., Book]) -> None:
    book = build({"index": "# Title\n\n```{ledger-answers} arithmetics\n```\n"})
    assert "index.md:3: ERROR: no question is called 'arithmetics'; there are arithmetic and evidence" in book.warnings


def test_unknown_answer_stops_the_brief(build: Callable[..., Book]) -> None:
    book = build({"index": "# Title\n\n```{ledger-brief} supposed\n```\n"})
    assert "index.md:3: ERROR: no answer is called 'supposed'; there are supported, repeated only" in book.warnings


def test_findings_are_the_material_figures(page: BeautifulSoup) -> None:
    assert body(page, "figure") == [
        ["1.1 Bakery: CO2 saved", "12 t CO₂/a", "contradicted", "reproduced", "0.133 to 0.3"],
    ]


def test_answers_are_drawn_with_their_alternative_text(page: BeautifulSoup) -> None:
    first, second = (image["alt"] for image in page.select("img.chart"))
    assert first.startswith(
        "For 3 of 5 printed figures we found no calculation; 2 of them are readings, which need none."
    )
    assert second.startswith("For 3 of 5 printed figures we found no check that counts.")


def test_versions_are_those_installed(page: BeautifulSoup) -> None:
    found = dict(row[:2] for row in body(page, "made with"))
    assert (found["sphinx"], found["pandas"]) == (version("sphinx"), version("pandas"))
    assert found.get("commit", "") == paths.commit()
