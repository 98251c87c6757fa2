"""The ledger links rows by their ids and takes assumptions, in the row's own unit, or says why not."""

from dataclasses import replace
from typing import Any

import pytest

from compendium.i18n.messages import using_language
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError
from compendium.ledger.rows import Preset


@pytest.mark.parametrize(
    ("assumptions", "line"),
    [
        (
            {"flour.per_loav": 0.6},
            "assumptions: found 'flour.per_loav'; expected the id of a figure or factor; nearest: 'flour.per_loaf'",
        ),
        ({"zzz": 1}, "assumptions: found 'zzz'; expected the id of a figure or factor"),
        (
            {"bakery.flour_year": 40},
            "assumptions: found 'bakery.flour_year', which is computed; "
            "expected one of its inputs: bakery.loaves, flour.per_loaf",
        ),
        (
            {"flour.per_loaf": "much"},
            "assumptions: found 'much' for 'flour.per_loaf' (could not convert string to float: 'much'); "
            "expected a number, or [low, value, high]",
        ),
        (
            {"flour.per_loaf": [0.6, 0.5, 0.4]},
            "assumptions: found [0.6, 0.5, 0.4] for 'flour.per_loaf' (low, value and high do not rise); "
            "expected a number, or [low, value, high]",
        ),
        (
            {"flour.per_loaf": [0.4, 0.6]},
            "assumptions: found [0.4, 0.6] for 'flour.per_loaf' (not enough values to unpack (expected 3, got 2)); "
            "expected a number, or [low, value, high]",
        ),
        (
            {"flour.per_loaf": float("nan")},
            "assumptions: found nan for 'flour.per_loaf' (low, value and high do not rise); "
            "expected a number, or [low, value, high]",
        ),
        (
            {"flour.per_loaf": float("inf")},
            "assumptions: found inf for 'flour.per_loaf' (it is not finite); expected a number, or [low, value, high]",
        ),
        (
            {"bakery.loaves": -3},
            "assumptions: found -3 for 'bakery.loaves' ('-3' is no number, range, sum or Chinese numeral); "
            "expected what could be printed and keeps the qualifier 'exact'",
        ),
        (
            {"bakery.flour": 0},
            "assumptions: found 0 for 'bakery.flour' ('0' has no digit but zero: only 'exact' can qualify it); "
            "expected what could be printed and keeps the qualifier 'about'",
        ),
    ],
)
def test_assumption_that_does_not_fit_is_refused_by_name(
    bakery_ledger: Ledger, assumptions: dict[str, Any], line: str
) -> None:
    with pytest.raises(DataError) as refusal:
        bakery_ledger.assume(assumptions)
    assert str(refusal.value) == line


def test_every_assumption_that_does_not_fit_is_told(bakery_ledger: Ledger) -> None:
    with pytest.raises(DataError) as refusal:
        bakery_ledger.assume({"zzz": 1, "bakery.flour_year": 2, "flour.per_loaf": 0.5})
    assert [problem.found for problem in refusal.value.problems] == ["'zzz'", "'bakery.flour_year', which is computed"]


@pytest.mark.parametrize(
    ("value", "bounds"), [(0.6, (0.6, 0.6, 0.6)), ("0.6", (0.6, 0.6, 0.6)), ([0.5, 0.6, 0.7], (0.5, 0.6, 0.7))]
)
def test_factor_is_assumed_as_a_number_or_with_its_range(
    bakery_ledger: Ledger, value: Any, bounds: tuple[float, float, float]
) -> None:
    assert bakery_ledger.assume({"flour.per_loaf": value}).factors["flour.per_loaf"].bounds == bounds


@pytest.mark.parametrize(
    ("value", "bounds"),
    [(30, (29.5, 30, 30.5)), (30.1, (30.05, 30.1, 30.15)), ("30.10", (30.095, 30.1, 30.105)), ("20-40", (20, 30, 40))],
)
def test_figure_is_assumed_as_what_could_be_printed(
    bakery_ledger: Ledger, value: Any, bounds: tuple[float, float, float]
) -> None:
    assumed = bakery_ledger.assume({"bakery.loaves": value}).figures["bakery.loaves"]
    assert assumed.bounds == bounds
    assert assumed.qualifier == "exact"


def test_assumption_leaves_the_ledger_it_came_from_alone(bakery_ledger: Ledger) -> None:
    bakery_ledger.assume({"bakery.loaves": 300, "flour.per_loaf": 0.6})
    assert bakery_ledger.figures["bakery.loaves"].printed == "200"
    assert bakery_ledger.factors["flour.per_loaf"].value == 0.5


def test_unknown_id_is_refused_with_the_nearest(bakery_ledger: Ledger) -> None:
    with pytest.raises(KeyError) as refusal:
        bakery_ledger["bakery.loafs"]
    assert refusal.value.args == ("no row has the id 'bakery.loafs'; nearest: 'bakery.loaves'",)


def test_row_of_any_table_is_found_by_its_id(bakery_ledger: Ledger) -> None:
    assert [bakery_ledger[id_].label for id_ in bakery_ledger.ids()] == [
        "loaves baked",
        "flour used",
        "flour in a loaf",
        "flour for the loaves",
        "flour in a year",
    ]


def test_derivation_is_linked_to_what_it_uses_and_what_it_checks(bakery_ledger: Ledger) -> None:
    assert [row.id for row in bakery_ledger.checks("bakery.flour")] == ["bakery.flour_needed"]
    assert bakery_ledger.checks("bakery.loaves") == ()
    assert bakery_ledger.derivations["bakery.flour_year"].names == ("bakery.flour_needed",)


def test_erratum_is_told_in_the_reader_s_language(bakery_ledger: Ledger) -> None:
    erratum = bakery_ledger.errata["two_doubts"]
    assert erratum.finding == "Two words of doubt stand by one number."
    with using_language("zh"):
        assert erratum.finding == "一个数字带有两个限定词。"


def test_erratum_is_no_row_that_a_formula_can_name(bakery_ledger: Ledger) -> None:
    assert "two_doubts" not in bakery_ledger.ids()
    with pytest.raises(KeyError):
        bakery_ledger["two_doubts"]


def test_preset_puts_one_factor_in_the_place_of_others_in_their_units(bakery_ledger: Ledger) -> None:
    loaf = bakery_ledger.factors["flour.per_loaf"]
    roll = replace(loaf, id="flour.per_roll", unit="g / item", value=60.0, low=50.0, high=70.0)
    less = Preset("less_flour", "flour.*", "flour.per_loaf", "less flour", "少用面粉", "")
    ledger = replace(
        bakery_ledger, factors={**bakery_ledger.factors, "flour.per_roll": roll}, presets={"less_flour": less}
    )
    assert ledger.preset("less_flour") == {"flour.per_roll": pytest.approx(500.0)}
    assert ledger.assume(ledger.preset("less_flour")).factors["flour.per_roll"].value == pytest.approx(500.0)
