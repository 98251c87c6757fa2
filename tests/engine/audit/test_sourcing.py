"""The share of figures that name no source is counted by section, and the chart's title says what it shows."""

from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.display.charts import sourcing
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load


@pytest.fixture
def brewed(bakery: Path) -> Ledger:
    """The bakery with a second section whose only figure names no source."""
    with (bakery / "figures.csv").open("a", encoding="utf-8") as table:
        table.write("brewery.beer,2.1,3,5,t / day,exact,2022,,beer,啤酒,\n")
    return load(bakery, bakery / "references.bib")


def test_figures_with_and_without_a_source_are_counted_by_section(brewed: Ledger) -> None:
    assert sourcing.by_section(open_audit(ledger=brewed)) == (
        sourcing.Sourced("1.1", "Bakery", 2, 1),
        sourcing.Sourced("2.1", "Brewery", 1, 0),
    )


def test_share_without_a_source(brewed: Ledger) -> None:
    assert [row.unnamed for row in sourcing.by_section(open_audit(ledger=brewed))] == [0.5, 1]


def test_chart_is_titled_by_what_it_finds_and_starts_with_the_greatest_share(brewed: Ledger) -> None:
    alt = sourcing.unnamed(open_audit(ledger=brewed)).alt
    assert alt == (
        "1 of 2 sections with figures name no source for any of them. "
        "Figures without a source: 2.1 Brewery: 1 of 1; 1.1 Bakery: 1 of 2."
    )


def test_chart_of_a_chapter_counts_the_chapter_alone(brewed: Ledger) -> None:
    alt = sourcing.unnamed(open_audit("1", ledger=brewed)).alt
    assert alt.startswith("0 of 1 sections with figures name no source for any of them.")


def test_sections_account_for_every_figure_of_the_report(report: Audit) -> None:
    rows = sourcing.by_section(report)
    assert sum(row.figures for row in rows) == len(report.ledger.figures)
    assert sum(row.named for row in rows) == sum(bool(row.cites) for row in report.ledger.figures.values())


def test_case_studies_name_no_source(report: Audit) -> None:
    cases = [row for row in sourcing.by_section(report) if row.section.startswith("3.")]
    assert len(cases) == 10
    assert [row.section for row in cases if row.named] == []
