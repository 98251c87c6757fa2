"""Wording: numbers, units and intervals as text in the current language."""

import math
import re
from decimal import Decimal
from typing import Any

from compendium.display import digits, unit_words
from compendium.i18n.messages import N_, current_language, gettext, gettext_template, language
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.printed import decimals
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Qualifier

SIGNIFICANT = digits.USUAL  # digits of a number that has no interval to go by
GIVEN = 9  # ... of a factor, which is shown with every digit that its source gives
_JOIN = "\N{NO-BREAK SPACE}"  # a number and its unit stay on one line
_MULTIPLIERS = {"wan": "万", "million": "百万", "yi": "亿"}  # as the report prints them
_QUALIFIED = {
    "about": N_("about {number}"),
    "over": N_("over {number}"),
    "nearly": N_("nearly {number}"),
    "at_least": N_("at least {number}"),
}
_POTENTIALS = {f"t CO2 / (t {gas})" for gas in units.SUBSTANCES if gas != "CO2"}
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_KINDS = {
    "exact": N_("exact"),
    "about": N_("about"),
    "round": N_("round"),
    "over": N_("over"),
    "nearly": N_("nearly"),
    "at_least": N_("at least"),
}


def number(value: float, significant: int = SIGNIFICANT) -> str:
    """Return a computed number as text: rounded, without trailing zeros, large powers of ten as words.

    Raises:
        ValueError: it is nan.

    >>> number(1036.88), number(8000.0), number(87578947.4), number(-0.7128)
    ('1,037', '8,000', '87.58 million', '−0.7128')
    """
    if math.isnan(value):
        raise ValueError("nan is no number that can be set")
    return digits.number(value, significant, magnitudes(), not language().han)


def count(number: int) -> str:
    """Return a count with all its digits."""
    return str(number) if language().han else f"{number:,}"


def magnitudes() -> list[tuple[int, str]]:
    """Return the powers of ten that have a word in the current language, the greatest first."""
    return list(language().magnitudes)


def with_unit(text: str, unit: str) -> str:
    """Append a unit to the text of a number: ``29.9%``, ``1,037 t CO₂/a``, ``1037吨二氧化碳/年``."""
    return joined(text, unit_words.text(unit))


def joined(text: str, name: str) -> str:
    """Append the words of a unit to the text of a number."""
    return text + name if language().han or name.startswith(("%", "/")) else f"{text}{_JOIN}{name}".rstrip(_JOIN)


def field_unit(unit: str) -> str:
    """Return a unit with its multiplier, as the label of an input field for a number of it: ``10⁴ t/a``."""
    power = unit_words.multiplier(unit)
    raised = f"10{str(power).translate(_RAISED)} " if power else ""
    if language().han:
        return (language().powers.get(power, raised) + unit_words.text(unit)).replace("千千瓦", "兆瓦")
    return raised + unit_words.text(unit)


def quantity(value: float, unit: str, significant: int = SIGNIFICANT) -> str:
    """Return a computed number of ``unit`` with its unit, whose multiplier is worked into the number."""
    return with_unit(number(value * unit_words.multiple(unit), significant), unit)


def significant(ends: Interval) -> int:
    """Return how many digits of a computed number are shown, by the width of its interval."""
    return digits.significant(ends.low, ends.value, ends.high)


def in_prose(ends: Interval, unit: str) -> str:
    """Return a computed number as a sentence has it: how many times to two digits, per cent to one decimal place.

    Its entry in the ledger has all digits that its interval warrants. That times are rounded is said.
    """
    full = significant(ends)
    if unit == "dimensionless" and abs(ends.value) >= 1:
        text = number(ends.value, min(full, digits.FEWEST))
        return text if text == number(ends.value, digits.KNOWN) else gettext(_QUALIFIED["about"], number=text)
    if unit in ("percent", "percentage_point"):
        full = min(full, max(digits.FEWEST, digits.place(ends.value) + 2))
    return quantity(ends.value, bare(unit), full)


def bare(unit: str) -> str:
    """Return a unit as a sentence has it: a global warming potential is a plain number there."""
    return "dimensionless" if unit in _POTENTIALS else unit


def outcome(ends: Interval, unit: str) -> str:
    """Return a computed number of ``unit`` with its unit, to the digits that its interval warrants."""
    return quantity(ends.value, unit, significant(ends))


def interval(ends: Interval, unit: str, counted: str = "") -> str:
    """Return an interval of ``unit`` as text; a point is one number, both ends have the same power of ten.

    Args:
        ends: the interval.
        unit: of the tables.
        counted: what stands behind the unit, as ``counter`` returns it.
    """
    shown = ends.scaled(unit_words.multiple(unit))
    forms = interval_forms(unit)
    forms["unit"] += counted
    return digits.interval(shown.low, shown.high, magnitudes(), not language().han, **forms)


def printed_interval(row: Figure) -> str:
    """Return the interval of a figure as text, in the power of ten in which the figure itself is shown."""
    unit = row.unit
    ends = row.interval.scaled(unit_words.multiple(unit))
    if language().han:
        own = unit_words.multiplier(unit)
    else:
        kept, last = digits.rounded(ends.value, SIGNIFICANT)
        own = digits.magnitude(kept, last, magnitudes())[0]
    words = [pair for pair in magnitudes() if pair[0] == own]
    forms = interval_forms(unit)
    forms["unit"] += counter(row)
    return digits.interval(ends.low, ends.high, words, not language().han, **forms)


def interval_forms(unit: str) -> dict[str, Any]:
    """Return the templates of an interval of ``unit``, as keyword arguments of ``digits.interval``.

    In Chinese both ends have the word of the power of ten, and the sign of per cent, as GB/T 15835 has it.
    """
    both = with_unit("{}", unit)
    return {
        "unit": both,
        "span": gettext_template("{low} to {high}"),
        "above": gettext_template("{least} or more"),
        "below": gettext_template("{most} or less"),
        "first": both if language().han and unit_words.text(unit) == "%" else "{}",
        "each": language().han,
    }


def span(low: str, high: str) -> str:
    """Return a range of two numbers that are text already: ``82 to 438``, ``82～438``."""
    return gettext("{low} to {high}", low=low, high=high)


def figure(row: Figure, *, unit: bool = True) -> str:
    """Return a figure as printed: in the report's language its own words, unit included, where the tables have them."""
    phrase = row.phrases.by_language.get(current_language(), "") if unit else ""
    return phrase or figure_in_numbers(row, unit=unit)


def figure_in_numbers(row: Figure, *, unit: bool = True) -> str:
    """Return a figure as a number: its qualifier, its digits, and, if asked for, its unit.

    In Chinese the digits and the multiplier are the report's own; in other languages the multiplier is worked in.
    """
    text = row.printed + _multipliers(row.unit) if language().han else _worked_in(row)
    text = with_unit(text, row.unit) if unit else text
    return gettext(_QUALIFIED[row.qualifier], number=text) if row.qualifier in _QUALIFIED else text


def counter(row: Figure) -> str:
    """Return the one character that a count has behind it in the report's own words, 家 of ``3.3万家``; '' without."""
    head, _, word = figure(row).partition(figure_in_numbers(row))
    return word if not head and len(word) == 1 else ""


def kind(row: Figure) -> str:
    """Return the name of a figure's qualifier, which determines its interval; of a bare count, that it is exact."""
    if row.qualifier == Qualifier.EXACT and row.interval.is_point:
        return gettext("exact count")
    return gettext(_KINDS[row.qualifier])


def _multipliers(unit: str) -> str:
    return "".join(_MULTIPLIERS[word] for word in re.findall(r"\b(?:wan|million|yi)\b", unit))


def _worked_in(row: Figure) -> str:
    """Return a printed number with its multiplier worked in; trailing zeros are kept where they are precision."""
    if "+" in row.printed and not unit_words.multiplier(row.unit):
        return row.printed
    exact = row.qualifier == Qualifier.EXACT
    text = [number.scaleb(unit_words.multiplier(row.unit)) for number in decimals(row.printed)]
    return "–".join(_printed(one, exact) for one in text)


def _printed(number: Decimal, idle_zeros: bool) -> str:
    """Return a printed number with all its digits, large powers of ten as words."""
    power, word = next((pair for pair in magnitudes() if abs(number) >= Decimal(10) ** pair[0]), (0, ""))
    text = f"{abs(number.scaleb(-power)):,f}"
    if "." in text and not idle_zeros:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}{word}" if number < 0 else text + word


def period(text: str) -> str:
    """Return a year, a range of years or a month of the tables as text; anything else is translated as a message."""
    if not language().han:
        return re.sub(r"(?<=\d{4})-(?=\d{4})", "–", text)
    if found := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return f"{found[1]}年{int(found[2])}月"
    return re.sub(r"-", "—", text) + "年" if re.fullmatch(r"\d{4}(?:-\d{4})?", text) else gettext(text)


def ratio(value: float | None) -> str:
    """Return a ratio to three digits; '' if there is none (None, or nan beside a printed zero)."""
    return "" if value is None or math.isnan(value) else number(value, 3)
