"""Units of the tables: the registry of openscm-units with the words of Chinese energy statistics.

Carbon dioxide is a unit of its own (``t CO2``), so that CO2 and carbon convert by 12/44 and are never mixed. Pollutants
are plain masses. A year is the registry's 365.25 days. A unit text may use the names of ``NAMES`` only: the registry
would also take ``pH`` (for a picohenry) or ``degC``, whose zero is no nothing, so that sums and ratios would be wrong.
"""

import re
import tokenize
from functools import cache
from typing import TYPE_CHECKING, Any

from compendium.ledger.interval import Interval
from compendium.ledger.problem import nearest

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
# The registry's own names that a unit may be made of, each on a scale that begins at nothing.
_REGISTRY_NAMES = (
    *("dimensionless", "percent", "ppm", "CO2", "CH4", "N2O", "C"),
    *("ug", "mg", "g", "kg", "t", "kt", "Mt", "Gt"),
    *("W", "kW", "MW", "GW", "TW", "Wh", "kWh", "MWh", "GWh", "TWh", "J", "kJ", "MJ", "GJ", "TJ", "PJ", "EJ"),
    *("mm", "cm", "m", "km", "ha", "l", "s", "min", "h", "day", "week", "month", "a", "K", "delta_degC"),
    *("Pa", "kPa", "MPa", "bar"),
)
SUBSTANCES = ("CO2", "CH4", "N2O")  # what a mass can be one of
NAMES = (*DEFINITIONS, *_REGISTRY_NAMES)
_NAME = re.compile(r"[A-Za-z_]\w*")


class UnitError(ValueError):
    """A unit outside ``NAMES``, or two units of different dimension; the message names the part."""


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

    for name in _NAME.findall(unit):
        if name not in NAMES:
            raise UnitError(f"{unit!r} uses {name!r}, which {_refused(name)}")
    try:
        quantity = registry().Quantity(1.0, registry().Unit(unit)).to_base_units()
    except (PintError, ValueError, TypeError, AssertionError, SyntaxError, tokenize.TokenError) as error:
        raise UnitError(f"{unit!r} does not read as a unit") from error
    return float(quantity.magnitude), quantity.dimensionality


def _refused(name: str) -> str:
    """Return why a name is none of ``NAMES``."""
    from pint.errors import PintError

    try:
        zero = registry().Quantity(0.0, name).to_base_units().magnitude
    except (PintError, ValueError, TypeError, AssertionError):
        zero = 0.0
    if zero:
        return "is a scale with an offset or a logarithm: its zero is not nothing"
    return "is no unit of the tables"


def scale(unit: str) -> float:
    """Return how many base units one ``unit`` is.

    Raises:
        UnitError: it is none of the tables'.
    """
    return _base(unit)[0]


def dimension(unit: str) -> "UnitsContainer":
    """Return the dimension of ``unit``, as pint's exponents by base dimension.

    Raises:
        UnitError: it is none of the tables'.
    """
    return _base(unit)[1]


def alike(unit: str, other: str) -> bool:
    """Return whether two units measure one kind of quantity, so that a number of one is a number of the other."""
    return dimension(unit) == dimension(other)


def like(unit: str, amount: str) -> str:
    """Return a unit of an amount as ``unit`` has it, in all or in a year: ``t CO2 / a`` for ``kg CO2 / a``.

    Raises:
        UnitError: it is an amount of something else.
    """
    for one in (amount, f"{amount} / a"):
        if alike(unit, one):
            return one
    raise UnitError(f"{unit} is not a kind of {amount}, in all or in a year")


def measures(unit: str, substance: str) -> bool:
    """Return whether a unit is one of amounts of a substance, in all or in a year."""
    try:
        like(unit, f"t {substance}")
    except UnitError:
        return False
    return True


def factor(unit: str, to: str) -> float:
    """Return how many of ``to`` one ``unit`` is.

    Raises:
        UnitError: an unknown unit, or two dimensions.
    """
    if not alike(unit, to):
        raise UnitError(f"{unit} is not a kind of {to}")
    return scale(unit) / scale(to)


def convert(value: float, unit: str, to: str) -> float:
    """Return ``value`` of ``unit`` as a number of ``to``.

    Raises:
        UnitError: an unknown unit, or two dimensions.
    """
    return value * factor(unit, to)


def converted(interval: Interval, unit: str, to: str) -> Interval:
    """Return an interval of ``unit`` as one of ``to``.

    Raises:
        UnitError: an unknown unit, or two dimensions.
    """
    return interval.scaled(factor(unit, to))


def nearest_unit(unit: str) -> str | None:
    """Return the unit text with each unknown name replaced by the nearest known one, or None where none comes near."""
    mended = unit
    for name in _NAME.findall(unit):
        if name not in NAMES and (better := nearest(name, NAMES)):
            mended = re.sub(rf"\b{name}\b", better, mended)
    return mended if mended != unit else None
