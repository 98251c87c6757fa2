"""Algebras for ``formula.fold``: the value of a formula, and its enclosure with the slope in each input."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from compendium.audit.evaluation import enclosures
from compendium.audit.evaluation.enclosures import Enclosure


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
        functions = {"min": np.minimum, "max": np.maximum, "exp": np.exp, "log": np.log}
        if name == "sqrt":
            return arguments[0] ** 0.5
        return functions[name](*arguments) if len(arguments) == 1 else reduce(functions[name], arguments)


@dataclass(frozen=True)
class Slope:
    """An enclosure of a value, and enclosures of its partial derivatives by input."""

    value: Enclosure
    partials: Mapping[str, Enclosure]

    def scaled(self, factor: Enclosure) -> dict[str, Enclosure]:
        """Return the partial derivatives multiplied by ``factor``."""
        return {name: partial * factor for name, partial in self.partials.items()}


def _plus(a: Mapping[str, Enclosure], b: Mapping[str, Enclosure]) -> dict[str, Enclosure]:
    total = dict(a)
    for name, partial in b.items():
        total[name] = total[name] + partial if name in total else partial
    return total


class Slopes:
    """Interval arithmetic with derivatives: encloses the slope in each input over the whole box of inputs.

    Forward differentiation: R. E. Moore, R. B. Kearfott and M. J. Cloud, Introduction to Interval Analysis, SIAM 2009,
    chapters 5 and 6. An enclosure may be wider than the true range. All of it is nan where there is no real value.
    """

    def number(self, value: float) -> Slope:
        return Slope(Enclosure.point(float(value)), {})

    def variable(self, name: str, low: Any, high: Any) -> Slope:
        """Return an input that ranges from ``low`` to ``high``; one that is a point everywhere has no slope."""
        return Slope(Enclosure(low, high), {name: Enclosure.point(1.0)} if np.any(np.less(low, high)) else {})

    def negate(self, a: Slope) -> Slope:
        return Slope(-a.value, {name: -partial for name, partial in a.partials.items()})

    def add(self, a: Slope, b: Slope) -> Slope:
        return Slope(a.value + b.value, _plus(a.partials, b.partials))

    def subtract(self, a: Slope, b: Slope) -> Slope:
        return self.add(a, self.negate(b))

    def multiply(self, a: Slope, b: Slope) -> Slope:
        return Slope(a.value * b.value, _plus(a.scaled(b.value), b.scaled(a.value)))

    def divide(self, a: Slope, b: Slope) -> Slope:
        return self.multiply(a, self.power(b, self.number(-1)))

    def power(self, a: Slope, b: Slope) -> Slope:
        exponent = b.value.low
        if not b.partials and np.ndim(exponent) == 0 and exponent == b.value.high:
            partials = a.scaled(Enclosure.point(exponent) * _raised(a.value, exponent - 1))
            if exponent < 0:  # nothing is known of slopes across a pole, which min, max or exp may hide
                apart = np.greater_equal(a.value.low, 0) | np.less_equal(a.value.high, 0)
                partials = {name: partial.where(apart) for name, partial in partials.items()}
            return Slope(_raised(a.value, exponent), partials)
        logarithm = a.value.log()
        value = (b.value * logarithm).exp()
        lower = ((b.value + Enclosure.point(-1.0)) * logarithm).exp()
        return Slope(value, _plus(a.scaled(b.value * lower), b.scaled(value * logarithm)))

    def function(self, name: str, arguments: list[Slope]) -> Slope:
        first = arguments[0]
        if name == "sqrt":
            return self.power(first, self.number(0.5))
        if name == "exp":
            value = first.value.exp()
            return Slope(value, first.scaled(value))
        if name == "log":
            return Slope(first.value.log(), first.scaled(first.value.reciprocal()))
        if name not in ("min", "max"):
            raise NotImplementedError(f"no slope is known of the function {name!r}")
        # The slope of a minimum or maximum is that of one of its arguments: 0 to 1 times each encloses it.
        pick = enclosures.least if name == "min" else enclosures.greatest
        share = Enclosure(0.0, 1.0)
        return Slope(
            pick([part.value for part in arguments]), reduce(_plus, (part.scaled(share) for part in arguments))
        )


def _raised(base: Enclosure, exponent: float) -> Enclosure:
    return base.whole_power(int(exponent)) if exponent == int(exponent) else base.power(exponent)


def direction(slope: Enclosure) -> Any:
    """Return, for each scenario, 1 if a slope is nowhere negative, -1 if nowhere positive, 0 if neither is certain."""
    known = ~(np.isnan(slope.low) | np.isnan(slope.high))
    return np.where(known & (slope.low >= 0), 1, np.where(known & (slope.high <= 0), -1, 0))[()]
