"""Digits: numbers and intervals as text, to a number of significant digits, with words for large powers of ten.

A half is rounded away from zero. Numbers are first cut to twelve digits, so that floating-point noise does not decide
whether something is a half.

Plain arithmetic without an import: ``export.rules_script`` translates this module to JavaScript for the what-if page.
"""

KNOWN = 12  # significant digits of a number that count
FEWEST, USUAL = 2, 4  # significant digits of a computed number at least and at most; without an interval, ``USUAL``
LEAST, MOST = 3, 8  # significant digits of the ends of an interval; one without a width has ``USUAL``


def rounded(value: float, significant: int) -> list[int]:
    """Return an absolute value to ``significant`` digits: these as a whole number, and the power of ten of the last."""
    head, tail = f"{abs(value):.11e}".split("e")
    mantissa, unit = int(head.replace(".", "")), 10 ** (KNOWN - significant)
    kept = (2 * mantissa + unit) // (2 * unit)
    return [kept, int(tail) - significant + 1]


def place(value: float) -> int:
    """Return the power of ten of a number's first digit; 0 for zero."""
    return int(f"{value:.11e}".split("e")[1])


def significant(low: float, value: float, high: float) -> int:
    """Return how many digits of a computed number are shown: down to the second digit of its interval's width.

    They are at least ``FEWEST`` and at most ``USUAL``, which a number without an upper or a lower end has, too; more
    only where the number would otherwise be shown outside its interval. Two digits are what the GUM gives an
    uncertainty (JCGM 100:2008, 7.2.6).
    """
    width = high - low
    if not has_width(low, high):
        return USUAL
    found = max(FEWEST, min(USUAL, 2 + place(value) - place(width)))
    slack = 1e-9 * (abs(low) + abs(high))
    while found < MOST and not low - slack <= shown(value, found) <= high + slack:
        found += 1
    return found


def has_width(low: float, high: float) -> bool:
    """Return whether an interval has two ends that ``MOST`` digits tell apart."""
    width = high - low
    return width - width == 0 and width > 10.0**-MOST * max(abs(low), abs(high))


def shown(value: float, significant: int) -> float:
    """Return the number that is shown to ``significant`` digits."""
    kept, last = rounded(value, significant)
    size = kept * 10.0**last
    return -size if value < 0 else size


def magnitude(kept: int, last: int, magnitudes: list[tuple[int, str]]) -> tuple[int, str]:
    """Return the power of ten that a number is written in, and its word.

    Args:
        kept: the number's digits as a whole number.
        last: the power of ten of the last digit.
        magnitudes: pairs of a power of ten and its word, the greatest first.
    """
    if kept > 0:
        for pair in magnitudes:
            if len(str(kept)) + last > pair[0]:
                return pair
    return (0, "")


def plain(kept: int, last: int, grouped: bool) -> str:
    """Return ``kept`` times ten to the power ``last`` in digits, without trailing zeros behind the point."""
    digits = str(kept)
    if last > 0:
        digits = digits + "0" * last
    places = max(0, -last)
    if len(digits) <= places:
        digits = "0" * (places + 1 - len(digits)) + digits
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
    while len(part) > 0 and part[len(part) - 1] == "0":
        part = part[: len(part) - 1]
    if grouped:
        groups: list[str] = []
        while len(whole) > 3:
            groups.insert(0, whole[len(whole) - 3 :])
            whole = whole[: len(whole) - 3]
        groups.insert(0, whole)
        whole = ",".join(groups)
    return whole + "." + part if len(part) > 0 else whole


def number(value: float, significant: int, magnitudes: list[tuple[int, str]], grouped: bool) -> str:
    """Return a number as text; an infinite one as ∞.

    Args:
        value: the number, already in the unit that is shown.
        significant: to how many digits it is rounded.
        magnitudes: pairs of a power of ten and its word, the greatest first.
        grouped: whether thousands are separated by commas.
    """
    minus = "−" if value < 0 else ""
    if value - value != 0:
        return minus + "∞"
    kept, last = rounded(value, significant)
    power, word = magnitude(kept, last, magnitudes)
    return ("" if kept == 0 else minus) + plain(kept, last - power, grouped) + word


def end(value: float, significant: int, power: int, grouped: bool) -> str:
    """Return one end of an interval as a multiple of a power of ten."""
    kept, last = rounded(value, significant)
    return ("−" if value < 0 and kept != 0 else "") + plain(kept, last - power, grouped)


def interval(  # noqa: PLR0913, PLR0917
    low: float,
    high: float,
    magnitudes: list[tuple[int, str]],
    grouped: bool,
    unit: str,
    span: str,
    above: str,
    below: str,
    first: str,
    each: bool,
) -> str:
    """Return an interval as text: a point as one number, otherwise both ends in the same power of ten.

    Args:
        low: the lower end, already in the unit that is shown; may be infinite.
        high: the upper end, likewise.
        magnitudes: pairs of a power of ten and its word, the greatest first.
        grouped: whether thousands are separated by commas.
        unit: the template of a number with its unit, ``{}`` for the number.
        span: the template of two ends, with ``{low}`` and ``{high}``.
        above: the template without an upper end, with ``{least}``.
        below: the template without a lower end, with ``{most}``.
        first: the template of the lower of two ends, ``{}`` for the number.
        each: whether the word of the power of ten is written with both ends or with the upper one only.
    """
    if low - low != 0 and high - high != 0:
        return "∞"
    ends = [one for one in [low, high] if one - one == 0]
    greatest = max([abs(one) for one in ends])
    significant = USUAL  # a point, or one end, is set as the number itself is
    if has_width(low, high):  # a narrow interval needs more digits to be seen
        significant = max(LEAST, min(MOST, 2 + place(greatest) - place(high - low)))
    kept, last = rounded(greatest, significant)
    power, word = magnitude(kept, last, magnitudes)
    bare = [end(one, significant, power, grouped) for one in ends]
    text = [one if each and one == "0" else one + word for one in bare]
    if len(text) == 1:
        if high - high != 0:
            return above.replace("{least}", unit.replace("{}", text[0]))
        return below.replace("{most}", unit.replace("{}", text[0]))
    if text[0] == text[1]:
        return unit.replace("{}", text[0])
    lower = text[0] if each else bare[0]
    return span.replace("{low}", first.replace("{}", lower)).replace("{high}", unit.replace("{}", text[1]))
