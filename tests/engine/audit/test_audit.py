"""The audit of a section holds its figures, its derivations and what these rest on, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError
from compendium.ledger.vocabulary import Arithmetic, Evidence

Shop = Callable[..., Ledger]


@pytest.mark.parametrize("section", ["9", "1.2", "1.", "bakery"])
def test_unknown_section_is_refused(bakery_ledger: Ledger, section: str) -> None:
    with pytest.raises(ValueError, match=f"^no figure stands in section '{section}'; figures stand in 1.1$"):
        open_audit(section, ledger=bakery_ledger)


def test_known_sections_are_told_in_the_reports_order(shop: Shop) -> None:
    ledger = shop()
    sections = {"shop.made": "A.1", "shop.sold": "2.10", "shop.half": "2.9"}
    figures = {id_: replace(ledger.figures[id_], section=section) for id_, section in sections.items()}
    with pytest.raises(ValueError, match=r"figures stand in 2\.9, 2\.10, A\.1$"):
        open_audit("3", ledger=replace(ledger, figures=figures))


def test_section_three_one_is_not_section_three_ten(shop: Shop) -> None:
    ledger = shop(("shop.x", "2 * shop.half", "derived"))
    assert list(open_audit("3.1", ledger=ledger).verdicts) == ["shop.made", "shop.half"]
    assert list(open_audit("3.10", ledger=ledger).verdicts) == ["shop.sold"]
    assert list(open_audit("3", ledger=ledger).verdicts) == ["shop.made", "shop.sold", "shop.half"]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda audit: audit.row("shop.hallf"), "no row has the id 'shop.hallf'; nearest: 'shop.half'"),
        (lambda audit: audit.interval("shop.mad"), "no row has the id 'shop.mad'; nearest: 'shop.made'"),
        (lambda audit: audit.verdict("shop.maid"), "no row has the id 'shop.maid'; nearest: 'shop.made'"),
        (lambda audit: audit.result("shop.twic"), "no row has the id 'shop.twic'; nearest: 'shop.twice'"),
        # rows of another section are out of reach: a notebook that used them would not be rerun with them
        (lambda audit: audit.verdict("shop.sold"), "no row has the id 'shop.sold'; nearest: 'shop.made'"),
        (lambda audit: audit.row("shop.sold"), "no row has the id 'shop.sold'; nearest: 'shop.made'"),
    ],
)
def test_unknown_id_is_refused_with_the_nearest(shop: Shop, ask: Callable[[Audit], Any], message: str) -> None:
    audit = open_audit("3.1", ledger=shop(("shop.twice", "2 * shop.half", "recompute")))
    with pytest.raises(KeyError) as refusal:
        ask(audit)
    assert refusal.value.args == (message,)


def test_section_may_speak_of_the_inputs_of_its_derivations(shop: Shop) -> None:
    ledger = shop(("shop.x", "shop.sold * (out.b / out.b)", "derived"), b=(1, 2, 4), unused=(1, 1, 1))
    assert open_audit("3.1", ledger=ledger).scope == {"shop.made", "shop.half", "shop.x", "shop.sold", "out.b"}


def test_section_computes_the_steps_that_stand_in_another(shop: Shop) -> None:
    ledger = shop(("shop.step", "2 * shop.half", "derived"), ("shop.x", "2 * shop.step", "derived"))
    step = replace(ledger.derivations["shop.step"], section="3.10")
    ledger = replace(ledger, derivations={**ledger.derivations, "shop.step": step})
    assert list(open_audit("3.1", ledger=ledger).results) == ["shop.step", "shop.x"]
    assert list(open_audit("3.10", ledger=ledger).results) == ["shop.step"]


def test_interval_comes_in_any_unit_of_the_kind(shop: Shop) -> None:
    audit = open_audit(ledger=shop(("shop.twice", "2 * shop.half", "recompute"), b=(1, 2, 4)))
    assert audit.interval("shop.twice") == Interval(80, 100, 120)
    assert audit.interval("shop.made") == Interval(99.5, 100, 100.5)
    with pytest.raises(KeyError):
        audit.interval("out.b")  # nothing rests on it
    wan = audit.interval("shop.twice", "wan t")
    assert (wan.low, wan.value, wan.high) == pytest.approx((0.008, 0.01, 0.012))
    with pytest.raises(units.UnitError):
        audit.interval("shop.made", "kWh")


def test_interval_of_a_factor_is_its_range(bakery_ledger: Ledger) -> None:
    found = open_audit(ledger=bakery_ledger).interval("flour.per_loaf", "g / item")
    assert (found.low, found.value, found.high) == pytest.approx((450, 500, 550))


def test_assumption_changes_the_answer(bakery_ledger: Ledger) -> None:
    # printed: about 100 kg of flour, which is 50 to 150, for 200 loaves at half a kilogram
    assert open_audit(ledger=bakery_ledger).verdict("bakery.flour").arithmetic is Arithmetic.CONSISTENT
    assumed = open_audit(assumptions={"flour.per_loaf": 2}, ledger=bakery_ledger)
    assert assumed.verdict("bakery.flour").arithmetic is Arithmetic.NOT_REPRODUCED
    assert assumed.verdict("bakery.flour").ratio == pytest.approx(4)
    assert assumed.assumed == ("flour.per_loaf",)


def test_assumption_that_does_not_fit_is_refused(bakery_ledger: Ledger) -> None:
    with pytest.raises(DataError, match=r"nearest: 'flour\.per_loaf'$"):
        open_audit(assumptions={"flour.per_loav": 2}, ledger=bakery_ledger)


def test_implausible_assumption_is_refused_unless_it_is_allowed(bakery_ledger: Ledger) -> None:
    with pytest.raises(DataError, match=r"expected 0\.05 to 5 "):
        open_audit(assumptions={"flour.per_loaf": 500}, ledger=bakery_ledger)
    taken = open_audit(assumptions={"flour.per_loaf": 500}, ledger=bakery_ledger, allow_implausible=True)
    assert taken.result("bakery.flour_needed").value == pytest.approx(100_000)


def test_assumption_is_blamed_where_a_result_has_no_value_with_it(shop: Shop) -> None:
    ledger = shop(("shop.share", "shop.made / out.a * out.b", "derived"), a=(1, 2, 3), b=(1, 2, 3))
    with pytest.raises(DataError) as refusal:
        _ = open_audit(assumptions={"out.a": 0}, ledger=ledger, allow_implausible=True).results
    (problem,) = refusal.value.problems
    assert str(problem).startswith("assumptions: found out.a in 'shop.made / out.a * out.b' of shop.share")


def test_audit_with_assumptions_keeps_the_published_one(bakery_ledger: Ledger) -> None:
    assert open_audit(ledger=bakery_ledger).published is None
    assumed = open_audit(assumptions={"flour.per_loaf": 2}, ledger=bakery_ledger).part("1.1")
    assert assumed.published is not None
    assert assumed.published.section == "1.1"
    assert assumed.published.result("bakery.flour_needed").value == pytest.approx(100)


def test_part_of_an_audit_is_the_audit_of_the_section_and_computes_nothing_again(shop: Shop) -> None:
    ledger = shop(("shop.twice", "2 * shop.half", "recompute"))
    whole = open_audit(ledger=ledger)
    part = whole.part("3.1")
    assert part == open_audit("3.1", ledger=ledger)
    assert part.result("shop.twice") is whole.result("shop.twice")
    assert list(part.verdicts) == ["shop.made", "shop.half"]
    assert whole.part("3.10").results == {}


@pytest.mark.parametrize(("question", "answers"), [("arithmetic", Arithmetic), ("evidence", Evidence)])
def test_counts_list_every_answer_in_the_order_of_severity(
    shop: Shop, question: str, answers: type[Arithmetic] | type[Evidence]
) -> None:
    ledger = shop(("shop.a", "out.a", "recompute"), ("shop.b", "out.a", "cross_check"), a=(1, 1, 1))
    counts = open_audit(ledger=ledger).counts(question)
    assert tuple(counts) == tuple(answers)
    assert {answer: count for answer, count in counts.items() if count} == {
        "arithmetic": {"not reproduced": 1, "no inputs printed": 2},
        "evidence": {"contradicted": 1, "untested": 2},
    }[question]


def test_audit_is_the_same_each_time(shop: Shop) -> None:
    ledger = shop(("shop.turns", "out.b * (6 * out.c - out.b) / out.c", "recompute"), b=(1, 2, 4), c=(1, 1, 1))
    first, again = open_audit(ledger=ledger), open_audit(ledger=ledger)
    assert first is not again
    assert dict(again.results) == dict(first.results)
    assert dict(again.verdicts) == dict(first.verdicts)
