"""Units of the report: the registry of openscm-units with the words of Chinese energy statistics.

Carbon dioxide is a unit of its own (``t CO2``), so that CO2 and carbon convert by 12/44 and are never mixed. Pollutants
are plain masses. A year is the registry's 365.25 days.
"""

import re
import tokenize
from functools import cache
from typing import TYPE_CHECKING, Any

from compendium.language import spoken
from compendium.problem import nearest

if TYPE_CHECKING:
    from pint.util import UnitsContainer

# ``[name]`` opens a dimension of its own: what stands there never converts into anything else without a factor that a
# row of data names. Coal equivalent is one of them on purpose. As a heat it would turn into kilowatt-hours by itself at
# the calorific value, and which value a report used (calorific or equal-value) is one of the things to find out.
DEFINITIONS = {
    "wan": "1e4",
    "million": "1e6",
    "yi": "1e8",
    "percentage_point": "0.01",
    "tce": "[coal_equivalent]",
    "kgce": "1e-3 tce",
    "chinese_mu": "2000 / 3 * meter ** 2",
    "weight_case": "[weight_case]",
    "yuan": "[yuan]",
    "ride": "[ride]",
    "person": "[person]",
    "vehicle": "[vehicle]",
    "item": "[item]",
    "rank": "[rank]",
}

# How a unit's words are set in each edition. Multipliers are not here: they go into the number.
WORDS = {
    "en": {
        "percent": "%", "percentage_point": "percentage points", "dimensionless": "", "item": "", "rank": "",
        "chinese_mu": "mu", "weight_case": "weight cases", "vehicle": "vehicles", "ride": "rides", "CO2": "CO₂",
        "CH4": "CH₄", "m^2": "m²", "m^3": "m³", "person km": "person-km", "t km": "t-km",
    },
    "zh": {
        "percent": "%", "percentage_point": "个百分点", "dimensionless": "", "item": "", "rank": "",
        "chinese_mu": "亩", "weight_case": "重量箱", "vehicle": "辆", "ride": "人次", "person": "人", "yuan": "元",
        "CO2": "二氧化碳", "CH4": "甲烷", "C": "碳", "g": "克", "kg": "千克", "t": "吨", "kgce": "千克标准煤",
        "tce": "吨标准煤", "W": "瓦", "kW": "千瓦", "MW": "兆瓦", "kWh": "千瓦时", "MWh": "兆瓦时", "GJ": "吉焦",
        "TJ": "太焦", "km": "公里", "m^2": "平方米", "m^3": "立方米", "l": "升", "h": "小时", "day": "天", "a": "年",
        "person km": "人公里", "t km": "吨公里",
    },
}  # fmt: skip
# ... and where it stands behind a stroke and one of them is meant.
PER = {
    "en": {"item": "item", "weight_case": "weight case", "vehicle": "vehicle", "ride": "ride"},
    "zh": {"day": "日"},
}
_COUNTED = {"en": "", "zh": "次"}
MULTIPLIERS = {"wan": 4, "million": 6, "yi": 8}
# Chinese statistics count tonnes and kilowatt-hours in ten-thousands, and know neither megatonne nor gigawatt-hour.
_WHOLE: dict[str, dict[str, str]] = {
    "en": {},
    "zh": {"Mt": "million t", "MWh": "1e3 kWh", "GWh": "million kWh", "TWh": "1e9 kWh"},
}


class UnitError(ValueError):
    """A unit the registry does not know, or two units of different dimension."""


@cache
def registry() -> Any:
    """Return the one unit registry: openscm-units' own, with our units added (it is untyped)."""
    from openscm_units import unit_registry as units

    for name, meaning in DEFINITIONS.items():
        units.define(f"{name} = {meaning}")
    return units


@cache
def _base(unit: str) -> tuple[float, "UnitsContainer"]:
    from pint.errors import PintError

    try:
        quantity = registry().Quantity(1.0, registry().Unit(unit)).to_base_units()
    except (PintError, ValueError, TypeError, AssertionError, SyntaxError, tokenize.TokenError) as error:
        raise UnitError(unit) from error
    return float(quantity.magnitude), quantity.dimensionality


def scale(unit: str) -> float:
    """Return how many base units one ``unit`` is.

    Raises:
        UnitError: the registry does not know it.
    """
    return _base(unit)[0]


def dimension(unit: str) -> "UnitsContainer":
    """Return the dimension of ``unit``, as pint's exponents by base dimension.

    Raises:
        UnitError: the registry does not know it.
    """
    return _base(unit)[1]


def convert(value: float, unit: str, to: str) -> float:
    """Return ``value`` of ``unit`` as a number of ``to``.

    Raises:
        UnitError: an unknown unit, or two dimensions.
    """
    if dimension(unit) != dimension(to):
        raise UnitError(f"{unit} is not a kind of {to}")
    return value * scale(unit) / scale(to)


def nearest_unit(unit: str) -> str | None:
    """Return the unit text with each unknown word replaced by the nearest known one, or None where none comes near."""
    known = [
        *DEFINITIONS,
        *WORDS["en"],
        "kWh",
        "MWh",
        "kW",
        "MW",
        "km",
        "kg",
        "t",
        "a",
        "h",
        "day",
        "l",
        "t CO2",
        "CH4",
    ]
    mended = unit
    for word in re.findall(r"[A-Za-z_]\w*", unit):
        try:
            scale(word)
        except UnitError:
            better = nearest(word, known)
            if better:
                mended = re.sub(rf"\b{word}\b", better, mended)
    return mended if mended != unit else None


def multiplier(unit: str) -> int:
    """Return the power of ten that goes into the number: 4 for ``wan kWh``; in Chinese 6 for ``Mt`` too."""
    counted = _counted(unit, spoken())
    words = sum(power * len(re.findall(rf"\b{word}\b", counted)) for word, power in MULTIPLIERS.items())
    return words + sum(int(power) for power in re.findall(r"\b1e(\d)\b", counted))


def text(unit: str) -> str:
    """Return the unit as a reader sees it, without its multipliers: ``wan t CO2 / a`` gives ``t CO₂/a``."""
    return _text(unit, spoken())


def _counted(unit: str, language: str) -> str:
    """Return the unit with the words in which it is counted: what stands above the stroke may be told in another."""
    first, _, rest = unit.partition(" ")
    return f"{_WHOLE[language].get(first, first)} {rest}".strip()


@cache
def _text(unit: str, language: str) -> str:
    bare = re.sub(r"\b(wan|million|yi|1e\d)\b\s*", "", _counted(unit, language))
    bare = re.sub(r"\s*/\s*item\b", "", bare)
    above, *below = (part.strip(" ()") for part in bare.split("/"))
    words = WORDS[language]
    parts = ["" if above == "1" else _worded(above, words)]
    if below and above == "item":  # so many in a day: a bare number before a stroke would not do in Chinese
        parts = [_COUNTED[language]]
    parts += [_worded(part, {**words, **PER[language]}) for part in below]
    if language == "en":
        return "/".join(parts)
    above, *below = (part.replace(" ", "") for part in parts)
    return "/".join([above, *([f"（{'·'.join(below)}）"] if below[1:] else below)])


def _worded(part: str, words: dict[str, str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        part = re.sub(rf"(?<![\w^]){re.escape(word)}(?![\w^])", words[word], part)
    return part
