"""Formulas are data: only the grammar passes, and what passes becomes the tree that was written."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from compendium.ledger import units
from compendium.ledger.formula import (
    Dimensions,
    FormulaError,
    Name,
    Number,
    Operation,
    Tree,
    bare,
    fold,
    names,
    parse,
)
from formulas import by_python, formulas

GRAMMAR = "is outside the grammar: + - * / **, numbers, ids, min max sqrt exp log"


@pytest.mark.parametrize(
    ("formula", "part"),
    [
        ("__import__('os').system('true')", "__import__('os').system('true')"),
        ("eval('1')", "eval('1')"),
        ("open('/etc/passwd')", "open('/etc/passwd')"),
        ("a.b.__class__()", "a.b.__class__()"),
        ("2 * a.b()", "a.b()"),
        ("a[0]", "a[0]"),
        ("(1, 2)", "(1, 2)"),
        ("[a, b]", "[a, b]"),
        ("{a}", "{a}"),
        ("{a: b}", "{a: b}"),
        ("lambda: 1", "lambda: 1"),
        ("[i for i in a]", "[i for i in a]"),
        ("sqrt(i for i in a)", "(i for i in a)"),
        ("f'{a}'", "f'{a}'"),
        ("(a := 1)", "(a := 1)"),
        ("a if b else c", "a if b else c"),
        ("a and b", "a and b"),
        ("not a", "not a"),
        ("~a", "~a"),
        ("+a", "+a"),
        ("a < b", "a < b"),
        ("a == b", "a == b"),
        ("a // b", "a // b"),
        ("a % b", "a % b"),
        ("a @ b", "a @ b"),
        ("a << 2", "a << 2"),
        ("a ^ 2", "a ^ 2"),
        ("'text'", "'text'"),
        ("b'text'", "b'text'"),
        ("True", "True"),
        ("-True", "True"),
        ("None", "None"),
        ("...", "..."),
        ("2j", "2j"),
        ("await a", "await a"),
        ("(yield)", "(yield)"),
        ("sin(a)", "sin(a)"),
        ("sqrt()", "sqrt()"),
        ("sqrt(a, b)", "sqrt(a, b)"),
        ("log(a, 10)", "log(a, 10)"),
        ("min(a)", "min(a)"),
        ("min(a, key=b)", "min(a, key=b)"),
        ("max(*a)", "max(*a)"),
    ],
)
def test_whatever_is_outside_the_grammar_is_named_and_refused(formula: str, part: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(formula)
    assert str(refusal.value) == f"{part!r} {GRAMMAR}"


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("", "'' is no formula (invalid syntax)"),
        ("a b", "'a b' is no formula (invalid syntax)"),
        ("a +", "'a +' is no formula (invalid syntax)"),
        ("a = 1", "'a = 1' is no formula (invalid syntax)"),
        ("a; b", "'a; b' is no formula (invalid syntax)"),
        ("import os", "'import os' is no formula (invalid syntax)"),
        ("(1).real", "'1' is no id"),
        ("().__class__", "'()' is no id"),
        ("'x'.join", "\"'x'\" is no id"),
        ("1e400", "a number beyond 1e+300"),
        ("1" + "0" * 301, "a number beyond 1e+300"),
        ("1.0000001e300", "a number beyond 1e+300"),
        ("-1.0000001e300", "a number beyond 1e+300"),
        ("2 * a.b + 2e300", "a number beyond 1e+300"),
        ("-" * 5000 + "a", "too deeply nested"),
    ],
)
def test_what_does_not_read_is_refused_with_its_reason(formula: str, reason: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(formula)
    assert str(refusal.value) == reason


def test_refusal_runs_nothing(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    with pytest.raises(FormulaError):
        parse(f"open({str(trace)!r}, 'w')")
    assert not trace.exists()


def test_number_up_to_the_greatest_passes() -> None:
    assert parse("1e300") == Number(1e300)
    assert parse("-1e300 + a") == Operation("add", (Number(-1e300), Name("a")))


A, B, C = Name("a"), Name("b"), Name("c.d")


@pytest.mark.parametrize(
    ("formula", "tree"),
    [
        ("7", Number(7)),
        ("1.5e3", Number(1500)),
        (" a ", A),
        ("c.d", C),
        ("x.y.z", Name("x.y.z")),
        ("-2", Number(-2)),
        ("--2", Number(2)),
        ("-a", Operation("negate", (A,))),
        ("a + b", Operation("add", (A, B))),
        ("a - b", Operation("subtract", (A, B))),
        ("a * b", Operation("multiply", (A, B))),
        ("a / b", Operation("divide", (A, B))),
        ("a ** b", Operation("power", (A, B))),
        ("sqrt(a)", Operation("sqrt", (A,))),
        ("min(b, a, c.d)", Operation("min", (B, A, C))),
        # nothing is put in another order or reckoned ahead
        ("b + a", Operation("add", (B, A))),
        ("2 * 3", Operation("multiply", (Number(2), Number(3)))),
        ("a - a", Operation("subtract", (A, A))),
        # what binds what
        ("a - b - c.d", Operation("subtract", (Operation("subtract", (A, B)), C))),
        ("a - (b - c.d)", Operation("subtract", (A, Operation("subtract", (B, C))))),
        ("a / b / c.d", Operation("divide", (Operation("divide", (A, B)), C))),
        ("a + b * c.d", Operation("add", (A, Operation("multiply", (B, C))))),
        ("(a + b) * c.d", Operation("multiply", (Operation("add", (A, B)), C))),
        ("a ** b ** c.d", Operation("power", (A, Operation("power", (B, C))))),
        ("-a ** b", Operation("negate", (Operation("power", (A, B)),))),
        ("a ** -b", Operation("power", (A, Operation("negate", (B,))))),
        ("-2 ** 2", Operation("negate", (Operation("power", (Number(2), Number(2))),))),
    ],
)
def test_formula_becomes_the_tree_that_was_written(formula: str, tree: Tree) -> None:
    assert parse(formula) == tree


def test_ids_are_named_once_in_the_order_of_reading() -> None:
    assert names(parse("z.b / a.c * z.b - max(y.d, b.e)")) == ("z.b", "a.c", "y.d", "b.e")


class Text:
    """An algebra whose things are texts: each operation is written out with its parts in parentheses."""

    def number(self, value: float) -> str:
        return repr(value)

    def negate(self, a: str) -> str:
        return f"-({a})"

    def add(self, a: str, b: str) -> str:
        return f"({a}) + ({b})"

    def subtract(self, a: str, b: str) -> str:
        return f"({a}) - ({b})"

    def multiply(self, a: str, b: str) -> str:
        return f"({a}) * ({b})"

    def divide(self, a: str, b: str) -> str:
        return f"({a}) / ({b})"

    def power(self, a: str, b: str) -> str:
        return f"({a}) ** ({b})"

    def function(self, name: str, arguments: list[str]) -> str:
        return f"{name}({', '.join(arguments)})"


def written(tree: Tree) -> str:
    return fold(tree, str, Text())


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("a - b / 2", "(a) - ((b) / (2))"),
        ("-c.d ** 0.5 * max(a, b)", "(-((c.d) ** (0.5))) * (max(a, b))"),
        ("sqrt(a + 1)", "sqrt((a) + (1))"),
    ],
)
def test_tree_is_computed_from_its_leaves_up_in_any_algebra(formula: str, text: str) -> None:
    assert written(parse(formula)) == text


@settings(deadline=None, max_examples=300)
@given(formulas)
def test_tree_means_what_python_means(formula: str) -> None:
    values = {"a": 1.7, "b": 2.3, "c": 0.4}
    try:
        expected = by_python(formula, values)
    except (ArithmeticError, ValueError):
        assume(False)
    assert by_python(written(parse(formula)), values) == expected


@given(formulas)
def test_names_are_those_of_the_text(formula: str) -> None:
    found = names(parse(formula))
    assert len(set(found)) == len(found)
    assert set(found) == {name for name in "abc" if name in re.findall(r"[a-z]+", formula)}


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("sqrt(x)", "m"),
        ("sqrt(x) * sqrt(x)", "m^2"),
        ("x ** 0.5", "m"),
        ("x ** 2 / x", "m^2"),
        ("-x - x", "m^2"),
        ("max(x, 2 * x)", "m^2"),
        ("log(x / x)", "dimensionless"),
    ],
)
def test_dimension_of_a_formula_of_square_metres(formula: str, unit: str) -> None:
    assert bare(fold(parse(formula), lambda _: units.dimension("m^2"), Dimensions())) == units.dimension(unit)
