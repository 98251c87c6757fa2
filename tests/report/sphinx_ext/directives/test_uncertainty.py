"""The page of uncertainty sets the interval and the inner range of every check of the report side by side."""

from collections.abc import Callable, Mapping

import pytest
from bs4 import BeautifulSoup, Tag

from compendium.audit import uncertainty
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import Spread
from compendium.audit.verdicts import Check
from compendium.display import charts, wording
from compendium.ledger.interval import Interval
from small_book import Book, cells, directives, words


@pytest.fixture(scope="module")
def page(ledger_book: Book) -> BeautifulSoup:
    return ledger_book.tree("book/uncertainty")


@pytest.fixture(scope="module")
def rows(page: BeautifulSoup) -> list[list[Tag]]:
    """The cells of the page's one table that is no chart's."""
    (table,) = [table for table in page.find_all("table") if not table.find_parent("figure")]
    return cells(table)


@pytest.fixture(scope="module")
def checks(report: Audit) -> list[Check]:
    return [check for verdict in report.verdicts.values() for check in verdict.checks]


def told(interval: Interval, unit: str) -> str:
    return wording.interval(interval, unit).replace("\N{NO-BREAK SPACE}", " ")


def links(cell: Tag) -> list[str]:
    return [link["href"] for link in cell.find_all("a")]


def test_check_without_an_interval_cannot_be_drawn(build: Callable[..., Book], report: Audit) -> None:
    still = next(
        id_
        for id_, verdict in report.verdicts.items()
        if verdict.checks and all(check.interval.is_point for check in verdict.checks)
    )
    warnings = build({"index": "# Title\n\n" + directives(f"ledger-spread-chart}} {still}")}).warnings
    assert f"index.md:3: ERROR: ledger-spread-chart: no check of '{still}' has an interval with two ends" in warnings


def test_every_check_has_a_row_in_the_order_of_the_report(
    rows: list[list[Tag]], checks: list[Check], report: Audit
) -> None:
    assert len(rows) == len(checks) > 50
    for row, check in zip(rows, checks, strict=True):
        derivation = check.result.derivation
        assert links(row[0]) == [f"ledger.html#{derivation.checks}"]
        assert links(row[1]) == [f"ledger.html#{derivation.id}"]
        assert words(row[2]).removesuffix(" (sampled)") == told(check.result.interval, derivation.unit)


def test_inner_range_and_mover_stand_beside_the_interval(
    rows: list[list[Tag]], checks: list[Check], report: Audit, report_spreads: Mapping[str, Spread]
) -> None:
    for row, check in zip(rows, checks, strict=True):
        derivation = check.result.derivation
        assert words(row[3]) == told(report_spreads[derivation.id].interval, derivation.unit)
        mover = uncertainty.mover(report, derivation.id)
        assert [link.partition("#")[2] for link in links(row[5])] == ([mover] if mover else [])


def test_finding_of_every_check_stands_beside_it(rows: list[list[Tag]], checks: list[Check]) -> None:
    told = [words(row[4]) for row in rows]
    assert told == [str(check.finding) for check in checks]
    assert set(told) == {"agrees", "misses", "too wide"}


def test_page_says_on_how_many_samples_it_rests(page: BeautifulSoup) -> None:
    assert wording.count(uncertainty.POINTS) == "131,072"
    assert "131,072 samples" in words(page)


def test_charts_of_rows_stand_on_the_page(page: BeautifulSoup, report: Audit, charted: tuple[str, str]) -> None:
    figure, derivation = charted
    told = [image["alt"] for image in page.select("img.chart")]
    assert told[:2] == [charts.checks(report, figure).alt, charts.tornado(report, derivation).alt]
    assert len(told) == 3
    assert "nine in ten samples lie" in told[2]
