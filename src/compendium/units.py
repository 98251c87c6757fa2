"""Units of the report: the registry of openscm-units with the words of Chinese energy statistics.

Carbon dioxide is a unit of its own (``t CO2``), so that CO2 and carbon convert by 12/44 and are never mixed. Pollutants
are plain masses. A year is the registry's 365.25 days.
"""

import re
import tokenize
from functools import cache
from typing import TYPE_CHECKING, Any

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

# How a unit's words are set for a reader of English, and how behind a stroke, where one of them is meant. Multipliers
# are not here: they go into the number.
WORDS = {
    "percent": "%",
    "percentage_point": "percentage points",
    "dimensionless": "",
    "item": "",
    "rank": "",
    "chinese_mu": "mu",
    "weight_case": "weight cases",
    "vehicle": "vehicles",
    "ride": "rides",
    "CO2": "CO₂",
    "CH4": "CH₄",
    "m^2": "m²",
    "m^3": "m³",
    "person km": "person-km",
    "t km": "t-km",
}
PER = {"item": "item", "weight_case": "weight case", "vehicle": "vehicle", "ride": "ride"}
MULTIPLIERS = {"wan": 4, "million": 6, "yi": 8}


class UnitError(ValueError):
    """A unit the registry does not know, or two units of different dimension."""


@cache
def registry() -> Any:
    """Return the one unit registry (openscm-units' registry is untyped)."""
    from openscm_units import ScmUnitRegistry

    units = ScmUnitRegistry()
    units.add_standards()
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
    known = [*DEFINITIONS, *WORDS, "kWh", "MWh", "kW", "MW", "km", "kg", "t", "a", "h", "day", "l", "t CO2", "CH4"]
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
    """Return the power of ten that the unit's Chinese multipliers stand for: 4 for ``wan kWh``."""
    return sum(power * len(re.findall(rf"\b{word}\b", unit)) for word, power in MULTIPLIERS.items())


@cache
def text(unit: str) -> str:
    """Return the unit as a reader sees it, without its multipliers: ``wan t CO2 / a`` gives ``t CO₂/a``."""
    shown = re.sub(r"\b(wan|million|yi)\b\s*", "", unit)
    shown = re.sub(r"\s*/\s*item\b", "", shown)
    above, *below = (part.strip(" ()") for part in shown.split("/"))
    return "/".join(
        ["" if above == "1" else _worded(above, WORDS), *(_worded(part, {**WORDS, **PER}) for part in below)]
    )


def _worded(part: str, words: dict[str, str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        part = re.sub(rf"(?<![\w^]){re.escape(word)}(?![\w^])", words[word], part)
    return part
