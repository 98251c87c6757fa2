"""Sobol' indices as theory has them, of known functions and of the checks of a made-up shop."""

import math
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.ledger.ledger import Ledger
from compendium.ledger.vocabulary import Choice, Finding
from compendium.scenarios import sensitivity as module
from compendium.scenarios.sensitivity import WAY, Model, Sensitivity, UnboundedError, indices, sensitivity
from nested import nested

Shop = Callable[..., Ledger]
CHECK = "cross_check"
PRINTED = "100.000,t,exact,amount"  # its rounding is too small to matter
METHOD = "t", "independent,,method"
CLOSE = 0.01  # the error of the estimates, of which the page shows two digits


def analysed(ledger: Ledger) -> tuple[Audit, Sensitivity]:
    """Return the audit of a shop and the sensitivity of what it made."""
    audit = open_audit("", ledger=ledger)
    return audit, sensitivity(audit, audit.verdict("shop.made"))


def by_name(found: Sensitivity) -> dict[str, tuple[float, float]]:
    """Return first-order and total index of each input."""
    return {one.index.name: (one.index.first, one.index.total) for one in found.influences}


# --- the estimators ---------------------------------------------------------------------------------------------------


def ishigami(shares: Any) -> Any:
    """Return T. Ishigami and T. Homma's function of three inputs between -pi and pi, with a = 7 and b = 0.1."""
    one, two, three = ((2 * shares[name] - 1) * np.pi for name in ("one", "two", "three"))
    return np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)


def chosen(shares: Any) -> Any:
    """Return one of two answers, each with an input of its own."""
    return np.where(shares["one"] < 0.5, 1 + 0.2 * shares["two"], 1.3 + 0.4 * shares["three"])


def test_ishigami_has_its_analytic_indices() -> None:
    a, b = 7, 0.1
    one = 0.5 * (1 + b * math.pi**4 / 5) ** 2
    two = a**2 / 8
    both = b**2 * math.pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    found = indices(("one", "two", "three"), ishigami)
    assert [index.first for index in found] == pytest.approx([one / whole, two / whole, 0], abs=CLOSE)
    assert [index.total for index in found] == pytest.approx(
        [(one + both) / whole, two / whole, both / whole], abs=CLOSE
    )


def test_order_of_inputs_is_that_of_their_names() -> None:
    found = indices(("small", "large"), lambda shares: shares["small"] + 3 * shares["large"])
    assert [index.name for index in found] == ["small", "large"]
    assert [index.first for index in found] == pytest.approx([0.1, 0.9], abs=CLOSE)


@pytest.mark.parametrize("points", [0, 3, 1000])
def test_number_of_points_that_fills_no_box_evenly_is_refused(points: int) -> None:
    with pytest.raises(ValueError, match=f"{points} points, which is no power of two"):
        indices(("one",), lambda shares: shares["one"], points)


def test_what_does_not_vary_has_no_indices() -> None:
    assert indices(("one",), lambda shares: 0 * shares["one"] + 0.1) == ()
    assert indices((), lambda shares: shares["one"]) == ()


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_function_without_a_finite_value_somewhere_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match=r"no finite value at \d+ of 192 points"):
        indices(("one",), lambda shares: np.where(shares["one"] < 0.2, wrong, shares["one"]), 8)


@pytest.mark.parametrize("function", [ishigami, chosen])
def test_confidence_is_that_of_the_estimate(function: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Estimates from other seeds stray as far as the confidence says, neither ten times less nor ten times more."""
    names = ("one", "two", "three")
    runs = []
    for first in range(1, 81, 8):
        monkeypatch.setattr(module, "SEEDS", range(first, first + 8))
        module._design.cache_clear()
        runs.append(indices(names, function, 2**9))
    module._design.cache_clear()
    for place in range(len(names)):
        for value in ("first", "total"):
            spread = 2 * np.std([getattr(run[place], value) for run in runs], ddof=1)
            told = np.mean([getattr(run[place], f"{value}_within") for run in runs])
            assert spread / 3 < told < 3 * spread


def test_library_is_imported_only_when_something_is_analysed() -> None:
    code = "import sys, compendium.scenarios.sensitivity; sys.exit('SALib' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- inputs -----------------------------------------------------------------------------------------------------------


def test_sum_shares_its_variance_by_the_squares_of_the_widths(shop: Shop) -> None:
    ledger = shop(("sum.x", "out.a + out.b", CHECK), made=PRINTED, a=(40, 50, 60), b=(45, 50, 55))
    _, found = analysed(ledger)
    assert by_name(found) == {
        "out.a": pytest.approx((0.8, 0.8), abs=CLOSE),
        "out.b": pytest.approx((0.2, 0.2), abs=CLOSE),
        "shop.made": pytest.approx((0, 0), abs=CLOSE),
    }
    assert found.alone == pytest.approx(1, abs=CLOSE)
    assert not found.within
    assert found.ratio


def test_largest_total_index_comes_first(shop: Shop) -> None:
    ledger = shop(("sum.x", "out.a + out.b", CHECK), made=PRINTED, a=(45, 50, 55), b=(40, 50, 60))
    _, found = analysed(ledger)
    assert [one.index.name for one in found.influences] == ["out.b", "out.a", "shop.made"]


def test_product_of_centred_inputs_is_all_interaction(shop: Shop) -> None:
    ledger = shop(
        ("sum.x", "100 * out.a * out.b / out.one + out.c * 100", CHECK), made=PRINTED,
        a=(-1, 0, 1), b=(-1, 0, 1), c=(1, 1, 1), one=(1, 1, 1),
    )  # fmt: skip
    _, found = analysed(ledger)
    told = by_name(found)
    assert told["out.a"] == pytest.approx((0, 1), abs=2 * CLOSE)
    assert told["out.b"] == pytest.approx((0, 1), abs=2 * CLOSE)
    assert found.alone == pytest.approx(0, abs=2 * CLOSE)


def test_rounding_of_the_printed_number_is_an_input(shop: Shop) -> None:
    ledger = shop(("same.x", "out.a", CHECK), made="100,t,about,amount", a=(99.9, 100, 100.1))
    _, found = analysed(ledger)  # printed 'about 100' stands for 50 to 150
    assert by_name(found)["shop.made"] == pytest.approx((1, 1), abs=CLOSE)


def test_printed_number_without_an_upper_end_is_no_input(shop: Shop) -> None:
    ledger = shop(("same.x", "out.a", CHECK), made="100,t,at_least,amount", a=(90, 100, 110))
    _, found = analysed(ledger)
    assert [one.index.name for one in found.influences] == ["out.a"]


def test_input_without_an_upper_end_is_named(shop: Shop) -> None:
    ledger = shop(("same.x", "shop.sold", CHECK), made=PRINTED, sold="100,t,at_least,amount")
    audit = open_audit("", ledger=ledger)
    with pytest.raises(
        UnboundedError, match=r"shop\.sold has no upper end, so nothing says how far it moves shop\.made"
    ):
        sensitivity(audit, audit.verdict("shop.made"))


def test_figure_without_a_check_is_named(shop: Shop) -> None:
    audit = open_audit("", ledger=shop(("sum.x", "out.a", CHECK), made=PRINTED, a=(1, 2, 3)))
    with pytest.raises(ValueError, match=r"shop\.half has no check"):
        sensitivity(audit, audit.verdict("shop.half"))


def test_beside_a_printed_zero_the_difference_is_analysed(shop: Shop) -> None:
    ledger = shop(("sum.x", "out.a + out.b", CHECK), made="0,t,exact,amount", a=(-20, 0, 20), b=(-10, 0, 10))
    audit, found = analysed(ledger)
    assert not found.ratio
    told = by_name(found)
    assert told["out.a"] == pytest.approx((0.8, 0.8), abs=CLOSE)
    model = Model(audit._evaluator, audit.verdict("shop.made"))
    middle = dict.fromkeys(model.names, np.full(3, 0.5)) | {"out.a": np.array([0, 0.5, 1])}
    assert model.compared(middle) == pytest.approx([-20, 0, 20])


def test_recomputations_are_analysed_where_no_check_counts(shop: Shop) -> None:
    ledger = shop(
        ("one.x", "out.a", "recompute"), ("two.x", "out.a * 2", "recompute"), made=PRINTED, a=(100, 100, 100)
    )  # fmt: skip
    _, found = analysed(ledger)
    assert by_name(found)[WAY] == pytest.approx((1, 1), abs=CLOSE)


# --- choices ----------------------------------------------------------------------------------------------------------


def test_choice_has_the_index_of_its_answers_with_equal_weights(shop: Shop) -> None:
    # The answers are 100, 110 and 120, each with the same range of 20: 200 / 3 between them, 100 / 3 within them.
    answers = [
        (f"{name}.x", f"out.a + {more} * out.one", CHECK, *METHOD)
        for name, more in zip("uvw", (0, 10, 20), strict=True)
    ]
    _, found = analysed(shop(*answers, made=PRINTED, a=(90, 100, 110), one=(1, 1, 1)))
    assert by_name(found) == {
        "method": pytest.approx((2 / 3, 2 / 3), abs=CLOSE),
        "out.a": pytest.approx((1 / 3, 1 / 3), abs=CLOSE),
        "shop.made": pytest.approx((0, 0), abs=CLOSE),
    }
    assert found.influences[0].choice is Choice.METHOD
    assert found.influences[1].choice is None


def test_row_that_several_answers_use_is_one_input(shop: Shop) -> None:
    # The ratio is a or 2 a, for a from 0.9 to 1.1: E[a] = 1, Var[a] = 1 / 300.
    _, found = analysed(
        shop(("u.x", "out.a", CHECK, *METHOD), ("v.x", "2 * out.a", CHECK, *METHOD), made=PRINTED, a=(90, 100, 110))
    )
    own = 1 / 300
    whole = (1 + 4) / 2 * (1 + own) - 1.5**2
    told = by_name(found)
    assert told["out.a"] == pytest.approx((2.25 * own / whole, 1 - 0.25 / whole), abs=CLOSE)
    assert told["method"] == pytest.approx((0.25 / whole, 1 - 2.25 * own / whole), abs=CLOSE)


def test_independent_questions_are_one_more_input_of_equal_weights(shop: Shop) -> None:
    # Alone 100; of the choice 100 or 140. Which question: 100 or 120 on average. Which answer: only where it is asked.
    _, found = analysed(
        shop(
            ("u.x", "out.a", CHECK, *METHOD), ("v.x", "1.4 * out.a", CHECK, *METHOD), ("w.x", "out.b", CHECK),
            made=PRINTED, a=(100, 100, 100), b=(100, 100, 100),
        )
    )  # fmt: skip
    told = by_name(found)
    # Values 100, 100, 100 and 140 with a quarter each: the variance is 300, half of it interaction.
    assert told["method"] == pytest.approx((1 / 3, 2 / 3), abs=CLOSE)
    assert told[WAY] == pytest.approx((1 / 3, 2 / 3), abs=CLOSE)


def test_within_each_answer_stands_what_is_left(shop: Shop) -> None:
    _, found = analysed(
        shop(
            ("u.x", "out.a + out.b", CHECK, *METHOD), ("v.x", "200 * out.one", CHECK, *METHOD), made=PRINTED,
            a=(42, 50, 58), b=(46, 50, 54), one=(1, 1, 1),
        )
    )  # fmt: skip
    wide, fixed = found.within
    assert wide.mover is not None
    assert (wide.check, wide.finding, wide.mover.index.name) == ("u.x", Finding.TOO_WIDE, "out.a")
    assert wide.mover.index.first == pytest.approx(0.8, abs=CLOSE)
    # a leaves 8 either way of b: within 95 and 105 for a between 49 and 51, outside for a below 41 and above 59.
    assert (wide.mover.settles, wide.mover.values) == (12, 100)
    assert (fixed.check, fixed.finding) == ("v.x", Finding.MISSES)


# --- what would settle it ---------------------------------------------------------------------------------------------


def test_choice_settles_at_the_answers_that_are_not_too_wide(shop: Shop) -> None:
    _, found = analysed(
        shop(
            ("u.x", "out.a", CHECK, *METHOD), ("v.x", "200 * out.one", CHECK, *METHOD),
            ("w.x", "100 * out.one", CHECK, *METHOD), made=PRINTED, a=(90, 100, 110), one=(1, 1, 1),
        )
    )  # fmt: skip
    settled = {one.index.name: (one.settles, one.values) for one in found.influences}
    assert settled["method"] == (2, 3)
    assert settled["out.a"] == (0, 100)  # the choice would still decide


def test_input_settles_where_its_value_leaves_one_answer(shop: Shop) -> None:
    # Below 95 and above 105 the check misses and so does the other answer; between them it would agree.
    _, found = analysed(
        shop(
            ("u.x", "out.a", CHECK, *METHOD), ("v.x", "200 * out.one", CHECK, *METHOD), made=PRINTED,
            a=(90, 100, 110), one=(1, 1, 1),
        )
    )  # fmt: skip
    settled = {one.index.name: (one.settles, one.values) for one in found.influences}
    assert settled["out.a"] == (50, 100)


def test_extreme_between_the_ends_of_one_input_counts_at_a_value_of_another(shop: Shop) -> None:
    # b (200 - b) / 100 is 96 at both of its ends and 100 between them: with a the check reaches 95 and starts below it.
    parabola = "out.a * out.b * (200 * out.one - out.b) / (100 * out.one * out.one)"
    ledger = shop(("u.x", parabola, CHECK), made=PRINTED, a=(0.96, 0.97, 0.98), b=(80, 90, 120), one=(1, 1, 1))
    _, found = analysed(ledger)
    settled = {one.index.name: (one.settles, one.values) for one in found.influences}
    assert settled["out.a"] == (0, 100)


def test_answer_to_one_choice_does_not_settle_what_another_question_leaves_open(shop: Shop) -> None:
    _, found = analysed(
        shop(
            ("u.x", "100 * out.one", CHECK, *METHOD), ("v.x", "200 * out.one", CHECK, *METHOD),
            ("w.x", "out.a", CHECK), made=PRINTED, a=(90, 100, 110), one=(1, 1, 1),
        )
    )  # fmt: skip
    settled = {one.index.name: (one.settles, one.values) for one in found.influences}
    assert settled["method"] == (
        1,
        2,
    )  # with the first the rest supports or is too wide; with the second it is contested
    assert settled[WAY] == (0, 2)


def test_unrounded_number_settles_what_its_rounding_left_open(shop: Shop) -> None:
    _, found = analysed(shop(("u.x", "out.a", CHECK), made="100,t,about,amount", a=(160, 170, 180)))
    # 'about 100' stands for 50 to 150, or to 155 with the threshold: the check misses, whatever it was.
    assert [(one.index.name, one.settles) for one in found.influences] == [("shop.made", 100), ("out.a", 100)]


# --- against another method ------------------------------------------------------------------------------------------


def test_nested_sampling_gives_the_same_indices(shop: Shop) -> None:
    ledger = shop(
        ("u.x", "out.a * out.b / out.one", CHECK, *METHOD), ("v.x", "out.a + out.b", CHECK, *METHOD),
        made="100,t,exact,amount", a=(5, 10, 15), b=(8, 10, 12), one=(1, 1, 1),
    )  # fmt: skip
    audit, found = analysed(ledger)
    model = Model(audit._evaluator, audit.verdict("shop.made"))
    told = by_name(found)
    assert set(told) == set(model.names)
    for name in model.names:
        assert nested(model, name) == pytest.approx(told[name], abs=0.03)


def test_two_analyses_are_equal(shop: Shop) -> None:
    ledger = shop(("u.x", "out.a", CHECK, *METHOD), ("v.x", "2 * out.a", CHECK, *METHOD), a=(90, 100, 110))
    assert repr(analysed(ledger)[1]) == repr(analysed(ledger)[1])  # nan is not itself
