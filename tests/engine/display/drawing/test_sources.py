"""A source line names the sections, the works and the assumptions that a chart rests on."""

from compendium.audit.audit import Audit, open_audit
from compendium.display.drawing.sources import Source, of_ledger, source_of
from compendium.ledger.ledger import Ledger


def test_source_line_names_the_rows_used_and_what_was_assumed(bakery_ledger: Ledger) -> None:
    as_published = open_audit(ledger=bakery_ledger)
    assumed = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9})
    assert source_of(as_published, ["bakery.loaves"]).line() == "Source: report 1.1."
    assert source_of(as_published, ["flour.per_loaf"]).line() == "Source: Almanac."
    assert source_of(as_published, ["bakery.flour_year"]).line() == "Source: report 1.1; Almanac."
    assert source_of(assumed, ["bakery.flour_year"]).line() == "Source: report 1.1; assumed: flour in a loaf."


def test_each_source_is_named_once_with_its_key_and_grade(garden: Audit) -> None:
    ids = ["garden.visitors", "rain.wet_2021", "garden.needed", "garden.per_visitor", "rain.dry_2020"]
    source = source_of(garden, ids)
    assert source.line() == "Source: report 1.1, 1.2; Almanac; Rain."
    assert source.works == (("almanac2020", "Almanac", "A"), ("rain2021", "Rain", "A"))


def test_line_that_does_not_fit_says_how_many_are_left_out() -> None:
    source = Source(("report 1.1",), tuple((name, name, "A") for name in ("Almanac", "Census", "Rain")))
    assert source.line(lambda text: len(text) < 40) == "Source: report 1.1; Almanac; 2 more."
    assert source.line(lambda text: False) == "Source: report 1.1; 3 more."


def test_chart_of_all_figures_rests_on_the_ledger() -> None:
    assert of_ledger(12).line() == "Source: the ledger, 12 figures."
