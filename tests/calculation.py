"""What a reader with a pocket calculator gets from a formula in numbers on a page, by the digits and units shown there.

Units are read from their words in both languages, not from the tables. A reader converts them by powers of ten alone,
and by what the line states: a year is no number of days, and carbon no carbon dioxide, unless the line says so.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce
from xml.etree import ElementTree as ET

FORMULA = re.compile(r"<math.*?</math>", re.DOTALL)
_SPACE = "{http://www.w3.org/1998/Math/MathML}"
_DIGITS = range(2, 9)  # of a rounded result: up to eight where fewer would show it outside its interval
_SIGNS = {"×": "*", "−": "-"}
_QUALIFIER = re.compile("^(?:about |over |nearly |at least |约|超过|近|不低于)")
_NUMBER = re.compile("(?P<digits>−?[0-9,]+(?:[.][0-9]+)?)(?P<power> trillion| billion| million|万亿|亿|万|)")
_POWERS = {" trillion": 12, " billion": 9, " million": 6, "万亿": 12, "亿": 8, "万": 4, "": 0}
# What a word means: a power of ten, and the units that a reader multiplies.
_WORDS: dict[str, tuple[int, str]] = {
    "%": (-2, ""), "percentage points": (-2, ""), "次": (0, ""), "个百分点": (-2, ""),
    "g": (0, "g"), "kg": (3, "g"), "t": (6, "g"), "Mt": (12, "g"), "tce": (6, "coal"), "kgce": (3, "coal"),
    "克": (0, "g"), "千克": (3, "g"), "吨": (6, "g"), "吨标准煤": (6, "coal"), "千克标准煤": (3, "coal"),
    "W": (0, "W"), "kW": (3, "W"), "MW": (6, "W"), "GJ": (9, "J"), "TJ": (12, "J"),
    "瓦": (0, "W"), "千瓦": (3, "W"), "兆瓦": (6, "W"), "吉焦": (9, "J"), "太焦": (12, "J"),
    "kWh": (3, "W h"), "MWh": (6, "W h"), "GWh": (9, "W h"), "TWh": (12, "W h"),
    "千瓦时": (3, "W h"), "兆瓦时": (6, "W h"),
    "h": (0, "h"), "day": (0, "d"), "days": (0, "d"), "a": (0, "a"),
    "小时": (0, "h"), "日": (0, "d"), "天": (0, "d"), "年": (0, "a"),
    "CO₂": (0, "CO₂"), "CH₄": (0, "CH₄"), "C": (0, "C"),
    "二氧化碳": (0, "CO₂"), "甲烷": (0, "CH₄"), "碳": (0, "C"),
    "km": (3, "m"), "m²": (0, "m m"), "m³": (0, "m m m"), "l": (-3, "m m m"), "mu": (0, "mu"),
    "公里": (3, "m"), "平方米": (0, "m m"), "立方米": (0, "m m m"), "升": (-3, "m m m"), "亩": (0, "mu"),
    "vehicle": (0, "vehicle"), "vehicles": (0, "vehicle"), "ride": (0, "ride"), "rides": (0, "ride"),
    "person": (0, "person"), "person-km": (3, "person m"), "t-km": (9, "g m"), "yuan": (0, "yuan"),
    "weight case": (0, "case"), "weight cases": (0, "case"),
    "辆": (0, "vehicle"), "人次": (0, "ride"), "人": (0, "person"), "人公里": (3, "person m"), "吨公里": (9, "g m"),
    "元": (0, "yuan"), "重量箱": (0, "case"),
}  # fmt: skip
_WORD = re.compile("|".join(map(re.escape, sorted(_WORDS, key=len, reverse=True))))


@dataclass(frozen=True)
class Quantity:
    """A number with its units, each to the power to which it is raised."""

    value: float
    units: tuple[tuple[str, int], ...] = ()

    def _product(self, other: "Quantity", sign: int) -> tuple[tuple[str, int], ...]:
        powers = dict(self.units)
        for unit, power in other.units:
            powers[unit] = powers.get(unit, 0) + sign * power
        return tuple(sorted((unit, power) for unit, power in powers.items() if power))

    def _like(self, other: "Quantity") -> None:
        assert self.units == other.units, f"{self.units} beside {other.units}"

    def __mul__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value * other.value, self._product(other, 1))

    def __truediv__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value / other.value, self._product(other, -1))

    def __add__(self, other: "Quantity") -> "Quantity":
        self._like(other)
        return Quantity(self.value + other.value, self.units)

    def __neg__(self) -> "Quantity":
        return Quantity(-self.value, self.units)

    def __sub__(self, other: "Quantity") -> "Quantity":
        return self + -other

    def __pow__(self, other: "Quantity") -> "Quantity":
        assert not other.units, "raised to a power with a unit"
        assert not self.units or other.value == int(other.value), "a unit raised to a part"
        return Quantity(self.value**other.value, tuple((unit, power * int(other.value)) for unit, power in self.units))

    def __lt__(self, other: "Quantity") -> bool:
        self._like(other)
        return self.value < other.value


def _log(one: Quantity) -> Quantity:
    one._like(Quantity(1))
    return Quantity(math.log(one.value))


_FUNCTIONS: dict[str, Callable[..., Quantity]] = {"min": min, "max": max, "ln": _log}


def read(text: str) -> tuple[Decimal, Quantity]:
    """Return a number as it is shown, in its unit, and one of this unit."""
    text = _QUALIFIER.sub("", text.replace("\N{NO-BREAK SPACE}", " "))
    number = _NUMBER.match(text)
    assert number, f"{text!r} starts with no number"
    value = Decimal(number["digits"].replace(",", "").replace("−", "-")).scaleb(_POWERS[number["power"]])
    return value, _unit(text[number.end() :])


def _unit(text: str) -> Quantity:
    above, *below = text.replace("（", "").replace("）", "").replace("·", "/").split("/")
    return reduce(Quantity.__truediv__, map(_words, below), _words(above))


def _words(text: str) -> Quantity:
    found = _WORD.findall(text)
    assert "".join(found) == text.replace(" ", "") or " ".join(found) == text.strip(), f"{text!r} is no unit"
    one = Quantity(1)
    for power, units in map(_WORDS.__getitem__, found):
        one *= Quantity(10.0**power)
        for unit in units.split():
            one *= Quantity(1, ((unit, 1),))
    return one


@dataclass(frozen=True)
class Calculation:
    """A formula in numbers: the MathML of its sides, the sign between them, and the conversions that it states."""

    left: ET.Element
    sign: str
    right: str
    conversions: tuple[tuple[str, str], ...] = ()

    @property
    def given(self) -> dict[str, Quantity]:
        """What a unit is by the conversions stated: a day for a year, carbon dioxide for carbon."""
        found = {}
        for large, small in self.conversions:
            (first, one), (second, other) = read(large), read(small)
            equal = Quantity(float(first)) * one / (Quantity(float(second)) * other)  # is one
            unit, power = next((unit, power) for unit, power in equal.units if abs(power) == 1)
            rest = equal / Quantity(1, ((unit, power),))
            found[unit] = Quantity(1) / rest if power == 1 else rest
        return found

    def _converted(self, one: Quantity) -> Quantity:
        result = Quantity(one.value)
        for unit, power in one.units:
            by = self.given.get(unit, Quantity(1, ((unit, 1),)))
            for _ in range(abs(power)):
                result = result * by if power > 0 else result / by
        return result

    def computed(self) -> float:
        """Return the result by a calculator, in the unit in which it is shown."""
        numbers: dict[str, Quantity] = {}
        text = self._python(self.left, numbers)
        result = eval(text, {"__builtins__": {}, **_FUNCTIONS}, numbers) / self._converted(read(self.right)[1])
        assert not result.units, f"{result.units} are left"
        return float(result.value)

    def _python(self, element: ET.Element, numbers: dict[str, Quantity]) -> str:
        """Return as Python what an element says to the eye; its numbers get names."""
        parts = [self._python(child, numbers) for child in element]
        match element.tag.removeprefix(_SPACE):
            case "mtext" | "mn":
                value, unit = read(element.text or "")
                name = f"n{len(numbers)}"
                numbers[name] = self._converted(Quantity(float(value)) * unit)
                return name
            case "mfrac":
                return f"(({parts[0]}) / ({parts[1]}))"
            case "msup":
                return f"{parts[0]} ** ({parts[1]})"
            case "mo":
                return _SIGNS.get(element.text or "", element.text or "")
            case "mi" | "mrow":
                return (element.text or "") + "".join(parts)
        raise AssertionError(f"a calculator has no {element.tag}")

    def fault(self) -> str:
        """Return what is wrong with the line; '' if the result follows from the digits and the units shown."""
        try:
            shown, computed = read(self.right)[0], self.computed()
        except AssertionError as error:
            return str(error)
        if self.sign == "=" and math.isclose(computed, shown, rel_tol=1e-9, abs_tol=1e-12):
            return ""
        if self.sign == "≈" and any(_rounded(computed, digits) == shown for digits in _DIGITS):
            return ""
        return f"{computed} for {shown}"


def _rounded(value: float, digits: int) -> Decimal:
    """Return a number to a number of digits, a half away from zero, noise of the computation left out."""
    return Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(Decimal(f"{value:.11e}"))


def calculation(markup: str) -> Calculation:
    """Read a formula in numbers from its MathML."""
    left, sign, right, *behind = ET.fromstring(markup)[0]
    rows = [row for row in (behind[-1] if behind else ()) if row.tag == f"{_SPACE}mrow"]
    stated = tuple((row[0].text or "", row[2].text or "") for row in rows)
    return Calculation(left, sign.text or "", right.text or "", stated)
