"""The banner of a rerun: what was assumed, and every answer, range and result of the chapter that changed."""

from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup

from compendium.audit.audit import open_audit
from compendium.display import tables
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Preset, Words


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


def many(ledger: Ledger) -> Ledger:
    """Return the bakery with ten factors, a preset for nine of them, and ten results."""
    loaf, year = ledger.factors["flour.per_loaf"], ledger.derivations["bakery.flour_year"]
    more = [replace(loaf, id=f"flour.kind_{at}", labels=Words({"en": f"flour, kind {at}"})) for at in range(9)]
    years = [replace(year, id=f"bakery.year_{at}") for at in range(9)]
    preset = Preset("rolls", "flour.*", "flour.per_loaf", Words({"en": "rolls for loaves"}), "")
    return replace(
        ledger,
        factors={row.id: row for row in (loaf, *more)},
        derivations={**ledger.derivations, **{row.id: row for row in years}},
        presets={preset.id: preset},
    )


def parts(ledger: Ledger, assumptions: dict[str, Any]) -> tuple[list[str], list[tuple[bool, list[str]]]]:
    """Return the words that something is folded under, and of each table whether it is folded and its first column."""
    found = tables.changes(open_audit("1.1", assumptions, ledger))
    assert found is not None
    page = BeautifulSoup(found.html, "html.parser")
    listed = [
        (
            table.find_parent("details") is not None,
            [" ".join(one.get_text(" ").split()) for one in table.select("tbody td:first-child")],
        )
        for table in page.select("table")
    ]
    return [one.get_text() for one in page.select("summary")], listed


def test_results_are_folded_but_no_assumption_and_no_change_of_verdict(bakery_ledger: Ledger) -> None:
    ledger = many(bakery_ledger)
    folds, (assumed, verdicts, results) = parts(ledger, dict.fromkeys(ledger.factors, 0.9))
    assert folds == ["11 recomputed values"]
    assert [(folded, len(rows)) for folded, rows in (assumed, verdicts, results)] == [
        (False, 10),
        (False, 1),
        (True, 11),
    ]


def test_preset_is_folded_under_its_name_and_what_was_assumed_besides_is_shown(bakery_ledger: Ledger) -> None:
    ledger = many(bakery_ledger)
    folds, (assumed, preset, *_) = parts(ledger, ledger.preset("rolls") | {"flour.kind_3": 0.7, "flour.per_loaf": 0.9})
    assert folds[0] == "rolls for loaves: 8 assumptions"
    assert assumed == (False, ["flour, kind 3", "flour in a loaf"])
    assert preset == (True, [f"flour, kind {at}" for at in range(9) if at != 3])


def test_preset_alone_has_no_table_of_other_assumptions(bakery_ledger: Ledger) -> None:
    ledger = many(bakery_ledger)
    folds, listed = parts(ledger, ledger.preset("rolls"))
    assert folds == ["rolls for loaves: 9 assumptions"]
    assert listed == [(True, [f"flour, kind {at}" for at in range(9)])]


def test_value_that_a_preset_has_by_chance_is_shown(bakery_ledger: Ledger) -> None:
    ledger = many(bakery_ledger)
    folds, (assumed, *_) = parts(ledger, {"flour.kind_3": 0.5, "flour.per_loaf": 0.9})
    assert folds == ["11 recomputed values"]
    assert assumed == (False, ["flour, kind 3", "flour in a loaf"])


def test_labels_with_commas_are_parted_by_semicolons(bakery_ledger: Ledger) -> None:
    ledger = many(bakery_ledger)
    _, text = shown(ledger, {"flour.kind_3": 0.9, "flour.kind_4": 0.9})
    assert "are compared: flour, kind 3; flour, kind 4." in text


def test_old_and_new_value_of_a_factor_have_all_their_digits(bakery_ledger: Ledger) -> None:
    loaf = replace(bakery_ledger.factors["flour.per_loaf"], low=0.45, value=0.50412, high=0.55)
    ledger = replace(bakery_ledger, factors={loaf.id: loaf})
    (assumed, _), _ = shown(ledger, {loaf.id: "504.13 g/item"})
    assert assumed == [["flour in a loaf", "0.50412 kg (0.45 to 0.55 kg)", "0.50413 kg"]]


def test_results_that_check_nothing_do_not_pass_for_a_change_of_verdict(bakery_ledger: Ledger) -> None:
    derived = {id_: row for id_, row in bakery_ledger.derivations.items() if id_ == "bakery.flour_year"}
    assert derived
    row = replace(derived["bakery.flour_year"], formula="bakery.loaves * flour.per_loaf")
    _, text = shown(replace(bakery_ledger, derivations={row.id: row}), {"flour.per_loaf": 0.9})
    assert "range of a printed figure changed. 1 result changed that counts as no check:" in text
