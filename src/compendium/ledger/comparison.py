"""Comparison of floating-point numbers, with a relative tolerance for rounding errors.

Plain arithmetic without an import: ``export.rules_script`` translates this module to JavaScript for the what-if page.
"""

SLACK = 1e-9  # relative tolerance: a share of the larger absolute value


def contains(low: float, high: float, value: float, middle: float) -> bool:
    """Return whether a value lies in a closed interval, within ``SLACK``.

    Args:
        low: the lower end, in the unit of the others; may be infinite.
        high: the upper end; may be infinite.
        value: the value that is tested.
        middle: the interval's own value; the tolerance is relative to the larger of this and ``value``.
    """
    slack = SLACK * max(abs(middle), abs(value)) if value - value == 0 else 0.0
    return low - slack <= value <= high + slack


def meets(  # noqa: PLR0913, PLR0917
    low: float, value: float, high: float, other_low: float, other_value: float, other_high: float
) -> bool:
    """Return whether two closed intervals have a number in common, within ``SLACK``.

    All arguments are in one unit; ends may be infinite. The tolerance is relative to the larger of the two values.
    """
    slack = SLACK * max(abs(value), abs(other_value))
    return low <= other_high + slack and other_low <= high + slack
