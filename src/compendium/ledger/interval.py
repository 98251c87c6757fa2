"""Intervals: a value with its lower and upper bound."""

import math
from dataclasses import dataclass

from compendium.ledger import comparison


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with a lower and an upper end, ``low <= value <= high``, all in one unit; an end may be infinite.

    The unit is that of the row it belongs to; an interval does not carry one.
    """

    low: float
    value: float
    high: float

    @classmethod
    def point(cls, value: float) -> "Interval":
        """Return the interval that holds one value only."""
        return cls(value, value, value)

    @classmethod
    def around(cls, first: float, *more: float) -> "Interval":
        """Return the smallest interval that contains all the values; its own value is the first."""
        return cls(min(first, *more), first, max(first, *more)) if more else cls.point(first)

    @property
    def is_point(self) -> bool:
        """Whether both ends are equal (or not a number)."""
        return not self.low < self.high

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are finite."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def sign(self) -> int:
        """1 if the whole interval is above zero, -1 if it is below, 0 if it contains zero."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0

    def scaled(self, factor: float) -> "Interval":
        """Return the interval times a number; a negative one swaps the ends."""
        low, high = self.low * factor, self.high * factor
        return Interval(min(low, high), self.value * factor, max(low, high))

    def contains(self, value: float) -> bool:
        """Return whether a value lies between the ends, within the tolerance of ``comparison``."""
        return comparison.contains(self.low, self.high, value, self.value)

    def meets(self, other: "Interval") -> bool:
        """Return whether two intervals of one unit overlap or touch, within the tolerance of ``comparison``."""
        return comparison.meets(self.low, self.value, self.high, other.low, other.value, other.high)
