"""The page of uncertainty sets interval and inner range side by side; charts of any row stand within a page."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit
from compendium.audit.uncertainty import spreads
from compendium.display import charts, wording
from small_book import Book, cells, column_names, directives, words


@pytest.fixture(scope="module")
def page(ledger_book: Book) -> BeautifulSoup:
    return ledger_book.tree("book/uncertainty")


def test_row_that_cannot_be_drawn_stops_the_directive_and_names_the_page(build: Callable[..., Book]) -> None:
    named = ("ledger-tornado} nothing.there", "ledger-checks} nothing.there", "ledger-spread-chart} bakery.loaves")
    warnings = build({"index": "# Title\n\n" + directives(*named)}).warnings
    assert "index.md:3: ERROR: ledger-tornado: no row has the id 'nothing.there'" in warnings
    assert "index.md:6: ERROR: ledger-checks: no row has the id 'nothing.there'" in warnings
    assert (
        "index.md:9: ERROR: ledger-spread-chart: no check of 'bakery.loaves' has an interval with two ends" in warnings
    )


def test_every_check_has_a_row_in_the_order_of_the_report(page: BeautifulSoup, audit: Audit) -> None:
    (table,) = [table for table in page.find_all("table") if not table.find_parent("figure")]
    assert column_names(table) == ["figure", "check", "interval", "5 to 95%", "finding", "moved most by"]
    found = [[words(cell) for cell in row] for row in cells(table)]
    inner = [
        wording.interval(spreads(audit)[id_].interval, audit.ledger.derivations[id_].unit)
        for verdict in audit.verdicts.values()
        for id_ in (check.result.derivation.id for check in verdict.checks)
    ]
    assert [row[3] for row in found] == [told.replace("\N{NO-BREAK SPACE}", " ") for told in inner]
    assert [[*row[:3], *row[4:]] for row in found] == [
        [
            "1.1 Bakery: flour used, about 100 kg/day",
            "flour for the loaves",
            "89.8 to 110 kg/day",
            "agrees",
            "flour in a loaf",
        ],
        ["1.1 Bakery: CO2 saved, 12 t CO₂/a", "CO2 of the wood", "12 to 13.5 t CO₂/a", "too wide", "wood saved"],
        [
            "1.1 Bakery: CO2 saved, 12 t CO₂/a",
            "CO2 of wood regrown",
            "1.6 to 3.6 t CO₂/a",
            "misses",
            "CO2 of wood that grows again",
        ],
        [
            "2.10 Mill: power of the mill, nearly 36 MWh/a",
            "power by the hours",
            "34.8 to 37.2 MWh/a",
            "agrees",
            "hours of a mill",
        ],
        [
            "2.10 Mill: power of the mill, nearly 36 MWh/a",
            "power of an older mill",
            "17.4 to 18.6 MWh/a",
            "misses",
            "hours of a mill",
        ],
    ]


def test_samples_are_counted_above_the_table(page: BeautifulSoup) -> None:
    assert "Each range rests on 131,072 samples." in words(page)


def test_charts_of_rows_stand_on_the_page(page: BeautifulSoup, audit: Audit) -> None:
    assert [image["alt"] for image in page.select("img.chart")] == [
        charts.checks(audit, "bakery.co2_saved").alt,
        charts.tornado(audit, "bakery.flour_needed").alt,
    ]
