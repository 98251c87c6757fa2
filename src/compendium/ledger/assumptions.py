"""Assumptions: what somebody puts in the place of figures and factors, and whether it is plausible.

A factor takes a number in its own unit, a text with another unit (``"525.7 g/kWh"``), low, value and high (a list, or
``"45..50..60 %"``), or the id of another factor. A figure takes what could be printed. Nothing here is computed; a
wrong assumption is refused before anything is.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from numbers import Real
from typing import Any

from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.printed import PrintedError, read
from compendium.ledger.problem import Problem, nearest
from compendium.ledger.rows import Factor, Figure
from compendium.ledger.vocabulary import FactorKind

TIMES = 10  # how far from the book's own value an assumption may lie; a slip of units is a thousand times
GRID_TIMES = 2  # ... and a grid factor from the dirtiest grid of the ledger
_QUANTITY = re.compile(r"\s*([-+−]?\d[\d,]*(?:\.\d*)?(?:[eE][-+]?\d+)?)\s*(.*?)\s*")
_LIST = re.compile(r"\s*\[(.*)\]\s*")
_ID = re.compile(r"[a-z]\w*(?:\.\w+)+", re.ASCII)
_SUBSTANCES = re.compile(rf"\b(?:{'|'.join(units.SUBSTANCES)})\b")


def assumed(row: Figure | Factor, value: Any, factors: Mapping[str, Factor] = {}) -> Figure | Factor:
    """Return a row with an assumption in the place of its value.

    Args:
        row: a figure or factor.
        value: a number, a text or, for a factor, a list of low, value and high, or the id of another.
        factors: those whose id may be assumed, as they are in the ledger.

    Raises:
        ValueError: the row cannot have this value; the message says why.
    """
    if isinstance(row, Figure):
        if isinstance(value, bool) or not isinstance(value, Real | str):
            raise ValueError(f"it is a {type(value).__name__}")
        try:
            read(str(value), row.qualifier)
        except PrintedError as error:
            raise ValueError(str(error)) from None
        return replace(row, printed=str(value))
    if isinstance(value, str) and _ID.fullmatch(value.strip()):
        return _like(row, value.strip(), factors)
    low, middle, high = _range(value, row.unit)
    if not low <= middle <= high:
        raise ValueError("low, value and high do not rise")
    return replace(row, low=low, value=middle, high=high)


def _like(row: Factor, id_: str, factors: Mapping[str, Factor]) -> Factor:
    """Return a factor with the range of another, converted."""
    if id_ not in factors:
        near = nearest(id_, (name for name, one in factors.items() if units.alike(one.unit, row.unit)))
        raise ValueError("no factor has this id" + (f"; nearest: {near!r}" if near else ""))
    other = factors[id_]
    if not units.alike(other.unit, row.unit):
        raise ValueError(f"{other.unit} is not a kind of {row.unit}")
    found = units.converted(other.interval, other.unit, row.unit)
    return replace(row, low=found.low, value=found.value, high=found.high)


def _range(value: Any, unit: str) -> tuple[float, float, float]:
    """Return low, value and high of a number, a list of three, or a text of either: ``45..50..60 %``, ``[45, 50, 60]``.

    The value of ``45..60`` is the middle. The unit behind the last number is that of those without one.
    """
    given: Any = value
    if isinstance(value, str) and ".." in value:
        given = value.split("..")
        last = _QUANTITY.fullmatch(given[-1])
        given = [f"{one} {last[2]}" if last and _bare(one) else one for one in given]
    elif isinstance(value, str) and (found := _LIST.fullmatch(value)):
        given = found[1].split(",")
    if not isinstance(given, list | tuple):
        return (_number(given, unit),) * 3
    numbers = [_number(one, unit) for one in given]
    if isinstance(value, str) and ".." in value and len(numbers) == 2:
        numbers.insert(1, sum(numbers) / 2)
    if len(numbers) != 3:
        raise ValueError(f"it has {len(numbers)} numbers")
    return numbers[0], numbers[1], numbers[2]


def _bare(text: str) -> bool:
    """Return whether a text is a number without a unit."""
    found = _QUANTITY.fullmatch(text)
    return bool(found and not found[2])


def _number(value: Any, unit: str) -> float:
    """Return a number, or a text with a number and perhaps its unit, in ``unit``."""
    if isinstance(value, bool) or not isinstance(value, Real | str):
        raise ValueError(f"{value!r} is a {type(value).__name__}")
    try:
        if not isinstance(value, str):
            number = float(value)
        elif found := _QUANTITY.fullmatch(value):
            number = float(found[1].replace(",", "").replace("−", "-"))
            number = _converted(number, found[2], unit) if found[2] else number
        else:
            raise ValueError(f"{value!r} does not begin with a number")
    except OverflowError:
        raise ValueError("it is too large for a floating-point number") from None
    if not math.isfinite(number):
        raise ValueError("it is not finite")
    return number


def _converted(number: float, given: str, unit: str) -> float:
    """Convert a number; the substance may be left out: ``g/kWh`` for a factor in ``kg CO2 / kWh``."""
    own = given.replace("%", "percent").replace("CO₂", "CO2")
    plain = _SUBSTANCES.sub("", unit)
    for wanted in (unit, plain):
        if units.alike(own, wanted):
            return units.convert(number, own, wanted)
    raise ValueError(f"{given} is not a kind of {unit}")


def implausible(row: Figure | Factor, before: Figure | Factor, factors: Iterable[Factor]) -> Problem | None:
    """Return what is implausible about an assumed row, or None.

    Args:
        row: with the assumption.
        before: the same row of the ledger.
        factors: all factors of the ledger, among which are its grids.
    """
    bounds, reason = plausible(before, factors)
    if bounds.low <= row.interval.low and row.interval.high <= bounds.high:
        return None
    shown = row.printed if isinstance(row, Figure) else f"{row.value:g}"
    if isinstance(row, Factor) and row.low < row.high:
        shown = f"{row.low:g} to {row.high:g}"
    return Problem(
        "assumptions",
        f"{shown} {before.unit} for {row.id!r}",
        f"{bounds.low:g} to {bounds.high:g} ({reason}), a number with another unit, or allow_implausible",
    )


def plausible(row: Figure | Factor, factors: Iterable[Factor]) -> tuple[Interval, str]:
    """Return what is plausible for a row, in its own unit, and why."""
    own = row.interval
    if isinstance(row, Factor) and row.kind is FactorKind.GRID:
        grids = (units.convert(one.high, one.unit, row.unit) for one in factors if _comparable(one, row))
        return Interval(
            min(0.0, own.low), own.value, GRID_TIMES * max(grids)
        ), "up to twice the dirtiest grid of the ledger"
    if row.unit == "percent":
        low, high = min(0.0 if own.low >= 0 else -100.0, own.low), max(100.0, own.high)
        return Interval(low, own.value, high), "a share or a rate in per cent"
    ends = sorted((own.value / TIMES, own.value * TIMES))
    low, high = min(ends[0], own.low), max(ends[1], own.high)
    return Interval(low, own.value, high), "from a tenth to ten times the book's own value"


def _comparable(one: Factor, row: Factor) -> bool:
    return one.kind is FactorKind.GRID and units.alike(one.unit, row.unit)


def keyed(assumptions: object) -> Mapping[str, Any]:
    """Return assumptions as a mapping.

    Raises:
        TypeError: they are none, or a key is no text; the message is a part of a sentence.
    """
    if not isinstance(assumptions, Mapping):
        raise TypeError(f"{assumptions!r}, a {type(assumptions).__name__}")
    for key in assumptions:
        if not isinstance(key, str):
            raise TypeError(f"the key {key!r}, a {type(key).__name__}")
    return assumptions
