"""Units carry the report's words, and nothing converts without a factor that a row of data names."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium import paths
from compendium.display.unit_words import multiplier
from compendium.ledger import units
from compendium.ledger.units import UnitError, convert, nearest_unit, scale, text


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


@pytest.mark.parametrize("unit", ["wann kWh", "kWhh", "t CO2e", "kWh /", "t / (a", "kWh kWh)", "1 +", "吨"])
def test_unknown_unit_is_refused(unit: str) -> None:
    with pytest.raises(UnitError):
        scale(unit)


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


@pytest.mark.parametrize(
    ("unit", "power"), [("kWh", 0), ("wan kWh", 4), ("million m^3 / a", 6), ("yi t CO2", 8), ("wanton", 0)]
)
def test_multiplier_is_the_power_of_ten_of_the_chinese_words(unit: str, power: int) -> None:
    assert multiplier(unit) == power


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("wan t CO2 / a", "t CO₂/a"),
        ("yi t km / a", "t-km/a"),
        ("yi person km / a", "person-km/a"),
        ("million m^3 / a / item", "m³/a"),
        ("t CO2 / (t CH4)", "t CO₂/t CH₄"),
        ("wan weight_case / a", "weight cases/a"),
        ("kg / weight_case", "kg/weight case"),
        ("ride / vehicle / day", "rides/vehicle/day"),
        ("kWh / item", "kWh"),
        ("item / a", "/a"),
        ("1 / a", "/a"),
        ("chinese_mu", "mu"),
        ("percent", "%"),
        ("percentage_point", "percentage points"),
        ("item", ""),
        ("rank", ""),
        ("dimensionless", ""),
    ],
)
def test_unit_as_a_reader_sees_it(unit: str, shown: str) -> None:
    assert text(unit) == shown


def units_of_the_data() -> list[str]:
    found = set()
    for table in ("figures", "factors", "derivations"):
        with (paths.DATA / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
            found |= {row["unit"] for row in csv.DictReader(rows)}
    return sorted(found)


@pytest.mark.parametrize("unit", units_of_the_data())
def test_unit_of_the_data_is_known_and_reads_well(unit: str) -> None:
    assert scale(unit) > 0
    shown = text(unit)
    for raw in ("wan", "yi", "million", "CO2", "CH4", "^", "_", "(", "//", "item/", "  "):
        assert raw not in shown
    assert not shown.endswith("/")


def test_every_word_that_is_set_for_a_reader_is_a_unit() -> None:
    for word in (*units.WORDS["en"], *units.WORDS["zh"], *units.PER["en"], *units.PER["zh"], *units.MULTIPLIERS):
        assert scale(word) > 0
