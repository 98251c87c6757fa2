"""The rules of the answers as formulas of a spreadsheet, translated from the functions that Python runs.

``audit.rules`` and ``ledger.comparison`` are plain arithmetic without loops that matter here: a function of
assignments, conditions and returns becomes one nested formula, so no rule is written twice.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from compendium.export.workbook.algebra import literal, quoted

Argument = str | Sequence[str] | Mapping[str, str]  # a cell, a list of cells, cells by name
NONE = '""'  # what stands for nan: an empty text
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Eq: "=",
    ast.NotEq: "<>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def formula(function: Callable[..., Any], *arguments: Argument) -> str:
    """Return a call of a function of the rules as a formula, without the sign of equality in front.

    Args:
        function: of ``audit.rules`` or ``ledger.comparison``.
        arguments: formulas for its arguments; several for a list, by key for a dictionary.

    Raises:
        NotImplementedError: the function uses what has no counterpart here.
    """
    definition = _definition(function)
    given = dict(zip((one.arg for one in definition.args.args), arguments, strict=True))
    constants = {name: literal(one) for name, one in function.__globals__.items() if isinstance(one, float)}
    return _Writer({**constants, **given}).body(definition.body)


@cache
def _definition(function: Callable[..., Any]) -> ast.FunctionDef:
    found = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(found, ast.FunctionDef)  # noqa: S101 - what inspect returns for a function
    return found


class _Writer:
    """Writes the body of a function, with formulas for its names."""

    def __init__(self, known: dict[str, Argument]) -> None:
        self.known = known

    def body(self, lines: Sequence[ast.stmt]) -> str:
        """Return what the lines of a function return."""
        first, *rest = lines
        match first:
            case ast.Expr(value=ast.Constant()):  # the docstring
                return self.body(rest)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                text = f"({self.text(value)})" if isinstance(value, ast.Compare) else self.text(value)
                return _Writer({**self.known, name: text}).body(rest)
            case ast.If(test=test, body=then, orelse=[]):
                return f"IF({self.text(test)},{self.body(then)},{self.body(rest)})"
            case ast.Return(value=ast.expr() as value):
                return self.text(value)
        raise NotImplementedError(ast.unparse(first))

    def text(self, node: ast.expr) -> str:  # noqa: C901 - one case for each kind of expression
        """Return an expression as a formula."""
        match node:
            case ast.Constant(value=str() as words):
                return quoted(words)
            case ast.Constant(value=bool() as truth):
                return str(truth).upper()
            case ast.Constant(value=int() | float() as number):
                return literal(number)
            case ast.Name(id=name) if isinstance(self.known.get(name), str):
                return str(self.known[name])
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str() as key)):
                cells = self.known[name]
                assert isinstance(cells, Mapping)  # noqa: S101 - given so by the caller
                return cells[key]
            case ast.BinOp(left=left, op=op, right=right):
                return f"({self.text(left)}{_OPERATORS[type(op)]}{self.text(right)})"
            case ast.BoolOp(op=op, values=values):
                return f"{'AND' if isinstance(op, ast.And) else 'OR'}({','.join(map(self.text, values))})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"NOT({self.text(operand)})"
            case ast.IfExp(test=test, body=then, orelse=other):
                return f"IF({self.text(test)},{self.text(then)},{self.text(other)})"
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return self._compared(left, ops, comparators)
            case ast.Call(func=ast.Name(id=name), args=given, keywords=[]):
                return self._called(name, given)
        raise NotImplementedError(ast.unparse(node))

    def _compared(self, left: ast.expr, ops: Sequence[ast.cmpop], others: Sequence[ast.expr]) -> str:
        found = []
        for op, right in zip(ops, others, strict=True):
            if isinstance(op, ast.In | ast.NotIn):
                one = _any(f"{self.text(left)}={cell}" for cell in self._cells(right))
                found.append(f"NOT({one})" if isinstance(op, ast.NotIn) else one)
            elif ast.dump(left) == ast.dump(right):  # nan is not itself
                found.append(f"ISNUMBER({self.text(left)})")
            else:
                found.append(f"{self.text(left)}{_OPERATORS[type(op)]}{self.text(right)}")
            left = right
        return found[0] if len(found) == 1 else f"AND({','.join(found)})"

    def _called(self, name: str, given: Sequence[ast.expr]) -> str:
        match name, given:
            case "float", [ast.Constant(value="nan")]:
                return NONE
            case "len", [cells]:
                return str(len(self._cells(cells)))
            case "any", [cells]:
                return _any(self._cells(cells))
            case "abs" | "min" | "max", _:
                return f"{name.upper()}({','.join(map(self.text, given))})"
        raise NotImplementedError(f"{name}()")

    def _cells(self, node: ast.expr) -> Sequence[str]:
        match node:
            case ast.Name(id=name) if not isinstance(self.known[name], str):
                return list(self.known[name])
            case ast.List(elts=parts):
                return [self.text(part) for part in parts]
        raise NotImplementedError(ast.unparse(node))


def _any(parts: Any) -> str:
    listed = list(parts)
    return f"OR({','.join(listed)})" if listed else "FALSE"
