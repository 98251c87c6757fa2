"""The rules in a spreadsheet give what Python's give, for every combination that matters."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.audit import rules
from compendium.audit.evaluation import search
from compendium.export.workbook import rule
from compendium.ledger import comparison
from spreadsheet import by_python

_KEYS = ("misses", "depends", "too wide", "independent", "own_inputs", "repeats")
_NUMBERS = st.one_of(st.integers(-30, 30).map(lambda one: one / 10), st.floats(-3, 3))


def test_outcome_for_every_tally() -> None:
    text = rule.formula(rules.outcome, dict(zip(_KEYS, "abcdef", strict=True)))
    for tally in product((0, 1, 2), repeat=len(_KEYS)):
        expected = rules.outcome(dict(zip(_KEYS, tally, strict=True)))
        assert by_python(text, dict(zip("abcdef", tally, strict=True))) == expected


def test_checks_of_one_question_together() -> None:
    text = rule.formula(rules.together, ["a", "b", "c"])
    for findings in product(("agrees", "misses", "too wide"), repeat=3):
        assert by_python(text, dict(zip("abc", findings, strict=True))) == rules.together(list(findings))


@pytest.mark.parametrize("size", [0, 1, 2])
def test_arithmetic_and_material_for_every_set_of_recomputations(size: int) -> None:
    for reproduces, meets in product(product((True, False), repeat=size), repeat=2):
        names = [f"r{place}" for place in range(size)], [f"m{place}" for place in range(size)]
        cells = {**dict(zip(names[0], reproduces, strict=True)), **dict(zip(names[1], meets, strict=True))}
        found = by_python(rule.formula(rules.arithmetic, *names), cells)
        assert found == rules.arithmetic(list(reproduces), list(meets))
    text = rule.formula(rules.material, "x", "y", ["z"])
    for x, y, z in product(("not reproduced", "consistent"), ("untested", "contested"), ("misses", "agrees")):
        assert by_python(text, {"x": x, "y": y, "z": z}) == rules.material(x, y, [z])


@settings(deadline=None)
@given(st.tuples(*[_NUMBERS] * 6))
def test_finding_and_comparison(numbers: tuple[float, ...]) -> None:
    low, middle, high = sorted(numbers[:3])
    least, printed, greatest = sorted(numbers[3:])
    cells = {"l": low, "v": middle, "h": high, "x": least, "p": printed, "y": greatest, "m": 0.05}
    for function, names in (
        (rules.finding, "lhxpym"),
        (rules.precise, "xpym"),
        (comparison.meets, "lvhxpy"),
        (comparison.contains, "xyvp"),
        (rules.distance, "vl"),
    ):
        text = rule.formula(function, *names)
        assert by_python(text, cells) == function(*(cells[name] for name in names))  # type: ignore[operator]


def test_ratio_to_a_printed_zero_is_empty_and_its_distance_the_size_of_the_result() -> None:
    assert rule.formula(rules.ratio, "v", "p") == 'IF(p<>0,(v/p),"")'
    assert math.isnan(rules.ratio(3, 0))
    assert rule.formula(rules.distance, "v", "r") == "IF(ISNUMBER(r),ABS((r-1)),ABS(v))"


def test_function_without_a_counterpart_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        rule.formula(search.all_finite, ["a"])
    with pytest.raises(NotImplementedError):
        rule.formula(rules.evidence, ["a"], ["b"], ["c"])
