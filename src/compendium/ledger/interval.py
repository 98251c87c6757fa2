"""Intervals: a value with the ends between which it may lie."""

import math
from dataclasses import dataclass

from compendium.ledger import comparison


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with a lower and an upper end, all in one unit; an end may be infinite."""

    low: float
    value: float
    high: float

    @classmethod
    def point(cls, value: float) -> "Interval":
        """Return the interval that holds one value only."""
        return cls(value, value, value)

    @classmethod
    def around(cls, first: float, *more: float) -> "Interval":
        """Return the least interval with all of some values; its value is the first."""
        return cls(min(first, *more), first, max(first, *more)) if more else cls.point(first)

    @property
    def is_point(self) -> bool:
        """Whether both ends are the same."""
        return not self.low < self.high

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are finite."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def sign(self) -> int:
        """1 where all of it lies above zero, -1 where all lies below, 0 where it holds zero."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0

    def scaled(self, factor: float) -> "Interval":
        """Return it times a number; a negative one turns it round."""
        low, high = self.low * factor, self.high * factor
        return Interval(min(low, high), self.value * factor, max(low, high))

    def contains(self, value: float) -> bool:
        """Return whether a value lies between the ends, or so close that only floating point parts them."""
        return comparison.contains(self.low, self.high, value, self.value)

    def meets(self, other: "Interval") -> bool:
        """Return whether two intervals have a number in common, or only floating point parts them."""
        return comparison.meets(self.low, self.value, self.high, other.low, other.value, other.high)
