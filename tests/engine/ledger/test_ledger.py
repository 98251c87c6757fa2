"""The ledger links rows by their ids and takes assumptions, in the row's own unit, or says why not."""

from dataclasses import replace
from typing import Any

import pytest

from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger, case
from compendium.ledger.problem import DataError
from compendium.ledger.rows import Preset, Words
from compendium.ledger.vocabulary import Kind

A_FACTOR = "expected a number, one with a unit, low..value..high or the id of a factor"


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
            "assumptions: found 'much' for 'flour.per_loaf' ('much' does not begin with a number); " + A_FACTOR,
        ),
        (
            {"flour.per_loaf": [0.6, 0.5, 0.4]},
            "assumptions: found [0.6, 0.5, 0.4] for 'flour.per_loaf' (low, value and high do not rise); " + A_FACTOR,
        ),
        (
            {"flour.per_loaf": [0.4, 0.6]},
            "assumptions: found [0.4, 0.6] for 'flour.per_loaf' (it has 2 numbers); " + A_FACTOR,
        ),
        (
            {"flour.per_loaf": float("nan")},
            "assumptions: found nan for 'flour.per_loaf' (it is not finite); " + A_FACTOR,
        ),
        (
            {"flour.per_loaf": float("inf")},
            "assumptions: found inf for 'flour.per_loaf' (it is not finite); " + A_FACTOR,
        ),
        (
            {"flour.per_loaf": [0.4, 0.5, float("inf")]},
            "assumptions: found [0.4, 0.5, inf] for 'flour.per_loaf' (it is not finite); " + A_FACTOR,
        ),
        (
            {"flour.per_loaf": [float("-inf"), 0.5, 0.6]},
            "assumptions: found [-inf, 0.5, 0.6] for 'flour.per_loaf' (it is not finite); " + A_FACTOR,
        ),
        (
            {"flour.per_loaf": "flour.per_lof"},
            "assumptions: found 'flour.per_lof' for 'flour.per_loaf' "
            "(no factor has this id; nearest: 'flour.per_loaf'); " + A_FACTOR,
        ),
        (
            {"bakery.loaves": "many"},
            "assumptions: found 'many' for 'bakery.loaves' ('many' is no number, range, sum or Chinese numeral); "
            "expected a bare number or a range such as 100-140, without 'about' and without a unit",
        ),
        (
            {"bakery.flour": 0},
            "assumptions: found 0 for 'bakery.flour' ('0' has no digit but zero: only 'exact' can qualify it); "
            "expected a bare number without a unit; 'about' stays with it",
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
    ("value", "interval"),
    [
        (0.6, Interval(0.6, 0.6, 0.6)),
        ("0.6", Interval(0.6, 0.6, 0.6)),
        ([0.5, 0.6, 0.7], Interval(0.5, 0.6, 0.7)),
        ((0.5, 0.5, 0.7), Interval(0.5, 0.5, 0.7)),
    ],
)
def test_factor_is_assumed_as_a_number_or_with_its_range(bakery_ledger: Ledger, value: Any, interval: Interval) -> None:
    assert bakery_ledger.assume({"flour.per_loaf": value}).factors["flour.per_loaf"].interval == interval


def test_factor_assumed_by_id_has_the_range_of_the_ledger_whatever_else_is_assumed(bakery_ledger: Ledger) -> None:
    roll = replace(bakery_ledger.factors["flour.per_loaf"], id="flour.per_roll", low=0.05, value=0.06, high=0.07)
    ledger = replace(bakery_ledger, factors={**bakery_ledger.factors, roll.id: roll})
    both = ledger.assume({"flour.per_loaf": "flour.per_roll", "flour.per_roll": 0.1})
    assert both.factors["flour.per_loaf"].interval == roll.interval


@pytest.mark.parametrize(
    ("value", "interval"),
    [
        (30, Interval(29.5, 30, 30.5)),
        (30.1, Interval(30.05, 30.1, 30.15)),
        ("30.10", Interval(30.095, 30.1, 30.105)),
        ("20-40", Interval(20, 30, 40)),
        ("1,200", Interval(1199.5, 1200, 1200.5)),
    ],
)
def test_figure_is_assumed_as_what_could_be_printed(bakery_ledger: Ledger, value: Any, interval: Interval) -> None:
    assumed = bakery_ledger.assume({"bakery.loaves": value}).figures["bakery.loaves"]
    assert assumed.interval == interval
    assert assumed.qualifier == "exact"


@pytest.mark.parametrize(
    ("kind", "printed", "interval"),
    [
        (Kind.READING, "0", Interval(0, 0, 0.5)),  # what is counted, metered or paid is never below zero
        (Kind.READING, "0.4", Interval(0.35, 0.4, 0.45)),
        (Kind.AMOUNT, "0", Interval(-0.5, 0, 0.5)),
        (Kind.SAVING, "0", Interval(-0.5, 0, 0.5)),
        (Kind.SAVING, "−3", Interval(-3.5, -3, -2.5)),
    ],
)
def test_interval_of_a_reading_ends_at_zero(
    bakery_ledger: Ledger, kind: Kind, printed: str, interval: Interval
) -> None:
    assert replace(bakery_ledger.figures["bakery.loaves"], kind=kind, printed=printed).interval == interval


def test_assumption_leaves_the_ledger_it_came_from_alone(bakery_ledger: Ledger) -> None:
    bakery_ledger.assume({"bakery.loaves": 300, "flour.per_loaf": 0.6})
    assert bakery_ledger.figures["bakery.loaves"].printed == "200"
    assert bakery_ledger.factors["flour.per_loaf"].value == 0.5


def test_unknown_id_is_refused_with_the_nearest(bakery_ledger: Ledger) -> None:
    with pytest.raises(KeyError) as refusal:
        bakery_ledger["bakery.loafs"]
    assert refusal.value.args == ("no row has the id 'bakery.loafs'; nearest: 'bakery.loaves'",)


def test_row_of_any_table_is_found_by_its_id(bakery_ledger: Ledger) -> None:
    assert {id_: (bakery_ledger[id_].id, bakery_ledger[id_].labels["en"]) for id_ in bakery_ledger.ids()} == {
        "bakery.loaves": ("bakery.loaves", "loaves baked"),
        "bakery.flour": ("bakery.flour", "flour used"),
        "flour.per_loaf": ("flour.per_loaf", "flour in a loaf"),
        "bakery.flour_needed": ("bakery.flour_needed", "flour for the loaves"),
        "bakery.flour_year": ("bakery.flour_year", "flour in a year"),
    }


def test_derivation_is_linked_to_what_it_uses_and_what_it_checks(bakery_ledger: Ledger) -> None:
    assert [row.id for row in bakery_ledger.checks("bakery.flour")] == ["bakery.flour_needed"]
    assert bakery_ledger.checks("bakery.loaves") == ()
    assert bakery_ledger.derivations["bakery.flour_year"].names == ("bakery.flour_needed",)


def test_derivation_rests_on_figures_and_factors_through_others_each_once(bakery_ledger: Ledger) -> None:
    model = bakery_ledger.derivations["bakery.flour_year"]
    twice = replace(model, id="bakery.twice", formula="bakery.flour_year + bakery.flour_needed + bakery.flour")
    ledger = replace(bakery_ledger, derivations={**bakery_ledger.derivations, "bakery.twice": twice})
    assert [row.id for row in ledger.inputs("bakery.flour_year")] == ["bakery.loaves", "flour.per_loaf"]
    assert [row.id for row in ledger.inputs("bakery.twice")] == ["bakery.loaves", "flour.per_loaf", "bakery.flour"]


def test_case_is_the_first_part_of_an_id() -> None:
    assert [case(id_) for id_ in ("bakery.loaves", "bakery.flour.rye", "bakery")] == ["bakery"] * 3


def test_erratum_is_no_row_that_a_formula_can_name(bakery_ledger: Ledger) -> None:
    assert "two_doubts" not in bakery_ledger.ids()
    with pytest.raises(KeyError):
        bakery_ledger["two_doubts"]


def test_preset_puts_one_factor_in_the_place_of_others_in_their_units(bakery_ledger: Ledger) -> None:
    loaf = bakery_ledger.factors["flour.per_loaf"]
    roll = replace(loaf, id="flour.per_roll", unit="g / item", value=60.0, low=50.0, high=70.0)
    less = Preset("less_flour", "flour.*", "flour.per_loaf", Words({"en": "less flour", "zh": "少用面粉"}), "")
    ledger = replace(
        bakery_ledger, factors={**bakery_ledger.factors, "flour.per_roll": roll}, presets={"less_flour": less}
    )
    assert ledger.preset("less_flour") == {"flour.per_roll": pytest.approx(500.0)}
    assert ledger.assume(ledger.preset("less_flour")).factors["flour.per_roll"].value == pytest.approx(500.0)
