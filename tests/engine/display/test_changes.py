"""The banner of a rerun: what was assumed, and every answer, range and result of the chapter that changed."""

from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup

from compendium.audit.audit import open_audit
from compendium.display import tables
from compendium.ledger.ledger import Ledger


def shown(ledger: Ledger, assumptions: dict[str, Any], section: str = "1.1") -> tuple[list[list[list[str]]], str]:
    """Return the rows of each table of the banner, without its header, and its whole text."""
    found = tables.changes(open_audit(section, assumptions, ledger))
    assert found is not None
    page = BeautifulSoup(found.html, "html.parser")
    rows = [
        [[" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")] for row in table.select("tbody tr")]
        for table in page.find_all("table")
    ]
    return rows, " ".join(page.get_text(" ").split())


def test_published_chapter_has_no_banner(bakery_ledger: Ledger) -> None:
    assert tables.changes(open_audit("1.1", {}, bakery_ledger)) is None
    assert tables.changes(open_audit("1.1", None, bakery_ledger)) is None


def test_banner_has_old_and_new_of_the_assumption_and_of_all_that_changed(bakery_ledger: Ledger) -> None:
    (assumed, changed), text = shown(bakery_ledger, {"flour.per_loaf": 0.9})
    assert assumed == [["flour in a loaf", "0.5 kg (0.45 to 0.55 kg)", "0.9 kg"]]
    assert [row[0] for row in changed] == ["flour used", "flour for the loaves", "flour in a year"]
    assert ("consistent" in changed[0][1], "not reproduced" in changed[0][2]) == (True, True)
    assert [cell.split(" (")[0] for cell in changed[1][1:]] == ["100 kg/day", "180 kg/day"]
    assert "It is not the published audit" in text


def test_printed_number_is_an_assumption_too(bakery_ledger: Ledger) -> None:
    (assumed, changed), _ = shown(bakery_ledger, {"bakery.flour": 180})
    assert assumed == [["flour used", "about 100 kg/day", "about 180 kg/day"]]
    assert changed[0][0] == "flour used"


def test_assumption_that_moves_nothing_is_named(bakery_ledger: Ledger) -> None:
    _, text = shown(bakery_ledger, {"flour.per_loaf": [0.45, 0.5, 0.55]})  # what the book has
    assert "Moves nothing in this chapter: flour in a loaf." in text
    assert "Nothing in this chapter changed." in text


def test_factor_in_no_formula_is_not_said_to_move_nothing(bakery_ledger: Ledger) -> None:
    row = replace(bakery_ledger.factors["flour.per_loaf"], id="flour.abroad")
    _, text = shown(replace(bakery_ledger, factors={**bakery_ledger.factors, row.id: row}), {"flour.abroad": 0.9})
    assert "In no formula, so only where factors of regions are compared: flour in a loaf." in text
    assert "Moves nothing" not in text


def test_long_lists_are_folded_but_not_a_change_of_verdict(bakery_ledger: Ledger) -> None:
    loaf, year = bakery_ledger.factors["flour.per_loaf"], bakery_ledger.derivations["bakery.flour_year"]
    more = [replace(loaf, id=f"flour.kind_{at}") for at in range(9)]
    years = [replace(year, id=f"bakery.year_{at}") for at in range(9)]
    ledger = replace(
        bakery_ledger,
        factors={row.id: row for row in (loaf, *more)},
        derivations={**bakery_ledger.derivations, **{row.id: row for row in years}},
    )
    found = tables.changes(open_audit("1.1", dict.fromkeys(("flour.per_loaf", *(row.id for row in more)), 0.9), ledger))
    assert found is not None
    page = BeautifulSoup(found.html, "html.parser")
    assert [one.get_text() for one in page.select("summary")] == ["10 assumptions", "11 recomputed values"]
    assert [len(table.select("tbody tr")) for table in page.select("table")] == [10, 1, 11]
    assert page.select_one("details table + *") is None
    (open_table,) = [table for table in page.select("table") if not table.find_parent("details")]
    assert "not reproduced" in open_table.get_text()


def test_results_that_check_nothing_do_not_pass_for_a_change_of_verdict(bakery_ledger: Ledger) -> None:
    derived = {id_: row for id_, row in bakery_ledger.derivations.items() if id_ == "bakery.flour_year"}
    assert derived
    row = replace(derived["bakery.flour_year"], formula="bakery.loaves * flour.per_loaf")
    _, text = shown(replace(bakery_ledger, derivations={row.id: row}), {"flour.per_loaf": 0.9})
    assert "none of these results counts as a check" in text
