"""Wording: numbers, units and intervals as a reader sees them."""

import math
from decimal import Decimal

from compendium import units
from compendium.ledger import Figure
from compendium.printed import grouped, magnitude, shown

_JOIN = "\N{NO-BREAK SPACE}"  # a number and its unit stay on one line
SIGNIFICANT = 4  # digits of a computed number; how far it can be trusted is said by its interval


def number(value: float, significant: int = SIGNIFICANT) -> str:
    """Set a computed number: rounded, without idle zeros, thousands grouped.

    >>> number(1036.88), number(8000.0), number(87578947.4), number(-0.7128)
    ('1,037', '8,000', '87.58 million', '−0.7128')
    """
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    places = significant - 1 - (math.floor(math.log10(abs(value))) if value else 0)
    rounded = Decimal(repr(round(float(value), places)))
    if rounded == rounded.to_integral_value():
        rounded = rounded.to_integral_value()
    text = grouped(rounded.copy_abs())
    head, _, word = text.partition(" ")
    if "." in head:
        head = head.rstrip("0").rstrip(".")
    return ("−" if rounded < 0 else "") + f"{head} {word}".strip()


def with_unit(text: str, unit: str) -> str:
    """Put a unit behind a number that is already set: ``29.9%``, ``1,037 t CO₂/a``."""
    name = units.text(unit)
    return text + name if name.startswith(("%", "/")) else f"{text}{_JOIN}{name}".rstrip(_JOIN)


def quantity(value: float, unit: str, significant: int = SIGNIFICANT) -> str:
    """Set a computed number of ``unit``, the unit's multiplier worked in."""
    return with_unit(number(value * 10.0 ** units.multiplier(unit), significant), unit)


def interval(low: float, high: float, unit: str) -> str:
    """Set an interval of ``unit``; a point is one number, and both ends are told in the same magnitude."""
    low, high = (end * 10.0 ** units.multiplier(unit) for end in (low, high))
    power, word = magnitude(Decimal(max(abs(end) for end in (low, high) if math.isfinite(end))))
    ends = [number(end / 10.0**power, SIGNIFICANT + 1) for end in (low, high)]
    text = ends[0] if ends[0] == ends[1] else f"{ends[0]} or more" if math.isinf(high) else f"{ends[0]} to {ends[1]}"
    return with_unit(f"{text} {word}".strip(), unit)


def figure(row: Figure) -> str:
    """Set a figure as printed: its qualifier, its digits, its unit."""
    return with_unit(shown(row.interval, units.multiplier(row.unit)), row.unit)


def ratio(value: float | None) -> str:
    """Set recomputed / printed; against a printed zero there is no ratio."""
    return "" if value is None or math.isnan(value) else number(value, 3)
