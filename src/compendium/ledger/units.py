"""Units of the tables: the registry of openscm-units with the words of Chinese energy statistics.

Carbon dioxide is a unit of its own (``t CO2``), so that CO2 and carbon convert by 12/44 and are never mixed. Pollutants
are plain masses. A year is the registry's 365.25 days. A unit text may use the names in ``NAMES`` only: the registry
would also accept ``pH`` (as picohenry) or ``degC``, a scale with an offset, whose sums and ratios would be wrong.
"""

import re
import tokenize
from functools import cache
from typing import TYPE_CHECKING, Any

from compendium.ledger.interval import Interval
from compendium.ledger.problem import nearest

if TYPE_CHECKING:
    from pint.util import UnitsContainer

# ``[name]`` defines a dimension of its own: such a unit converts into others only through a factor of the tables. Coal
# equivalent is one of them on purpose. As a heat it would silently convert to kilowatt-hours at the calorific value,
# and which of two values a report used (calorific or equal-value) is one of the things that an audit has to find out.
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
# The names of the registry that a unit may use; all are scales without an offset.
_REGISTRY_NAMES = (
    *("dimensionless", "percent", "ppm", "CO2", "CH4", "N2O", "C"),
    *("ug", "mg", "g", "kg", "t", "kt", "Mt", "Gt"),
    *("W", "kW", "MW", "GW", "TW", "Wh", "kWh", "MWh", "GWh", "TWh", "J", "kJ", "MJ", "GJ", "TJ", "PJ", "EJ"),
    *("mm", "cm", "m", "km", "ha", "l", "s", "min", "h", "day", "week", "month", "a", "K", "delta_degC"),
    *("Pa", "kPa", "MPa", "bar"),
)
COUNTS = ("item", "vehicle", "person", "rank")  # of which a bare number is exact
SUBSTANCES = ("CO2", "CH4", "N2O")  # that an amount of mass may be of
NAMES = (*DEFINITIONS, *_REGISTRY_NAMES)
_NAME = re.compile(r"[A-Za-z_]\w*")


class UnitError(ValueError):
    """A unit that uses a name outside ``NAMES``, or two units of different dimension; the message says which."""


@cache
def registry() -> Any:
    """Return the process-wide unit registry: that of openscm-units with ``DEFINITIONS`` added (it is untyped)."""
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
    """Return why a name is not in ``NAMES``: it has an offset, or it is simply not one of them."""
    from pint.errors import PintError

    try:
        zero = registry().Quantity(0.0, name).to_base_units().magnitude
    except (PintError, ValueError, TypeError, AssertionError):
        zero = 0.0
    if zero:
        return "is a scale with an offset or a logarithm: its zero is not nothing"
    return "is no unit of the tables"


def scale(unit: str) -> float:
    """Return how many of pint's base units one ``unit`` is.

    Raises:
        UnitError: the unit is not made of ``NAMES`` or does not parse.
    """
    return _base(unit)[0]


def dimension(unit: str) -> "UnitsContainer":
    """Return the dimension of ``unit``, as pint's exponents by base dimension.

    Raises:
        UnitError: the unit is not made of ``NAMES`` or does not parse.
    """
    return _base(unit)[1]


def alike(unit: str, other: str) -> bool:
    """Return whether two units have the same dimension, so that one converts to the other.

    Raises:
        UnitError: a unit is unknown.
    """
    return dimension(unit) == dimension(other)


def like(unit: str, amount: str) -> str:
    """Return ``amount`` or ``amount / a``, whichever has the dimension of ``unit``.

    Args:
        unit: a total or a yearly amount: ``kg CO2 / a``.
        amount: the unit wanted, without a time: ``t CO2``, for which ``t CO2 / a`` is returned here.

    Raises:
        UnitError: ``unit`` is neither.
    """
    for one in (amount, f"{amount} / a"):
        if alike(unit, one):
            return one
    raise UnitError(f"{unit} is not a kind of {amount}, in all or in a year")


def measures(unit: str, substance: str) -> bool:
    """Return whether a unit measures a mass of a substance, as a total or per year; False for unknown units too."""
    try:
        like(unit, f"t {substance}")
    except UnitError:
        return False
    return True


def factor(unit: str, to: str) -> float:
    """Return how many of ``to`` one ``unit`` is.

    Raises:
        UnitError: an unknown unit, or units of different dimension.
    """
    if not alike(unit, to):
        raise UnitError(f"{unit} is not a kind of {to}")
    return scale(unit) / scale(to)


def convert(value: float, unit: str, to: str) -> float:
    """Convert a number from ``unit`` to ``to``.

    Raises:
        UnitError: an unknown unit, or units of different dimension.
    """
    return value * factor(unit, to)


def converted(interval: Interval, unit: str, to: str) -> Interval:
    """Convert an interval from ``unit`` to ``to``.

    Raises:
        UnitError: an unknown unit, or units of different dimension.
    """
    return interval.scaled(factor(unit, to))


def nearest_unit(unit: str) -> str | None:
    """Return the unit with each unknown name replaced by the most similar known one, or None if nothing changes."""
    mended = unit
    for name in _NAME.findall(unit):
        if name not in NAMES and (better := nearest(name, NAMES)):
            mended = re.sub(rf"\b{name}\b", better, mended)
    return mended if mended != unit else None
