"""The chart of figures that name no source has a bar for each section, the greatest share first."""

from dataclasses import replace
from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.display import charts
from compendium.i18n.messages import using_language
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from drawing import WARNINGS_FAIL, Easel, misplaced

pytestmark = WARNINGS_FAIL


def test_section_that_names_no_source_stands_first(garden: Audit, easel: Easel) -> None:
    chart = charts.unnamed(garden)
    assert chart.alt == (
        "1 of 2 sections with figures name no source for any of them. "
        "Figures without a source: 1.2 Garden: 1 of 1; 1.1 Garden: 1 of 2."
    )
    assert easel.last.rows == [("1.2 Garden", "1 of 1"), ("1.1 Garden", "1 of 2")]
    assert [bar.get_width() for bar in easel.last.axes.patches] == pytest.approx([100, 50])
    assert easel.last.heads[2] == "Source: the ledger, 3 figures, 1 with a source."
    assert misplaced(easel.last.canvas) == []


@pytest.fixture
def brewed(bakery: Path) -> Ledger:
    """The bakery with a second section whose only figure names no source."""
    with (bakery / "figures.csv").open("a", encoding="utf-8") as table:
        table.write("brewery.beer,2.1,3,5,t / day,exact,amount,2022,,beer,啤酒,\n")
    return load(bakery, bakery / "references.bib")


def test_chart_of_a_chapter_counts_the_chapter_alone(brewed: Ledger) -> None:
    alt = charts.unnamed(open_audit("1", ledger=brewed)).alt
    assert alt.startswith("0 of 1 sections with figures name no source for any of them.")


def test_cases_of_a_section_are_named_in_the_current_language_by_its_comma(brewed: Ledger) -> None:
    moved = replace(brewed.figures["brewery.beer"], section="1.1")
    audit = open_audit(ledger=replace(brewed, figures={**brewed.figures, "brewery.beer": moved}))
    assert charts.unnamed(audit).alt.endswith("1.1 Bakery, Brewery: 2 of 3.")
    with using_language("zh"):
        assert "1.1 Bakery、Brewery" in charts.unnamed(audit).alt
