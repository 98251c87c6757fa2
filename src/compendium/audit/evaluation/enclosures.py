"""Interval arithmetic on NumPy arrays: ranges that hold every value, rounded outward.

An enclosure of many scenarios is computed at once; single numbers broadcast. The four operations are rounded correctly
by IEEE 754, so one step outward encloses the exact result; the library's power, logarithm and exponential may be wrong
by a few units in the last place, so they get ``_LOOSE`` steps (R. E. Moore, R. B. Kearfott and M. J. Cloud,
Introduction to Interval Analysis, SIAM 2009, chapters 2 and 5). A sum that is exact and a product with zero stay as
they are, so that a slope of zero keeps its sign. Underflow is not looked at.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

_LOOSE = 8  # steps, each a unit in the last place


@dataclass(frozen=True, slots=True)
class Enclosure:
    """All numbers from ``low`` to ``high``: floats, or arrays that broadcast; nan where nothing is known."""

    low: Any
    high: Any

    @classmethod
    def point(cls, value: Any) -> "Enclosure":
        """Return the enclosure of one number, or of one for each scenario."""
        return cls(value, value)

    def __neg__(self) -> "Enclosure":
        return Enclosure(-self.high, -self.low)

    def __add__(self, other: "Enclosure") -> "Enclosure":
        low, under = _sum(self.low, other.low)
        high, over = _sum(self.high, other.high)
        return Enclosure(np.where(under < 0, _below(low), low)[()], np.where(over > 0, _above(high), high)[()])

    def __mul__(self, other: "Enclosure") -> "Enclosure":
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        low, high = _span([a * b for a, b in pairs])
        if np.isnan(low).any():
            low, high = _span([_zero_wins(a, b) for a, b in pairs])
        return Enclosure(_below(low), _above(high))

    def where(self, known: Any) -> "Enclosure":
        """Return the enclosure where something is known, nan elsewhere."""
        return Enclosure(np.where(known, self.low, np.nan)[()], np.where(known, self.high, np.nan)[()])

    def reciprocal(self) -> "Enclosure":
        """Return 1 / x for every x; everything where zero lies inside."""
        through = (self.low < 0) & (self.high > 0)
        # Of a range that begins or ends with zero, the other end is finite.
        low = np.where(self.high == 0, -np.inf, _below(np.divide(1.0, self.high)))
        high = np.where(self.low == 0, np.inf, _above(np.divide(1.0, self.low)))
        return Enclosure(np.where(through, -np.inf, low)[()], np.where(through, np.inf, high)[()])

    def whole_power(self, exponent: int) -> "Enclosure":
        """Return the enclosure raised to a whole number."""
        if exponent < 0:
            return self.reciprocal().whole_power(-exponent)
        if exponent == 0:
            return Enclosure.point(1.0)
        if exponent == 1:
            return self
        low, high = np.power(self.low, exponent), np.power(self.high, exponent)
        if exponent % 2 == 0:
            through = (self.low < 0) & (self.high > 0)
            low, high = np.where(through, 0.0, np.minimum(low, high)), np.maximum(low, high)
        return _loosened(low, high)

    def power(self, exponent: float) -> "Enclosure":
        """Return the enclosure raised to a number that is not whole; nan where it is below zero."""
        first, second = np.power(self.low, exponent), np.power(self.high, exponent)
        return _loosened(first, second) if exponent > 0 else _loosened(second, first)

    def exp(self) -> "Enclosure":
        """Return the exponential."""
        return _loosened(np.exp(self.low), np.exp(self.high))

    def log(self) -> "Enclosure":
        """Return the natural logarithm; nan where the enclosure is below zero."""
        return _loosened(np.log(self.low), np.log(self.high))


def least(parts: list[Enclosure]) -> Enclosure:
    """Return the enclosure of the least of several numbers."""
    return Enclosure(*(reduce(np.minimum, ends) for ends in zip(*((one.low, one.high) for one in parts), strict=True)))


def greatest(parts: list[Enclosure]) -> Enclosure:
    """Return the enclosure of the greatest of several numbers."""
    return -least([-part for part in parts])


def _sum(a: Any, b: Any) -> tuple[Any, Any]:
    """Return a sum and its error (D. E. Knuth's TwoSum): nan, which is no error, where it is infinite."""
    total = a + b
    other = total - a
    return total, (a - (total - other)) + (b - other)


def _span(ends: list[Any]) -> tuple[Any, Any]:
    """Return the least and the greatest of four numbers; nan if one of them is."""
    one, two, three, four = ends
    low = np.minimum(np.minimum(one, two), np.minimum(three, four))
    return low, np.maximum(np.maximum(one, two), np.maximum(three, four))


def _zero_wins(a: Any, b: Any) -> Any:
    """Return a product in which zero times infinity is zero; nan stays."""
    return np.where((a == 0) & ~np.isnan(b) | (b == 0) & ~np.isnan(a), 0.0, np.multiply(a, b))


def _below(value: Any) -> Any:
    return np.nextafter(value, np.where(value == 0, 0.0, -np.inf))


def _above(value: Any) -> Any:
    return np.nextafter(value, np.where(value == 0, 0.0, np.inf))


def _loosened(low: Any, high: Any) -> Enclosure:
    """Return an enclosure that allows for the error of a library's function; zero and infinity stay as they are."""
    return Enclosure(low - _error(low), high + _error(high))


def _error(value: Any) -> Any:
    return np.where(np.isfinite(value) & (value != 0), _LOOSE * np.spacing(np.abs(value)), 0.0)[()]
