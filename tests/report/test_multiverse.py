"""Combinations of arguable answers in this report: they agree with its verdicts, and with what the page says."""

from collections import Counter
from collections.abc import Mapping
from itertools import product
from math import prod

import pytest

from compendium.audit import rules
from compendium.audit.audit import Audit
from compendium.ledger.vocabulary import Evidence
from compendium.scenarios.multiverse.specifications import RIGHT, Specification, Universe, universes
from compendium.scenarios.multiverse.together import Question, reached, shared_questions, worlds


@pytest.fixture(scope="module")
def found(report: Audit) -> Mapping[str, Universe]:
    return universes(report)


@pytest.fixture(scope="module")
def questions(report: Audit, found: Mapping[str, Universe]) -> tuple[Question, ...]:
    return shared_questions(report, found)


def said(found: Universe) -> dict[str, Evidence]:
    """Return what each combination of a figure with one question says, by its formula."""
    return {one.answers[0].formula: one.evidence for one in found.specifications}


def test_every_check_that_counts_is_in_a_combination(report: Audit, found: Mapping[str, Universe]) -> None:
    assert list(found) == [id_ for id_, verdict in report.verdicts.items() if verdict.votes]
    assert len(found) > 30
    for id_, own in found.items():
        rows = {answer.row.id for answers in own.questions for answer in answers if not answer.swaps}
        assert rows == {check.result.derivation.id for check in report.verdict(id_).votes}


def test_shares_agree_with_the_verdicts(report: Audit, found: Mapping[str, Universe]) -> None:
    seen = Counter(report.verdict(id_).evidence for id_ in found)
    assert seen[Evidence.DEPENDS] > 10
    for id_, own in found.items():
        shares = own.shares
        match report.verdict(id_).evidence:
            case Evidence.SUPPORTED | Evidence.REPEATED:
                assert shares.right == shares.all, id_
            case Evidence.CONTRADICTED:
                assert shares.wrong == shares.all, id_
            case Evidence.DEPENDS:
                assert 0 < shares.wrong < shares.all, id_
            case Evidence.TOO_WIDE:
                assert shares.undecided == shares.all, id_
            case other:
                pytest.fail(f"{id_} is {other}, of which nothing is said here")


def test_findings_of_the_written_combinations_give_the_verdict_again(
    report: Audit, found: Mapping[str, Universe]
) -> None:
    for id_, own in found.items():
        if own.open_questions:
            assert len(own.questions) == 1
            findings = [str(one.answers[0].check.finding) for one in own.specifications if one.written]
            depends = report.verdict(id_).evidence is Evidence.DEPENDS
            assert (rules.together(findings) == "depends") is depends, id_


def test_combinations_that_are_made_are_those_of_two_parts(found: Mapping[str, Universe]) -> None:
    made = {id_: sum(not one.written for one in own.specifications) for id_, own in found.items()}
    assert {id_: number for id_, number in made.items() if number} == {
        "tobacco.co2_avoided": 1,
        "landfill.co2_avoided": 1,
        "suining.coal_saved": 1,
        "suining.co2_avoided": 4,
        "heat_pump.co2_avoided": 12,
    }


# --- what the page says -----------------------------------------------------------------------------------------------


def test_best_replies_that_are_among_the_combinations_are_not_ruled_out(found: Mapping[str, Universe]) -> None:
    replies = {
        "landfill.co2_avoided": ("landfill.co2_ar5", "landfill.co2_ar5_credit"),
        "landfill.engines": ("landfill.engines_phase1",),
        "landfill.capacity": ("landfill.capacity_engines",),
        "biogas.co2_avoided": ("biogas.co2_national", "biogas.co2_combined_2019"),
        "tobacco.co2_avoided": ("tobacco.gross_printed",),
        "tobacco.coal_saved": ("tobacco.coal_seven_batches",),
        "tobacco.so2_avoided": ("tobacco.so2_allowed",),
        "suining.co2_avoided": ("suining.co2_printed_output_operating",),
        "suining.coal_saved": ("suining.coal_printed_output",),
        "heat_pump.co2_avoided": ("heat_pump.co2_coal", "heat_pump.co2_gas_net"),
        "heat_pump.pollutants_avoided": ("heat_pump.pollutants_uncleaned",),
        "steel.share": ("steel.share_of_capacity",),
        "chengdu.metro_daily": ("chengdu.metro_daily_half_2022",),
    }
    for id_, rows in replies.items():
        by_row = {one.answers[0].row.id: one.evidence for one in found[id_].specifications}
        assert all(by_row[row] is not Evidence.CONTRADICTED for row in rows), id_


def test_one_combination_of_each_of_the_barns_savings_is_not_ruled_out(found: Mapping[str, Universe]) -> None:
    for id_ in ("tobacco.co2_avoided", "tobacco.coal_saved", "tobacco.so2_avoided"):
        shares = found[id_].shares
        assert (shares.right, shares.undecided) == (0, 1)


def test_two_combinations_of_the_landfill_rule_its_saving_out(found: Mapping[str, Universe]) -> None:
    own = found["landfill.co2_avoided"]
    wrong = {one.answers[0].row.id for one in own.specifications if one.evidence is Evidence.CONTRADICTED}
    assert wrong == {"landfill.co2_14_engines", "landfill.co2_legal"}
    potentials = {name for one in own.specifications for name in one.parts if name.startswith("gwp.")}
    assert len(potentials) == 5
    assert sum(bool(one.parts & potentials) for one in own.specifications) == 10


def test_margins_alone_miss_the_distillery_on_either_side(found: Mapping[str, Universe]) -> None:
    own = found["biogas.co2_avoided"]
    ratios = {
        one.answers[0].row.id: one.answers[0].check.ratio for one in own.specifications if one.evidence not in RIGHT
    }
    assert ratios["biogas.co2_operating"] > 1 > ratios["biogas.co2_build"]
    assert len(ratios) == 2


def test_output_decides_in_suining_for_all_grid_factors_but_one(found: Mapping[str, Universe]) -> None:
    printed, implied = [], []
    for one in found["suining.co2_avoided"].specifications:
        (printed if "suining.generation" in one.parts else implied).append(one)
    assert len(printed) == len(implied) == 6
    assert all(one.evidence is Evidence.CONTRADICTED for one in implied)
    ruled_out = [one for one in printed if one.evidence is Evidence.CONTRADICTED]
    assert [one.parts - {"suining.generation"} for one in ruled_out] == [{"margin.build_2019"}]


def test_what_does_not_rule_the_heat_pump_out_is_coal_or_gas_net_of_its_power(found: Mapping[str, Universe]) -> None:
    own = found["heat_pump.co2_avoided"].specifications
    factors = {"grid.national_in_force", "grid.central_2012", "baseline.combined", "margin.operating_2019"}
    coal = frozenset({"heat_pump.coal_saved", "policy.coal_co2"})
    net = {"heat_pump.gas_before", "heat_pump.pump_power_gas_before", "policy.gas_co2"}
    gas = {frozenset({*net, factor}) for factor in factors}
    left = {one.parts for one in own if one.evidence is not Evidence.CONTRADICTED}
    assert left == {coal} | {parts for parts in gas if "margin.operating_2019" not in parts}
    assert gas <= {one.parts for one in own}
    ratios = {one.parts: one.answers[0].check.ratio for one in own if one.parts not in left}
    assert all(ratio < 1 for parts, ratio in ratios.items() if "policy.gas_co2" in parts)
    assert {parts & factors for parts in ratios if "heat_pump.pump_power" in parts} == {
        frozenset({factor}) for factor in factors
    }
    assert all(ratio < 1 for parts, ratio in ratios.items() if "heat_pump.pump_power" in parts)
    assert all(ratio > 1 for parts, ratio in ratios.items() if "heat_pump.pump_power_before" in parts)


# --- all figures together ---------------------------------------------------------------------------------------------


def test_three_questions_are_shared(questions: tuple[Question, ...]) -> None:
    grid, engines, output = questions
    assert len(grid.answers) == 6
    assert grid.figures == ("tobacco.co2_avoided", "suining.co2_avoided", "biogas.co2_avoided", "heat_pump.co2_avoided")
    assert set(engines.figures) == {"landfill.engines", "landfill.co2_avoided"}
    assert engines.answers == (("changan.engines_2018",), ("changan.engines_2017", "landfill.engines"))
    assert output.answers == (
        ("suining.generation_from_co2", "suining.generation_from_coal"),
        ("suining.generation",),
    )
    assert len(output.figures) == 4


def fits(
    own: Universe, one: Specification, questions: tuple[Question, ...], drawn: tuple[tuple[str, ...], ...]
) -> bool:
    """Return whether a combination of a figure takes the drawn answers where the figure offers them."""
    for question, answer in zip(questions, drawn, strict=True):
        offers = any(other.parts & {*answer} for other in own.specifications)
        others = {name for other in question.answers if other != answer for name in other}
        if offers and one.parts & others:
            return False
    return True


@pytest.mark.parametrize("case", ["suining", "landfill"])
def test_combinations_of_a_case_counted_one_at_a_time_come_to_the_same(
    case: str, found: Mapping[str, Universe], questions: tuple[Question, ...]
) -> None:
    few = {id_: own for id_, own in found.items() if id_.startswith(f"{case}.")}
    for world in worlds(few, questions):
        counts: Counter[tuple[int, int]] = Counter()
        for picked in product(*(own.specifications for own in few.values())):
            if all(fits(own, one, questions, world.answers) for own, one in zip(few.values(), picked, strict=True)):
                evidence = [one.evidence for one in picked]
                counts[sum(one in RIGHT for one in evidence), evidence.count(Evidence.CONTRADICTED)] += 1
        assert world.all == sum(counts.values()) > 0
        assert all(world.counts[pair] == number for pair, number in counts.items())


def test_sharing_leaves_fewer_combinations_and_no_count_beyond_the_figures(
    found: Mapping[str, Universe], questions: tuple[Question, ...]
) -> None:
    made = worlds(found, questions)
    assert len(made) == 24
    free = prod(len(own.specifications) for own in found.values())
    assert 1_000_000 < sum(one.all for one in made) < free
    fixed = sum(not own.open_questions and own.shares.right for own in found.values())
    most = sum(own.shares.right > 0 for own in found.values())
    for one in made:
        least, median, greatest = reached(one.right)
        assert fixed <= least <= median <= greatest <= most
