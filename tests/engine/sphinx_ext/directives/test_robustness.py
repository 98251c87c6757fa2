"""The page of robustness tries every answer by other rules, and says what does not count and what is assumed."""

import pytest
from bs4 import BeautifulSoup, Tag

from compendium.audit.audit import Audit
from compendium.audit.uncertainty import robustness, spreads
from compendium.display import labels
from compendium.ledger.vocabulary import Evidence
from small_book import Book, cells, column_names, source_anchor, words


@pytest.fixture(scope="module")
def page(ledger_book: Book) -> BeautifulSoup:
    return ledger_book.tree("book/robustness")


@pytest.fixture(scope="module")
def shown(page: BeautifulSoup) -> list[Tag]:
    found: list[Tag] = page.find_all("table")
    return found


def test_every_rule_has_a_name(shown: list[Tag], audit: Audit) -> None:
    assert column_names(shown[0]) == ["figure", "printed", "the book’s rule", "where another rule differs"]
    assert all(list(answers) == list(labels.RULES) for answers in robustness(audit, spreads(audit)).values())


def test_every_figure_with_a_check_that_counts_is_tried_and_only_other_answers_are_shown(shown: list[Tag]) -> None:
    """Nearly 36 is 35 to 36; 34.8 to 37.2 meet it, lie within 5 and 10 % and not within 2 % of it."""
    assert [[words(cell) for cell in row] for row in cells(shown[0])] == [
        ["1.1 Bakery: CO2 saved ◆", "12 t CO₂/a", "contradicted", ""],
        ["2.10 Mill: power of the mill", "nearly 36 MWh/a", "supported", "too wide to tell by threshold of 2%."],
    ]
    assert [one["class"] for one in shown[0].select(".verdict")] == [
        ["verdict", "contradicted"], ["verdict", "supported"], ["verdict", "too-wide-to-tell"],
    ]  # fmt: skip


def test_answers_that_no_rule_changes_are_counted_and_marked(page: BeautifulSoup) -> None:
    assert words(page.select_one("section > p")) == (
        "Of 2 figures with a check that counts, 1 get the same answer by every rule tried here. They are marked with ◆."
    )


def test_rules_agree_with_those_of_the_audit(audit: Audit) -> None:
    found = robustness(audit, spreads(audit))
    assert list(found) == ["bakery.co2_saved", "mill.power"]
    assert set(found["bakery.co2_saved"].values()) == {Evidence.CONTRADICTED}
    assert found["mill.power"]["stricter"] is Evidence.TOO_WIDE


def test_check_that_does_not_count_is_listed_with_its_reason(shown: list[Tag]) -> None:
    assert column_names(shown[1]) == ["figure", "check", "ratio to printed", "differs in", "reason"]
    (row,) = cells(shown[1])
    assert [words(cell) for cell in row] == [
        "power of the mill",
        "power of an older mill",
        "0.5",
        "another year, another place",
        "That of 1990 and of another town.",
    ]
    assert [cell.a["href"] for cell in row[:2]] == ["ledger.html#mill.power", "ledger.html#mill.power_before"]


def test_every_default_is_told_with_its_source(shown: list[Tag]) -> None:
    assert column_names(shown[2]) == ["kind of factor", "uncertainty", "source", "note"]
    found = cells(shown[2])
    assert [[words(row[0]), words(row[1])] for row in found] == [
        ["CO₂ or carbon of a fuel", "−5% to +10%"],
        ["SO₂ emissions", "−20% to +30%"],
    ]
    assert {row[2].a["href"].partition("#")[2] for row in found} == {source_anchor("almanac2020")}
