"""A source line names the sections, the works and the assumptions that a chart rests on."""

from compendium.audit.audit import Audit, open_audit
from compendium.display.drawing.sources import of_ledger, source_line
from compendium.ledger.ledger import Ledger


def test_source_line_names_the_rows_used_and_what_was_assumed(bakery_ledger: Ledger) -> None:
    as_published = open_audit(ledger=bakery_ledger)
    assumed = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9})
    assert source_line(as_published, ["bakery.loaves"]) == "Source: report 1.1."
    assert source_line(as_published, ["flour.per_loaf"]) == "Source: almanac2020."
    assert source_line(as_published, ["bakery.flour_year"]) == "Source: report 1.1; almanac2020."
    assert source_line(assumed, ["bakery.flour_year"]) == "Source: report 1.1; assumed flour.per_loaf."


def test_each_source_is_named_once_in_the_order_of_the_report(garden: Audit) -> None:
    ids = ["garden.visitors", "rain.wet_2021", "garden.needed", "garden.per_visitor", "rain.dry_2020"]
    assert source_line(garden, ids) == "Source: report 1.1, 1.2; almanac2020; rain2021."


def test_chart_of_all_figures_rests_on_the_ledger() -> None:
    assert of_ledger(12) == "Source: the ledger, 12 figures."
