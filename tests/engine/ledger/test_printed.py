"""A printed number stands for an interval, and its text says which."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ledger.interval import Interval
from compendium.ledger.printed import PrintedError, decimals, read

NONE = "is no number, range, sum or Chinese numeral"
NUMERAL = "is no Chinese numeral below ten thousand, written out in full"
RANGE = "is no range with rising ends and the qualifier 'exact'"
ZERO = "has no digit but zero: only 'exact' can qualify it"


@pytest.mark.parametrize(
    ("text", "qualifier", "reason"),
    [
        ("", "exact", NONE),
        ("+5", "exact", NONE),
        ("--5", "exact", NONE),
        ("—5", "exact", NONE),  # a dash is no minus sign
        ("5-", "exact", NONE),
        ("1e3", "exact", NONE),
        (" 5", "exact", NONE),
        ("5 000", "exact", NONE),
        ("nan", "exact", NONE),
        ("5.", "exact", NONE),
        (".5", "exact", NONE),
        ("8+", "exact", NONE),
        ("8+7+6", "exact", NONE),
        ("8+7.5", "exact", NONE),
        # commas part thousands, or the text is no number
        ("1,03", "exact", NONE),
        ("1,0370", "exact", NONE),
        ("0,525", "exact", NONE),
        ("1037,000", "exact", NONE),
        (",037", "exact", NONE),
        ("1,,037", "exact", NONE),
        ("1.5,000", "exact", NONE),
        # Chinese numerals are put together as a speaker does
        ("十十", "exact", NUMERAL),
        ("百", "exact", NUMERAL),
        ("百五", "exact", NUMERAL),
        ("一百千", "exact", NUMERAL),
        ("三百百", "exact", NUMERAL),
        ("三百二百", "exact", NUMERAL),
        ("二十三十", "exact", NUMERAL),
        ("五十三百", "exact", NUMERAL),
        ("二一", "exact", NUMERAL),
        ("三百二一", "exact", NUMERAL),
        ("一百十十", "exact", NUMERAL),
        ("三万", "exact", NONE),
        ("三点五", "exact", NONE),
        ("十2", "exact", NONE),
        # ranges rise, and no word of doubt stands by them
        ("140—100", "exact", RANGE),
        ("100—100", "exact", RANGE),
        ("100—140", "about", RANGE),
        ("-2—-4", "exact", RANGE),
        ("100——140", "exact", NONE),
        ("三—五", "exact", NONE),
        ("0", "about", ZERO),
        ("0.0", "round", ZERO),
        ("0", "over", ZERO),
        ("0", "nearly", ZERO),
        ("零", "about", ZERO),
    ],
)
def test_what_is_no_printed_number_is_refused(text: str, qualifier: str, reason: str) -> None:
    with pytest.raises(PrintedError) as refusal:
        read(text, qualifier)
    shown = "0" if text == "零" else text
    assert str(refusal.value) == f"{shown!r} {reason}"


def test_unknown_qualifier_is_refused() -> None:
    with pytest.raises(PrintedError) as refusal:
        read("29.9", "roughly")
    assert str(refusal.value) == "unknown qualifier 'roughly'"


@pytest.mark.parametrize("qualifier", ["over", "nearly", "at_least"])
def test_word_of_doubt_beside_a_negative_number_is_refused_where_it_could_mean_either_side(qualifier: str) -> None:
    with pytest.raises(PrintedError) as refusal:
        read("−2.4", qualifier)
    assert str(refusal.value) == f"'-2.4' is below zero, where '{qualifier}' could mean either side of it"


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "value", "high"),
    [
        # exact: half a unit of the last printed place
        ("29.9", "exact", 29.85, 29.9, 29.95),
        ("18", "exact", 17.5, 18, 18.5),
        ("18.0", "exact", 17.95, 18, 18.05),
        ("275.53", "exact", 275.525, 275.53, 275.535),
        ("0", "exact", -0.5, 0, 0.5),
        ("0.0", "exact", -0.05, 0, 0.05),
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
        # below zero, with a hyphen or a minus sign; the low end is the farther from zero
        ("-5", "exact", -5.5, -5, -4.5),
        ("−2.4", "exact", -2.45, -2.4, -2.35),
        ("−300", "about", -350, -300, -250),
        ("-20", "round", -25, -20, -15),
        # thousands parted by commas
        ("1,037", "exact", 1036.5, 1037, 1037.5),
        ("12,345.60", "exact", 12345.595, 12345.6, 12345.605),
        ("1,234,567", "exact", 1234566.5, 1234567, 1234567.5),
        ("12,000", "about", 11500, 12000, 12500),
        ("−1,300", "exact", -1300.5, -1300, -1299.5),
        # ranges, with any of the dashes that texts use; the middle stands for the value
        ("100—140", "exact", 100, 120, 140),
        ("100–140", "exact", 100, 120, 140),
        ("100-140", "exact", 100, 120, 140),
        ("100～140", "exact", 100, 120, 140),
        ("100~140", "exact", 100, 120, 140),
        ("1.8—2", "exact", 1.8, 1.9, 2),
        ("1,000—1,400", "exact", 1000, 1200, 1400),
        ("-4--2", "exact", -4, -3, -2),
        ("−4—2", "exact", -4, -1, 2),
        # sums
        ("8+7", "exact", 14.5, 15, 15.5),
        # Chinese numerals
        ("零", "exact", -0.5, 0, 0.5),
        ("一", "exact", 0.5, 1, 1.5),
        ("十", "exact", 9.5, 10, 10.5),
        ("二", "at_least", 2, 2, float("inf")),
        ("两", "exact", 1.5, 2, 2.5),
        ("十二", "exact", 11.5, 12, 12.5),
        ("三十", "exact", 29.5, 30, 30.5),
        ("三十", "about", 25, 30, 35),
        ("九十九", "exact", 98.5, 99, 99.5),
        ("一百零五", "exact", 104.5, 105, 105.5),
        ("一百〇五", "exact", 104.5, 105, 105.5),
        ("两百五十", "exact", 249.5, 250, 250.5),
        ("一千", "exact", 999.5, 1000, 1000.5),
        ("一千零一十", "exact", 1009.5, 1010, 1010.5),
        ("九千九百九十九", "exact", 9998.5, 9999, 9999.5),
    ],
)
def test_interval_of_a_printed_number(text: str, qualifier: str, low: float, value: float, high: float) -> None:
    assert read(text, qualifier) == Interval(low, value, high)


@pytest.mark.parametrize(
    ("text", "ends"),
    [("1,037.50", ["1037.50"]), ("−2.40", ["-2.40"]), ("1.8—2.0", ["1.8", "2.0"]), ("8+7", ["15"]), ("十二", ["12"])],
)
def test_decimals_keep_the_places_that_are_printed(text: str, ends: list[str]) -> None:
    assert [str(end) for end in decimals(text)] == ends


DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """Return a number from 1 to 9999 as a Chinese speaker says it: 105 is 一百零五, 12 is 十二."""
    places = [(number // power % 10, name) for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, ""))]
    words, gap = "", False
    for digit, name in places:
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
        gap = not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


@given(st.integers(1, 9999))
def test_chinese_numeral_is_the_number_that_it_says(number: int) -> None:
    assert read(spoken(number)) == read(str(number))


@given(st.integers(0, 10**9), st.integers(0, 3))
def test_commas_between_thousands_change_nothing(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    assert read(f"{number:,f}") == read(f"{number:f}")


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


@given(numbers, st.sampled_from(["exact", "about", "round"]))
def test_number_below_zero_is_the_same_the_other_way_round(text: str, qualifier: str) -> None:
    assert read(f"−{text}", qualifier) == read(text, qualifier).scaled(-1)
