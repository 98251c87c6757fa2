"""Formulas are set as they were written: one fraction for a chain, parentheses where needed, read back the same."""

import math
from xml.etree import ElementTree as ET

import pytest
from hypothesis import assume, given, settings

from compendium.display.mathml import equation, text, typeset
from compendium.ledger.formula import Number, Operation, Tree, parse
from formulas import by_python, formulas

SIGNS = {"×": "*", "−": "-"}
NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"


def set_in_xml(formula: str) -> ET.Element:
    """Return a formula as MathML, its ids as they are."""
    return ET.fromstring(f"<math>{typeset(parse(formula), str)}</math>")


def seen(element: ET.Element) -> str:
    """Return what a reader sees, in one line: ``{above|below}`` for a fraction, ``^{...}`` for what is raised."""
    parts = [seen(child) for child in element]
    if element.tag == "mrow" and element[0].text == "−":
        parts[0] = "−"
    match element.tag:
        case "mfrac":
            return f"{{{parts[0]}|{parts[1]}}}"
        case "msup":
            return f"{parts[0]}^{{{parts[1]}}}"
        case "msqrt":
            return f"√{{{''.join(parts)}}}"
        case "mo" if element.text in ("+", "−", "×", "="):
            return f" {element.text} "
    return (element.text or "") + "".join(parts)


def shown(formula: str) -> str:
    """Return a formula as a reader sees it."""
    return " ".join(seen(set_in_xml(formula)).split())


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        # the order of the text, with nothing reckoned ahead
        ("z + a", "z + a"),
        ("z - a + m", "z − a + m"),
        ("z * 2 * a", "z × 2 × a"),
        ("12 * a", "12 × a"),
        ("2 * 3", "2 × 3"),
        ("1 - a", "1 − a"),
        ("a - 1", "a − 1"),
        ("0.5 * a + 0.5 * b", "0.5 × a + 0.5 × b"),
        ("1000 * a", "1000 × a"),
        # one fraction for a chain of products and quotients
        ("z / a", "{z|a}"),
        ("a / b * c / d", "{a × c|b × d}"),
        ("a / b / c", "{a|b × c}"),
        ("a * 12 / 44", "{a × 12|44}"),
        ("a * (b / c)", "{a × b|c}"),
        ("a / (b * c)", "{a|b × c}"),
        ("a / b / (c * d)", "{a|b × c × d}"),
        ("(a / b) * (c / d)", "{a × c|b × d}"),
        ("a / (b / c)", "{a|{b|c}}"),
        ("a / b + c / d", "{a|b} + {c|d}"),
        # parentheses where they are needed
        ("a - (c - b)", "a − (c − b)"),
        ("a - (c + b)", "a − (c + b)"),
        ("a + (c - b)", "a + (c − b)"),
        ("(a + b) * c", "(a + b) × c"),
        ("c * (a + b)", "c × (a + b)"),
        ("(a + b) / c * d", "{(a + b) × d|c}"),
        ("d / c / (a + b)", "{d|c × (a + b)}"),
        ("(1 + b) ** 4 * (1 + a)", "(1 + b)^{4} × (1 + a)"),
        ("(a * b) ** 2", "(a × b)^{2}"),
        ("(a / b) ** 2", "({a|b})^{2}"),
        ("(-a) ** 2", "(−a)^{2}"),
        ("(-2) ** 2", "(−2)^{2}"),
        ("a * (-b)", "a × (−b)"),
        ("a - (-b)", "a − (−b)"),
        ("-(-a)", "−(−a)"),
        ("-(a + b)", "−(a + b)"),
        ("(a ** 2) ** 3", "(a^{2})^{3}"),
        # ... and nowhere else
        ("(a + b) + c", "a + b + c"),
        ("(a * b) * c", "a × b × c"),
        ("a + (b * c)", "a + b × c"),
        ("a - (b / c)", "a − {b|c}"),
        ("(a + b) / (c - d)", "{a + b|c − d}"),
        ("a ** (b + c)", "a^{b + c}"),
        ("a ** b ** c", "a^{b^{c}}"),
        ("a ** -b", "a^{−b}"),
        ("sqrt(a + b)", "√{a + b}"),
        ("sqrt(a) ** 2", "√{a}^{2}"),
        ("exp(a - b)", "exp(a − b)"),
        ("max(z, a + 1)", "max(z,a + 1)"),
        ("(a)", "a"),
        # a minus before a product or a quotient stands before all of it
        ("-a", "−a"),
        ("-2", "−2"),
        ("-a * b", "−a × b"),
        ("-(a * b)", "−a × b"),
        ("-a * b / c", "−{a × b|c}"),
        ("-2 * a", "−2 × a"),
        ("-a / b", "−{a|b}"),
        ("-a + b", "−a + b"),
        ("a / (-b)", "{a|−b}"),
        ("-a ** 2", "−a^{2}"),
    ],
)
def test_formula_is_set_as_it_was_written(formula: str, line: str) -> None:
    assert shown(formula) == line


def read_back(element: ET.Element) -> str:
    """Return as Python what an element says to the eye: signs bind by their strength, what is raised its neighbour."""
    parts = [read_back(child) for child in element]
    match element.tag:
        case "mfrac":
            return f"(({parts[0]}) / ({parts[1]}))"
        case "msup":
            base = element[0]
            whole = base.tag in ("mn", "mtext", "msqrt") or base[0].tag == "mi" or base[0].text == "("
            assert whole, "what is raised stands by one thing"
            return f"({parts[0]}) ** ({parts[1]})"
        case "msqrt":
            return f"sqrt({''.join(parts)})"
        case "mo":
            return SIGNS.get(element.text or "", element.text or "")
    return (element.text or "") + "".join(parts)


def raises_a_power(tree: Tree) -> bool:
    """Return whether a power stands as the base of another, which has an example of its own above."""
    if not isinstance(tree, Operation):
        return False
    first = tree.parts[0]
    power = tree.name == "power" and isinstance(first, Operation) and first.name == "power"
    return power or any(raises_a_power(part) for part in tree.parts)


@settings(deadline=None, max_examples=400)
@given(formulas)
def test_what_is_set_reads_as_the_same_formula(formula: str) -> None:
    values = {"a": 1.7, "b": 2.3, "c": 0.4}
    assume(not raises_a_power(parse(formula)))
    try:
        expected = by_python(formula, values)
        found = by_python(read_back(set_in_xml(formula)), values)
    except (ArithmeticError, ValueError):  # no value, or none of ours
        assume(False)
    assume(not isinstance(expected, complex) and math.isfinite(expected))
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_ids_are_set_as_the_words_given_for_them() -> None:
    words = {"a.b": "power < 5 & more", "c": "用电量"}
    found = ET.fromstring(f"<math>{typeset(parse('a.b / c'), words.__getitem__)}</math>")
    assert [one.text for one in found.iter("mtext")] == ["power < 5 & more", "用电量"]


@pytest.mark.parametrize(
    ("value", "number"), [(1500.0, "1500"), (0.1, "0.1"), (0.1 + 0.2, "0.3"), (12, "12"), (1e5, "100000")]
)
def test_number_has_no_idle_digit(value: float, number: str) -> None:
    assert ET.fromstring(typeset(Number(value), str)).text == number


def test_words_within_a_formula_are_escaped() -> None:
    found = ET.fromstring(text('5 < 6 & "7"'))
    assert (found.tag, found.text, list(found)) == ("mtext", '5 < 6 & "7"', [])


def test_equation_is_a_block_of_its_own() -> None:
    found = ET.fromstring(equation(text("sum"), typeset(parse("a + b"), str)))
    assert (found.tag, found.get("display")) == (f"{NAMESPACE}math", "block")
    (row,) = found
    assert [child.text for child in row][:2] == ["sum", "="]
    assert "".join(row.itertext()) == "sum=a+b"


def test_equation_has_its_sign_and_what_it_rests_on() -> None:
    found = ET.fromstring(equation(text("a"), text("b"), "≈", [("1 a", "365.25 days"), ("1 day", "24 h")]))
    assert "".join(found.itertext()) == "a≈b(1 a=365.25 days,1 day=24 h)"


def test_negative_number_behind_a_sign_stands_in_parentheses() -> None:
    words = {"a": "−1.79%", "b": "−1.83%", "c": "2"}
    formulas = {"a - b": "−1.79% − (−1.83%)", "a + c": "−1.79% + 2", "c * b": "2 × (−1.83%)", "b ** 2": "(−1.83%)^{2}"}
    for formula, line in formulas.items():
        set_ = ET.fromstring(f"<math>{typeset(parse(formula), words.__getitem__)}</math>")
        assert " ".join(seen(set_).split()) == line


def test_only_elements_that_every_browser_draws_are_used() -> None:
    formula = "sqrt(a) ** 2 * max(b, -1.5) / exp(c) - (a + b) ** c"
    used = {element.tag for element in set_in_xml(formula).iter()}
    assert used == {"math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msup", "msqrt"}
