"""The rules of the answers, cell by cell: what a check finds, what several say together, what a figure is called.

Every row would fail if the line that it is about were another. The what-if page runs the same rules as JavaScript.
"""

from itertools import product
from math import inf, isnan, nan
from typing import Any

import pytest

from compendium.audit import rules
from compendium.export import rules_script
from compendium.ledger.vocabulary import Arithmetic, Choice, Evidence, Finding, Independence

Cases = list[tuple[tuple[Any, ...], Any]]  # arguments, and what the rule gives

# --- one check --------------------------------------------------------------------------------------------------------

HUNDRED = (99.5, 100.0, 100.5, 0.05)  # a printed 100 at 5 %: what lies from 94.5 to 105.5 agrees
MINUS = (-100.5, -100.0, -99.5, 0.05)  # a printed -100
NOUGHT = (-0.5, 0.0, 0.5, 0.05)  # a printed zero has no tolerance beyond its own ends
LEAST = (100.0, 100.0, inf, 0.05)  # at least 100: what lies above 95 agrees

FINDING: Cases = [
    # within the widened interval, and at its ends
    ((100.0, 100.0, *HUNDRED), "agrees"),
    ((95.0, 105.0, *HUNDRED), "agrees"),
    ((94.5, 94.5, *HUNDRED), "agrees"),
    ((105.5, 105.5, *HUNDRED), "agrees"),
    ((94.5, 105.5, *HUNDRED), "agrees"),
    # across one end, or across both
    ((94.4, 100.0, *HUNDRED), "too wide"),
    ((100.0, 105.6, *HUNDRED), "too wide"),
    ((94.4, 94.5, *HUNDRED), "too wide"),
    ((105.5, 105.6, *HUNDRED), "too wide"),
    ((94.4, 105.6, *HUNDRED), "too wide"),
    # beyond either end
    ((90.0, 94.4, *HUNDRED), "misses"),
    ((105.6, 110.0, *HUNDRED), "misses"),
    ((94.4, 94.4, *HUNDRED), "misses"),
    ((105.6, 105.6, *HUNDRED), "misses"),
    # a billionth of 100, which is 1e-7, is left for rounding, at each of the four comparisons
    ((94.5 - 5e-8, 100.0, *HUNDRED), "agrees"),
    ((94.5 - 5e-7, 100.0, *HUNDRED), "too wide"),
    ((100.0, 105.5 + 5e-8, *HUNDRED), "agrees"),
    ((100.0, 105.5 + 5e-7, *HUNDRED), "too wide"),
    ((90.0, 94.5 - 5e-8, *HUNDRED), "too wide"),
    ((90.0, 94.5 - 5e-7, *HUNDRED), "misses"),
    ((105.5 + 5e-8, 110.0, *HUNDRED), "too wide"),
    ((105.5 + 5e-7, 110.0, *HUNDRED), "misses"),
    # below zero the tolerance is as wide
    ((-105.5, -94.5, *MINUS), "agrees"),
    ((-105.6, -94.5, *MINUS), "too wide"),
    ((-105.5, -94.4, *MINUS), "too wide"),
    ((-94.4, -90.0, *MINUS), "misses"),
    ((-110.0, -105.6, *MINUS), "misses"),
    ((100.0, 100.0, *MINUS), "misses"),
    # a printed zero: its own ends count as within, whatever touches them from outside as neither
    ((0.0, 0.0, *NOUGHT), "agrees"),
    ((-0.5, 0.5, *NOUGHT), "agrees"),
    ((-0.6, 0.5, *NOUGHT), "too wide"),
    ((-0.5, 0.6, *NOUGHT), "too wide"),
    ((-3.0, -0.5, *NOUGHT), "too wide"),
    ((0.5, 3.0, *NOUGHT), "too wide"),
    ((-3.0, -0.51, *NOUGHT), "misses"),
    ((0.51, 3.0, *NOUGHT), "misses"),
    # open ends, of what is printed and of the check
    ((95.0, 95.0, *LEAST), "agrees"),
    ((500.0, inf, *LEAST), "agrees"),
    ((94.0, inf, *LEAST), "too wide"),
    ((94.0, 96.0, *LEAST), "too wide"),
    ((0.0, 94.9, *LEAST), "misses"),
    ((100.0, inf, *HUNDRED), "too wide"),
    ((-inf, 100.0, *HUNDRED), "too wide"),
    ((-inf, inf, *HUNDRED), "too wide"),
    ((106.0, inf, *HUNDRED), "misses"),
    ((-inf, 94.0, *HUNDRED), "misses"),
    # the tolerance is a share of the number, and wider beside what is printed as a range
    ((97.5, 102.5, *HUNDRED[:3], 0.02), "agrees"),
    ((97.4, 102.5, *HUNDRED[:3], 0.02), "too wide"),
    ((102.6, 103.0, *HUNDRED[:3], 0.02), "misses"),
    ((89.5, 110.5, *HUNDRED[:3], 0.10), "agrees"),
    ((89.4, 110.5, *HUNDRED[:3], 0.10), "too wide"),
    ((99.5, 100.5, *HUNDRED[:3], 0.0), "agrees"),
    ((37.5, 62.5, 40.0, 50.0, 60.0, 0.05), "agrees"),
    ((37.4, 62.5, 40.0, 50.0, 60.0, 0.05), "too wide"),
    ((62.6, 63.0, 40.0, 50.0, 60.0, 0.05), "misses"),
]

PRECISE: Cases = [
    (HUNDRED, True),
    (MINUS, True),
    ((9.5, 10.0, 10.5, 0.05), True),  # exactly as wide as the tolerance on both sides
    ((0.95, 1.0, 1.05, 0.05), True),  # the same, where the difference of two floats is a little more
    ((8.5, 9.0, 9.5, 0.05), False),
    ((-9.5, -9.0, -8.5, 0.05), False),
    ((-10.5, -10.0, -9.5, 0.05), True),
    ((9.5, 10.0, 10.5, 0.04), False),
    ((8.5, 9.0, 9.5, 0.06), True),
    ((95.0, 100.0, 105.0 + 5e-8, 0.05), True),  # a billionth is left for rounding
    ((95.0, 100.0, 105.0 + 5e-7, 0.05), False),
    ((50.0, 100.0, 150.0, 0.05), False),
    (NOUGHT, False),
    ((0.0, 0.0, 0.5, 0.05), False),
    ((0.0, 0.0, 0.0, 0.05), True),
    ((7.0, 7.0, 7.0, 0.0), True),
    (LEAST, False),
]

RATIO: Cases = [((50.0, 100.0), 0.5), ((-50.0, 100.0), -0.5), ((3.0, 0.0), nan), ((0.0, 0.0), nan), ((0.0, 2.0), 0.0)]

DISTANCE: Cases = [
    ((80.0, 0.75), 0.25),
    ((125.0, 1.25), 0.25),
    ((100.0, 1.0), 0.0),
    ((-100.0, -1.0), 2.0),
    ((3.0, nan), 3.0),
    ((-3.0, nan), 3.0),
]

# --- several checks ---------------------------------------------------------------------------------------------------

ARITHMETIC: Cases = [
    (([], []), "no inputs printed"),
    (([True], [True]), "reproduced"),
    (([False, True], [False, True]), "reproduced"),
    (([True, False], [True, False]), "reproduced"),
    (([False], [True]), "consistent"),
    (([False, False], [False, True]), "consistent"),
    (([False], [False]), "not reproduced"),
    (([False, False], [False, False]), "not reproduced"),
]

TOGETHER: Cases = [
    ((["agrees"],), "agrees"),
    ((["agrees", "agrees"],), "agrees"),
    ((["too wide"],), "too wide"),
    ((["agrees", "too wide"],), "too wide"),
    ((["too wide", "agrees"],), "too wide"),
    ((["misses"],), "misses"),
    ((["misses", "misses"],), "misses"),
    ((["misses", "agrees"],), "depends"),
    ((["agrees", "misses"],), "depends"),
    ((["misses", "too wide"],), "depends"),
    ((["too wide", "misses", "agrees"],), "depends"),
]

WEAKEST: Cases = [
    ((["independent"],), "independent"),
    ((["independent", "independent"],), "independent"),
    ((["independent", "own_inputs"],), "own_inputs"),
    ((["own_inputs", "independent"],), "own_inputs"),
    ((["own_inputs"],), "own_inputs"),
    ((["own_inputs", "repeats"],), "repeats"),
    ((["repeats", "own_inputs", "independent"],), "repeats"),
    ((["independent", "repeats"],), "repeats"),
    ((["repeats"],), "repeats"),
]

QUESTIONS = ("misses", "depends", "too wide", "independent", "own_inputs", "repeats")


def tally(*counts: int) -> tuple[dict[str, int]]:
    """Return the one argument of the decision table, from the counts in the order of ``QUESTIONS``."""
    return (dict(zip(QUESTIONS, counts, strict=True)),)


OUTCOME: Cases = [
    # something misses, and nothing else speaks but who repeats the claim
    (tally(1, 0, 0, 0, 0, 0), "contradicted"),
    (tally(2, 0, 0, 0, 0, 0), "contradicted"),
    (tally(1, 0, 0, 0, 0, 3), "contradicted"),
    # something misses, and something else does not
    (tally(1, 1, 0, 0, 0, 0), "contested"),
    (tally(1, 0, 1, 0, 0, 0), "contested"),
    (tally(1, 0, 0, 1, 0, 0), "contested"),
    (tally(1, 0, 0, 0, 1, 0), "contested"),
    (tally(2, 1, 1, 1, 1, 1), "contested"),
    # nothing misses by itself: a choice comes before all that agrees or is vague
    (tally(0, 1, 0, 0, 0, 0), "depends on the choice"),
    (tally(0, 2, 0, 0, 0, 0), "depends on the choice"),
    (tally(0, 1, 0, 2, 0, 0), "depends on the choice"),
    (tally(0, 1, 1, 1, 1, 1), "depends on the choice"),
    # one independent question that agrees is enough
    (tally(0, 0, 0, 1, 0, 0), "supported"),
    (tally(0, 0, 0, 2, 0, 0), "supported"),
    (tally(0, 0, 3, 1, 0, 0), "supported"),
    (tally(0, 0, 0, 1, 2, 2), "supported"),
    # vague evidence comes before what only agrees with the report's own numbers
    (tally(0, 0, 1, 0, 0, 0), "too wide to tell"),
    (tally(0, 0, 2, 0, 0, 0), "too wide to tell"),
    (tally(0, 0, 1, 0, 2, 2), "too wide to tell"),
    # nothing but the report, or who repeats it
    (tally(0, 0, 0, 0, 1, 0), "repeated only"),
    (tally(0, 0, 0, 0, 0, 1), "repeated only"),
    (tally(0, 0, 0, 0, 2, 2), "repeated only"),
    # the one tally without a vote
    (tally(0, 0, 0, 0, 0, 0), "untested"),
]


def checks(*ways: str) -> tuple[list[str], list[str], list[str]]:
    """Return the arguments of ``evidence``, from checks as finding, independence and choice."""
    cells = [way.split(", ") for way in ways]
    findings, independence, choices = ([cell[place] for cell in cells] for place in range(3))
    return findings, independence, choices


EVIDENCE: Cases = [
    (checks(), "untested"),
    (checks("agrees, independent, "), "supported"),
    (checks("agrees, own_inputs, "), "repeated only"),
    (checks("agrees, repeats, "), "repeated only"),
    (checks("too wide, independent, "), "too wide to tell"),
    (checks("misses, independent, "), "contradicted"),
    (checks("misses, repeats, "), "contradicted"),
    # each by itself
    (checks("misses, independent, ", "misses, own_inputs, "), "contradicted"),
    (checks("agrees, independent, ", "misses, independent, "), "contested"),
    (checks("misses, independent, ", "agrees, own_inputs, "), "contested"),
    (checks("misses, independent, ", "agrees, repeats, "), "contradicted"),
    (checks("misses, independent, ", "too wide, repeats, "), "contested"),
    (checks("agrees, own_inputs, ", "agrees, independent, "), "supported"),
    (checks("agrees, own_inputs, ", "too wide, independent, "), "too wide to tell"),
    # those of one choice are one question, wherever they stand
    (checks("agrees, independent, grid", "misses, independent, grid"), "depends on the choice"),
    (checks("misses, independent, grid", "too wide, independent, grid"), "depends on the choice"),
    (
        checks("misses, independent, grid", "agrees, independent, ", "agrees, independent, grid"),
        "depends on the choice",
    ),
    (checks("misses, independent, grid", "misses, independent, grid"), "contradicted"),
    (checks("agrees, independent, grid", "agrees, independent, grid"), "supported"),
    # vague within a question is vague altogether; beside it, it is not
    (checks("agrees, independent, grid", "too wide, independent, grid"), "too wide to tell"),
    (checks("agrees, independent, grid", "too wide, independent, method"), "supported"),
    # an empty choice is none in common
    (checks("agrees, independent, ", "misses, independent, "), "contested"),
    # two questions are two
    (checks("agrees, independent, grid", "misses, independent, method"), "contested"),
    (checks("agrees, independent, grid", "misses, independent, "), "contested"),
    (
        checks("agrees, independent, grid", "misses, independent, grid", "misses, independent, method"),
        "contested",
    ),
    (
        checks("agrees, independent, grid", "misses, independent, method", "misses, independent, grid"),
        "contested",
    ),
    # a question is as independent as the weakest of its answers
    (checks("agrees, independent, grid", "agrees, own_inputs, grid"), "repeated only"),
    (checks("agrees, repeats, grid", "agrees, independent, grid"), "repeated only"),
    (checks("agrees, own_inputs, grid", "agrees, independent, method"), "supported"),
    (checks("misses, independent, ", "agrees, independent, grid", "agrees, repeats, grid"), "contradicted"),
    (checks("misses, independent, ", "agrees, independent, grid", "agrees, own_inputs, grid"), "contested"),
]

MATERIAL: Cases = [
    (("not reproduced", "untested", ["misses"]), True),
    (("not reproduced", "untested", ["too wide", "misses"]), True),
    (("not reproduced", "untested", ["too wide"]), False),
    (("not reproduced", "untested", ["agrees"]), False),
    (("not reproduced", "supported", ["misses"]), True),
    (("consistent", "untested", ["misses", "agrees"]), False),  # the one that misses decides nothing
    (("reproduced", "untested", ["misses", "agrees"]), False),
    (("no inputs printed", "untested", []), False),
    (("reproduced", "contested", ["agrees"]), True),
    (("reproduced", "contradicted", ["agrees"]), True),
    (("reproduced", "depends on the choice", ["agrees"]), True),
    (("not reproduced", "contested", ["too wide"]), True),
    (("reproduced", "supported", ["agrees"]), False),
    (("reproduced", "repeated only", ["agrees"]), False),
    (("reproduced", "too wide to tell", ["agrees"]), False),
    (("reproduced", "untested", ["agrees"]), False),
]

RULES = {
    "ratio": RATIO,
    "distance": DISTANCE,
    "finding": FINDING,
    "precise": PRECISE,
    "arithmetic": ARITHMETIC,
    "together": TOGETHER,
    "weakest": WEAKEST,
    "evidence": EVIDENCE,
    "outcome": OUTCOME,
    "material": MATERIAL,
}
ROWS = [(name, *case) for name, cases in RULES.items() for case in cases]


def same(found: Any, expected: Any) -> bool:
    """Return whether two answers are equal and of one type, nan being equal to itself."""
    if isinstance(expected, float) and isinstance(found, float | int) and not isinstance(found, bool):
        return isnan(found) if isnan(expected) else found == expected
    return type(found) is type(expected) and found == expected


# --- in Python --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "arguments", "answer"), ROWS)
def test_rule_gives_its_answer(rule: str, arguments: tuple[Any, ...], answer: Any) -> None:
    assert same(getattr(rules, rule)(*arguments), answer)


def test_no_rule_is_left_out() -> None:
    functions = [name for name, value in vars(rules).items() if callable(value) and not name.startswith("_")]
    assert functions == list(RULES)


@pytest.mark.parametrize(
    ("cases", "vocabulary"),
    [(FINDING, Finding), (ARITHMETIC, Arithmetic), (EVIDENCE, Evidence), (OUTCOME, Evidence)],
)
def test_every_member_is_some_answer_and_no_other_is(cases: Cases, vocabulary: Any) -> None:
    assert {answer for _, answer in cases} == {str(member) for member in vocabulary}


def test_names_in_the_rules_are_those_of_the_tables() -> None:
    findings, independence, choices = (
        {one for arguments, _ in EVIDENCE for one in arguments[place]} for place in range(3)
    )
    assert findings == set(Finding)
    assert independence | {""} == set(Independence)
    assert choices <= set(Choice)


def test_threshold_is_five_percent() -> None:
    assert rules.MATERIALITY == 0.05


def test_more_evidence_that_agrees_never_turns_a_figure_into_one_that_is_contradicted() -> None:
    for counts in product(range(3), repeat=len(QUESTIONS)):
        (found,) = tally(*counts)
        more = rules.outcome({**found, "independent": found["independent"] + 1})
        assert more == ("contested" if counts[0] else "depends on the choice" if counts[1] else "supported")


# --- in a browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def script(chromium: Any) -> Any:
    """Return what the script of the rules gives for calls, each a rule and its arguments."""
    tab = chromium.new_page()
    tab.goto("about:blank")
    tab.add_script_tag(content=rules_script.source())
    yield lambda calls: tab.evaluate("calls => calls.map(([name, given]) => RULES.rules[name](...given))", calls)
    tab.close()


def test_script_gives_the_same_answers(script: Any) -> None:
    found = script([[rule, list(arguments)] for rule, arguments, _ in ROWS])
    assert len(found) == len(ROWS)
    for (rule, arguments, answer), one in zip(ROWS, found, strict=True):
        assert same(one, answer), (rule, arguments, one)


def test_script_has_the_same_threshold(chromium: Any) -> None:
    tab = chromium.new_page()
    tab.goto("about:blank")
    tab.add_script_tag(content=rules_script.source())
    assert tab.evaluate("RULES.rules.MATERIALITY") == rules.MATERIALITY
    tab.close()


def test_script_counts_any_three_checks_as_python_does(script: Any) -> None:
    kinds = [*product(("agrees", "misses", "too wide"), ("independent", "own_inputs", "repeats"), ("", "grid"))]
    given = [
        [[check[place] for check in some] for place in range(3)]
        for count in range(4)
        for some in product(kinds, repeat=count)
    ]
    assert script([["evidence", one] for one in given]) == [rules.evidence(*one) for one in given]


def test_script_decides_any_tally_as_python_does(script: Any) -> None:
    given = [tally(*counts)[0] for counts in product(range(2), repeat=len(QUESTIONS))]
    assert script([["outcome", [one]] for one in given]) == [rules.outcome(one) for one in given]
