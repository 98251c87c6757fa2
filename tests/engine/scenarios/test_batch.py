"""A batch gives for each scenario what an audit with its assumptions gives."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.audit.evaluation.evaluate import Ends
from compendium.ledger.ledger import Ledger
from compendium.ledger.vocabulary import Method
from compendium.scenarios.batch import Batch, Computed

Shop = Callable[..., Ledger]
Numbers = Mapping[str, list[tuple[float, float, float]]]


def given(numbers: Numbers) -> dict[str, Ends]:
    return {id_: Ends(*np.array(ends, dtype=float).T) for id_, ends in numbers.items()}


def audited(ledger: Ledger, numbers: Numbers, place: int) -> Audit:
    return open_audit(ledger=ledger, assumptions={id_: list(ends[place]) for id_, ends in numbers.items()},
                      allow_implausible=True)  # fmt: skip


def same(found: Computed, audit: Audit, place: int) -> None:
    for id_, ends in found.results.items():
        own = audit.result(id_).interval
        assert [float(end[place]) for end in ends] == pytest.approx([own.low, own.value, own.high], rel=1e-13), id_
    for id_, answers in found.answers.items():
        verdict = audit.verdict(id_)
        assert (answers.arithmetic[place], answers.evidence[place]) == (verdict.arithmetic, verdict.evidence), id_
        assert answers.material[place] == verdict.material, id_
        ends = [verdict.argued.low, verdict.argued.high] if verdict.argued else [math.nan] * 2
        assert [float(answers.low[place]), float(answers.high[place])] == pytest.approx(ends, rel=1e-13, nan_ok=True)


@pytest.fixture
def ledger(shop: Shop) -> Ledger:
    """A figure with a recomputation, checks of a choice, and results whose ends have to be searched for."""
    return shop(
        ("shop.step", "out.b * out.c / out.e", "derived"),
        ("shop.again", "2 * shop.half + out.d", "recompute"),
        ("shop.mean", "out.a", "cross_check", "t", "independent,,grid"),
        ("shop.other", "max(out.a - out.b, shop.step)", "cross_check", "t", "independent,,grid"),
        ("shop.wide", "out.a * (out.a - out.b) / out.c", "cross_check"),
        ("shop.like", "out.a * 2", "cross_check", "t", "independent,year,"),
        ("shop.aside", "out.e * 3", "derived"),
        a=(90, 100, 110), b=(1, 2, 4), c=(80, 90, 130), d=(0, 0, 1), e=(1, 1, 1),
    )  # fmt: skip


def scenarios(count: int) -> Numbers:
    rng = np.random.default_rng(5)
    own = {"out.a": (90, 100, 110), "out.b": (1, 2, 4), "out.c": (80, 90, 130), "out.d": (0, 0, 1)}
    found: dict[str, list[tuple[float, float, float]]] = {}
    for id_, (low, value, high) in own.items():
        widths = rng.choice([0.0, 1.0, 2.5], count)  # points among them
        shifts = rng.uniform(0.5, 1.6, count)
        found[id_] = [
            ((value + (low - value) * w) * s, value * s, (value + (high - value) * w) * s)
            for w, s in zip(widths, shifts, strict=True)
        ]
    return found


def test_each_scenario_is_what_an_audit_with_its_assumptions_is(ledger: Ledger) -> None:
    numbers = scenarios(60)
    found = Batch(open_audit(ledger=ledger), numbers).compute(given(numbers), 60)
    assert not found.failures
    methods, answers = set(), set()
    for place in range(60):
        audit = audited(ledger, numbers, place)
        same(found, audit, place)
        methods |= {result.method for result in audit.results.values()}
        answers.add((audit.verdict("shop.made").evidence, audit.verdict("shop.made").arithmetic))
    assert methods == set(Method)
    assert len(answers) > 3


def test_only_what_depends_on_the_varied_rows_is_computed(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from compendium.scenarios import batch

    asked: list[str] = []

    class Counted(batch.Evaluator):
        def ends(self, id_: str) -> Any:
            asked.append(id_)
            return super().ends(id_)

    one = Batch(open_audit(ledger=ledger), ["out.e"])
    assert one.moved == ("shop.step", "shop.other", "shop.aside")
    assert one.judged == ("shop.made",)
    assert Batch(open_audit(ledger=ledger), ["out.d"]).moved == ("shop.again",)
    monkeypatch.setattr(batch, "Evaluator", Counted)
    one.compute(given({"out.e": [(1, 1, 1), (2, 2, 2)]}), 2)
    assert asked == ["shop.step", "shop.other", "shop.aside"]


def test_printed_number_may_vary_itself(ledger: Ledger) -> None:
    audit = open_audit(ledger=ledger)
    batch = Batch(audit, ["shop.made"])
    assert (batch.moved, batch.judged) == ((), ("shop.made",))
    found = batch.compute(given({"shop.made": [(100, 100, 100), (300, 300, 300)]}), 2)
    own = audit.verdict("shop.made")
    assert found.answers["shop.made"].evidence[0] == own.evidence
    other = open_audit(ledger=ledger, assumptions={"shop.made": "300"}, allow_implausible=True).verdict("shop.made")
    assert (found.answers["shop.made"].evidence[1], found.answers["shop.made"].material[1]) == (
        other.evidence, other.material,
    )  # fmt: skip
    assert other.evidence != own.evidence


def test_scenario_without_a_value_fails_alone_and_says_why(ledger: Ledger) -> None:
    numbers: Numbers = {"out.e": [(1, 1, 1), (0, 0, 0), (0, 1, 2), (2, 2, 2)]}
    found = Batch(open_audit(ledger=ledger), numbers).compute(given(numbers), 4)
    assert list(found.failures) == [1, 2]
    assert found.failures[1] == (
        "out.e in 'out.b * out.c / out.e' of shop.step, which has no value for some inputs between their ends; "
        "expected inputs for which it has one"
    )
    for place in (1, 2):
        assert all(math.isnan(end[place]) for ends in found.results.values() for end in ends)
        answers = found.answers["shop.made"]
        assert (answers.arithmetic[place], answers.evidence[place], bool(answers.material[place])) == ("", "", False)
        assert math.isnan(answers.low[place])
    for place in (0, 3):
        same(found, audited(ledger, numbers, place), place)


def test_figure_without_a_check_that_counts_is_not_judged(shop: Shop) -> None:
    ledger = shop(("shop.like", "out.a * 2", "cross_check", "t", "independent,year,"), a=(1, 2, 3))
    batch = Batch(open_audit(ledger=ledger), ["out.a"])
    assert (batch.moved, batch.judged) == (("shop.like",), ())
