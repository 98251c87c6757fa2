"""What a formula comes to: numbers as Python has them, and intervals that hold every value and every slope."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compendium.audit.evaluation.algebras import Numbers, Slope, Slopes, direction
from compendium.audit.evaluation.enclosures import Enclosure
from compendium.ledger.formula import fold, parse
from formulas import by_python, formulas


def number(formula: str, **values: float) -> Any:
    return fold(parse(formula), values.__getitem__, Numbers())


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("7", 7),
        ("-2 ** 2", -4),
        ("2 ** 3 ** 2", 512),
        ("2 ** -1", 0.5),
        ("10 - 4 - 3", 3),
        ("10 - (4 - 3)", 9),
        ("100 / 10 / 5", 2),
        ("100 / (10 / 5)", 50),
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("--2", 2),
        ("12 / 44", 3 / 11),
        ("sqrt(2.25)", 1.5),
        ("exp(log(5))", 5),
        ("min(3, 1, 2)", 1),
        ("max(3, 3)", 3),
        ("1.5e3", 1500),
        ("x * 2", 8),
        ("y + 0.5", 5.5),
        ("-x + y", 1),
        ("min(x, y) - max(x, y)", -1),
    ],
)
def test_formula_computes(formula: str, value: float) -> None:
    assert number(formula, x=4, y=5) == pytest.approx(value, rel=1e-15)


def test_samples_are_computed_all_at_once() -> None:
    samples = {"a": np.array([1.0, 4.0]), "b": np.array([2.0, 2.0])}
    assert fold(parse("sqrt(a) + max(a, b)"), samples.__getitem__, Numbers()).tolist() == [3.0, 6.0]


@settings(deadline=None, max_examples=300)
@given(formulas)
def test_value_agrees_with_pythons_own_arithmetic(formula: str) -> None:
    values = {"a": 1.7, "b": 2.3, "c": 0.4}
    try:
        expected = by_python(formula, values)
    except (ZeroDivisionError, OverflowError):
        assume(False)
    assume(isinstance(expected, int | float) and math.isfinite(expected) and abs(expected) < 1e100)
    with np.errstate(all="ignore"):
        found = fold(parse(formula), values.__getitem__, Numbers())
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def enclosed(formula: str, **ranges: tuple[float, float]) -> Slope:
    algebra = Slopes()
    return fold(parse(formula), lambda name: algebra.variable(name, *ranges[name]), algebra)


def ends(interval: Any) -> tuple[float, float]:
    return float(interval.low), float(interval.high)


@pytest.mark.parametrize(
    ("formula", "value", "slope"),
    [
        ("a + 2", (3, 5), (1, 1)),
        ("5 - a", (2, 4), (-1, -1)),
        ("3 * a", (3, 9), (3, 3)),
        ("1 / a", (1 / 3, 1), (-1, -1 / 9)),
        ("a ** 2", (1, 9), (2, 6)),
        ("sqrt(a)", (1, math.sqrt(3)), (0.5 / math.sqrt(3), 0.5)),
        ("exp(a)", (math.e, math.exp(3)), (math.e, math.exp(3))),
        ("log(a)", (0, math.log(3)), (1 / 3, 1)),
        ("max(a, 2)", (2, 3), (0, 1)),
        ("min(a, 2)", (1, 2), (0, 1)),
        ("a * (4 - a)", (1, 9), (-2, 2)),  # naive enclosure: the true range is 3 to 4
    ],
)
def test_enclosure_and_slope_worked_out_by_hand(
    formula: str, value: tuple[float, float], slope: tuple[float, float]
) -> None:
    found = enclosed(formula, a=(1, 3))
    assert ends(found.value) == pytest.approx(value, rel=1e-12)
    assert ends(found.partials["a"]) == pytest.approx(slope, rel=1e-12)


def test_slopes_of_an_exponent_that_is_uncertain_itself_by_hand() -> None:
    """a ** b over a = 1 to 3 and b = 2 to 4: b a^(b - 1) in a, and a^b log a in b."""
    found = enclosed("a ** b", a=(1, 3), b=(2, 4))
    assert ends(found.value) == pytest.approx((1, 81), rel=1e-12)
    assert ends(found.partials["a"]) == pytest.approx((2, 108), rel=1e-12)
    assert ends(found.partials["b"]) == pytest.approx((0, 81 * math.log(3)), rel=1e-12)
    falling = enclosed("a ** b", a=(0.25, 0.5), b=(2, 4))
    assert ends(falling.value) == pytest.approx((1 / 256, 1 / 4), rel=1e-12)
    assert ends(falling.partials["b"]) == pytest.approx((math.log(0.25) / 4, math.log(0.5) / 256), rel=1e-12)


def test_slope_comes_through_the_exponent_alone() -> None:
    found = enclosed("2 ** a", a=(1, 3))
    assert ends(found.value) == pytest.approx((2, 8), rel=1e-12)
    assert ends(found.partials["a"]) == pytest.approx((2 * math.log(2), 8 * math.log(2)), rel=1e-12)


@pytest.mark.parametrize("formula", ["(a - 2) ** 0.5", "sqrt(a - 2)", "(a - 2) ** b"])
def test_power_that_is_no_whole_number_has_no_value_below_zero(formula: str) -> None:
    with np.errstate(invalid="ignore"):
        found = enclosed(formula, a=(1, 3), b=(1, 2))
    assert math.isnan(sum(ends(found.value)))
    assert direction(found.partials["a"]) == 0


def test_whole_power_of_what_may_be_negative_has_a_value() -> None:
    found = enclosed("(a - 2) ** 2", a=(1, 4))
    assert ends(found.value) == pytest.approx((0, 4), abs=1e-12)
    assert ends(found.partials["a"]) == pytest.approx((-2, 4), rel=1e-12)


def test_slope_of_a_power_of_nothing_else_but_zero_is_flat() -> None:
    assert ends(enclosed("a ** 0", a=(1, 3)).partials["a"]) == (0, 0)


def test_input_without_width_has_no_slope() -> None:
    assert enclosed("a * b", a=(2, 2), b=(1, 3)).partials.keys() == {"b"}


@pytest.mark.parametrize(
    ("formula", "sign"), [("a", 1), ("-a", -1), ("1 / a", -1), ("a ** 2 - a", 1), ("a * (4 - a)", 0)]
)
def test_direction_is_told_only_where_the_slope_keeps_its_sign(formula: str, sign: int) -> None:
    assert direction(enclosed(formula, a=(1, 3)).partials["a"]) == sign


@pytest.mark.parametrize(
    ("low", "high", "sign"),
    [
        (1, 2, 1),
        (0, 2, 1),
        (0, 0, 1),
        (-2, 0, -1),
        (-2, -1, -1),
        (-1, 1, 0),
        (0, math.inf, 1),
        (-math.inf, 0, -1),
        (-math.inf, math.inf, 0),
        # a slope with an end that is no number may be anything
        (math.nan, math.nan, 0),
        (math.nan, -1, 0),
        (math.nan, 1, 0),
        (1, math.nan, 0),
        (-1, math.nan, 0),
    ],
)
def test_direction_of_a_slope(low: float, high: float, sign: int) -> None:
    assert direction(Enclosure(low, high)) == sign


@settings(deadline=None, max_examples=200)
@given(formulas, st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)), min_size=5, max_size=5))
def test_enclosure_holds_every_sample_and_every_slope(formula: str, shares: list[tuple[float, float, float]]) -> None:
    ranges = {"a": (1.5, 2.0), "b": (0.5, 0.9), "c": (3.0, 4.0)}
    with np.errstate(all="ignore"):
        found = enclosed(formula, **ranges)
    low, high = ends(found.value)
    assume(math.isfinite(low) and math.isfinite(high) and max(abs(low), abs(high)) < 1e12)

    def compute(at: dict[str, float]) -> float:
        return float(fold(parse(formula), at.__getitem__, Numbers()))

    points = [
        {
            name: ranges[name][0] + share * (ranges[name][1] - ranges[name][0])
            for name, share in zip("abc", row, strict=True)
        }
        for row in shares
    ]
    try:
        values = [compute(point) for point in points]
    except ArithmeticError:
        assume(False)  # a division by nought inside, which a larger exponential hides from the enclosure
    slack = 1e-9 * (1 + abs(low) + abs(high))
    assert all(low - slack <= value <= high + slack for value in values)
    for name, partial in found.partials.items():  # mean value theorem: between two points the slope is an enclosed one
        least, most = ends(partial)
        if math.isfinite(least) and math.isfinite(most):
            for point, value in zip(points, values, strict=True):
                step = ranges[name][1] - point[name]
                rise = compute({**point, name: ranges[name][1]}) - value
                assert least * step - slack <= rise <= most * step + slack


def test_function_whose_slope_is_not_known_is_refused() -> None:
    algebra = Slopes()
    with pytest.raises(NotImplementedError, match="'sin'"):
        algebra.function("sin", [algebra.variable("x", 1, 2)])
