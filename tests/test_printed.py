"""A printed number stands for an interval, and its text says which."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ledger.printed import PrintedError, read


@pytest.mark.parametrize(
    ("text", "qualifier", "reason"),
    [
        ("", "exact", "'' is no number, range, sum or Chinese numeral"),
        ("-5", "exact", "'-5' is no number, range, sum or Chinese numeral"),
        ("1,037", "exact", "'1,037' is no number, range, sum or Chinese numeral"),
        ("1e3", "exact", "'1e3' is no number, range, sum or Chinese numeral"),
        (" 5", "exact", "' 5' is no number, range, sum or Chinese numeral"),
        ("nan", "exact", "'nan' is no number, range, sum or Chinese numeral"),
        ("5.", "exact", "'5.' is no number, range, sum or Chinese numeral"),
        ("十一", "exact", "'十一' is no number, range, sum or Chinese numeral"),
        ("8+", "exact", "'8+' is no number, range, sum or Chinese numeral"),
        ("140—100", "exact", "'140—100' is no range with rising ends and the qualifier 'exact'"),
        ("100—100", "exact", "'100—100' is no range with rising ends and the qualifier 'exact'"),
        ("100—140", "about", "'100—140' is no range with rising ends and the qualifier 'exact'"),
        ("29.9", "roughly", "unknown qualifier 'roughly'"),
        ("0", "about", "'0' has no digit but zero: only 'exact' can qualify it"),
        ("0.0", "round", "'0.0' has no digit but zero: only 'exact' can qualify it"),
        ("0", "over", "'0' has no digit but zero: only 'exact' can qualify it"),
        ("0", "nearly", "'0' has no digit but zero: only 'exact' can qualify it"),
    ],
)
def test_what_is_no_printed_number_is_refused(text: str, qualifier: str, reason: str) -> None:
    with pytest.raises(PrintedError) as refusal:
        read(text, qualifier)
    assert str(refusal.value) == reason


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "value", "high"),
    [
        # exact: half a unit of the last printed place
        ("29.9", "exact", 29.85, 29.9, 29.95),
        ("18", "exact", 17.5, 18, 18.5),
        ("18.0", "exact", 17.95, 18, 18.05),
        ("275.53", "exact", 275.525, 275.53, 275.535),
        ("0", "exact", -0.5, 0, 0.5),
        ("1300", "exact", 1299.5, 1300, 1300.5),
        # about and round: half a unit of the last digit that is not zero
        ("300", "about", 250, 300, 350),
        ("300", "round", 250, 300, 350),
        ("16640", "about", 16635, 16640, 16645),
        ("15.6", "about", 15.55, 15.6, 15.65),
        ("15.60", "about", 15.55, 15.6, 15.65),
        ("0.30", "about", 0.25, 0.3, 0.35),
        # over: up to one unit of the last digit that is not zero
        ("100", "over", 100, 100, 200),
        ("65", "over", 65, 65, 66),
        ("4000", "over", 4000, 4000, 5000),
        ("52.2", "over", 52.2, 52.2, 52.3),
        # nearly: down to the next lower number of as many digits
        ("65", "nearly", 64, 65, 65),
        ("100", "nearly", 90, 100, 100),
        ("1000", "nearly", 900, 1000, 1000),
        ("0.1", "nearly", 0.09, 0.1, 0.1),
        ("200", "nearly", 100, 200, 200),
        # at least: no upper end
        ("90", "at_least", 90, 90, float("inf")),
        ("0", "at_least", 0, 0, float("inf")),
        # ranges, with any of the dashes that texts use; the middle stands for the value
        ("100—140", "exact", 100, 120, 140),
        ("100–140", "exact", 100, 120, 140),
        ("100-140", "exact", 100, 120, 140),
        ("1.8—2", "exact", 1.8, 1.9, 2),
        # sums
        ("8+7", "exact", 14.5, 15, 15.5),
        # Chinese numerals
        ("一", "exact", 0.5, 1, 1.5),
        ("十", "exact", 9.5, 10, 10.5),
        ("二", "at_least", 2, 2, float("inf")),
    ],
)
def test_interval_of_a_printed_number(text: str, qualifier: str, low: float, value: float, high: float) -> None:
    printed = read(text, qualifier)
    assert (printed.text, printed.qualifier) == (text, qualifier)
    assert (printed.low, printed.value, printed.high) == (low, value, high)


# Few enough digits that the interval's ends, half a place finer, are still the decimals that their floats print as.
numbers = st.builds(
    lambda digits, places: f"{Decimal(digits).scaleb(-places):f}", st.integers(1, 10**9), st.integers(0, 6)
)
qualifiers = st.sampled_from(["exact", "about", "round", "over", "nearly", "at_least"])


def width(text: str) -> Decimal:
    printed = read(text)
    return Decimal(repr(printed.high)) - Decimal(repr(printed.low))


def with_zero(text: str) -> str:
    """Return the number printed with one more place, which is a zero."""
    return text + "0" if "." in text else text + ".0"


@given(numbers, qualifiers)
def test_value_lies_in_its_interval(text: str, qualifier: str) -> None:
    printed = read(text, qualifier)
    assert printed.low <= printed.value <= printed.high
    assert printed.low < printed.high


@given(st.integers(0, 10**9), st.integers(0, 6))
def test_exact_interval_is_as_wide_as_the_last_place(digits: int, places: int) -> None:
    assert width(f"{Decimal(digits).scaleb(-places):f}") == Decimal(1).scaleb(-places)


@given(numbers)
def test_trailing_zero_is_precision(text: str) -> None:
    assert read(with_zero(text)).value == read(text).value
    assert width(with_zero(text)) == width(text) / 10


@given(numbers)
def test_trailing_zero_after_the_point_says_nothing_where_the_number_is_only_about(text: str) -> None:
    about, same = read(text, "about"), read(with_zero(text), "about")
    assert (about.low, about.high) == (same.low, same.high)


@given(numbers)
def test_over_and_nearly_touch_the_printed_number_from_above_and_below(text: str) -> None:
    assert read(text, "over").low == read(text, "over").value == read(text, "nearly").high
