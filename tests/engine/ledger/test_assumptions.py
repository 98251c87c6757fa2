"""Assumptions: values with units, what a row can have, and what is plausible for it."""

import re
from dataclasses import replace
from typing import Any

import pytest

from compendium.ledger.assumptions import assumed, implausible, keyed, takes
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Factor
from compendium.ledger.vocabulary import FactorKind


@pytest.fixture
def grid(bakery_ledger: Ledger) -> Factor:
    row = bakery_ledger.factors["flour.per_loaf"]
    return replace(row, id="grid.town", kind=FactorKind.GRID, unit="kg CO2 / kWh", low=0.14, value=0.14, high=0.15)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (0.5257, 0.5257),
        ("0.5257", 0.5257),
        ("525.7 g/kWh", 0.5257),  # the substance may be left out
        ("525.7g CO2/kWh", 0.5257),
        ("525.7 g CO₂ / kWh", 0.5257),
        ("0.5257 t / MWh", 0.5257),
        ("0.5257 tCO2/MWh", 0.5257),
        ("0.5257kgCO2/kWh", 0.5257),
        ("525.7 g CO2e/kWh", 0.5257),
        ("525.7 gCO₂eq/kWh", 0.5257),
        ("525.7 gCO2-eq / kWh", 0.5257),
        ("12,525.7 g/kWh", 12.5257),
        ("1,234,567 mg/kWh", 1.234567),
        ("5.257e-1", 0.5257),
    ],
)
def test_number_is_taken_in_the_unit_that_it_has(grid: Factor, given: Any, value: float) -> None:
    row = assumed(grid, given)
    assert isinstance(row, Factor)
    assert row.value == pytest.approx(value, rel=1e-12)
    assert row.low == row.value == row.high


def test_each_end_may_have_a_unit(grid: Factor) -> None:
    row = assumed(grid, ["500 g/kWh", 0.55, "0.6 kg CO2/kWh"])
    assert isinstance(row, Factor)
    assert (row.low, row.value, row.high) == (pytest.approx(0.5), 0.55, 0.6)


@pytest.mark.parametrize(
    ("given", "ends"),
    [
        ("0.5..0.55..0.6", (0.5, 0.55, 0.6)),
        ("500..550..600 g/kWh", (0.5, 0.55, 0.6)),  # the unit of the last number is that of all
        ("0.5 kg/kWh .. 550 .. 600g/kWh", (0.5, 0.55, 0.6)),
        ("0.5..0.6", (0.5, 0.55, 0.6)),  # the value is the middle
        (" [500 g/kWh, 0.55, 0.6] ", (0.5, 0.55, 0.6)),
    ],
)
def test_range_may_be_a_text(grid: Factor, given: str, ends: tuple[float, float, float]) -> None:
    row = assumed(grid, given)
    assert isinstance(row, Factor)
    assert (row.low, row.value, row.high) == pytest.approx(ends, rel=1e-12)


def test_share_may_have_its_sign(grid: Factor) -> None:
    share = assumed(replace(grid, unit="percent", low=40, value=50, high=60), "45 %")
    assert isinstance(share, Factor)
    assert share.value == 45


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (True, "True is a bool"),
        (None, "None is a NoneType"),
        ({"low": 1}, "is a dict"),
        ("lots", "'lots' does not begin with a number"),
        ("525.7 g/km", "g/km is not a kind of kg CO2 / kWh"),
        ("525.7 g CH4/kWh", "g CH4/kWh is not a kind of kg CO2 / kWh"),
        ("525.7 gCH4/kWh", "gCH4/kWh is not a kind of kg CO2 / kWh"),
        ("0,2", "'0,2': a decimal comma? write 0.2"),
        ("0,525", "'0,525': a decimal comma? write 0.525"),
        ("-1234,567", "'-1234,567': a decimal comma? write -1234.567"),
        ("525,7 g/kWh", "'525,7 g/kWh': a decimal comma? write 525.7"),
        ("0,45..0.5..0.6 kg/kWh", "'0,45': a decimal comma? write 0.45"),
        ("0.4..0.5..0,6 kg/kWh", "'0,6 kg/kWh': a decimal comma? write 0.6"),
        ("1,234,5", "'1,234,5' has a comma that parts no thousands"),
        ("1.234,5", "'1.234,5' has a comma that parts no thousands"),
        ("[0,2, 0.3, 0.4]", "it has 4 numbers"),
        ("525.7 gram/kWh", "'gram/kWh' uses 'gram', which is no unit of the tables"),
        (10**400, "it is too large for a floating-point number"),
        (float("inf"), "it is not finite"),
        (float("nan"), "it is not finite"),
        ([0.5, 0.6], "it has 2 numbers"),
        ("[0.5, 0.6]", "it has 2 numbers"),
        ("0.4..0.5..0.6..0.7", "it has 4 numbers"),
        ("0.4..", "'' does not begin with a number"),
        ("0.6..0.5", "low, value and high do not rise"),
        ([0.7, 0.6, 0.8], "low, value and high do not rise"),
    ],
)
def test_value_that_a_factor_cannot_have_is_refused_with_the_reason(grid: Factor, given: Any, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        assumed(grid, given)


def test_id_of_another_factor_stands_for_its_range(grid: Factor) -> None:
    other = replace(grid, id="grid.land", unit="g CO2 / kWh", low=500, value=525.7, high=600)
    row = assumed(grid, " grid.land ", {"grid.land": other})
    assert isinstance(row, Factor)
    assert (row.id, row.unit) == ("grid.town", "kg CO2 / kWh")
    assert (row.low, row.value, row.high) == (pytest.approx(0.5), pytest.approx(0.5257), pytest.approx(0.6))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("grid.lnad", "no factor has this id; nearest: 'grid.land'"),
        ("zzz.zzz", "no factor has this id"),
        ("flour.per_loaf", "kg / item is not a kind of kg CO2 / kWh"),
    ],
)
def test_id_that_cannot_stand_for_a_factor_is_refused_with_the_reason(grid: Factor, given: str, why: str) -> None:
    loaf = replace(grid, id="flour.per_loaf", unit="kg / item")
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        assumed(grid, given, {"grid.land": replace(grid, id="grid.land"), loaf.id: loaf})


@pytest.mark.parametrize("given", [True, None, [1, 2, 3]])
def test_figure_takes_only_what_could_be_printed(bakery_ledger: Ledger, given: Any) -> None:
    with pytest.raises(ValueError, match=f"it is a {type(given).__name__}"):
        assumed(bakery_ledger.figures["bakery.loaves"], given)


@pytest.mark.parametrize(("given", "write"), [("1,5", "1.5"), ("0,525", "0.525")])
def test_decimal_comma_of_a_figure_is_refused(bakery_ledger: Ledger, given: str, write: str) -> None:
    with pytest.raises(ValueError, match=f"^'{given}': a decimal comma[?] write {write}$"):
        assumed(bakery_ledger.figures["bakery.loaves"], given)


def test_figure_is_said_to_take_a_bare_number(bakery_ledger: Ledger) -> None:
    exact, about = bakery_ledger.figures["bakery.loaves"], bakery_ledger.figures["bakery.flour"]
    assert takes(exact) == "a bare number or a range such as 100-140, without 'about' and without a unit"
    assert takes(about) == "a bare number without a unit; 'about' stays with it"


@pytest.mark.parametrize(("value", "fits"), [(0, True), (0.29, True), (0.31, False), (525.7, False), (-0.1, False)])
def test_grid_is_plausible_up_to_twice_the_dirtiest(grid: Factor, value: float, fits: bool) -> None:
    doubt = implausible(assumed(grid, value), grid, [grid, replace(grid, high=0.12)])
    assert (doubt is None) is fits
    if doubt:
        assert f"{value:g} kg CO2 / kWh for 'grid.town'" in str(doubt)
        assert "expected 0 to 0.3 (up to twice the dirtiest grid of the ledger)" in str(doubt)


@pytest.mark.parametrize(
    ("own", "given", "fits"),
    [
        ((40, 50, 60), 100, True),
        ((40, 50, 60), 150, False),
        ((40, 50, 60), [40, 50, 600], False),
        ((40, 50, 60), -1, False),
        ((40, 50, 60), 5, True),
        ((40, 50, 60), 4.9, False),
        ((40, 50, 60), "0.45..0.5..0.6", False),
        ((40, 50, 60), "0.5 %", False),  # a unit does not make it likelier
        ((40, 50, 60), 0, True),
        ((40, 50, 60), [0, 50, 60], True),
        ((40, 50, 60), [0, 0.5, 0.6], False),
        ((0, 50, 60), 0.5, True),  # within its own interval
        ((-2, 1, 3), -50, True),
        ((150, 160, 170), 165, True),
        ((-2, -1.8, -1.7), -0.018, False),
        ((-2, -1.8, -1.7), -5, True),
        ((-2, -1.8, -1.7), -101, False),
    ],
)
def test_share_is_plausible_between_nothing_and_all(grid: Factor, own: Any, given: Any, fits: bool) -> None:
    share = replace(grid, kind=FactorKind.OTHER, unit="percent", low=own[0], value=own[1], high=own[2])
    assert (implausible(assumed(share, given), share, []) is None) is fits


def test_share_that_may_be_a_fraction_is_asked_about(grid: Factor) -> None:
    share = replace(grid, kind=FactorKind.OTHER, unit="percent", low=45, value=50, high=60)
    assert str(implausible(assumed(share, "0.45..0.5..0.6"), share, [])) == (
        "assumptions: found 0.45 to 0.6 percent for 'grid.town' (0.5 %, or 50 %?); expected 5 to 100 (0, or from a "
        "tenth of the book's own value to the whole), or allow_implausible (on the command line --allow-implausible)"
    )
    assert "?" not in str(implausible(assumed(share, 150), share, []))


def test_figure_is_not_offered_another_unit(bakery_ledger: Ledger) -> None:
    row = bakery_ledger.figures["bakery.loaves"]
    assert "unit" not in str(implausible(assumed(row, 1), row, []))


@pytest.mark.parametrize(("given", "fits"), [(0.06, True), (0.04, False), (4.9, True), (5.1, False), (0, False)])
def test_any_other_number_is_plausible_up_to_ten_times_its_own(bakery_ledger: Ledger, given: float, fits: bool) -> None:
    row = bakery_ledger.factors["flour.per_loaf"]  # 0.5
    assert (implausible(assumed(row, given), row, []) is None) is fits


def test_negative_number_has_its_bounds_the_right_way_round(bakery_ledger: Ledger) -> None:
    row = replace(bakery_ledger.factors["flour.per_loaf"], low=-3, value=-2, high=-1)
    assert implausible(assumed(row, -15), row, []) is None
    assert implausible(assumed(row, 2), row, [])


@pytest.mark.parametrize(
    ("given", "why"), [([1, 2], "[1, 2], a list"), (0.5, "0.5, a float"), ({1: 0.5}, "the key 1, a int")]
)
def test_assumptions_are_values_by_id(given: object, why: str) -> None:
    with pytest.raises(TypeError) as refusal:
        keyed(given)
    assert str(refusal.value) == why
