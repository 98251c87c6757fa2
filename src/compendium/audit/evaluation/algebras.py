"""Algebras for ``formula.fold``: the value of a formula, and its enclosure with the slope in each input."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from mpmath import iv


class Numbers:
    """The algebra of floats and of NumPy arrays of samples, which broadcast."""

    def number(self, value: float) -> Any:
        return float(value)

    def negate(self, a: Any) -> Any:
        return -a

    def add(self, a: Any, b: Any) -> Any:
        return a + b

    def subtract(self, a: Any, b: Any) -> Any:
        return a - b

    def multiply(self, a: Any, b: Any) -> Any:
        return a * b

    def divide(self, a: Any, b: Any) -> Any:
        return a / b

    def power(self, a: Any, b: Any) -> Any:
        return a**b

    def function(self, name: str, arguments: list[Any]) -> Any:
        import numpy as np

        functions = {"min": np.minimum, "max": np.maximum, "exp": np.exp, "log": np.log}
        if name == "sqrt":
            return arguments[0] ** 0.5
        return functions[name](*arguments) if len(arguments) == 1 else reduce(functions[name], arguments)


@dataclass(frozen=True)
class Slope:
    """An enclosure of a value, and enclosures of its partial derivatives by input; all are mpmath intervals."""

    value: Any
    partials: Mapping[str, Any]

    def scaled(self, factor: Any) -> dict[str, Any]:
        """Return the partial derivatives multiplied by ``factor``."""
        return {name: partial * factor for name, partial in self.partials.items()}


def _plus(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, Any]:
    total = dict(a)
    for name, partial in b.items():
        total[name] = total[name] + partial if name in total else partial
    return total


class Slopes:
    """Interval arithmetic with derivatives: encloses the slope in each input over the whole box of inputs.

    Forward differentiation with mpmath's ``iv``, which rounds outward: R. E. Moore, R. B. Kearfott and M. J. Cloud,
    Introduction to Interval Analysis, SIAM 2009, chapters 5 and 6. An enclosure may be wider than the true range.
    """

    def number(self, value: float) -> Slope:
        return Slope(iv.mpf(float(value)), {})

    def variable(self, name: str, low: float, high: float) -> Slope:
        """Return an input that ranges from ``low`` to ``high``; a point gets no partial derivative."""
        return Slope(iv.mpf([low, high]), {} if low == high else {name: iv.mpf(1)})

    def negate(self, a: Slope) -> Slope:
        return Slope(-a.value, a.scaled(-1))

    def add(self, a: Slope, b: Slope) -> Slope:
        return Slope(a.value + b.value, _plus(a.partials, b.partials))

    def subtract(self, a: Slope, b: Slope) -> Slope:
        return self.add(a, self.negate(b))

    def multiply(self, a: Slope, b: Slope) -> Slope:
        return Slope(a.value * b.value, _plus(a.scaled(b.value), b.scaled(a.value)))

    def divide(self, a: Slope, b: Slope) -> Slope:
        return self.multiply(a, self.power(b, self.number(-1)))

    def power(self, a: Slope, b: Slope) -> Slope:
        fixed = not b.partials and b.value.delta == 0
        whole = int(b.value.mid) if fixed and b.value.mid == int(b.value.mid) else b.value
        if whole is b.value and a.value.a < 0:
            raise ValueError("a power that is no whole number has no value below zero")
        if fixed:
            lower = whole - 1
            return Slope(a.value**whole, a.scaled(b.value * a.value**lower))
        value = a.value**b.value
        return Slope(value, _plus(a.scaled(b.value * a.value ** (b.value - 1)), b.scaled(value * iv.log(a.value))))

    def function(self, name: str, arguments: list[Slope]) -> Slope:
        first = arguments[0]
        if name == "sqrt":
            return self.power(first, self.number(0.5))
        if name == "exp":
            return Slope(iv.exp(first.value), first.scaled(iv.exp(first.value)))
        if name == "log":
            return Slope(iv.log(first.value), first.scaled(1 / first.value))
        if name not in ("min", "max"):
            raise NotImplementedError(f"no slope is known of the function {name!r}")
        # The slope of a minimum or maximum is that of one of its arguments: 0 to 1 times each encloses it.
        ends = [[float(end) for end in (part.value.a, part.value.b)] for part in arguments]
        pick = min if name == "min" else max
        value = iv.mpf([pick(end[0] for end in ends), pick(end[1] for end in ends)])
        return Slope(value, reduce(_plus, (part.scaled(iv.mpf([0, 1])) for part in arguments)))


def direction(partial: Any) -> int | None:
    """Return 1 if a slope is nowhere negative, -1 if it is nowhere positive, None if neither is certain."""
    low, high = float(partial.a), float(partial.b)
    if math.isnan(low) or math.isnan(high):
        return None
    if low >= 0:
        return 1
    return -1 if high <= 0 else None
