"""Units carry the words of Chinese statistics, and nothing converts without a factor that a row of data names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.units import NAMES, UnitError, convert, nearest_unit, scale


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("tce", "kWh"),  # calorific or equal value? a row of data must say
        ("tce", "GJ"),
        ("t", "t CO2"),
        ("t CH4", "t CO2"),  # only by a GWP that is named
        ("wan yuan", "person"),
        ("ride", "person"),
        ("weight_case", "kg"),
        ("vehicle", "item"),
        ("kWh", "kW"),
        ("t / a", "t"),
    ],
)
def test_kinds_do_not_turn_into_one_another(unit: str, to: str) -> None:
    with pytest.raises(UnitError) as refusal:
        convert(1, unit, to)
    assert str(refusal.value) == f"{unit} is not a kind of {to}"


UNKNOWN = "is no unit of the tables"
OFFSET = "is a scale with an offset or a logarithm: its zero is not nothing"


@pytest.mark.parametrize(
    ("unit", "name", "reason"),
    [
        ("wann kWh", "wann", UNKNOWN),
        ("kWhh", "kWhh", UNKNOWN),
        ("kwh", "kwh", UNKNOWN),
        ("t CO2e", "CO2e", UNKNOWN),
        ("kg / loaf / day", "loaf", UNKNOWN),
        # known to the registry, but not what a table means by it
        ("pH", "pH", UNKNOWN),
        ("tonne", "tonne", UNKNOWN),
        ("mile", "mile", UNKNOWN),
        ("parsec", "parsec", UNKNOWN),
        # the zero of these is not nothing, so that sums and ratios of them would be wrong
        ("degC", "degC", OFFSET),
        ("degF", "degF", OFFSET),
        ("dB", "dB", OFFSET),
        ("kWh / degC", "degC", OFFSET),
    ],
)
def test_name_that_is_no_unit_of_the_tables_is_refused_with_the_reason(unit: str, name: str, reason: str) -> None:
    with pytest.raises(UnitError) as refusal:
        scale(unit)
    assert str(refusal.value) == f"{unit!r} uses {name!r}, which {reason}"


@pytest.mark.parametrize("unit", ["kWh /", "t / (a", "kWh kWh)", "1 +", "吨", "t **", "kWh * * kWh"])
def test_text_that_does_not_read_is_refused(unit: str) -> None:
    with pytest.raises(UnitError) as refusal:
        scale(unit)
    assert str(refusal.value) == f"{unit!r} does not read as a unit"


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_a_unit_whose_zero_is_nothing(name: str) -> None:
    assert scale(name) > 0
    assert units.registry().Quantity(0.0, name).to_base_units().magnitude == 0


def test_difference_of_temperatures_is_a_unit() -> None:
    assert convert(1, "MJ / t / delta_degC", "MJ / t / K") == pytest.approx(1)


@pytest.mark.parametrize(
    ("value", "unit", "to", "result"),
    [
        (100, "wan kWh", "kWh", 1e6),
        (1, "wan kWh", "MWh", 10),
        (18, "yi ride", "ride", 1.8e9),
        (1, "yi t CO2", "Mt CO2", 100),
        (1, "million t", "wan t", 100),
        (2.7, "million m^3", "wan m^3", 270),
        (170, "wan kW", "MW", 1700),
        (1, "tce", "kgce", 1000),
        (0.4, "kgce / kWh", "tce / MWh", 0.4),
        (44, "t CO2", "t C", 12),
        (12, "t C", "t CO2", 44),
        (29.9, "percent", "dimensionless", 0.299),
        (10.4, "percentage_point", "percent", 10.4),
        (1, "percentage_point", "dimensionless", 0.01),
        (15, "chinese_mu", "m^2", 10000),
        (1, "a", "day", 365.25),
        (8766, "h / a", "dimensionless", 1),
        (560, "kg CO2 / t", "t CO2 / t", 0.56),
    ],
)
def test_conversion(value: float, unit: str, to: str, result: float) -> None:
    assert convert(value, unit, to) == pytest.approx(result, rel=1e-12)


@given(
    st.floats(-1e12, 1e12),
    st.sampled_from(
        [("wan kWh / a", "MW"), ("t CO2", "t C"), ("chinese_mu", "km^2"), ("wan ride / day", "yi ride / a")]
    ),
)
def test_conversion_there_and_back_changes_nothing(value: float, pair: tuple[str, str]) -> None:
    there, back = pair
    assert convert(convert(value, there, back), back, there) == pytest.approx(value, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(
    ("unit", "nearest"),
    [
        ("wann kWh / a", "wan kWh / a"),
        ("wan kwh", "wan kWh"),
        ("weigth_case", "weight_case"),
        ("prozent", "percent"),
        ("t CO2e", "t CO2"),
        ("qqqq", None),
        ("kWh /", None),
    ],
)
def test_nearest_unit(unit: str, nearest: str | None) -> None:
    assert nearest_unit(unit) == nearest


def test_interval_is_converted_with_both_its_ends() -> None:
    found = units.converted(Interval(1, 2, 4), "wan kWh", "MWh")
    assert (found.low, found.value, found.high) == pytest.approx((10, 20, 40), rel=1e-12)
    with pytest.raises(UnitError, match=r"^wan kWh is not a kind of t$"):
        units.converted(Interval(1, 2, 4), "wan kWh", "t")


@pytest.mark.parametrize(
    ("unit", "other", "same"),
    [("kWh", "GJ", True), ("wan t / a", "kg / day", True), ("t CO2", "t", False), ("item", "dimensionless", False)],
)
def test_units_are_alike_that_measure_one_kind_of_quantity(unit: str, other: str, same: bool) -> None:
    assert units.alike(unit, other) is same


@pytest.mark.parametrize(
    ("unit", "amount", "found"),
    [("wan t CO2", "t CO2", "t CO2"), ("kg CO2 / day", "t CO2", "t CO2 / a"), ("GWh / a", "kWh", "kWh / a")],
)
def test_amount_is_told_in_all_or_in_a_year_as_the_unit_is(unit: str, amount: str, found: str) -> None:
    assert units.like(unit, amount) == found


def test_amount_of_something_else_is_refused() -> None:
    with pytest.raises(UnitError, match=r"^kWh is not a kind of t CO2, in all or in a year$"):
        units.like("kWh", "t CO2")


@pytest.mark.parametrize(
    ("unit", "substance", "measured"),
    [
        ("wan t CO2", "CO2", True),
        ("kg CO2 / day", "CO2", True),
        ("kg CO2 / kWh", "CO2", False),
        ("t CH4", "CO2", False),
        ("t CH4", "CH4", True),
        ("t", "CO2", False),
        ("kWh", "CO2", False),
    ],
)
def test_unit_measures_a_substance_where_it_counts_amounts_of_it(unit: str, substance: str, measured: bool) -> None:
    assert units.measures(unit, substance) is measured
