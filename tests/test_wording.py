"""Numbers, units and intervals read as a careful author would set them."""

import math

import pytest

from compendium import wording
from compendium.ledger import Figure

NO_BREAK = "\N{NO-BREAK SPACE}"


def printed(text: str, unit: str, qualifier: str = "exact") -> Figure:
    return Figure(
        id="a.b", unit=unit, label_en="", label_zh="", note="", section="1.1", page=1, printed=text,
        qualifier=qualifier, period="", cites="",
    )  # fmt: skip


def test_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        wording.number(math.nan)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1036.88, "1,037"),
        (8000.0, "8,000"),
        (2.5, "2.5"),
        (0.99999, "1"),
        (999.96, "1,000"),
        (0.000123456, "0.0001235"),
        (999_999.6, "1 million"),
        (87_578_947.4, "87.58 million"),
        (1.8e9, "1.8 billion"),
        (5e12, "5 trillion"),
        (-0.7128, "−0.7128"),
        (-1_234_567.0, "−1.235 million"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_computed_number_has_four_digits_and_no_idle_zero(value: float, text: str) -> None:
    assert wording.number(value) == text


@pytest.mark.parametrize(("digits", "text"), [(1, "300"), (2, "280"), (3, "284"), (5, "283.64"), (7, "283.6364")])
def test_number_can_be_set_with_other_digits(digits: int, text: str) -> None:
    assert wording.number(283.6364, digits) == text


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("percent", "5%"),
        ("percent / a", "5%/a"),
        ("percentage_point", f"5{NO_BREAK}percentage points"),
        ("item", "5"),
        ("item / day", "5/day"),
        ("t CO2 / a", f"5{NO_BREAK}t CO₂/a"),
    ],
)
def test_number_and_unit_stay_on_one_line(unit: str, text: str) -> None:
    assert wording.with_unit("5", unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.0, "wan t CO2 / a", f"120,000{NO_BREAK}t CO₂/a"),
        (1.5, "yi kWh / a", f"150 million{NO_BREAK}kWh/a"),
        (-0.5, "wan person km", f"−5,000{NO_BREAK}person-km"),
    ],
)
def test_chinese_multiplier_goes_into_the_number(value: float, unit: str, text: str) -> None:
    assert wording.quantity(value, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (1.0, 1.0, "km", f"1{NO_BREAK}km"),
        (1.0, math.inf, "wan km", f"10,000 or more{NO_BREAK}km"),
        (0.9, 1.1, "percent", "0.9 to 1.1%"),
        (0.99999, 1.00001, "km", f"0.99999 to 1{NO_BREAK}km"),
        (-0.25, 0.25, "t / a", f"−0.25 to 0.25{NO_BREAK}t/a"),
        (1035.6444, 1038.1333, "t CO2 / a", f"1,035.6 to 1,038.1{NO_BREAK}t CO₂/a"),
    ],
)
def test_interval_has_a_digit_more_than_its_value(low: float, high: float, unit: str, text: str) -> None:
    assert wording.interval(low, high, unit) == text


@pytest.mark.parametrize(
    ("text", "unit", "qualifier", "words"),
    [
        ("18.0", "percent", "exact", "18.0%"),
        ("18.0", "yi ride / a", "exact", f"1.80 billion{NO_BREAK}rides/a"),
        ("100—140", "m^3 / t", "exact", f"100–140{NO_BREAK}m³/t"),
        ("300", "wan t", "about", f"about 3 million{NO_BREAK}t"),
        ("300", "wan t", "round", f"3 million{NO_BREAK}t"),
        ("30", "percent", "at_least", "at least 30%"),
        ("三", "rank", "exact", "3"),
        ("8+7", "item", "exact", "8+7"),
    ],
)
def test_printed_figure_keeps_its_digits_and_its_doubt(text: str, unit: str, qualifier: str, words: str) -> None:
    assert wording.figure(printed(text, unit, qualifier)) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (math.nan, ""), (1.0, "1"), (0.12587, "0.126"), (7.1016, "7.1"), (-0.5, "−0.5"), (123.45, "123")],
)
def test_ratio_has_three_digits_and_is_empty_where_there_is_none(value: float | None, text: str) -> None:
    assert wording.ratio(value) == text
