"""Numbers, units and intervals read as a careful author would set them."""

import math
from dataclasses import replace

import pytest

from compendium.display import wording
from compendium.i18n.messages import using_language
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Figure, Words
from compendium.ledger.vocabulary import Kind

NO_BREAK = "\N{NO-BREAK SPACE}"


def printed(text: str, unit: str, qualifier: str = "exact") -> Figure:
    return Figure(
        id="a.b", unit=unit, labels=Words({}), note="", section="1.1", page=1, printed=text,
        qualifier=qualifier, kind=Kind.AMOUNT, period="", cites="",
    )  # fmt: skip


def test_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="nan is no number"):
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


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0005, "1.001"),
        (-1.0005, "−1.001"),
        (2.0005, "2.001"),
        (0.00010005, "0.0001001"),
        (1.00049999999999, "1.001"),  # the noise of floating point is no reason to round a half down
        (1.0004999, "1"),
        (1_000_500.0, "1.001 million"),
    ],
)
def test_half_is_rounded_away_from_zero(value: float, text: str) -> None:
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
        (32_418.0, 32_418.0, "item", "32,420"),  # as the number itself
        (1.23456, math.inf, "wan km", f"12,350{NO_BREAK}km or more"),
        (-math.inf, 1036.88, "km", f"1,037{NO_BREAK}km or less"),
        (89.775, 110.275, "kg", f"89.8 to 110{NO_BREAK}kg"),  # three digits at least
        (5.0, 5000.0, "km", f"5 to 5,000{NO_BREAK}km"),
        (1_234_567.0, 1_234_568.0, "km", f"1.234567 to 1.234568 million{NO_BREAK}km"),
        (1_234_567.8, 1_234_567.9, "km", f"1.2345678 to 1.2345679 million{NO_BREAK}km"),
        (1_234_567.81, 1_234_567.82, "km", f"1.235 million{NO_BREAK}km"),  # no width that eight digits would show
        (0.9, 1.1, "percent", "0.9 to 1.1%"),
        (0.99999, 1.00001, "km", f"0.99999 to 1.00001{NO_BREAK}km"),
        (10_880.5, 10_881.5, "km", f"10,880.5 to 10,881.5{NO_BREAK}km"),
        (-0.25, 0.25, "t / a", f"−0.25 to 0.25{NO_BREAK}t/a"),
        (1035.6444, 1038.1333, "t CO2 / a", f"1,035.6 to 1,038.1{NO_BREAK}t CO₂/a"),
    ],
)
def test_ends_of_an_interval_have_the_digits_that_tell_its_width(low: float, high: float, unit: str, text: str) -> None:
    assert wording.interval(Interval(low, low, high), unit) == text


@pytest.mark.parametrize(
    ("text", "unit", "qualifier", "words"),
    [
        ("18.0", "percent", "exact", "18.0%"),
        ("275.53", "wan t", "exact", f"2.7553 million{NO_BREAK}t"),
        ("10881", "km", "exact", f"10,881{NO_BREAK}km"),
        ("3.3", "wan item", "exact", "33,000"),
        ("416", "tce", "about", f"about 416{NO_BREAK}tce"),
        ("100", "wan yuan", "nearly", f"nearly 1 million{NO_BREAK}yuan"),
        ("65", "wan vehicle", "over", f"over 650,000{NO_BREAK}vehicles"),
        ("1.8—2", "kWh / m^3", "exact", f"1.8–2{NO_BREAK}kWh/m³"),
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


def test_figure_is_quoted_in_the_reports_language_only() -> None:
    row = replace(printed("三", "rank"), phrases=Words({"zh": "居全国第三"}))
    assert (wording.figure(row), wording.figure_in_numbers(row)) == ("3", "3")
    with using_language("zh"):
        assert (wording.figure(row), wording.figure_in_numbers(row)) == ("居全国第三", "三")


@pytest.mark.parametrize(
    ("text", "unit", "qualifier", "english", "chinese"),
    [
        ("10881", "km", "exact", "10,880.5 to 10,881.5\N{NO-BREAK SPACE}km", "10880.5～10881.5公里"),
        ("16640", "wan kWh", "about", "166.35 to 166.45 million\N{NO-BREAK SPACE}kWh", "16635万～16645万千瓦时"),
        ("14", "item", "exact", "14", "14"),
        ("1", "wan km", "exact", "5,000 to 15,000\N{NO-BREAK SPACE}km", "0.5万～1.5万公里"),
    ],
)
def test_interval_of_a_figure_has_the_figures_power_of_ten(
    text: str, unit: str, qualifier: str, english: str, chinese: str
) -> None:
    assert wording.printed_interval(printed(text, unit, qualifier)) == english
    with using_language("zh"):
        assert wording.printed_interval(printed(text, unit, qualifier)) == chinese


@pytest.mark.parametrize(
    ("text", "unit", "phrase", "counter", "span"),
    [
        ("3.3", "wan item", "3.3万家", "家", "3.25万～3.35万家"),
        ("982", "item", "982家", "家", "982家"),
        ("八", "item", "八大重点工程", "", "8"),
        ("三", "rank", "居全国第三", "", "3"),
        ("1037", "t", "1037吨", "", "1036.5～1037.5吨"),
        ("14", "item", "", "", "14"),
    ],
)
def test_count_has_the_unit_of_the_reports_own_words(
    text: str, unit: str, phrase: str, counter: str, span: str
) -> None:
    row = replace(printed(text, unit), phrases=Words({"zh": phrase}))
    assert not wording.counter(row)
    with using_language("zh"):
        assert (wording.counter(row), wording.printed_interval(row)) == (counter, span)


def test_open_interval_of_a_count_has_its_unit_before_the_words_for_open() -> None:
    with using_language("zh"):
        assert wording.interval(Interval(2.0, 2.0, math.inf), "item", "家") == "2家及以上"


def test_bare_count_is_called_exact() -> None:
    assert wording.kind(printed("14", "item")) == "exact count"
    assert wording.kind(printed("14", "t")) == "exact"
    assert wording.kind(printed("14", "item", "over")) == "over"


@pytest.mark.parametrize(
    ("low", "value", "high", "unit", "text"),
    [
        (1.402, 1.403, 1.404, "dimensionless", "about 1.4"),
        (53.0, 54.24, 55.0, "dimensionless", "about 54"),
        (2.0, 2.0, 2.0, "dimensionless", "2"),
        (0.27279, 0.2728, 0.27281, "dimensionless", "0.2728"),
        (-1.738, -1.737, -1.736, "percent", "−1.7%"),
        (29.913, 29.914, 29.915, "percent", "29.9%"),
        (0.0123, 0.01234, 0.0124, "percent", "0.012%"),
        (28.9, 28.9, 28.9, "t CO2 / (t CH4)", "28.9"),
        (1036.8, 1036.9, 1037.0, "t CO2 / a", "1,037\N{NO-BREAK SPACE}t CO₂/a"),
    ],
)
def test_number_in_prose_has_no_false_precision(low: float, value: float, high: float, unit: str, text: str) -> None:
    assert wording.in_prose(Interval(low, value, high), unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (math.nan, ""), (1.0, "1"), (0.12587, "0.126"), (7.1016, "7.1"), (-0.5, "−0.5"), (123.45, "123")],
)
def test_ratio_has_three_digits_and_is_empty_where_there_is_none(value: float | None, text: str) -> None:
    assert wording.ratio(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1036.88, "1037"),
        (9999.6, "1万"),
        (12_345.6, "1.235万"),
        (87_578_947.4, "8758万"),
        (1.8e9, "18亿"),
        (-3.2751e12, "−3.275万亿"),
        (math.inf, "∞"),
    ],
)
def test_chinese_counts_by_ten_thousands_and_groups_no_thousands(value: float, text: str) -> None:
    with using_language("zh"):
        assert wording.number(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1036.88, "t CO2 / a", "1037吨二氧化碳/年"),
        (269.4, "Mt CO2 / a", "2.694亿吨二氧化碳/年"),
        (1.04, "GWh / a", "104万千瓦时/年"),
        (0.5257, "kg CO2 / kWh", "0.5257千克二氧化碳/千瓦时"),
        (29.9, "percent", "29.9%"),
        (0.9, "percentage_point", "0.9个百分点"),
        (4.9, "wan ride / day", "4.9万人次/日"),
        (375.0, "tce", "375吨标准煤"),
    ],
)
def test_chinese_sets_units_in_words_without_a_space(value: float, unit: str, text: str) -> None:
    with using_language("zh"):
        assert wording.quantity(value, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (82.0, 438.0, "t CO2 / a", "82～438吨二氧化碳/年"),
        (25.0, 35.0, "percent", "25%～35%"),
        (8500.0, 95_000.0, "km", "0.85万～9.5万公里"),
        (1e6, 2e6, "kWh / a", "100万～200万千瓦时/年"),
        (0.0, 95_000.0, "km", "0～9.5万公里"),
        (-95_000.0, 0.0, "km", "−9.5万～0公里"),
        (2.0, math.inf, "item", "2及以上"),
        (5.0, 5.0, "km", "5公里"),
    ],
)
def test_chinese_interval_joins_its_ends_by_a_wave(low: float, high: float, unit: str, text: str) -> None:
    with using_language("zh"):
        assert wording.interval(Interval(low, low, high), unit) == text


@pytest.mark.parametrize(
    ("text", "unit", "qualifier", "words"),
    [
        ("18.0", "yi ride / a", "exact", "18.0亿人次/年"),
        ("10881", "km", "exact", "10881公里"),
        ("300", "wan ride / day", "about", "约300万人次/日"),
        ("100—140", "m^3 / t", "exact", "100—140立方米/吨"),
        ("65", "wan vehicle", "over", "超过65万辆"),
        ("100", "wan yuan", "nearly", "近100万元"),
        ("二", "item", "at_least", "不低于二"),
        ("8+7", "item", "exact", "8+7"),
    ],
)
def test_chinese_figure_stands_as_the_report_prints_it(text: str, unit: str, qualifier: str, words: str) -> None:
    with using_language("zh"):
        assert wording.figure(printed(text, unit, qualifier)) == words


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2020", "2020", "2020年"),
        ("2016-2020", "2016–2020", "2016—2020年"),
        ("2023-03", "2023-03", "2023年3月"),
        ("one batch of loaves", "one batch of loaves", "one batch of loaves"),  # in no catalog
        ("", "", ""),
    ],
)
def test_period_is_set_as_the_language_writes_it(text: str, english: str, chinese: str) -> None:
    assert wording.period(text) == english
    with using_language("zh"):
        assert wording.period(text) == chinese


def test_count_is_set_in_full() -> None:
    assert wording.count(12_345_678) == "12,345,678"
    with using_language("zh"):
        assert wording.count(12_345_678) == "12345678"


@pytest.mark.parametrize(
    ("unit", "english", "chinese"),
    [
        ("t / a", "t/a", "吨/年"),
        ("wan t / a", "10⁴ t/a", "万吨/年"),
        ("yi kWh", "10⁸ kWh", "亿千瓦时"),
        ("MWh", "MWh", "兆瓦时"),
        ("GWh", "GWh", "百万千瓦时"),
        ("item", "", ""),
    ],
)
def test_unit_beside_a_field_keeps_its_multiplier(unit: str, english: str, chinese: str) -> None:
    assert wording.field_unit(unit) == english
    with using_language("zh"):
        assert wording.field_unit(unit) == chinese


def test_rule_of_a_qualifier_has_a_name() -> None:
    assert wording.kind(printed("30", "percent", "at_least")) == "at least"
    assert wording.kind(printed("300", "wan t", "round")) == "round"


@pytest.mark.parametrize(
    ("text", "unit", "language", "shown"),
    [
        ("8+7", "t", "en", f"8+7{NO_BREAK}t"),
        ("8+7", "wan t", "en", f"150,000{NO_BREAK}t"),
        ("8+7", "wan t", "zh", "8+7万吨"),
        ("0.5", "tce / wan yuan", "en", f"0.00005{NO_BREAK}tce/yuan"),
    ],
)
def test_multiplier_is_worked_into_sums_and_behind_a_stroke(text: str, unit: str, language: str, shown: str) -> None:
    with using_language(language):
        assert wording.figure(printed(text, unit)) == shown


def test_field_of_any_power_has_its_unit() -> None:
    with using_language("zh"):
        assert wording.field_unit("wan yi yuan") == "万亿元"
        assert wording.field_unit("t / wan person") == "10⁻⁴ 吨/人"


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        ((8475.4, 8852.6, 9257.9), "8,850"),  # the second digit of its width is that of the tens
        ((8475.4, 8852.6, 9475.4), "8,900"),  # of a width of exactly a thousand it is that of the hundreds
        ((8475.4, 8852.6, 9475.3), "8,850"),
        ((1035.6, 1036.9, 1038.1), "1,037"),
        ((1035.6, 1036.9, 1037.0), "1,037"),  # four digits at most
        ((1036.9, 1036.95, 1036.96), "1,036.95"),  # ... but where 1,037 would stand outside of its own interval
        ((77.19536, 77.19542, 77.19548), "77.1954"),
        ((77.19542, 77.19542 + 1e-9, 77.19542 + 2e-9), "77.2"),  # no width that eight digits would show
        ((62.039, 62.1184, 62.197), "62.12"),
        ((61.1, 62.1184, 63.2), "62.1"),
        ((0.04, 6.25, 12.0), "6.3"),  # never fewer than two digits
        ((1036.88, 1036.88, 1036.88), "1,037"),
        ((1.5, 2.3456, math.inf), "2.346"),
        ((-2.036, -1.7369, -1.436), "−1.74"),
        ((-12.0, -1.7369, 8.0), "−1.7"),
        ((-1.0, 0.0, 1.0), "0"),
    ],
)
def test_result_has_the_digits_that_its_interval_warrants(ends: tuple[float, float, float], text: str) -> None:
    assert wording.outcome(Interval(*ends), "dimensionless") == text
