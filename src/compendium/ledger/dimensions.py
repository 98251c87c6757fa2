"""The algebra of dimensions: whether the units of a formula come out, and to what."""

from dataclasses import dataclass
from typing import Any

from compendium.ledger import formula, units


class Dimensions:
    """The dimension of a formula: a number has none, a sum needs equal ones, an exponent must be a plain number."""

    def number(self, value: float) -> Any:
        """Return no dimension (an integer exponent is kept as what it is)."""
        return _Constant(value)

    def add(self, a: Any, b: Any) -> Any:
        if bare(a) != bare(b):
            raise formula.FormulaError(f"adds {named(bare(a))} and {named(bare(b))}")
        return bare(a)

    def negate(self, a: Any) -> Any:
        return bare(a)

    def subtract(self, a: Any, b: Any) -> Any:
        return self.add(a, b)

    def divide(self, a: Any, b: Any) -> Any:
        return bare(a) / bare(b)

    def multiply(self, a: Any, b: Any) -> Any:
        return bare(a) * bare(b)

    def power(self, a: Any, b: Any) -> Any:
        if bare(b):
            raise formula.FormulaError("has an exponent with a unit")
        if isinstance(b, _Constant):
            return bare(a) ** b.value
        if bare(a):
            raise formula.FormulaError("raises a number with a unit to a power that varies")
        return bare(a)

    def function(self, name: str, arguments: list[Any]) -> Any:
        plain = [bare(argument) for argument in arguments]
        if name in ("exp", "log") and plain[0]:
            raise formula.FormulaError(f"takes {name} of {named(plain[0])}")
        if any(other != plain[0] for other in plain):
            raise formula.FormulaError(f"compares {named(plain[0])} with another kind in {name}")
        return plain[0]


@dataclass(frozen=True)
class _Constant:
    value: float


def bare(dimension: Any) -> Any:
    """Return a dimension itself, of a plain number too."""
    return units.dimension("dimensionless") if isinstance(dimension, _Constant) else dimension


def named(dimension: Any) -> str:
    """Return a dimension in words."""
    return str(dimension) if dimension else "a plain number"
