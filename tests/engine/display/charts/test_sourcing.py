"""The chart of figures without a source is titled by what it finds."""

from dataclasses import replace
from pathlib import Path

import pytest

from compendium.audit.audit import open_audit
from compendium.display.charts import unnamed
from compendium.i18n.messages import using_language
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load


@pytest.fixture
def brewed(bakery: Path) -> Ledger:
    """The bakery with a second section whose only figure names no source."""
    with (bakery / "figures.csv").open("a", encoding="utf-8") as table:
        table.write("brewery.beer,2.1,3,5,t / day,exact,amount,2022,,beer,啤酒,\n")
    return load(bakery, bakery / "references.bib")


def test_chart_is_titled_by_what_it_finds_and_starts_with_the_greatest_share(brewed: Ledger) -> None:
    alt = unnamed(open_audit(ledger=brewed)).alt
    assert alt == (
        "1 of 2 sections with figures name no source for any of them. "
        "Figures without a source: 2.1 Brewery: 1 of 1; 1.1 Bakery: 1 of 2."
    )


def test_chart_of_a_chapter_counts_the_chapter_alone(brewed: Ledger) -> None:
    alt = unnamed(open_audit("1", ledger=brewed)).alt
    assert alt.startswith("0 of 1 sections with figures name no source for any of them.")


def test_cases_of_a_section_are_named_in_the_current_language_by_its_comma(brewed: Ledger) -> None:
    moved = replace(brewed.figures["brewery.beer"], section="1.1")
    audit = open_audit(ledger=replace(brewed, figures={**brewed.figures, "brewery.beer": moved}))
    assert unnamed(audit).alt.endswith("1.1 Bakery, Brewery: 2 of 3.")
    with using_language("zh"):
        assert "1.1 Bakery、Brewery" in unnamed(audit).alt
