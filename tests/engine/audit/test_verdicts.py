"""Every figure gets two answers: whether the arithmetic reproduces it, and whether the evidence supports it."""

import math
from collections.abc import Callable

import pytest

from compendium.audit import rules
from compendium.audit.audit import open_audit
from compendium.audit.verdicts import Verdict
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.vocabulary import Arithmetic, Basis, Evidence

Shop = Callable[..., Ledger]
Ends = tuple[float, float, float]
ZERO = "0,item,exact,amount"  # stands for -0.5 to 0.5


def verdict(ledger: Ledger) -> Verdict:
    return open_audit(ledger=ledger).verdict("shop.made")


def checked(shop: Shop, role: str, *ways: Ends, made: str = "") -> Verdict:
    """Return the verdict of what was made, where these come out by checks of one role."""
    factors = {f"way{i}": ends for i, ends in enumerate(ways)}
    return verdict(shop(*((f"shop.{name}", f"out.{name}", role) for name in factors), made=made, **factors))


@pytest.mark.parametrize(
    ("recomputed", "answer"),
    [
        # printed 100 stands for 99.5 to 100.5
        ([], Arithmetic.NO_INPUTS),
        ([(90, 95, 99)], Arithmetic.NOT_REPRODUCED),
        ([(101, 102, 103)], Arithmetic.NOT_REPRODUCED),
        ([(90, 95, 99.5)], Arithmetic.CONSISTENT),
        ([(100.5, 101, 102)], Arithmetic.CONSISTENT),
        ([(90, 95, 120)], Arithmetic.CONSISTENT),
        ([(99.6, 99.6, 99.6)], Arithmetic.REPRODUCED),
        ([(99.5, 99.5, 99.5)], Arithmetic.REPRODUCED),
        ([(100.5, 100.5, 100.5)], Arithmetic.REPRODUCED),
        ([(100.4, 100.4, 100.4)], Arithmetic.REPRODUCED),
        # of several ways the one that comes nearest counts
        ([(90, 95, 120), (99.6, 99.6, 99.6)], Arithmetic.REPRODUCED),
        ([(10, 20, 30), (90, 95, 120)], Arithmetic.CONSISTENT),
    ],
)
def test_does_the_arithmetic_reproduce(shop: Shop, recomputed: list[Ends], answer: Arithmetic) -> None:
    found = checked(shop, "recompute", *recomputed)
    assert found.arithmetic is answer
    assert found.evidence is Evidence.UNTESTED
    assert found.material is False  # five per cent at the most where it matters


@pytest.mark.parametrize(
    ("evidence", "answer", "material"),
    [
        ([], Evidence.UNTESTED, False),
        ([(95, 100, 105)], Evidence.SUPPORTED, False),
        ([(60, 80, 99.5)], Evidence.SUPPORTED, False),  # the intervals touch: the value alone does not condemn
        ([(95, 100, 105), (100.5, 101, 102)], Evidence.SUPPORTED, False),
        ([(95, 100, 105), (104, 105, 106)], Evidence.CONTESTED, False),  # five per cent off
        ([(95, 100, 105), (115, 120, 125)], Evidence.CONTESTED, True),
        ([(104, 105, 106)], Evidence.CONTRADICTED, False),
        ([(88, 89, 90)], Evidence.CONTRADICTED, True),
        ([(40, 50, 60), (150, 160, 170)], Evidence.CONTRADICTED, True),
    ],
)
def test_does_the_evidence_support(shop: Shop, evidence: list[Ends], answer: Evidence, material: bool) -> None:
    found = checked(shop, "cross_check", *evidence)
    assert (found.arithmetic, found.evidence, found.material) == (Arithmetic.NO_INPUTS, answer, material)


@pytest.mark.parametrize(("way", "material"), [((89, 89.5, 90), True), ((90, 90.5, 91), False)])
def test_arithmetic_that_is_missed_by_more_than_a_tenth_is_material(shop: Shop, way: Ends, material: bool) -> None:
    found = checked(shop, "recompute", way)
    assert (found.arithmetic, found.material) == (Arithmetic.NOT_REPRODUCED, material)


def test_figure_can_reproduce_to_the_unit_and_still_be_contradicted(shop: Shop) -> None:
    ledger = shop(
        ("shop.own", "out.own", "recompute"),
        ("shop.grid", "out.grid", "cross_check"),
        own=(100, 100, 100),
        grid=(14, 14, 14),
    )
    found = verdict(ledger)
    assert (found.arithmetic, found.evidence, found.material) == (Arithmetic.REPRODUCED, Evidence.CONTRADICTED, True)
    assert found.ratio == 1
    assert found.evidence_ratios == (0.14,)


def test_ratio_is_the_best_recomputation_over_the_printed_number(shop: Shop) -> None:
    found = checked(shop, "recompute", (50, 50, 50), (110, 110, 110))
    assert found.ratio == pytest.approx(1.1)
    assert found.nearest is not None
    assert found.nearest.value == 110


def test_ratio_without_recomputation_is_the_nearest_cross_check_and_without_any_none(shop: Shop) -> None:
    found = checked(shop, "cross_check", (50, 50, 50), (110, 110, 110))
    assert found.evidence_ratios == (1.1, 0.5)
    assert found.ratio == 1.1
    assert found.nearest is found.cross_checks[1]
    none = checked(shop, "recompute")
    assert (none.ratio, none.nearest, none.evidence_ratios) == (None, None, ())


def test_recomputation_stands_for_the_figure_even_where_a_cross_check_comes_nearer(shop: Shop) -> None:
    ledger = shop(
        ("shop.near", "out.near", "cross_check"),
        ("shop.far", "out.far", "recompute"),
        near=(100, 100, 100),
        far=(50, 50, 50),
    )
    assert verdict(ledger).ratio == 0.5


def test_implied_and_derived_numbers_answer_for_nothing(shop: Shop) -> None:
    ledger = shop(("shop.a", "out.far", "implied"), ("shop.b", "out.far", "derived"), far=(1, 1, 1))
    assert verdict(ledger).checks == ()
    assert open_audit(ledger=ledger).result("shop.a").value == 1


def test_basis_is_the_report_alone_or_names_the_outside_factors(shop: Shop) -> None:
    ledger = shop(
        ("shop.twice", "2 * shop.half", "recompute"),
        ("shop.scaled", "shop.twice * (out.far / out.far)", "derived"),
        far=(1, 1, 1),
    )
    audit = open_audit(ledger=ledger)
    inside, outside = audit.result("shop.twice"), audit.result("shop.scaled")
    assert (inside.basis, inside.figures, inside.factors) == (Basis.REPORT, ("shop.half",), ())
    assert (outside.basis, outside.figures, outside.factors) == (Basis.FACTORS, ("shop.half",), ("out.far",))
    assert audit.verdict("shop.made").basis is Basis.REPORT
    assert audit.verdict("shop.sold").basis is None


@pytest.mark.parametrize(("unit", "scale"), [("item", 1), ("wan item", 1e-4), ("percent item", 100)])
def test_check_is_held_against_the_figure_in_the_figures_own_unit(shop: Shop, unit: str, scale: float) -> None:
    ledger = shop(("shop.own", "out.own", "recompute", unit), own=(90, 95, 99.5))
    (check,) = verdict(ledger).checks
    result = check.result.interval
    assert (result.low, result.value, result.high) == pytest.approx((90 * scale, 95 * scale, 99.5 * scale))
    assert (check.interval.low, check.interval.value, check.interval.high) == pytest.approx((90, 95, 99.5))
    assert check.value == check.interval.value
    assert check.ratio == pytest.approx(0.95)
    assert (check.reproduces, check.meets, check.off) == (False, True, False)


@pytest.mark.parametrize(("low", "high"), [(90, 99.4), (100.6, 110)])
@pytest.mark.parametrize("unit", ["item", "wan item", "percent item"])
def test_check_in_another_unit_misses_what_it_would_miss_in_the_figures_own(
    shop: Shop, unit: str, low: float, high: float
) -> None:
    ledger = shop(("shop.own", "out.own", "recompute", unit), own=(low, (low + high) / 2, high))
    assert [check.meets for check in verdict(ledger).checks] == [False]


@pytest.mark.parametrize(
    ("way", "reproduces", "meets", "distance"),
    [
        ((0, 0, 0), True, True, 0),
        ((0.4, 0.4, 0.4), True, True, 0.4),
        ((-3, -2, -0.5), False, True, 2),
        ((1, 2, 3), False, False, 2),
        ((-0.7, -0.6, -0.6), False, False, 0.6),
    ],
)
def test_result_beside_a_printed_zero_has_no_ratio(
    shop: Shop, way: Ends, reproduces: bool, meets: bool, distance: float
) -> None:
    found = checked(shop, "cross_check", way, made=ZERO)
    (check,) = found.checks
    assert math.isnan(check.ratio)
    assert found.ratio is not None
    assert math.isnan(found.ratio)
    assert (check.reproduces, check.meets, check.distance) == (reproduces, meets, distance)
    # beside nothing every amount that misses it is material
    assert (check.off, found.material) == (not meets, not meets)


def test_nearest_to_a_printed_zero_is_the_least_amount_of_either_sign(shop: Shop) -> None:
    found = checked(shop, "cross_check", (5, 5, 5), (-2, -2, -2), (3, 3, 3), made=ZERO)
    assert found.nearest is not None
    assert found.nearest.value == -2
    best = checked(shop, "recompute", (5, 5, 5), (-2, -2, -2), (3, 3, 3), made=ZERO)
    assert [check.value for check in best.recomputes] == [-2, 3, 5]


@pytest.mark.parametrize(("way", "distance"), [((80, 80, 80), 0.2), ((125, 125, 125), 0.25), ((100, 100, 100), 0)])
def test_distance_is_how_far_the_ratio_is_from_one(shop: Shop, way: Ends, distance: float) -> None:
    (check,) = checked(shop, "recompute", way).checks
    assert check.distance == pytest.approx(distance)


def test_interval_of_what_is_at_least_so_much_is_met_by_any_more(shop: Shop) -> None:
    found = checked(shop, "cross_check", (500, 600, 700), made="100,item,at_least,amount")
    assert found.figure.interval == Interval(100, 100, math.inf)
    assert found.evidence is Evidence.SUPPORTED


@pytest.mark.parametrize(
    ("arithmetic", "evidence", "recomputes", "cross_checks", "material"),
    [
        ("not reproduced", "untested", [True], [], True),
        ("not reproduced", "untested", [False], [], False),
        ("reproduced", "contested", [True, False], [False], False),  # the recomputation that is off decides nothing
        ("reproduced", "contradicted", [False], [False, True], True),
        ("not reproduced", "supported", [False], [True], False),
        ("reproduced", "supported", [True], [True], False),
    ],
)
def test_material_rests_on_a_check_of_the_question_that_is_not_agreed(
    arithmetic: str, evidence: str, recomputes: list[bool], cross_checks: list[bool], material: bool
) -> None:
    assert rules.material(arithmetic, evidence, recomputes, cross_checks) is material
