"""Formulas as data: parsed to one SymPy tree, never evaluated as code.

The grammar is ``+ - * / **``, parentheses, numbers, dotted ids and ``min max sqrt exp log``. From the tree come the
number, the interval, the dimension and the typeset formula: one walk (``fold``), several algebras.
"""

import ast
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any, Protocol, TypeVar

import sympy
from mpmath import iv

# SymPy's own Min and Max sort their arguments and drop equal ones; the reader is to see what the row says.
FUNCTIONS = {
    "min": sympy.Function("min"),
    "max": sympy.Function("max"),
    "sqrt": sympy.sqrt,
    "exp": sympy.exp,
    "log": sympy.log,
}


def _sum(left: sympy.Expr, right: sympy.Expr) -> sympy.Expr:
    """Return left + right as one flat sum, so that a + b + c is set without parentheses."""
    return sympy.Add(*(left.args if isinstance(left, sympy.Add) else (left,)), right)


MAXIMUM = 1e300  # more is a typing error, and soon no float
_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: _sum,
    ast.Sub: lambda a, b: _sum(a, sympy.Mul(-1, b)),
    ast.Mult: sympy.Mul,
    ast.Div: lambda a, b: sympy.Mul(a, sympy.Pow(b, -1)),
    ast.Pow: sympy.Pow,
}
T = TypeVar("T")


class FormulaError(ValueError):
    """A formula outside the grammar, or one whose units do not come out."""


class Algebra(Protocol[T]):
    """What ``fold`` needs to know of the things it computes with."""

    def number(self, value: float) -> T:
        """Return a plain number."""

    def add(self, a: T, b: T) -> T:
        """Return a + b."""

    def multiply(self, a: T, b: T) -> T:
        """Return a x b."""

    def power(self, a: T, b: T) -> T:
        """Return a to the b."""

    def function(self, name: str, arguments: list[T]) -> T:
        """Return min, max, exp or log."""


@cache
def parse(text: str) -> sympy.Expr:
    """Return the tree of a formula, in the order it was written.

    Raises:
        FormulaError: it is outside the grammar; the message names the part.
    """
    try:
        root = ast.parse(text.strip(), mode="eval").body
        with sympy.evaluate(False):
            return _build(root)
    except FormulaError:
        raise
    except (SyntaxError, ValueError) as error:
        raise FormulaError(f"{text!r} is no formula ({getattr(error, 'msg', error)})") from error
    except (RecursionError, MemoryError) as error:
        raise FormulaError("too deeply nested") from error


def _build(node: ast.AST) -> sympy.Expr:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _number(value)
        case ast.Name() | ast.Attribute():
            return sympy.Symbol(_dotted(node), real=True)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            positive = _build(operand)
            return -positive if positive.is_Number else sympy.Mul(-1, positive)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_build(left), _build(right))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS and arguments:
            one = name not in {"min", "max"}
            if one == (len(arguments) == 1):
                return FUNCTIONS[name](*(_build(argument) for argument in arguments))
    raise FormulaError(f"{ast.unparse(node)!r} is outside the grammar: + - * / **, numbers, ids, {' '.join(FUNCTIONS)}")


def _number(value: float) -> sympy.Expr:
    if abs(value) > MAXIMUM:
        raise FormulaError(f"a number beyond {MAXIMUM:g}")
    return sympy.Integer(value) if isinstance(value, int) else sympy.Float(value)


def _dotted(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=name):
            return f"{_dotted(owner)}.{name}"
    raise FormulaError(f"{ast.unparse(node)!r} is no id")


def names(tree: sympy.Expr) -> tuple[str, ...]:
    """Return the ids that stand in the tree, each once, in the order of reading."""
    return tuple(dict.fromkeys(_symbols(tree)))


def _symbols(tree: sympy.Basic) -> Iterator[str]:
    if isinstance(tree, sympy.Symbol):
        yield tree.name
    for part in tree.args:
        yield from _symbols(part)


def fold(tree: sympy.Basic, leaf: Callable[[str], T], algebra: Algebra[T]) -> T:
    """Compute a tree from its leaves up, in any algebra."""
    if isinstance(tree, sympy.Symbol):
        return leaf(tree.name)
    if tree.is_Number:
        return algebra.number(float(tree))
    parts = [fold(part, leaf, algebra) for part in tree.args]
    if isinstance(tree, sympy.Add):
        return reduce(algebra.add, parts)
    if isinstance(tree, sympy.Mul):
        return reduce(algebra.multiply, parts)
    if isinstance(tree, sympy.Pow):
        return algebra.power(*parts)
    return algebra.function(type(tree).__name__.lower(), parts)


class Numbers:
    """Floats, or arrays of samples: NumPy does both at once."""

    def number(self, value: float) -> Any:
        return value

    def add(self, a: Any, b: Any) -> Any:
        return a + b

    def multiply(self, a: Any, b: Any) -> Any:
        return a * b

    def power(self, a: Any, b: Any) -> Any:
        return a**b

    def function(self, name: str, arguments: list[Any]) -> Any:
        import numpy as np

        functions = {"min": np.minimum, "max": np.maximum, "exp": np.exp, "log": np.log}
        return functions[name](*arguments) if len(arguments) == 1 else reduce(functions[name], arguments)


@dataclass(frozen=True)
class Slope:
    """An interval and the intervals of its partial derivatives, by input: forward differentiation."""

    value: Any
    partials: Mapping[str, Any]

    def scaled(self, factor: Any) -> dict[str, Any]:
        """Return the partial derivatives times ``factor``."""
        return {name: partial * factor for name, partial in self.partials.items()}


def _plus(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, Any]:
    total = dict(a)
    for name, partial in b.items():
        total[name] = total[name] + partial if name in total else partial
    return total


class Slopes:
    """Interval arithmetic (mpmath's ``iv``) with derivatives: encloses the slope in each input over the whole box."""

    def number(self, value: float) -> Slope:
        return Slope(iv.mpf(value), {})

    def variable(self, name: str, low: float, high: float) -> Slope:
        """Return an input that runs from ``low`` to ``high``; a point has no slope to ask after."""
        return Slope(iv.mpf([low, high]), {} if low == high else {name: iv.mpf(1)})

    def add(self, a: Slope, b: Slope) -> Slope:
        return Slope(a.value + b.value, _plus(a.partials, b.partials))

    def multiply(self, a: Slope, b: Slope) -> Slope:
        return Slope(a.value * b.value, _plus(a.scaled(b.value), b.scaled(a.value)))

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
        if name == "exp":
            return Slope(iv.exp(first.value), first.scaled(iv.exp(first.value)))
        if name == "log":
            return Slope(iv.log(first.value), first.scaled(1 / first.value))
        # The slope of a minimum or maximum is that of one argument or another: 0 to 1 of each.
        ends = [[float(end) for end in (part.value.a, part.value.b)] for part in arguments]
        pick = min if name == "min" else max
        value = iv.mpf([pick(end[0] for end in ends), pick(end[1] for end in ends)])
        return Slope(value, reduce(_plus, (part.scaled(iv.mpf([0, 1])) for part in arguments)))


def direction(partial: Any) -> int | None:
    """Return 1 where a slope's interval never falls below zero, -1 where it never rises above, None where it may."""
    low, high = float(partial.a), float(partial.b)
    if math.isnan(low) or math.isnan(high):
        return None
    if low >= 0:
        return 1
    return -1 if high <= 0 else None


def typeset(tree: sympy.Expr, name: Callable[[str], str]) -> str:
    """Return the tree as LaTeX in the order it was written, each id as ``name`` gives it (LaTeX too)."""
    symbols = {sympy.Symbol(id_, real=True): name(id_) for id_ in names(tree)}
    with sympy.evaluate(False):
        flat = _one_fraction(tree)
    return str(sympy.latex(flat, symbol_names=symbols, order="none", mul_symbol="times"))


def _one_fraction(tree: sympy.Expr) -> sympy.Expr:
    """Return the tree with each chain of products and quotients gathered into one fraction."""
    if not tree.args:
        return tree
    if not isinstance(tree, sympy.Mul):
        return tree.func(*(_one_fraction(part) for part in tree.args))
    above: list[sympy.Expr] = []
    below: list[sympy.Expr] = []
    waiting = list(tree.args)
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, sympy.Mul):
            waiting[:0] = part.args
        elif isinstance(part, sympy.Pow) and part.exp == -1:
            below.append(_one_fraction(part.base))
        else:
            above.append(_one_fraction(part))
    negative = above[:1] == [-1]
    fraction = _product(above[negative:])
    if below:
        fraction = sympy.Mul(fraction, sympy.Pow(_product(below), -1))
    return sympy.Mul(-1, fraction) if negative else fraction


def _product(parts: list[sympy.Expr]) -> sympy.Expr:
    return sympy.Mul(*parts) if len(parts) > 1 else parts[0] if parts else sympy.Integer(1)
