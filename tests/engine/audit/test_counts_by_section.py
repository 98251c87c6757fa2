"""Figures that name a source are counted by section."""

from pathlib import Path

import pytest

from compendium.audit.audit import open_audit
from compendium.audit.counts import Sourced, by_section
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load


@pytest.fixture
def brewed(bakery: Path) -> Ledger:
    """The bakery with a second section whose only figure names no source."""
    with (bakery / "figures.csv").open("a", encoding="utf-8") as table:
        table.write("brewery.beer,2.1,3,5,t / day,exact,amount,2022,,beer,啤酒,\n")
    return load(bakery, bakery / "references.bib")


def test_figures_with_and_without_a_source_are_counted_by_section(brewed: Ledger) -> None:
    assert by_section(open_audit(ledger=brewed)) == (
        Sourced("1.1", 2, 1),
        Sourced("2.1", 1, 0),
    )


def test_part_counts_its_own_figures_alone(brewed: Ledger) -> None:
    assert by_section(open_audit("2", ledger=brewed)) == (Sourced("2.1", 1, 0),)
