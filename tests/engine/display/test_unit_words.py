"""Units are set as a reader of each language expects them, and their multipliers go into the number."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from compendium.display import unit_words
from compendium.display.unit_words import multiple, multiplier, one, parts, text
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import using_language
from compendium.ledger.units import NAMES, scale


@pytest.mark.parametrize(
    ("unit", "power"),
    [
        ("kWh", 0),
        ("wan kWh", 4),
        ("million m^3 / a", 6),
        ("yi t CO2", 8),
        ("wan yi kWh", 12),
        ("TWh", 0),
        ("wanton", 0),
    ],
)
def test_multiplier_is_the_power_of_ten_of_the_chinese_words(unit: str, power: int) -> None:
    assert multiplier(unit) == power
    assert multiple(unit) == 10**power


@pytest.mark.parametrize(
    ("unit", "power"),
    [("Mt", 6), ("Mt CO2 / a", 6), ("MWh", 3), ("GWh", 6), ("TWh / a", 9), ("wan t", 4), ("t / Mt", 0)],
)
def test_chinese_counts_tonnes_and_kilowatt_hours_in_its_own_multiples(unit: str, power: int) -> None:
    with using_language("zh"):
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


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("wan t CO2 / a", "吨二氧化碳/年"),
        ("yi t km / a", "吨公里/年"),
        ("yi person km / a", "人公里/年"),
        ("Mt CO2", "吨二氧化碳"),
        ("GWh / a", "千瓦时/年"),
        ("MW", "兆瓦"),
        ("million m^3 / a / item", "立方米/年"),
        ("kg CO2 / kWh", "千克二氧化碳/千瓦时"),
        ("t CO2 / (t CH4)", "吨二氧化碳/吨甲烷"),
        ("ride / vehicle / day", "人次/（辆·日）"),
        ("day", "天"),
        ("item / a", "次/年"),
        ("1 / a", "/年"),
        ("wan yuan", "元"),
        ("chinese_mu", "亩"),
        ("percentage_point", "个百分点"),
        ("item", ""),
    ],
)
def test_unit_as_a_chinese_reader_sees_it(unit: str, shown: str) -> None:
    with using_language("zh"):
        assert text(unit) == shown


@pytest.fixture
def fresh() -> Iterator[None]:
    """Have no unit remembered from before, nor after."""
    unit_words._text.cache_clear()
    yield
    unit_words._text.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_word_of_several_units_comes_before_the_words_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tonne-kilometre has a word of its own, in whatever order the words are listed."""
    words = {"t": "tonnes", "km": "kilometres", "t km": "tonne-kilometres"}
    for listed in (words, dict(reversed(words.items()))):
        monkeypatch.setitem(EDITIONS, "en", replace(EDITIONS["en"], units=listed))
        unit_words._text.cache_clear()
        assert [text(unit) for unit in ("yi t km", "t", "km")] == ["tonne-kilometres", "tonnes", "kilometres"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_that_is_set_for_a_reader_is_a_unit(language: str) -> None:
    words = (*EDITIONS[language].units, *EDITIONS[language].per, *unit_words.MULTIPLIERS)
    assert [word for word in words if not scale(word) > 0] == []


@pytest.mark.parametrize(
    ("unit", "power"),
    [("wan t", 4), ("t / wan person", -4), ("yi yuan / wan person", 4), ("tce / wan yuan", -4), ("wan yi yuan", 12)],
)
def test_multiplier_behind_a_stroke_divides(unit: str, power: int) -> None:
    assert unit_words.multiplier(unit) == power


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_unit_of_the_tables_has_a_word_or_is_its_own(language: str) -> None:
    """In Chinese only names of substances and signs stay as the tables write them."""
    with using_language(language):
        bare = {name for name in NAMES if name not in unit_words.MULTIPLIERS and text(name) == name}
    assert bare <= ({"ppm"} if language == "zh" else set(NAMES))


@pytest.mark.parametrize(
    ("unit", "english", "chinese"),
    [
        ("wan kWh / a", ("kWh", "a"), ("kWh", "a")),
        ("Mt CO2 / a / item", ("Mt CO2", "a"), ("t CO2", "a")),
        ("kg / (t CO2)", ("kg", "t CO2"), ("kg", "t CO2")),
    ],
)
def test_parts_of_a_unit_are_those_that_are_shown(
    unit: str, english: tuple[str, ...], chinese: tuple[str, ...]
) -> None:
    assert parts(unit) == english
    with using_language("zh"):
        assert parts(unit) == chinese


@pytest.mark.parametrize(
    ("part", "english", "chinese"), [("day", "day", "日"), ("a", "a", "年"), ("t C", "t C", "吨碳")]
)
def test_one_of_a_part_has_its_singular(part: str, english: str, chinese: str) -> None:
    assert one(part) == english
    with using_language("zh"):
        assert one(part) == chinese
