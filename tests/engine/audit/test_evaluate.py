"""Every derivation gets a value and an interval: exact where it moves one way with each input, else searched for."""

import math
import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compendium.audit.audit import open_audit
from compendium.audit.evaluation.evaluate import Evaluator
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError
from compendium.ledger.vocabulary import Method
from formulas import formulas
from plain import audit_of

Shop = Callable[..., Ledger]


@pytest.mark.parametrize(
    ("text", "low", "value", "high"),
    [
        # shop.half is printed 40—60; out.b is 2, from 1 to 4
        ("2 * shop.half", 80, 100, 120),
        ("shop.half * (out.b / out.c)", 40, 100, 240),
        ("shop.half / out.b * out.c", 10, 25, 60),
        ("shop.half - out.b", 36, 48, 59),
        ("out.b - shop.half", -59, -48, -36),
        ("-shop.half", -60, -50, -40),
        ("shop.half - shop.half", 0, 0, 0),
        ("max(shop.half, out.b)", 40, 50, 60),
        ("out.c * (out.b / out.c) ** 2", 1, 4, 16),
        ("out.c * 2 ** (out.b / out.c)", 2, 4, 16),
        ("out.c * (out.b / out.c) ** (out.b / out.c)", 1, 4, 256),
        ("out.c * exp(log(out.b / out.c))", 1, 2, 4),
        ("out.c * sqrt(out.b / out.c)", 1, 2**0.5, 2),
    ],
)
def test_monotone_formula_is_exact_at_the_corners(shop: Shop, text: str, low: float, value: float, high: float) -> None:
    ledger = shop(("shop.x", text, "derived"), b=(1, 2, 4), c=(1, 1, 1))
    result = open_audit(ledger=ledger).result("shop.x")
    assert (result.interval.low, result.value, result.interval.high) == pytest.approx(
        (low, value, high), rel=1e-12, abs=1e-12
    )
    assert result.method is Method.CORNERS


def test_directions_say_which_inputs_a_result_follows_in_the_order_of_its_inputs(shop: Shop) -> None:
    ledger = shop(
        ("shop.step", "out.b * (out.d - out.b) / out.c", "derived"),
        ("shop.x", "shop.half - out.e + shop.step", "derived"),
        b=(1, 2, 4),  # its slope is d - 2 b, from -8 to 8
        c=(1, 1, 1),
        d=(0, 5, 10),
        e=(1, 2, 3),
    )
    found = Evaluator(ledger).directions("shop.x")
    assert found == {"shop.half": 1, "out.e": -1, "out.b": 0, "out.d": 1, "out.c": 1}
    assert list(found) == [row.id for row in ledger.inputs("shop.x")]


def test_input_that_cancels_out_leaves_a_point_though_its_slope_is_not_known(shop: Shop) -> None:
    text = "shop.half * (shop.half / (shop.half * shop.half)) * out.c"
    result = open_audit(ledger=shop(("shop.x", text, "derived"), c=(1, 1, 1))).result("shop.x")
    assert (result.interval.low, result.value, result.interval.high) == pytest.approx((1, 1, 1), rel=1e-12)


def test_input_without_width_stands_in_no_exact_intervals_way(shop: Shop) -> None:
    ledger = shop(("shop.x", "shop.half * (out.c / out.d)", "derived"), c=(2, 2, 2), d=(4, 4, 4))
    result = open_audit(ledger=ledger).result("shop.x")
    assert (result.interval, result.method) == (Interval(20, 25, 30), Method.CORNERS)
    still = shop(("shop.x", "out.c * (out.c / out.d)", "derived"), c=(2, 2, 2), d=(4, 4, 4))
    result = open_audit(ledger=still).result("shop.x")
    assert (result.interval, result.method) == (Interval.point(1), Method.CORNERS)


def test_same_input_by_two_ways_is_one_input(shop: Shop) -> None:
    ledger = shop(("shop.x", "2 * shop.half", "derived"), ("shop.y", "shop.x - shop.half", "derived"))
    result = open_audit(ledger=ledger).result("shop.y")
    assert (result.interval, result.method) == (Interval(40, 50, 60), Method.CORNERS)


def test_result_is_in_the_derivations_own_unit(shop: Shop) -> None:
    result = open_audit(ledger=shop(("shop.x", "2 * shop.half", "derived", "wan t"))).result("shop.x")
    found = (result.interval.low, result.interval.value, result.interval.high)
    assert found == pytest.approx((0.008, 0.01, 0.012), rel=1e-12)
    assert result.value == result.interval.value


def test_formula_that_turns_is_sampled_and_said_so(shop: Shop) -> None:
    # b (6 - b) / c over b = 1 to 4 climbs from 5 to 9 at b = 3 and falls to 8
    ledger = shop(("shop.x", "out.b * (6 * out.c - out.b) / out.c", "derived"), b=(1, 2, 4), c=(1, 1, 1))
    result = open_audit(ledger=ledger).result("shop.x")
    assert (result.method, result.value, result.interval.low) == (Method.SAMPLED, 8, 5)
    assert result.interval.high == pytest.approx(9, abs=1e-5)
    assert result.interval.high <= 9


def cup(count: int) -> Interval:
    """Return the interval of a formula over so many inputs from 0 to 1 that is greatest in one far corner.

    From 5, where all are nothing, it falls as they grow, and only where almost all are one does it rise to 10.
    """
    names = [f"x{i}" for i in range(count)]
    total = " + ".join(f"{name}.x" for name in names)
    text = f"max(5 - ({total}), 20 * ({total} - {count - 0.5}))"
    result = audit_of({"cup": text}, **dict.fromkeys(names, (0.0, 1.0))).result("cup")
    assert result.method is Method.SAMPLED
    return result.interval


def test_every_corner_of_up_to_ten_inputs_is_tried() -> None:
    assert cup(3).high == cup(10).high == pytest.approx(10)


@pytest.mark.parametrize("count", [11, 70])
def test_corners_of_more_than_ten_inputs_are_too_many_and_the_search_stands_in_for_them(count: int) -> None:
    assert cup(count).high == pytest.approx(5)


@pytest.fixture
def refused(shop: Shop) -> Callable[[str], str]:
    """Return what is said of a formula that cannot be computed."""

    def refuse(text: str) -> str:
        ledger = shop(
            ("shop.x", text, "derived"),
            made="100,t,at_least,amount",
            sold="90,t,at_least,amount",
            b=(1, 2, 4),
            c=(1, 1, 1),
            none=(0, 0, 0),
            wide=(1, 2, 1000),
            vast=(-1.7e305, 1, 1.7e305),
        )
        with pytest.raises(DataError) as refusal:
            open_audit(ledger=ledger).result("shop.x")
        return str(refusal.value)

    return refuse


@pytest.mark.parametrize(
    "text",
    [
        "shop.half * (out.c / out.none)",  # divided by nought
        "out.c * log(out.none / out.c)",
        "out.c * sqrt((out.b - out.c * 3) / out.c)",  # root of less than nought at some inputs
        "out.c * exp(1000 * shop.half / out.c)",  # beyond any float
        "out.c * exp(out.wide / out.c)",  # ... at one end only
        "out.vast",  # its ends lie further apart than any float
    ],
)
def test_formula_without_a_value_is_told_by_name(refused: Callable[[str], str], text: str) -> None:
    assert refused(text) == (
        f"derivations.csv, column formula: found {text!r} of shop.x, which has no value for some inputs between "
        "their ends; expected inputs for which it has one"
    )


@pytest.mark.parametrize(
    "text",
    ["shop.made - shop.sold", "shop.sold - shop.made + out.b", "shop.made * (out.none / out.c)"],
)
def test_formula_without_ends_is_told_by_name(refused: Callable[[str], str], text: str) -> None:
    assert refused(text) == (
        f"derivations.csv, column formula: found {text!r} of shop.x, which has no ends where an input has no upper "
        "end; expected inputs with two ends"
    )


def test_interval_across_a_pole_is_never_called_exact(shop: Shop) -> None:
    ledger = shop(("shop.x", "out.c * (out.c / out.b)", "derived"), b=(-1, 2, 4), c=(1, 1, 1))
    result = open_audit(ledger=ledger).result("shop.x")
    assert result.method is Method.SAMPLED
    assert result.interval.low < -100
    assert result.interval.high > 100


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("2 * shop.made", Interval(200, 200, math.inf)),
        ("-shop.made", Interval(-math.inf, -100, -100)),
        ("shop.sold - shop.made", Interval(-math.inf, -97, -96.5)),
        ("shop.made - 100 * out.c", Interval(0, 0, math.inf)),
        ("out.c * (out.c / shop.made)", Interval(0, 0.01, 0.01)),
        ("shop.made + shop.made", Interval(200, 200, math.inf)),
    ],
)
def test_what_is_at_least_so_much_has_no_upper_end_and_no_sample(shop: Shop, text: str, interval: Interval) -> None:
    ledger = shop(("shop.x", text, "derived"), made="100,t,at_least,amount", c=(1, 1, 1))
    result = open_audit(ledger=ledger).result("shop.x")
    assert (result.interval, result.method) == (interval, Method.CORNERS)


def test_derivation_is_computed_once(shop: Shop) -> None:
    evaluator = Evaluator(shop(("shop.x", "2 * shop.half", "derived")))
    assert evaluator.result("shop.x") is evaluator.result("shop.x")


def test_samples_are_the_same_each_time(shop: Shop) -> None:
    ledger = shop(("shop.x", "out.b * (6 * out.c - out.b) / out.c", "derived"), b=(1, 2, 4), c=(1, 1, 1))
    assert Evaluator(ledger).result("shop.x") == Evaluator(ledger).result("shop.x")


# --- beside a search of our own ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["c.x / (1 + exp(c.x / b.x))", "c.x * max(0, min(c.x / b.x, 5))", "max(-3, min(3, c.x * c.x / b.x))"]
)
def test_pole_that_a_function_hides_proves_nothing(text: str) -> None:
    """Across the pole at b = 0 the result jumps, so no corner is known to have the extremes."""
    audit = audit_of({"x": text}, b=(-1, 2), c=(1, 1.1))
    result = audit.result("x")
    assert result.method is Method.SAMPLED
    assert result.interval.low <= result.value <= result.interval.high


@settings(deadline=None, max_examples=150)
@given(formulas, st.lists(st.tuples(st.floats(-2, 2), st.floats(0, 2)), min_size=3, max_size=3))
def test_proved_ends_hold_a_grid_of_points(text: str, ranges: list[tuple[float, float]]) -> None:
    named = re.sub(r"\b[abc]\b", r"\g<0>.x", text)
    ends = {name: (low, low + width) for name, (low, width) in zip("abc", ranges, strict=True)}
    audit = audit_of({"x": named}, **ends)
    try:
        result = audit.result("x")
    except DataError:
        assume(False)
    assume(result.method is Method.CORNERS)
    axes = np.meshgrid(*(np.linspace(low, high, 7) for low, high in ends.values()))
    at = {f"{name}.x": axis.ravel() for name, axis in zip("abc", axes, strict=True)}
    with np.errstate(all="ignore"):
        values = np.broadcast_to(Evaluator(audit.ledger).value("x", at), axes[0].size)
    low, high = result.interval.low, result.interval.high
    slack = 1e-9 * (1 + abs(low) + abs(high))
    assert np.all((values >= low - slack) & (values <= high + slack))
