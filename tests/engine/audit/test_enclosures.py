"""Enclosures hold the exact result of every pair of numbers in them, and lose next to nothing."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compendium.audit.evaluation.enclosures import Enclosure, greatest, least

numbers = st.floats(-1e6, 1e6, allow_subnormal=False).filter(lambda x: x == 0 or abs(x) > 1e-6)
shares = st.integers(0, 8)


def between(low: float, high: float, share: int) -> float:
    return min(high, max(low, low + (high - low) * share / 8))


def holds(enclosure: Enclosure, exact: Fraction) -> bool:
    return Fraction(float(enclosure.low)) <= exact <= Fraction(float(enclosure.high))


@given(numbers, numbers, numbers, numbers, shares, shares)
def test_four_operations_hold_the_exact_result(  # noqa: PLR0917
    a: float, b: float, c: float, d: float, first: int, second: int
) -> None:
    one, two = Enclosure(min(a, b), max(a, b)), Enclosure(min(c, d), max(c, d))
    x, y = (Fraction(between(each.low, each.high, share)) for each, share in ((one, first), (two, second)))
    assert holds(one + two, x + y)
    assert holds(one * two, x * y)
    assert holds(-one, -x)
    assert holds(one.whole_power(2), x**2)
    assert holds(one.whole_power(3), x**3)
    with np.errstate(divide="ignore"):
        inverse = two.reciprocal()
    assume(y != 0)
    assert inverse.low == -math.inf or Fraction(float(inverse.low)) <= 1 / y
    assert inverse.high == math.inf or 1 / y <= Fraction(float(inverse.high))


@given(st.floats(1e-3, 50), st.floats(1e-3, 50), shares, st.sampled_from([0.25, 1.5, -0.5]))
def test_functions_hold_the_exact_result(a: float, b: float, share: int, exponent: float) -> None:
    one = Enclosure(min(a, b), max(a, b))
    with localcontext() as context:
        context.prec = 60
        x = Decimal(between(one.low, one.high, share))
        exact = {"exp": x.exp(), "log": x.ln(), "power": (x.ln() * Decimal(exponent)).exp()}
    found = {"exp": one.exp(), "log": one.log(), "power": one.power(exponent)}
    for name, enclosure in found.items():
        assert Decimal(float(enclosure.low)) <= exact[name] <= Decimal(float(enclosure.high)), name


@given(numbers, numbers)
def test_result_of_points_is_a_few_units_in_the_last_place_wide(a: float, b: float) -> None:
    for found in (Enclosure.point(a) + Enclosure.point(b), Enclosure.point(a) * Enclosure.point(b)):
        assert found.high - found.low <= 4 * np.spacing(max(abs(found.low), abs(found.high)))


def test_what_is_exact_stays_exact() -> None:
    """A slope that is zero at one end must not get a doubtful sign by rounding."""
    one = Enclosure.point(1.0)
    assert one + -one == Enclosure(0.0, 0.0)
    assert Enclosure(0.0, 1.0) * Enclosure(2.0, 3.0) == Enclosure(0.0, np.nextafter(3.0, np.inf))


def test_zero_times_infinity_is_zero_and_nothing_known_stays_so() -> None:
    with np.errstate(invalid="ignore"):
        assert (Enclosure.point(0.0) * Enclosure(1.0, math.inf)).high == 0
        assert math.isnan((Enclosure.point(0.0) * Enclosure.point(math.nan)).low)
        assert math.isnan((Enclosure.point(2.0) * Enclosure(1.0, math.nan)).high)


@pytest.mark.parametrize(
    ("low", "high", "least_inverse", "greatest_inverse"),
    [
        (2.0, 4.0, 0.25, 0.5),
        (-4.0, -2.0, -0.5, -0.25),
        (0.0, 4.0, 0.25, math.inf),
        (-4.0, 0.0, -math.inf, -0.25),
        (-1.0, 1.0, -math.inf, math.inf),
        (0.0, 0.0, -math.inf, math.inf),
    ],
)
def test_reciprocal(low: float, high: float, least_inverse: float, greatest_inverse: float) -> None:
    with np.errstate(divide="ignore"):
        found = Enclosure(low, high).reciprocal()
    assert (found.low, found.high) == pytest.approx((least_inverse, greatest_inverse), rel=1e-15)


@pytest.mark.parametrize("exponent", [-3, -2, -1, 0, 1, 2, 5])
def test_whole_power(exponent: int) -> None:
    found = Enclosure(-2.0, -1.0).whole_power(exponent)
    ends = sorted(((-2.0) ** exponent, (-1.0) ** exponent))
    assert (found.low, found.high) == pytest.approx(ends, rel=1e-14)


def test_many_at_once_are_what_each_is_alone() -> None:
    rng = np.random.default_rng(3)
    ends = np.sort(rng.normal(size=(2, 2, 50)), axis=1)
    one, two = (Enclosure(low, high) for low, high in ends)
    for name in ("__add__", "__mul__"):
        many = getattr(one, name)(two)
        for place in range(50):
            pair = (Enclosure(float(each.low[place]), float(each.high[place])) for each in (one, two))
            alone = getattr(next(pair), name)(next(pair))
            assert (many.low[place], many.high[place]) == (alone.low, alone.high)


def test_least_and_greatest() -> None:
    parts = [Enclosure(1.0, 5.0), Enclosure(2.0, 3.0)]
    assert least(parts) == Enclosure(1.0, 3.0)
    assert greatest(parts) == Enclosure(2.0, 5.0)
