"""Combinations of arguable answers: which there are, what they say, and how many figures are right together.

A bakery heats with gas, wood or coal, and prints what smoke and ash that gives.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.ledger.loading import load
from compendium.ledger.vocabulary import Evidence, Finding
from compendium.scenarios.multiverse.alternatives import Swap, stand_ins
from compendium.scenarios.multiverse.specifications import (
    Shares,
    Specification,
    Universe,
    spreads,
    universe,
    universes,
)
from compendium.scenarios.multiverse.together import (
    Question,
    by_answer,
    reached,
    remaining,
    shared_questions,
    tally,
    worlds,
)
from made_up import add

Baker = Callable[..., Audit]

FIGURES = """\
bakery.smoke,1.1,2,100,kg / day,exact,amount,2022,,smoke,烟量,
bakery.ash,1.1,2,160,kg / day,exact,amount,2022,,ash,灰量,
"""
FACTORS = """\
heat.gas,0.5,0.5,0.5,kg / item,,World,2020,almanac2020,page 8,so much,A,gas,燃气,
heat.wood,0.8,0.8,0.8,kg / item,,World,2020,almanac2020,page 8,so much,A,wood,木柴,
heat.coal,1,1,1,kg / item,,World,2020,almanac2020,page 8,so much,A,coal,煤,
heat.oil,0.7,0.7,0.7,kg / item,,World,2020,almanac2020,page 8,so much,A,oil,油,
out.sold,150,100,300,item / day,,World,2020,almanac2020,page 9,so many,A,loaves sold,售出面包,
out.counted,200,190,210,item / day,,World,2020,almanac2020,page 9,so many,A,loaves counted,清点面包,
"""
PRESETS = "gas,heat.*,heat.gas,all with gas,全用燃气,\n"


def check(id_: str, formula: str, figure: str, choice: str = "grid", *, differs: str = "", role: str = "") -> str:
    """Return the row of a cross-check, or of a derivation in another role."""
    if role:
        return f"bakery.{id_},1.1,{formula},kg / day,{role},,,,,,{id_},{id_},\n"
    basis = "own_inputs" if "bakery.loaves" in formula else "independent"
    return (
        f"bakery.{id_},1.1,{formula},kg / day,cross_check,bakery.{figure},,{basis},{differs},{choice},{id_},{id_},"
        f"{'so it is' if differs else ''}\n"
    )


@pytest.fixture
def baker(bakery: Path) -> Baker:
    """Return the audit of a bakery with more checks."""

    def make(*rows: str, presets: str = PRESETS) -> Audit:
        add(bakery, figures=FIGURES, factors=FACTORS, derivations="".join(rows), presets=presets)
        return open_audit(ledger=load(bakery, bakery / "references.bib"))

    return make


SMOKE = (
    check("smoke_gas", "bakery.loaves * heat.gas", "smoke"),
    check("smoke_wood", "bakery.loaves * heat.wood", "smoke"),
    check("smoke_sold", "out.sold * heat.gas", "smoke"),
)
ASH = tuple(check(f"ash_{fuel}", f"bakery.loaves * heat.{fuel}", "ash") for fuel in ("gas", "wood", "coal"))


def formulas(found: Universe) -> list[tuple[str, ...]]:
    return [tuple(answer.formula for answer in one.answers) for one in found.specifications]


# --- which combinations there are -------------------------------------------------------------------------------------


def test_factors_that_a_preset_lets_stand_for_one_another_take_each_others_place(baker: Baker) -> None:
    found = universe(baker(*SMOKE), "bakery.smoke")
    assert formulas(found) == [
        ("bakery.loaves * heat.gas",),
        ("bakery.loaves * heat.wood",),
        ("out.sold * heat.gas",),
        ("out.sold * heat.wood",),
    ]
    assert [one.written for one in found.specifications] == [True, True, True, False]
    made = found.specifications[-1].answers[0]
    assert made.swaps == (Swap("heat.gas", "heat.wood"),)
    assert (made.check.value, made.check.ratio) == (pytest.approx(120), pytest.approx(1.2))
    assert (made.check.interval.low, made.check.interval.high) == (pytest.approx(80), pytest.approx(240))


def test_without_a_preset_nothing_takes_another_place(baker: Baker) -> None:
    assert len(universe(baker(*SMOKE, presets=""), "bakery.smoke").specifications) == 3


def test_factor_of_another_figure_or_of_a_check_that_does_not_count_adds_nothing(baker: Baker) -> None:
    late = check("smoke_oil", "bakery.loaves * heat.oil", "smoke", differs="hindsight")
    found = universe(baker(*SMOKE, late, *ASH), "bakery.smoke")
    assert {name for one in found.specifications for name in one.parts if name.startswith("heat.")} == {
        "heat.gas",
        "heat.wood",
    }


def test_combination_that_the_ledger_has_in_other_words_is_not_made_twice(baker: Baker) -> None:
    again = check("smoke_sold_wood", "(out.sold * heat.wood)", "smoke")
    found = universe(baker(*SMOKE, again), "bakery.smoke")
    assert len(found.specifications) == 4
    assert all(one.written for one in found.specifications)


def test_step_is_opened_where_it_depends_on_what_is_exchanged_and_an_inference_is_not(baker: Baker) -> None:
    rows = (
        check("step", "out.sold * heat.gas", "", role="derived"),
        check("guess", "out.counted * heat.gas", "", role="implied"),
        check("smoke_gas", "bakery.loaves * heat.gas", "smoke"),
        check("smoke_wood", "bakery.loaves * heat.wood", "smoke"),
        check("smoke_step", "2 * bakery.step", "smoke"),
        check("smoke_guess", "2 * bakery.guess", "smoke"),
    )
    found = formulas(universe(baker(*rows), "bakery.smoke"))
    assert found == [
        ("bakery.loaves * heat.gas",),
        ("bakery.loaves * heat.wood",),
        ("2 * (out.sold * heat.gas)",),
        ("2 * bakery.guess",),
        ("2 * (out.sold * heat.wood)",),
    ]


def test_mixture_of_factors_stands_for_the_same_quantity_and_an_amount_does_not(baker: Baker) -> None:
    mixed = "bakery.mixed,1.1,0.5 * heat.gas + 0.5 * heat.wood,kg / item,derived,,,,,,half and half,各半,\n"
    own_number = "bakery.own,1.1,heat.gas * bakery.loaves / out.sold,kg / item,derived,,,,,,by the loaves,按面包,\n"
    (own,) = stand_ins(baker(mixed, own_number, *SMOKE).ledger)
    assert own == {"heat.gas", "heat.wood", "heat.coal", "heat.oil", "bakery.mixed"}


def test_questions_are_combined_and_a_check_by_itself_is_in_every_combination(baker: Baker) -> None:
    rows = (
        check("smoke_gas", "bakery.loaves * heat.gas", "smoke"),
        check("smoke_coal", "bakery.loaves * heat.coal", "smoke"),
        check("smoke_seen", "out.counted * 0.5 * heat.coal", "smoke", choice=""),
        check("smoke_few", "out.sold * 0.7 * heat.coal", "smoke", choice="method"),
        check("smoke_many", "out.sold * 3 * heat.coal", "smoke", choice="method"),
    )
    found = universe(baker(*rows, presets=""), "bakery.smoke")
    assert [len(answers) for answers in found.questions] == [2, 1, 2]
    assert len(found.specifications) == 4
    assert len(found.open_questions) == 2
    said = [one.evidence for one in found.specifications]
    # 100 of gas agrees, 200 of coal misses; 95 to 105 agrees; 70 to 210 is too wide, 300 to 900 misses
    assert said == [Evidence.SUPPORTED, Evidence.CONTESTED, Evidence.CONTESTED, Evidence.CONTESTED]
    assert found.shares == Shares(right=1, wrong=0, all=4)
    assert found.shares.undecided == 3


# --- what they say ----------------------------------------------------------------------------------------------------


def test_shares_count_what_agrees_what_misses_and_what_is_too_wide(baker: Baker) -> None:
    found = universe(baker(*SMOKE), "bakery.smoke")
    assert [one.evidence for one in found.specifications] == [
        Evidence.REPEATED,  # it starts from a number of the report
        Evidence.CONTRADICTED,
        Evidence.TOO_WIDE,
        Evidence.TOO_WIDE,
    ]
    assert found.shares == Shares(right=1, wrong=1, all=4)


def test_another_rule_judges_the_same_combinations(baker: Baker) -> None:
    found = universe(baker(*SMOKE), "bakery.smoke")
    met = found.shares_by(lambda one: Finding.AGREES if one.meets else Finding.MISSES)
    assert met == Shares(right=3, wrong=1, all=4)


def test_figure_without_a_check_that_counts_has_no_combination(baker: Baker) -> None:
    audit = baker(*SMOKE)
    assert list(universes(audit)) == ["bakery.smoke"]
    with pytest.raises(ValueError, match=r"no check of 'bakery\.ash' counts"):
        universe(audit, "bakery.ash")


def test_combination_that_is_not_in_the_ledger_is_sampled_too(baker: Baker) -> None:
    audit = baker(*SMOKE)
    found = spreads(audit, universes(audit))
    assert list(found) == ["bakery.smoke_sold+heat.wood"]
    (spread,) = found.values()
    assert (spread.p5, spread.p95) == (pytest.approx(88, rel=1e-3), pytest.approx(232, rel=1e-3))


# --- all figures together ---------------------------------------------------------------------------------------------


def by_hand(
    found: Mapping[str, Universe], questions: Sequence[Question], answers: Sequence[tuple[str, ...]]
) -> Counter[tuple[int, int]]:
    """Count combinations of a report one at a time, by how many figures each finds right and how many wrong."""

    def fits(own: Universe, one: Specification) -> bool:
        for question, answer in zip(questions, answers, strict=True):
            offered = any(name in other.parts for other in own.specifications for name in answer)
            others = [name for other in question.answers if other is not answer for name in other]
            if offered and any(name in one.parts for name in others):
                return False
        return True

    counts: Counter[tuple[int, int]] = Counter()
    for picked in product(*(one.specifications for one in found.values())):
        if all(fits(own, one) for own, one in zip(found.values(), picked, strict=True)):
            said = [one.evidence for one in picked]
            right = sum(one in (Evidence.SUPPORTED, Evidence.REPEATED) for one in said)
            counts[right, said.count(Evidence.CONTRADICTED)] += 1
    return counts


def test_figures_that_share_a_question_get_one_answer(baker: Baker) -> None:
    audit = baker(*SMOKE, *ASH)
    found = universes(audit)
    (question,) = shared_questions(audit, found)
    assert question == Question((("heat.gas",), ("heat.wood",), ("heat.coal",)), ("bakery.smoke", "bakery.ash"))
    # gas and wood: two of the smoke's and one of the ash's; coal is not argued for the smoke, so all four stay
    made = worlds(found, [question])
    assert [one.all for one in made] == [2, 2, 4]
    assert [one.right for one in made] == [(1, 1, 0), (0, 2, 0), (3, 1, 0)]
    assert [one.wrong for one in made] == [(0, 2, 0), (1, 1, 0), (0, 3, 1)]


def test_counting_one_at_a_time_comes_to_the_same(baker: Baker) -> None:
    more = (
        check("ash_sold", "out.sold * heat.gas", "ash"),
        check("ash_guess", "out.counted * flour.per_loaf", "ash", choice="method"),
        check("ash_guess_sold", "out.sold * flour.per_loaf", "ash", choice="method"),
    )
    audit = baker(*SMOKE, *ASH, *more)
    found = universes(audit)
    questions = shared_questions(audit, found)
    assert len(questions) == 2
    made = worlds(found, questions)
    assert len(made) == 6
    for one in made:
        expected = by_hand(found, questions, one.answers)
        assert sum(expected.values()) == one.all
        assert all(one.counts[pair] == count for pair, count in expected.items())
    assert sum(one.all for one in made) > len(made)


def test_rows_that_differ_alone_between_checks_are_a_question_and_those_that_come_to_the_same_one_answer(
    baker: Baker,
) -> None:
    rows = (
        *SMOKE,
        check("smoke_counted", "out.counted * heat.gas", "smoke"),
        check("ash_gas", "bakery.loaves * heat.gas", "ash"),
        check("ash_sold", "out.sold * heat.gas", "ash"),
    )
    audit = baker(*rows)
    (question,) = shared_questions(audit, universes(audit))
    # 200 loaves are printed, and 190 to 210 were counted: neither rules the other out
    assert question.answers == (("bakery.loaves", "out.counted"), ("out.sold",))
    assert question.figures == ("bakery.smoke", "bakery.ash")


def test_two_factors_that_are_near_one_another_stay_two_answers(baker: Baker) -> None:
    rows = (
        check("smoke_sold", "out.sold * heat.gas", "smoke"),
        check("smoke_counted", "out.counted * heat.gas", "smoke"),
        check("ash_sold", "out.sold * heat.gas", "ash"),
        check("ash_counted", "out.counted * heat.gas", "ash"),
    )
    audit = baker(*rows)
    (question,) = shared_questions(audit, universes(audit))
    assert question.answers == (("out.sold",), ("out.counted",))


def test_answer_with_which_nothing_fits_is_no_world(baker: Baker) -> None:
    rows = (
        check("ash_seen", "out.counted * heat.coal", "ash", choice=""),  # in every combination of the ash
        check("ash_few", "out.sold * heat.coal", "ash", choice=""),
    )
    audit = baker(*SMOKE, check("smoke_coal", "bakery.loaves * heat.coal", "smoke"), *ASH, *rows)
    found = universes(audit)
    made = worlds(found, shared_questions(audit, found))
    assert made
    assert all(one.answers[0] == ("heat.coal",) and one.all for one in made)


def test_question_of_one_figure_is_not_shared(baker: Baker) -> None:
    audit = baker(*SMOKE, check("ash_gas", "bakery.loaves * heat.gas", "ash"))
    found = universes(audit)
    assert shared_questions(audit, found) == ()
    (world,) = worlds(found, ())
    assert world.all == 4
    assert [len(left) for left in remaining(found, (), ())] == [4, 1]


def test_worlds_with_one_answer_are_added_up(baker: Baker) -> None:
    audit = baker(*SMOKE, *ASH)
    made = worlds(found := universes(audit), shared_questions(audit, found))
    assert [(one.answers, one.all) for one in by_answer(made, 0)] == [
        ((("heat.gas",),), 2),
        ((("heat.wood",),), 2),
        ((("heat.coal",),), 4),
    ]


def test_counts_are_whole_numbers_of_any_size() -> None:
    counts = tally([Shares(right=7, wrong=2, all=10)] * 40)
    assert int(counts.sum()) == 10**40
    assert counts[40, 0] == 7**40
    assert counts[0, 40] == 2**40


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((0, 2, 1), (1, 1, 2)), ((1, 0, 0, 1), (0, 0, 3)), ((0, 1, 1, 3), (1, 3, 3)), ((5,), (0, 0, 0))],
)
def test_least_median_and_greatest_number_are_read_from_counts(
    counts: tuple[int, ...], expected: tuple[int, int, int]
) -> None:
    assert reached(counts) == expected
