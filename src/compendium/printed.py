"""Printed numbers: from the text as it stands in the report to the interval it stands for.

The rule is that of rounding-interval tests (GRIM, DEBIT, statcheck): a trailing zero is precision, and a number stands
for all values that would have been printed the same way.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

QUALIFIERS = ("exact", "about", "round", "over", "nearly", "at_least")
CHINESE_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_NUMBER = r"\d+(?:\.\d+)?"
_DASH = "[-–—]"  # hyphen, en dash, em dash: the report prints the last


class PrintedError(ValueError):
    """A text that is no printed number."""


@dataclass(frozen=True)
class Printed:
    """A printed number and the interval it stands for, in the unit it is printed with."""

    text: str
    qualifier: str
    value: float
    low: float
    high: float


def _last_place(text: str) -> Decimal:
    """One unit of the last printed place: 0.1 for 18.0, 1 for 1037."""
    return Decimal(1).scaleb(int(Decimal(text).as_tuple().exponent))


def _last_nonzero_digit(text: str) -> Decimal:
    """One unit of the last non-zero digit: 100 for 1300, 0.1 for 15.6."""
    number = Decimal(text)
    if not number:
        raise PrintedError(f"{text!r} has no digit but zero: only 'exact' can qualify it")
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))


def _step_down(text: str) -> Decimal:
    """From a number down to the next lower one with as many significant digits: 1 for 65, but 10 for 100 (to 90)."""
    step = _last_nonzero_digit(text)
    return step / 10 if Decimal(text) == step else step


def _bounds(text: str, qualifier: str) -> tuple[Decimal, Decimal]:
    number = Decimal(text)
    match qualifier:
        case "exact":
            half = _last_place(text) / 2
            return number - half, number + half
        case "about" | "round":
            half = _last_nonzero_digit(text) / 2
            return number - half, number + half
        case "over":
            return number, number + _last_nonzero_digit(text)
        case "nearly":
            return number - _step_down(text), number
        case "at_least":
            return number, Decimal("Infinity")
        case _:
            raise PrintedError(f"unknown qualifier {qualifier!r}")


def read(text: str, qualifier: str = "exact") -> Printed:
    """Read a printed number.

    Args:
        text: a decimal (``29.9``), a range (``100—140``), a sum (``8+7``) or a Chinese numeral up to ten (``三``).
        qualifier: one of ``QUALIFIERS``.

    Raises:
        PrintedError: the text or the qualifier is none of these.
    """
    if text in CHINESE_NUMERALS:
        return _read_decimal(str(CHINESE_NUMERALS[text]), qualifier, text)
    if re.fullmatch(_NUMBER, text):
        return _read_decimal(text, qualifier, text)
    if ends := re.fullmatch(rf"({_NUMBER}){_DASH}({_NUMBER})", text):
        low, high = Decimal(ends[1]), Decimal(ends[2])
        if qualifier != "exact" or low >= high:
            raise PrintedError(f"{text!r} is no range with rising ends and the qualifier 'exact'")
        return Printed(text, qualifier, float((low + high) / 2), float(low), float(high))
    if terms := re.fullmatch(r"(\d+)\+(\d+)", text):
        return _read_decimal(str(int(terms[1]) + int(terms[2])), qualifier, text)
    raise PrintedError(f"{text!r} is no number, range, sum or Chinese numeral")


def _read_decimal(number: str, qualifier: str, text: str) -> Printed:
    """Read the plain decimal ``number`` that ``text`` stands for."""
    low, high = _bounds(number, qualifier)
    return Printed(text, qualifier, float(number), float(low), float(high))
