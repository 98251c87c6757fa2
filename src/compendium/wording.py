"""Wording: numbers, units and intervals as a reader of the spoken language sees them."""

import math
import re
from decimal import Decimal

from compendium import units
from compendium.language import mark, say, spoken
from compendium.ledger import Figure
from compendium.printed import CHINESE_NUMERALS

SIGNIFICANT = 4  # digits of a computed number; how far it can be trusted is said by its interval
_JOIN = "\N{NO-BREAK SPACE}"  # a number and its unit stay on one line
_MAGNITUDES = {
    "en": ((12, " trillion"), (9, " billion"), (6, " million")),
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
}
_MULTIPLIERS = {"wan": "万", "million": "百万", "yi": "亿"}  # as the report prints them
_QUALIFIED = {
    "about": mark("about {number}"),
    "over": mark("over {number}"),
    "nearly": mark("nearly {number}"),
    "at_least": mark("at least {number}"),
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_KINDS = {
    "exact": mark("exact"),
    "about": mark("about"),
    "round": mark("round"),
    "over": mark("over"),
    "nearly": mark("nearly"),
    "at_least": mark("at least"),
}


def number(value: float, significant: int = SIGNIFICANT) -> str:
    """Set a computed number: rounded, without idle zeros; thousands are grouped in English, counted by 万 in Chinese.

    >>> number(1036.88), number(8000.0), number(87578947.4), number(-0.7128)
    ('1,037', '8,000', '87.58 million', '−0.7128')
    """
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    rounded = _rounded(value, significant)
    power, word = _magnitude(rounded)
    return _digits(rounded.scaleb(-power)) + word


def count(number: int) -> str:
    """Set a count in full."""
    return f"{number:,}" if spoken() == "en" else str(number)


def _rounded(value: float, significant: int) -> Decimal:
    places = significant - 1 - (math.floor(math.log10(abs(value))) if value else 0)
    return Decimal(repr(round(float(value), places)))


def _magnitude(number: Decimal) -> tuple[int, str]:
    """Return the power of ten that a large number is told in, and its word."""
    return next((pair for pair in magnitudes() if abs(number) >= Decimal(10) ** pair[0]), (0, ""))


def magnitudes() -> tuple[tuple[int, str], ...]:
    """Return the powers of ten that have a word in the spoken language, the greatest first."""
    return _MAGNITUDES[spoken()]


def _digits(number: Decimal, idle_zeros: bool = False) -> str:
    """Return a decimal's digits with a true minus, without trailing zeros unless they are precision."""
    text = f"{abs(number):,f}" if spoken() == "en" else f"{abs(number):f}"
    if "." in text and not idle_zeros:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if number < 0 else text


def with_unit(text: str, unit: str) -> str:
    """Put a unit behind a number that is already set: ``29.9%``, ``1,037 t CO₂/a``, ``1037吨二氧化碳/年``."""
    name = units.text(unit)
    return text + name if spoken() == "zh" or name.startswith(("%", "/")) else f"{text}{_JOIN}{name}".rstrip(_JOIN)


def field_unit(unit: str) -> str:
    """Return a unit with its multiplier, as it stands beside a field that holds a number of it: ``10⁴ t/a``."""
    power = units.multiplier(unit)
    if spoken() == "zh":
        told = {0: "", 3: "千", 4: "万", 6: "百万", 8: "亿", 9: "十亿"}[power] + units.text(unit)
        return told.replace("千千瓦", "兆瓦")
    return (f"10{str(power).translate(_RAISED)} " if power else "") + units.text(unit)


def quantity(value: float, unit: str, significant: int = SIGNIFICANT) -> str:
    """Set a computed number of ``unit``, the unit's multiplier worked in."""
    return with_unit(number(value * 10.0 ** units.multiplier(unit), significant), unit)


def interval(low: float, high: float, unit: str) -> str:
    """Set an interval of ``unit``; a point is one number, and both ends are told in the same magnitude."""
    low, high = (end * 10.0 ** units.multiplier(unit) for end in (low, high))
    greatest = max(abs(end) for end in (low, high) if math.isfinite(end))
    digits = SIGNIFICANT + 1
    if 0 < high - low < math.inf:  # a narrow interval needs more of them to be seen
        digits = max(digits, min(8, 2 + math.floor(math.log10(greatest)) - math.floor(math.log10(high - low))))
    power, word = _magnitude(_rounded(greatest, digits))
    ends = [_digits(_rounded(end / 10.0**power, digits)) for end in (low, high) if math.isfinite(end)]
    if math.isinf(high):
        return say("{least} or more", least=with_unit(ends[0] + word, unit))
    if ends[0] == ends[1]:
        return with_unit(ends[0] + word, unit)
    if spoken() == "zh" and units.text(unit) == "%":  # both ends of a range of shares carry the sign
        return span(*(f"{end}{word}%" for end in ends))
    return with_unit(span(*ends) + word, unit)


def span(low: str, high: str) -> str:
    """Set two ends that are already set: ``82 to 438``, ``82～438``."""
    return say("{low} to {high}", low=low, high=high)


def figure(row: Figure) -> str:
    """Set a figure as printed: its word of doubt, its digits, its unit. In Chinese these are the report's own."""
    told = _in_english(row) if spoken() == "en" else row.printed + _multipliers(row.unit)
    told = with_unit(told, row.unit)
    return say(_QUALIFIED[row.qualifier], number=told) if row.qualifier in _QUALIFIED else told


def kind(row: Figure) -> str:
    """Return the name of the rule by which a figure stands for its interval."""
    return say(_KINDS[row.qualifier])


def _multipliers(unit: str) -> str:
    return "".join(_MULTIPLIERS[word] for word in re.findall(r"\b(?:wan|million|yi)\b", unit))


def _in_english(row: Figure) -> str:
    """Set a printed number with its multiplier worked in; trailing zeros stay where they are precision."""
    if "+" in row.printed:
        return row.printed
    numbers = [Decimal(CHINESE_NUMERALS.get(part, part)) for part in re.split("[-–—]", row.printed)]
    exact = row.qualifier == "exact"
    told = [number.scaleb(units.multiplier(row.unit)) for number in numbers]
    return "–".join(_digits(one.scaleb(-_magnitude(one)[0]), exact) + _magnitude(one)[1] for one in told)


def period(text: str) -> str:
    """Set a year, years or a month as the tables write them; what is in words is said."""
    if spoken() == "en":
        return re.sub(r"(?<=\d{4})-(?=\d{4})", "–", text)
    if found := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return f"{found[1]}年{int(found[2])}月"
    return re.sub(r"-", "—", text) + "年" if re.fullmatch(r"\d{4}(?:-\d{4})?", text) else say(text)


def ratio(value: float | None) -> str:
    """Set recomputed / printed; against a printed zero there is no ratio."""
    return "" if value is None or math.isnan(value) else number(value, 3)
