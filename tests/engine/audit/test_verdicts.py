"""Every figure gets two answers: whether the arithmetic reproduces it, and whether the evidence supports it.

The rules by themselves are tested in ``test_rules``.
"""

import math
from collections.abc import Callable

import pytest

from compendium.audit.audit import open_audit
from compendium.audit.verdicts import Check, Verdict
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.vocabulary import Arithmetic, Basis, Choice, Difference, Evidence, Finding

Shop = Callable[..., Ledger]
Ends = tuple[float, float, float]
ZERO = "0,t,exact,amount"  # stands for -0.5 to 0.5


def verdict(ledger: Ledger) -> Verdict:
    return open_audit(ledger=ledger).verdict("shop.made")


def checked(shop: Shop, role: str, *ways: Ends, made: str = "") -> Verdict:
    """Return the verdict of what was made, where these come out by checks of one role."""
    factors = {f"way{i}": ends for i, ends in enumerate(ways)}
    return verdict(shop(*((f"shop.{name}", f"out.{name}", role) for name in factors), made=made, **factors))


def test_range_argued_is_that_of_the_checks_that_vote(shop: Shop) -> None:
    assert checked(shop, "cross_check", (90, 95, 99), (101, 102, 103)).argued == Interval(90, 95, 103)
    assert checked(shop, "recompute", (90, 95, 99)).argued is None


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
    assert found.material is False  # what misses here does so by less than five per cent


@pytest.mark.parametrize(
    ("made", "way", "answer"),
    [
        # A number that stands for a tenth of itself is reproduced; in a wider interval a match may be a coincidence.
        ("10,t,exact,amount", 10, Arithmetic.REPRODUCED),
        ("1.0,t,exact,amount", 1.04, Arithmetic.REPRODUCED),
        ("9,t,exact,amount", 9, Arithmetic.CONSISTENT),
        ("100,t,about,amount", 100, Arithmetic.CONSISTENT),
        ("100,t,at_least,amount", 100, Arithmetic.CONSISTENT),
        ("0,t,exact,amount", 0, Arithmetic.CONSISTENT),
        ("40—60,t,exact,amount", 50, Arithmetic.CONSISTENT),
        ("95—105,t,exact,amount", 104, Arithmetic.REPRODUCED),
    ],
)
def test_only_a_narrow_number_can_be_reproduced(shop: Shop, made: str, way: float, answer: Arithmetic) -> None:
    assert checked(shop, "recompute", (way, way, way), made=made).arithmetic is answer


@pytest.mark.parametrize(
    ("evidence", "answer", "material"),
    [
        ([], Evidence.UNTESTED, False),
        ([(95, 100, 105)], Evidence.SUPPORTED, False),
        ([(60, 80, 99.5)], Evidence.TOO_WIDE, False),  # the intervals touch: it neither supports nor condemns
        ([(95, 100, 105), (100.5, 101, 102)], Evidence.SUPPORTED, False),
        ([(95, 100, 105), (104, 105, 106)], Evidence.SUPPORTED, False),  # the vague one takes nothing away
        ([(95, 100, 105), (115, 120, 125)], Evidence.CONTESTED, True),
        ([(60, 80, 99.5), (115, 120, 125)], Evidence.CONTESTED, True),
        ([(104, 105, 106)], Evidence.TOO_WIDE, False),
        ([(103, 104, 105.5)], Evidence.SUPPORTED, False),  # 94.5 to 105.5 agree, five per cent beyond 99.5 to 100.5
        ([(105.6, 106, 107)], Evidence.CONTRADICTED, True),
        ([(88, 89, 90)], Evidence.CONTRADICTED, True),
        ([(40, 50, 60), (150, 160, 170)], Evidence.CONTRADICTED, True),
    ],
)
def test_does_the_evidence_support(shop: Shop, evidence: list[Ends], answer: Evidence, material: bool) -> None:
    found = checked(shop, "cross_check", *evidence)
    assert (found.arithmetic, found.evidence, found.material) == (Arithmetic.NO_INPUTS, answer, material)


@pytest.mark.parametrize(
    ("way", "material"),
    [((89, 89.5, 90), True), ((94, 94.2, 94.4), True), ((94, 94.4, 94.6), False), ((95, 95, 95), False)],
)
def test_arithmetic_that_is_missed_by_more_than_a_twentieth_is_material(shop: Shop, way: Ends, material: bool) -> None:
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


@pytest.mark.parametrize(("unit", "scale"), [("t", 1), ("wan t", 1e-4), ("percent t", 100)])
def test_check_is_held_against_the_figure_in_the_figures_own_unit(shop: Shop, unit: str, scale: float) -> None:
    ledger = shop(("shop.own", "out.own", "recompute", unit), own=(90, 95, 99.5))
    (check,) = verdict(ledger).checks
    result = check.result.interval
    assert (result.low, result.value, result.high) == pytest.approx((90 * scale, 95 * scale, 99.5 * scale))
    assert (check.interval.low, check.interval.value, check.interval.high) == pytest.approx((90, 95, 99.5))
    assert check.value == check.interval.value
    assert check.ratio == pytest.approx(0.95)
    assert (check.reproduces, check.meets, check.finding) == (False, True, Finding.TOO_WIDE)
    assert (check.unit, check.printed) == ("t", Interval(99.5, 100, 100.5))


@pytest.mark.parametrize(("low", "high"), [(90, 99.4), (100.6, 110)])
@pytest.mark.parametrize("unit", ["t", "wan t", "percent t"])
def test_check_in_another_unit_misses_what_it_would_miss_in_the_figures_own(
    shop: Shop, unit: str, low: float, high: float
) -> None:
    ledger = shop(("shop.own", "out.own", "recompute", unit), own=(low, (low + high) / 2, high))
    (check,) = verdict(ledger).checks
    assert (check.meets, check.finding) == (False, Finding.TOO_WIDE)


@pytest.mark.parametrize(
    ("way", "meets", "finding", "distance"),
    [
        ((0, 0, 0), True, Finding.AGREES, 0),
        ((0.4, 0.4, 0.4), True, Finding.AGREES, 0.4),
        ((-3, -2, -0.5), True, Finding.TOO_WIDE, 2),
        ((1, 2, 3), False, Finding.MISSES, 2),
        ((-0.7, -0.6, -0.6), False, Finding.MISSES, 0.6),
    ],
)
def test_result_beside_a_printed_zero_has_no_ratio(
    shop: Shop, way: Ends, meets: bool, finding: Finding, distance: float
) -> None:
    found = checked(shop, "cross_check", way, made=ZERO)
    (check,) = found.checks
    assert math.isnan(check.ratio)
    assert found.ratio is not None
    assert math.isnan(found.ratio)
    assert (check.meets, check.finding, check.distance) == (meets, finding, distance)
    # of nothing there is no twentieth: every amount that misses it is material
    assert found.material is (finding is Finding.MISSES)


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
    found = checked(shop, "cross_check", (500, 600, 700), made="100,t,at_least,amount")
    assert found.figure.interval == Interval(100, 100, math.inf)
    assert found.evidence is Evidence.SUPPORTED


# --- what votes -------------------------------------------------------------------------------------------------------

NEAR, FAR = (99, 100, 101), (49, 50, 51)


@pytest.mark.parametrize("difference", [one for one in Difference if one is not Difference.SOURCE])
def test_check_that_is_not_like_for_like_is_shown_and_does_not_vote(shop: Shop, difference: Difference) -> None:
    ledger = shop(
        ("shop.near", "out.near", "cross_check"),
        ("shop.far", "out.far", "cross_check", "t", f"independent,{difference},"),
        near=NEAR,
        far=FAR,
    )
    found = verdict(ledger)
    near, far = found.cross_checks
    assert (near.differs, far.differs) == ((), (difference,))
    assert (far.finding, found.votes, found.evidence) == (Finding.MISSES, (near,), Evidence.SUPPORTED)
    assert (found.evidence_ratios, found.material) == ((1,), False)


@pytest.mark.parametrize(
    ("grades", "grade", "answer"),
    [
        (("A", "A"), "A", Evidence.SUPPORTED),
        (("A", "B"), "B", Evidence.SUPPORTED),
        (("B", "A"), "B", Evidence.SUPPORTED),
        (("A", "C"), "C", Evidence.UNTESTED),
        (("C", "B"), "C", Evidence.UNTESTED),
    ],
)
def test_check_with_an_input_of_grade_c_does_not_vote(
    shop: Shop, grades: tuple[str, str], grade: str, answer: Evidence
) -> None:
    """Whatever the other input is, and through another derivation."""
    ledger = shop(
        ("shop.step", "out.one + out.other", "derived"),
        ("shop.sum", "shop.step", "cross_check", "t", "independent,,"),
        one=(50, 50, 50, grades[0]),
        other=(50, 50, 50, grades[1]),
    )
    (check,) = verdict(ledger).cross_checks
    assert check.result.grade == grade
    assert check.differs == ((Difference.SOURCE,) if grade == "C" else ())
    assert verdict(ledger).evidence is answer


def test_source_of_grade_c_is_named_after_what_the_table_declares(shop: Shop) -> None:
    ledger = shop(("shop.way", "out.way", "cross_check", "t", "independent,place hindsight,"), way=(100, 100, 100, "C"))
    (check,) = verdict(ledger).cross_checks
    assert check.differs == (Difference.PLACE, Difference.HINDSIGHT, Difference.SOURCE)


def test_recomputation_answers_with_a_factor_of_grade_c_too(shop: Shop) -> None:
    ledger = shop(("shop.way", "out.way", "recompute"), way=(100, 100, 100, "C"))
    assert verdict(ledger).arithmetic is Arithmetic.REPRODUCED
    assert verdict(ledger).votes == ()


def test_result_without_a_factor_has_no_grade(shop: Shop) -> None:
    ledger = shop(("shop.twice", "2 * shop.half", "cross_check"))
    (check,) = verdict(ledger).cross_checks
    assert (check.result.grade, check.differs) == ("", ())


def test_recomputations_have_no_vote(shop: Shop) -> None:
    found = checked(shop, "recompute", NEAR, FAR)
    assert (found.votes, found.cross_checks, found.evidence) == ((), (), Evidence.UNTESTED)


def test_nearest_is_one_that_votes_as_long_as_there_is_one(shop: Shop) -> None:
    ways = (
        ("shop.near", "out.near", "cross_check", "t", "independent,year,"),
        ("shop.far", "out.far", "cross_check"),
    )
    both = verdict(shop(*ways, near=NEAR, far=FAR))
    assert (both.ratio, both.evidence_ratios) == (0.5, (0.5,))
    alone = verdict(shop(ways[0], near=NEAR))
    assert (alone.ratio, alone.evidence_ratios, alone.evidence) == (1, (), Evidence.UNTESTED)


# --- what they say together -------------------------------------------------------------------------------------------


def questions(shop: Shop, *ways: tuple[Ends, str]) -> Verdict:
    """Return the verdict of cross-checks, each by its ends and what it declares."""
    rows = [(f"shop.way{i}", f"out.way{i}", "cross_check", "t", cells) for i, (_, cells) in enumerate(ways)]
    return verdict(shop(*rows, **{f"way{i}": ends for i, (ends, _) in enumerate(ways)}))


WIDE = (60, 80, 99.5)


@pytest.mark.parametrize(
    ("ways", "answer"),
    [
        ([(NEAR, "independent,,"), (FAR, "independent,,")], Evidence.CONTESTED),
        ([(NEAR, "independent,,grid"), (FAR, "independent,,grid")], Evidence.DEPENDS),
        ([(NEAR, "independent,,grid"), (FAR, "independent,year,grid")], Evidence.SUPPORTED),
        ([(NEAR, "independent,,grid"), (FAR, "independent,,method")], Evidence.CONTESTED),
        ([(NEAR, "repeats,,")], Evidence.REPEATED),
        ([(NEAR, "repeats,,"), (WIDE, "independent,,")], Evidence.TOO_WIDE),
        ([(NEAR, "repeats,,"), (FAR, "independent,,")], Evidence.CONTRADICTED),
        ([(NEAR, "independent,,method"), (NEAR, "repeats,,method")], Evidence.REPEATED),
    ],
)
def test_independence_and_choice_of_the_table_are_what_the_rules_are_given(
    shop: Shop, ways: list[tuple[Ends, str]], answer: Evidence
) -> None:
    assert questions(shop, *ways).evidence is answer


def test_check_from_the_reports_own_number_agrees_without_supporting(shop: Shop) -> None:
    found = verdict(shop(("shop.twice", "shop.sold + out.rest", "cross_check"), rest=(97, 97, 97)))
    assert (found.checks[0].finding, found.evidence) == (Finding.AGREES, Evidence.REPEATED)


def test_choices_that_decide_are_named_with_the_checks_that_leave_the_figure_standing(shop: Shop) -> None:
    found = questions(
        shop,
        (FAR, "independent,,grid"),
        (NEAR, "independent,,method"),
        (NEAR, "independent,,grid"),
        (WIDE, "independent,,grid"),
        (WIDE, "independent,,displaced"),
        (FAR, "independent,,displaced"),
        (FAR, "independent,,boundary"),
        (FAR, "independent,,boundary"),
        (FAR, "independent,place,method"),
        (FAR, "independent,,"),
        (NEAR, "independent,,"),
    )
    ways = found.cross_checks
    assert found.deciding == ((Choice.GRID, (ways[2], ways[3])), (Choice.DISPLACED, (ways[4],)))


@pytest.mark.parametrize(
    "ways",
    [
        [],
        [(NEAR, "independent,,"), (FAR, "independent,,")],
        [(NEAR, "independent,,grid"), (WIDE, "independent,,grid")],
        [(FAR, "independent,,grid"), (FAR, "independent,,grid")],
    ],
)
def test_no_choice_decides_where_all_its_answers_say_the_same(shop: Shop, ways: list[tuple[Ends, str]]) -> None:
    assert questions(shop, *ways).deciding == ()


def test_another_judge_is_asked_of_every_check_that_votes_and_of_no_other(shop: Shop) -> None:
    found = questions(shop, (NEAR, "independent,,"), (FAR, "independent,,"), (WIDE, "independent,year,"))
    asked: list[Check] = []

    def stern(check: Check) -> Finding:
        asked.append(check)
        return Finding.MISSES

    assert found.evidence_by(stern) is Evidence.CONTRADICTED
    assert asked == list(found.cross_checks[:2])
    assert found.evidence_by(lambda check: Finding.AGREES) is Evidence.SUPPORTED
    assert found.evidence_by(lambda check: check.finding) is found.evidence is Evidence.CONTESTED


def test_finding_within_takes_another_interval_and_another_threshold(shop: Shop) -> None:
    (check,) = questions(shop, ((97, 98, 99), "independent,,")).checks
    assert check.finding is Finding.AGREES
    assert check.finding_within(check.interval, 0.02) is Finding.TOO_WIDE  # 97.5 to 102.5
    assert check.finding_within(Interval(94, 98, 99)) is Finding.TOO_WIDE
    assert check.finding_within(Interval(94, 98, 99), 0.1) is Finding.AGREES
    assert check.finding_within(Interval(90, 91, 92)) is Finding.MISSES
