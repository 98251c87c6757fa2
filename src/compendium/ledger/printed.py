"""Printed numbers: from the text in the report to the interval of values it represents.

A printed number represents all values that would have been printed the same way, and a trailing zero counts as
precision. This is the rule of rounding-interval tests: GRIM (N. J. L. Brown and J. A. J. Heathers 2017), DEBIT
(J. A. J. Heathers and N. J. L. Brown 2019) and statcheck (M. B. Nuijten et al. 2016). The widths for the qualifiers
other than ``exact`` are this project's convention, stated on the book's page "How to read".
"""

import re
from decimal import Decimal

from compendium.ledger.interval import Interval
from compendium.ledger.vocabulary import Qualifier

_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
# A skipped place within a numeral is written 零 (一百零五), a trailing one is not (一百五十). 三百五 is colloquial.
_ONE_TO_NINE = "一二两三四五六七八九"
_NUMERAL = re.compile(
    rf"(?:(?P<thousands>[{_ONE_TO_NINE}])千)?(?:(?<=千)[零〇](?=[^千百]+$))?(?:(?P<hundreds>[{_ONE_TO_NINE}])百)?"
    rf"(?:(?<=百)[零〇](?=[{_ONE_TO_NINE}]$))?(?:(?P<tens>[{_ONE_TO_NINE}]?)十)?"
    rf"(?P<ones>(?:(?<![千百])[{_ONE_TO_NINE}])?|(?<=^)[零〇])"
)
_CHINESE = re.compile("[零〇一二两三四五六七八九十百千]+")
_UNSIGNED = r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = rf"[-−]?{_UNSIGNED}"  # hyphen, minus sign
_DASH = "[-–—～~]"  # hyphen, en dash, em dash and tildes
_RANGE = re.compile(rf"({_NUMBER}){_DASH}({_NUMBER})")
_SUM = re.compile(r"(\d+)\+(\d+)")


class PrintedError(ValueError):
    """A text that is not a printed number, or that its qualifier does not fit."""


def last_place(number: Decimal) -> Decimal:
    """Return one unit of the last printed place: 0.1 for 18.0, 1 for 1037."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def _last_nonzero_digit(number: Decimal) -> Decimal:
    """Return one unit of the last non-zero digit: 100 for 1300, 0.1 for 15.6."""
    if not number:
        raise PrintedError(f"{str(number)!r} has no digit but zero: only 'exact' can qualify it")
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))


def _step_down(number: Decimal) -> Decimal:
    """Return how far below a number the next one with as many significant digits lies: 1 for 65, 10 for 100 (90)."""
    step = _last_nonzero_digit(number)
    return step / 10 if number == step else step


def _ends(number: Decimal, qualifier: str) -> tuple[Decimal, Decimal]:
    if number < 0 and qualifier in (Qualifier.OVER, Qualifier.NEARLY, Qualifier.AT_LEAST):
        raise PrintedError(f"{str(number)!r} is below zero, where {qualifier!r} could mean either side of it")
    match qualifier:
        case Qualifier.EXACT:
            half = last_place(number) / 2
            return number - half, number + half
        case Qualifier.ABOUT | Qualifier.ROUND:
            half = _last_nonzero_digit(number) / 2
            return number - half, number + half
        case Qualifier.OVER:
            return number, number + _last_nonzero_digit(number)
        case Qualifier.NEARLY:
            return number - _step_down(number), number
        case Qualifier.AT_LEAST:
            return number, Decimal("Infinity")
        case _:
            raise PrintedError(f"unknown qualifier {qualifier!r}")


def decimals(text: str) -> tuple[Decimal, ...]:
    """Return the one number of a printed text, or the two ends of a range, with all printed digits.

    Args:
        text: as ``read`` takes it.

    Raises:
        PrintedError: it is not a printed number.
    """
    if _CHINESE.fullmatch(text):
        return (_numeral(text),)
    if re.fullmatch(_NUMBER, text):
        return (_decimal(text),)
    if ends := _RANGE.fullmatch(text):
        return _decimal(ends[1]), _decimal(ends[2])
    if terms := _SUM.fullmatch(text):
        return (Decimal(int(terms[1]) + int(terms[2])),)
    raise PrintedError(f"{text!r} is no number, range, sum or Chinese numeral")


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("−", "-").replace(",", ""))


def _numeral(text: str) -> Decimal:
    """Return a Chinese numeral below ten thousand: 七, 十二, 三十, 一百零五."""
    found = _NUMERAL.fullmatch(text)
    if not found:
        raise PrintedError(f"{text!r} is no Chinese numeral below ten thousand, written out in full")
    thousands, hundreds, tens, ones = (found[name] for name in ("thousands", "hundreds", "tens", "ones"))
    total = 1000 * _digit(thousands) + 100 * _digit(hundreds) + _digit(ones)
    if tens is not None:
        total += 10 * (_digit(tens) if tens else 1)
    return Decimal(total)


def _digit(character: str | None) -> int:
    return _DIGITS[character] if character else 0


def read(text: str, qualifier: str = Qualifier.EXACT) -> Interval:
    """Read a printed number.

    Args:
        text: a decimal (``29.9``, ``−2.4``, ``12,345``), a range (``100—140``), a sum of whole numbers (``8+7``) or a
            Chinese numeral below ten thousand (``三``, ``十二``).
        qualifier: one of ``Qualifier``; a range takes ``exact`` only.

    Returns:
        The interval in the unit that is printed. ``exact`` gives half a unit of the last printed place on either side,
        ``about`` and ``round`` half a unit of the last non-zero digit on either side; ``over`` reaches one such unit
        up, ``nearly`` down to the next number with as many significant digits, ``at_least`` up to infinity. The value
        of a range is its middle.

    Raises:
        PrintedError: the text is not a number, the qualifier is unknown, or the two do not fit: a zero that is not
            ``exact``, or ``over``, ``nearly`` or ``at_least`` of a negative number.
    """
    low, *more = decimals(text)
    if more:
        high = more[0]
        if qualifier != Qualifier.EXACT or low >= high:
            raise PrintedError(f"{text!r} is no range with rising ends and the qualifier 'exact'")
        return Interval(float(low), float((low + high) / 2), float(high))
    ends = _ends(low, qualifier)
    return Interval(float(ends[0]), float(low), float(ends[1]))
