"""Wording: numbers, units and intervals as a reader of the spoken language sees them."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from compendium.display import unit_words
from compendium.i18n.messages import N_, current_language, gettext
from compendium.ledger.interval import Interval
from compendium.ledger.printed import decimals
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Qualifier

SIGNIFICANT = 4  # digits of a computed number; how far it can be trusted is said by its interval
_JOIN = "\N{NO-BREAK SPACE}"  # a number and its unit stay on one line
_MAGNITUDES = {
    "en": ((12, " trillion"), (9, " billion"), (6, " million")),
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
}
_MULTIPLIERS = {"wan": "万", "million": "百万", "yi": "亿"}  # as the report prints them
_QUALIFIED = {
    "about": N_("about {number}"),
    "over": N_("over {number}"),
    "nearly": N_("nearly {number}"),
    "at_least": N_("at least {number}"),
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_KINDS = {
    "exact": N_("exact"),
    "about": N_("about"),
    "round": N_("round"),
    "over": N_("over"),
    "nearly": N_("nearly"),
    "at_least": N_("at least"),
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
    return f"{number:,}" if current_language() == "en" else str(number)


def _rounded(value: float, significant: int) -> Decimal:
    """Return a number to so many digits, a half rounded away from zero.

    What lies beyond the twelfth digit is the noise of floating point, which must not decide whether it is a half.
    """
    exact = Decimal(f"{value:.12g}")
    if not exact:
        return Decimal(0)
    return exact.quantize(Decimal(1).scaleb(exact.adjusted() - significant + 1), ROUND_HALF_UP)


def _magnitude(number: Decimal) -> tuple[int, str]:
    """Return the power of ten that a large number is told in, and its word."""
    return next((pair for pair in magnitudes() if abs(number) >= Decimal(10) ** pair[0]), (0, ""))


def magnitudes() -> tuple[tuple[int, str], ...]:
    """Return the powers of ten that have a word in the spoken language, the greatest first."""
    return _MAGNITUDES[current_language()]


def _digits(number: Decimal, idle_zeros: bool = False) -> str:
    """Return a decimal's digits with a true minus, without trailing zeros unless they are precision."""
    text = f"{abs(number):,f}" if current_language() == "en" else f"{abs(number):f}"
    if "." in text and not idle_zeros:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if number < 0 else text


def with_unit(text: str, unit: str) -> str:
    """Put a unit behind a number that is already set: ``29.9%``, ``1,037 t CO₂/a``, ``1037吨二氧化碳/年``."""
    name = unit_words.text(unit)
    return (
        text + name
        if current_language() == "zh" or name.startswith(("%", "/"))
        else f"{text}{_JOIN}{name}".rstrip(_JOIN)
    )


def field_unit(unit: str) -> str:
    """Return a unit with its multiplier, as it stands beside a field that holds a number of it: ``10⁴ t/a``."""
    power = unit_words.multiplier(unit)
    if current_language() == "zh":
        told = {0: "", 3: "千", 4: "万", 6: "百万", 8: "亿", 9: "十亿"}[power] + unit_words.text(unit)
        return told.replace("千千瓦", "兆瓦")
    return (f"10{str(power).translate(_RAISED)} " if power else "") + unit_words.text(unit)


def quantity(value: float, unit: str, significant: int = SIGNIFICANT) -> str:
    """Set a computed number of ``unit``, the unit's multiplier worked in."""
    return with_unit(number(value * unit_words.multiple(unit), significant), unit)


def interval(ends: Interval, unit: str) -> str:
    """Set an interval of ``unit``; a point is one number, and both ends are told in the same magnitude."""
    shown = ends.scaled(unit_words.multiple(unit))
    low, high = shown.low, shown.high
    greatest = max(abs(end) for end in (low, high) if math.isfinite(end))
    digits = SIGNIFICANT + 1
    if 0 < high - low < math.inf:  # a narrow interval needs more of them to be seen
        digits = max(digits, min(8, 2 + math.floor(math.log10(greatest)) - math.floor(math.log10(high - low))))
    power, word = _magnitude(_rounded(greatest, digits))
    told = [_digits(_rounded(end / 10.0**power, digits)) for end in (low, high) if math.isfinite(end)]
    if math.isinf(high):
        return gettext("{least} or more", least=with_unit(told[0] + word, unit))
    if told[0] == told[1]:
        return with_unit(told[0] + word, unit)
    if current_language() == "zh" and unit_words.text(unit) == "%":  # both ends of a range of shares carry the sign
        return span(*(f"{end}{word}%" for end in told))
    return with_unit(span(*told) + word, unit)


def span(low: str, high: str) -> str:
    """Set two ends that are already set: ``82 to 438``, ``82～438``."""
    return gettext("{low} to {high}", low=low, high=high)


def figure(row: Figure) -> str:
    """Set a figure as printed: its word of doubt, its digits, its unit. In Chinese these are the report's own."""
    told = _in_english(row) if current_language() == "en" else row.printed + _multipliers(row.unit)
    told = with_unit(told, row.unit)
    return gettext(_QUALIFIED[row.qualifier], number=told) if row.qualifier in _QUALIFIED else told


def kind(row: Figure) -> str:
    """Return the name of the rule by which a figure stands for its interval."""
    return gettext(_KINDS[row.qualifier])


def _multipliers(unit: str) -> str:
    return "".join(_MULTIPLIERS[word] for word in re.findall(r"\b(?:wan|million|yi)\b", unit))


def _in_english(row: Figure) -> str:
    """Set a printed number with its multiplier worked in; trailing zeros stay where they are precision."""
    if "+" in row.printed:
        return row.printed
    exact = row.qualifier == Qualifier.EXACT
    told = [number.scaleb(unit_words.multiplier(row.unit)) for number in decimals(row.printed)]
    return "–".join(_digits(one.scaleb(-_magnitude(one)[0]), exact) + _magnitude(one)[1] for one in told)


def period(text: str) -> str:
    """Set a year, years or a month as the tables write them; what is in words is said."""
    if current_language() == "en":
        return re.sub(r"(?<=\d{4})-(?=\d{4})", "–", text)
    if found := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return f"{found[1]}年{int(found[2])}月"
    return re.sub(r"-", "—", text) + "年" if re.fullmatch(r"\d{4}(?:-\d{4})?", text) else gettext(text)


def ratio(value: float | None) -> str:
    """Set recomputed / printed; against a printed zero there is no ratio."""
    return "" if value is None or math.isnan(value) else number(value, 3)
