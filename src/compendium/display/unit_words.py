"""Unit words: units in the current language, and the powers of ten in them that are worked into the number."""

import re
from collections.abc import Mapping
from functools import cache

from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import current_language

MULTIPLIERS = {"wan": 4, "million": 6, "yi": 8}


def multiplier(unit: str) -> int:
    """Return the power of ten that goes into the number: 4 for ``wan kWh``, -4 for ``t / wan person``.

    It depends on the current language: in Chinese it is 6 for ``Mt``, too.
    """
    above, *below = _counted(unit, current_language()).split("/")
    return _power(above) - sum(map(_power, below))


def _power(part: str) -> int:
    words = sum(power * len(re.findall(rf"\b{word}\b", part)) for word, power in MULTIPLIERS.items())
    return words + sum(int(power) for power in re.findall(r"\b1e(\d)\b", part))


def multiple(unit: str) -> float:
    """Return the factor by which a number of the unit is multiplied to be shown: 10,000 for ``wan kWh``."""
    return float(10.0 ** multiplier(unit))


def text(unit: str) -> str:
    """Return the unit as a reader sees it, without its multipliers: ``wan t CO2 / a`` gives ``t CO₂/a``."""
    return _text(unit, current_language())


def one(part: str) -> str:
    """Return a part of a unit as a reader sees it where one of it is meant: ``day``, for which ``text`` is ``days``."""
    return text(f"item / {part}").partition("/")[2]


def parts(unit: str) -> tuple[str, ...]:
    """Return the parts of a unit that a reader sees, in the tables' names: ``kWh`` and ``a`` for ``wan kWh / a``."""
    return _parts(unit, current_language())


def _counted(unit: str, edition: str) -> str:
    """Return the unit with the words in which it is counted: what stands above the stroke may be counted in another."""
    first, _, rest = unit.partition(" ")
    return f"{EDITIONS[edition].whole.get(first, first)} {rest}".strip()


@cache
def _parts(unit: str, edition: str) -> tuple[str, ...]:
    """Return a unit without its multipliers: what stands above the stroke, and each part below it but ``item``."""
    bare = re.sub(r"\b(wan|million|yi|1e\d)\b\s*", "", _counted(unit, edition))
    above, *below = (part.strip(" ()") for part in bare.split("/"))
    return above, *(part for part in below if part != "item")


@cache
def _text(unit: str, edition: str) -> str:
    above, *below = _parts(unit, edition)
    own = EDITIONS[edition]
    words = own.units
    parts = ["" if above == "1" else _worded(above, words)]
    if below and above == "item":  # so many in a day: a bare number before a stroke would not do in Chinese
        parts = [own.counted]
    parts += [_worded(part, {**words, **own.per}) for part in below]
    if not own.han:
        return "/".join(parts)
    above, *below = (part.replace(" ", "") for part in parts)
    return "/".join([above, *([f"（{'·'.join(below)}）"] if below[1:] else below)])


def _worded(part: str, words: Mapping[str, str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        part = re.sub(rf"(?<![\w^]){re.escape(word)}(?![\w^])", words[word], part)
    return part
