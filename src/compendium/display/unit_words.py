"""Unit words: units in the current language, and the powers of ten in them that are worked into the number."""

import re
from functools import cache

from compendium.i18n.messages import current_language

# The words for the names in units, by edition; a name that is missing is shown as it is. Multipliers are not here: they
# are worked into the number.
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
# The words behind a slash, where they differ: one of the thing is meant.
PER = {
    "en": {"item": "item", "weight_case": "weight case", "vehicle": "vehicle", "ride": "ride"},
    "zh": {"day": "日"},
}
_COUNTED = {"en": "", "zh": "次"}
MULTIPLIERS = {"wan": 4, "million": 6, "yi": 8}
# Chinese statistics count tonnes and kilowatt-hours in ten-thousands and do not use the megatonne or gigawatt-hour.
_WHOLE: dict[str, dict[str, str]] = {
    "en": {},
    "zh": {"Mt": "million t", "MWh": "1e3 kWh", "GWh": "million kWh", "TWh": "1e9 kWh"},
}


def multiplier(unit: str) -> int:
    """Return the power of ten that is worked into the number: 4 for ``wan kWh``; in Chinese also 6 for ``Mt``."""
    counted = _counted(unit, current_language())
    words = sum(power * len(re.findall(rf"\b{word}\b", counted)) for word, power in MULTIPLIERS.items())
    return words + sum(int(power) for power in re.findall(r"\b1e(\d)\b", counted))


def multiple(unit: str) -> float:
    """Return the factor by which a number of the unit is multiplied to be shown: 10,000 for ``wan kWh``."""
    return float(10.0 ** multiplier(unit))


def text(unit: str) -> str:
    """Return the unit as a reader sees it, without its multipliers: ``wan t CO2 / a`` gives ``t CO₂/a``."""
    return _text(unit, current_language())


def _counted(unit: str, language: str) -> str:
    """Return the unit with its first name replaced where the language counts in another."""
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
