"""Formulas of the ledger become formulas of a spreadsheet with the same values, over names that every program takes."""

import math
import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compendium.audit.audit import open_audit
from compendium.export.workbook import algebra, reach
from compendium.export.workbook.algebra import Side, Sources, Spreadsheet
from compendium.ledger import formula
from compendium.ledger.ledger import Ledger
from formulas import by_python, formulas
from plain import audit_of
from spreadsheet import by_python as computed

_NUMBERS = st.floats(0.01, 50)


@given(formulas, _NUMBERS, _NUMBERS, _NUMBERS)
def test_formula_of_a_spreadsheet_has_the_value_of_the_formula(text: str, a: float, b: float, c: float) -> None:
    values = {"a": a, "b": b, "c": c}
    try:
        expected = by_python(text, values)
        assume(isinstance(expected, float | int) and math.isfinite(expected) and abs(expected) < 1e100)
    except ArithmeticError:
        assume(False)
    # Each name holds its number in a unit of its own, as the cells do.
    scales = {"a": 1000.0, "b": 0.01, "c": 1.0}
    piece = formula.fold(formula.parse(text), lambda name: algebra.Piece(name, factor=scales[name]), Spreadsheet())
    cells = {name: value / scales[name] for name, value in values.items()}
    try:
        found = computed(piece.whole.text, cells)
    except ArithmeticError:
        assume(False)
    scale = max(abs(expected), 1e-3)
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-6 * scale)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a.x * b.x", "=v_a__x*v_b__x"),
        ("1 - a.x", "=1-v_a__x"),
        ("a.x - (b.x - 2)", "=v_a__x-(v_b__x-2)"),
        ("a.x / (b.x * 2)", "=v_a__x/(v_b__x*2)"),
        ("(a.x + b.x) * 0.5", "=(v_a__x+v_b__x)*0.5"),
        ("-a.x ** 2", "=-POWER(v_a__x,2)"),
        ("a.x * -2", "=v_a__x*(-2)"),
        ("log(a.x) + max(a.x, b.x, 1e-7)", "=LN(v_a__x)+MAX(v_a__x,v_b__x,1E-07)"),
    ],
)
def test_formula_is_as_short_as_it_is_written(text: str, shown: str) -> None:
    ledger = audit_of({"x.x": text}, a=(1, 2), b=(1, 2)).ledger
    assert Sources(ledger, {}).value("x.x") == shown


def test_factors_between_units_are_gathered_to_one_number(bakery_ledger: Ledger) -> None:
    sources = Sources(bakery_ledger, {})
    assert sources.value("bakery.flour_needed") == "=v_bakery__loaves*v_flour__per_loaf"
    assert sources.value("bakery.flour_year") == "=v_bakery__flour_needed*0.36525"


def test_step_stands_for_itself_only_where_its_own_end_is_reached_at_the_same_corner() -> None:
    audit = audit_of({"s.sum": "a.x + b.x", "s.twice": "2 * s.sum", "s.less": "s.sum - 3 * b.x"}, a=(1, 2), b=(3, 4))
    found = reach.corners(audit)
    sources = Sources(audit.ledger, {id_: one.ends for id_, one in found.items()})
    assert sources.end("s.twice", Side.LOW) == "=2*lo_s__sum"
    assert sources.end("s.less", Side.LOW) == "=lo_a__x+hi_b__x-3*hi_b__x"
    cells = {"lo_a__x": 1, "hi_a__x": 2, "lo_b__x": 3, "hi_b__x": 4}
    for side, expected in ((Side.LOW, audit.results["s.less"].interval.low), (Side.HIGH, -4)):
        text = sources.end("s.less", side)
        assert text
        assert computed(text, cells) == expected


def test_formula_that_no_program_takes_is_not_written() -> None:
    long = f"max({', '.join(['a.x * b.x'] * 700)})"
    audit = audit_of({"s.long": long}, a=(1, 2), b=(3, 4))
    ends = {id_: one.ends for id_, one in reach.corners(audit).items()}
    assert Sources(audit.ledger, ends).end("s.long", Side.LOW) is None


@pytest.mark.parametrize(
    "ids",
    [
        ["a1.b2", "r1c1.r", "r.c", "c.x", "xfd1048576.a", "true.false", "a.b.c"],
        ["a.b__c", "a__b.c"],  # the same name, were it not for a number behind it
        ["a.b__c_2", "a.b__c", "a__b.c"],
    ],
)
def test_every_id_has_a_name_of_its_own_that_is_no_address(ids: list[str]) -> None:
    found = algebra.names(ids)
    names = [f"{side}_{stem}".lower() for stem in found.values() for side in Side]
    assert len(set(names)) == 3 * len(ids)
    assert all(re.fullmatch(r"(lo|v|hi)_[a-z0-9_]+", name) for name in names)


def test_name_does_not_depend_on_what_other_ids_there_are_unless_they_collide() -> None:
    assert algebra.names(["grid.sichuan_2022", "b.c"]) == {"grid.sichuan_2022": "grid__sichuan_2022", "b.c": "b__c"}


def test_directions_are_proved_beyond_the_published_ranges(bakery_ledger: Ledger) -> None:
    found = reach.corners(open_audit(ledger=bakery_ledger))
    assert {id_: one.reach for id_, one in found.items()} == {"bakery.flour_needed": 100, "bakery.flour_year": 100}


def test_directions_are_not_claimed_where_the_sign_of_a_difference_may_turn() -> None:
    audit = audit_of({"s.x": "(a.x - b.x) * c.x"}, a=(10, 11), b=(4, 5), c=(1, 2))
    corner = reach.corners(audit)["s.x"]
    assert corner.reach == 1.25  # 10 / 1.25 > 5 * 1.25, but 10 / 1.5 < 5 * 1.5
    assert dict(corner.ends) == {"a.x": Side.LOW, "b.x": Side.HIGH, "c.x": Side.LOW}


def test_sampled_result_has_no_corner() -> None:
    assert reach.corners(audit_of({"s.x": "a.x * (10 - a.x)"}, a=(1, 9))) == {}


@pytest.mark.parametrize(
    ("low", "high", "unit", "widened"),
    [
        (2, 4, "t", (1, 8)),
        (-4, -2, "t", (-8, -1)),
        (-4, 4, "t", (-8, 8)),
        (0, 4, "t", (0, 8)),
        (40, 60, "percent", (20, 100)),
        (140, 160, "percent", (70, 320)),
    ],
)
def test_ends_move_away_from_each_other_and_a_share_not_beyond_the_whole(
    low: float, high: float, unit: str, widened: tuple[float, float]
) -> None:
    row = replace(audit_of({"s.x": "a.x"}, a=(low, high)).ledger.factors["a.x"], unit=unit)
    assert reach.widened(row, 2) == widened


def test_words_with_quotation_marks_stay_one_text_of_a_formula() -> None:
    assert algebra.quoted("exact") == '"exact"'
    assert algebra.quoted('so-called "exact"') == '"so-called ""exact"""'
