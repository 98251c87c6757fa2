"""Comparison of numbers that may be equal but for floating point.

Plain arithmetic without an import: ``export.rules_script`` translates this module to JavaScript for the what-if page.
"""

SLACK = 1e-9  # how far equal numbers may lie apart, as a share of the greater one


def contains(low: float, high: float, value: float, middle: float) -> bool:
    """Return whether a value lies between two ends; slack is measured by it and the interval's ``middle``."""
    slack = SLACK * max(abs(middle), abs(value)) if value - value == 0 else 0.0
    return low - slack <= value <= high + slack


def meets(  # noqa: PLR0913, PLR0917
    low: float, value: float, high: float, other_low: float, other_value: float, other_high: float
) -> bool:
    """Return whether two intervals have a number in common."""
    slack = SLACK * max(abs(value), abs(other_value))
    return low <= other_high + slack and other_low <= high + slack
