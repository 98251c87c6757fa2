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
from compendium.ledger.vocabulary import FactorKind, Qualifier

TIMES = 10  # how far from the book's own value an assumption may lie; a slip of units is a thousand times
WHOLE = 100.0  # ... of which a share is at most all, in per cent
GRID_TIMES = 2  # ... and a grid factor from the dirtiest grid of the ledger
ALLOWED = "allow_implausible (on the command line --allow-implausible)"
_QUANTITY = re.compile(r"\s*([-+−]?(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+)(?:\.\d*)?(?:[eE][-+]?\d+)?)\s*(.*?)\s*")
_DECIMAL_COMMA = re.compile(r"\s*([-+−]?\d+),(\d+)(?![\d.,])")
_LIST = re.compile(r"\s*\[(.*)\]\s*")
_ID = re.compile(r"[a-z]\w*(?:\.\w+)+", re.ASCII)
_SUBSTANCES = re.compile(rf"\b(?:{'|'.join(units.SUBSTANCES)})\b")
_JOINED = re.compile(rf"\b([umk]?g|[kMG]?t)(?={'|'.join(units.SUBSTANCES)})")  # tCO2
_EQUIVALENT = re.compile(r"\bCO2[- ]?eq?\b")


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
            raise ValueError(_comma(str(value)) or str(error)) from None
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
        last = _parts(given[-1])
        given = [f"{one} {last[1]}" if last and _bare(one) else one for one in given]
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
    found = _parts(text)
    return bool(found and not found[1])


def _parts(text: str) -> tuple[float, str] | None:
    """Return a number and what stands behind it; None if the text does not begin with a number.

    Raises:
        ValueError: it has a comma that parts no thousands.
    """
    found = _QUANTITY.fullmatch(text)
    if not found:
        return None
    if found[2].startswith(","):
        raise ValueError(_comma(text))
    return float(found[1].replace(",", "").replace("−", "-")), found[2]


def _comma(text: str) -> str:
    """Return what is wrong with the comma of a number: it may be a decimal one; '' without a comma."""
    if found := _DECIMAL_COMMA.match(text):
        return f"{text!r}: a decimal comma? write {found[1]}.{found[2]}"
    return f"{text!r} has a comma that parts no thousands" if "," in text else ""


def _number(value: Any, unit: str) -> float:
    """Return a number, or a text with a number and perhaps its unit, in ``unit``."""
    if isinstance(value, bool) or not isinstance(value, Real | str):
        raise ValueError(f"{value!r} is a {type(value).__name__}")
    try:
        if not isinstance(value, str):
            number = float(value)
        elif found := _parts(value):
            number = _converted(found[0], found[1], unit) if found[1] else found[0]
        else:
            raise ValueError(f"{value!r} does not begin with a number")
    except OverflowError:
        raise ValueError("it is too large for a floating-point number") from None
    if not math.isfinite(number):
        raise ValueError("it is not finite")
    return number


def _converted(number: float, given: str, unit: str) -> float:
    """Convert a number; the substance may be left out or joined: ``g/kWh``, ``gCO2e/kWh`` for ``kg CO2 / kWh``."""
    own = given.replace("%", "percent").replace("CO₂", "CO2")
    own = _EQUIVALENT.sub("CO2", _JOINED.sub(r"\1 ", own))
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
    share, value = before.unit == "percent", row.interval.value
    ends = (row.interval.low, value, row.interval.high)
    if all(bounds.low <= end <= bounds.high or (share and end == 0) for end in ends):
        return None
    shown = row.printed if isinstance(row, Figure) else f"{row.value:g}"
    if isinstance(row, Factor) and row.low < row.high:
        shown = f"{row.low:g} to {row.high:g}"
    found = f"{shown} {before.unit} for {row.id!r}"
    if share and 0 < abs(value) < 1 and bounds.low <= 100 * value <= bounds.high:
        found += f" ({value:g} %, or {100 * value:g} %?)"
    unit = " a number with another unit," if isinstance(row, Factor) and not share else ""
    return Problem("assumptions", found, f"{bounds.low:g} to {bounds.high:g} ({reason}),{unit} or {ALLOWED}")


def plausible(row: Figure | Factor, factors: Iterable[Factor]) -> tuple[Interval, str]:
    """Return what is plausible for a row, in its own unit, and why; of a share nothing at all is plausible, too."""
    own = row.interval
    if isinstance(row, Factor) and row.kind is FactorKind.GRID:
        grids = (units.convert(one.high, one.unit, row.unit) for one in factors if _comparable(one, row))
        return Interval(
            min(0.0, own.low), own.value, GRID_TIMES * max(grids)
        ), "up to twice the dirtiest grid of the ledger"
    most, reason = own.value * TIMES, "from a tenth to ten times the book's own value"
    if row.unit == "percent":
        most = math.copysign(max(WHOLE, abs(own.value)), own.value)
        reason = "0, or from a tenth of the book's own value to the whole"
    ends = sorted((own.value / TIMES, most))
    if row.unit == "percent" and own.low < 0 < own.high:
        ends = [-WHOLE, WHOLE]
    return Interval(min(ends[0], own.low), own.value, max(ends[1], own.high)), reason


def takes(row: Figure | Factor) -> str:
    """Return what can be assumed of a row."""
    if isinstance(row, Factor):
        return "a number, one with a unit, low..value..high or the id of a factor"
    if row.qualifier == Qualifier.EXACT:
        return "a bare number or a range such as 100-140, without 'about' and without a unit"
    return f"a bare number without a unit; {row.qualifier!r} stays with it"


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
