"""Formulas as data: parsed to a tree, never evaluated as code.

The grammar is ``+ - * / **``, parentheses, numbers, dotted ids and ``min max sqrt exp log``. One function, ``fold``,
walks a tree with an algebra; the value, the interval, the dimension, the JavaScript and the MathML of a formula each
have an algebra of their own.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

from compendium.ledger import units

FUNCTIONS = ("min", "max", "sqrt", "exp", "log")
_OF_MANY = ("min", "max")  # all others take one argument
MAXIMUM = 1e300  # a larger literal is a typing error, and close to the largest float
_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.Pow: "power",
}
T = TypeVar("T")


class FormulaError(ValueError):
    """A formula outside the grammar, or one whose units do not match."""


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """The id of a row."""

    id: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation or function with its operands; ``name`` is a method of ``Algebra`` or one of ``FUNCTIONS``."""

    name: str
    parts: "tuple[Tree, ...]"


Tree = Number | Name | Operation


class Algebra(Protocol[T]):
    """The operations that ``fold`` needs on values of one type."""

    def number(self, value: float) -> T:
        """Return a plain number."""

    def negate(self, a: T) -> T:
        """Return -a."""

    def add(self, a: T, b: T) -> T:
        """Return a + b."""

    def subtract(self, a: T, b: T) -> T:
        """Return a - b."""

    def multiply(self, a: T, b: T) -> T:
        """Return a x b."""

    def divide(self, a: T, b: T) -> T:
        """Return a / b."""

    def power(self, a: T, b: T) -> T:
        """Return a raised to the power b."""

    def function(self, name: str, arguments: list[T]) -> T:
        """Return one of ``FUNCTIONS`` applied to its arguments: one, or for ``min`` and ``max`` two or more."""


@cache
def parse(text: str) -> Tree:
    """Parse a formula, keeping the order in which it was written; a minus before a number becomes its sign.

    Args:
        text: the formula, in Python's notation and with Python's precedence.

    Raises:
        FormulaError: it is outside the grammar; the message names the offending part.
    """
    try:
        return _build(ast.parse(text.strip(), mode="eval").body)
    except FormulaError:
        raise
    except (SyntaxError, ValueError) as error:
        raise FormulaError(f"{text!r} is no formula ({getattr(error, 'msg', error)})") from error
    except (RecursionError, MemoryError) as error:
        raise FormulaError("too deeply nested") from error


def _build(node: ast.AST) -> Tree:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            if abs(value) > MAXIMUM:
                raise FormulaError(f"a number beyond {MAXIMUM:g}")
            return Number(value)
        case ast.Name() | ast.Attribute():
            return Name(_dotted(node))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _build(operand)
            return Number(-inner.value) if isinstance(inner, Number) else Operation("negate", (inner,))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return Operation(_OPERATORS[type(op)], (_build(left), _build(right)))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS and arguments:
            if (name in _OF_MANY) == (len(arguments) > 1):
                return Operation(name, tuple(_build(argument) for argument in arguments))
    raise FormulaError(f"{ast.unparse(node)!r} is outside the grammar: + - * / **, numbers, ids, {' '.join(FUNCTIONS)}")


def _dotted(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=name):
            return f"{_dotted(owner)}.{name}"
    raise FormulaError(f"{ast.unparse(node)!r} is no id")


def names(tree: Tree) -> tuple[str, ...]:
    """Return the ids in the tree, each once, from left to right."""
    return tuple(dict.fromkeys(_names(tree)))


def _names(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Name):
        yield tree.id
    elif isinstance(tree, Operation):
        for part in tree.parts:
            yield from _names(part)


def fold(tree: Tree, leaf: Callable[[str], T], algebra: Algebra[T]) -> T:
    """Compute a tree from its leaves up, in any algebra.

    Args:
        tree: a formula, as ``parse`` returns it.
        leaf: returns the value of an id.
        algebra: computes numbers, operations and functions.

    Returns:
        The value of the whole tree, of the algebra's type.
    """
    if isinstance(tree, Name):
        return leaf(tree.id)
    if isinstance(tree, Number):
        return algebra.number(tree.value)
    parts = [fold(part, leaf, algebra) for part in tree.parts]
    if tree.name in FUNCTIONS:
        return algebra.function(tree.name, parts)
    operation: Callable[..., T] = getattr(algebra, tree.name)
    return operation(*parts)


class Dimensions:
    """The algebra of dimensions.

    A number has none; the terms of a sum and the arguments of ``min`` and ``max`` must have the same; an exponent and
    the arguments of ``exp`` and ``log`` must have none. Values are pint's ``UnitsContainer`` of base dimensions, or a
    ``_Constant`` for a literal number, whose value an exponent needs.
    """

    def number(self, value: float) -> Any:
        """Return a number without a dimension, with its value in case it is an exponent."""
        return _Constant(value)

    def add(self, a: Any, b: Any) -> Any:
        if bare(a) != bare(b):
            raise FormulaError(f"adds {named(bare(a))} and {named(bare(b))}")
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
            raise FormulaError("has an exponent with a unit")
        if isinstance(b, _Constant):
            return bare(a) ** b.value
        if bare(a):
            raise FormulaError("raises a number with a unit to a power that varies")
        return bare(a)

    def function(self, name: str, arguments: list[Any]) -> Any:
        plain = [bare(argument) for argument in arguments]
        if name == "sqrt":
            return plain[0] ** 0.5
        if name in ("exp", "log") and plain[0]:
            raise FormulaError(f"takes {name} of {named(plain[0])}")
        if any(other != plain[0] for other in plain):
            raise FormulaError(f"compares {named(plain[0])} with another kind in {name}")
        return plain[0]


@dataclass(frozen=True)
class _Constant:
    value: float


def bare(dimension: Any) -> Any:
    """Return a value of ``Dimensions`` as a ``UnitsContainer``, also where it is a literal number."""
    return units.dimension("dimensionless") if isinstance(dimension, _Constant) else dimension


def named(dimension: Any) -> str:
    """Return a dimension as text for an error message."""
    return str(dimension) if dimension else "a plain number"
