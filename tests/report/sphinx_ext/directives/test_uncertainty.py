"""The page of uncertainty sets interval and inner range side by side; charts of any row stand within a page."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import pytest

from compendium.audit import uncertainty
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import Spread
from compendium.display import wording
from compendium.display.charts import ledger, uncertainty
from page import Page, undrawn

Build = Callable[[dict[str, str]], Any]


@pytest.fixture(scope="module")
def page(ledger_book: Any) -> str:
    return str(ledger_book.page("book/uncertainty"))


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def rows(page: str) -> list[list[str]]:
    """Return the cells of the page's one table, as HTML."""
    (table,) = re.findall(r"<table.*?</table>", undrawn(page), re.DOTALL)
    return [re.findall(r"<td.*?</td>", row, re.DOTALL) for row in table.split("<tr")[2:]]


def test_row_that_cannot_be_drawn_stops_the_directive_and_names_the_page(build: Build, report: Audit) -> None:
    still = next(
        id_
        for id_, verdict in report.verdicts.items()
        if verdict.checks and all(check.low == check.high for check in verdict.checks)
    )
    charts = ["ledger-tornado} nothing.there", "ledger-checks} nothing.there", f"ledger-spread-chart}} {still}"]
    warnings = build({"index": "# Title\n\n" + "".join(f"```{{{chart}\n```\n\n" for chart in charts)}).warnings
    assert "index.md:3: ERROR: ledger-tornado: no row has the id 'nothing.there'" in warnings
    assert "index.md:6: ERROR: ledger-checks: no row has the id 'nothing.there'" in warnings
    assert f"index.md:9: ERROR: ledger-spread-chart: no check of '{still}' has an interval with two ends" in warnings


def test_every_check_has_a_row_in_the_order_of_the_report(page: str, report: Audit) -> None:
    checks = [check for verdict in report.verdicts.values() for check in verdict.checks]
    shown = rows(page)
    assert len(shown) == len(checks) > 50
    for cells, check in zip(shown, checks, strict=True):
        row = check.result.derivation
        figure = report.ledger.figures[row.checks]
        assert f'href="ledger.html#{figure.id}"' in cells[0]
        assert f'href="ledger.html#{row.id}"' in cells[1]
        expected = wording.interval(check.result.low, check.result.high, row.unit).replace("\N{NO-BREAK SPACE}", " ")
        assert text(cells[2]).removesuffix(" (sampled)") == expected


def test_inner_range_and_mover_stand_beside_the_interval(
    page: str, report: Audit, report_spreads: Mapping[str, Spread]
) -> None:
    checks = [check for verdict in report.verdicts.values() for check in verdict.checks]
    for cells, check in zip(rows(page), checks, strict=True):
        row = check.result.derivation
        expected = wording.interval(report_spreads[row.id].p5, report_spreads[row.id].p95, row.unit)
        assert text(cells[3]) == expected.replace("\N{NO-BREAK SPACE}", " ")
        mover = uncertainty.mover(report, row.id)
        assert re.findall('href="[^"]*#([^"]+)"', cells[5]) == ([mover] if mover else [])


def test_words_of_the_table_are_counted_above_it(page: str) -> None:
    words = [text(cells[4]) for cells in rows(page)]
    assert set(words) <= {"yes", "no", "in its tails only"}
    met, tails = len(words) - words.count("no"), words.count("in its tails only")
    assert f"Of {len(words)} checks, {met} meet what is printed" in text(page)
    assert f", {tails} of them in their tails only" in text(page)


def test_charts_of_rows_stand_on_the_page(page: str, report: Audit, charted: tuple[str, str]) -> None:
    figure, derivation = charted
    labels = [image["alt"] for image in Page(page).images]
    assert labels[:2] == [ledger.checks(report, figure).alt, uncertainty.tornado(report, derivation).alt]
    assert len(labels) == 3
    assert "nine in ten samples lie" in labels[2]
