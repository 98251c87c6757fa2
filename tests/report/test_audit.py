"""The report's own derivations: checks in the figures' units, intervals that hold every sample, and in good time."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from compendium.audit.audit import QUESTIONS, Audit, open_audit
from compendium.audit.evaluation import search
from compendium.audit.evaluation.algebras import Numbers
from compendium.audit.evaluation.evaluate import Evaluator, base_interval
from compendium.ledger import formula, units
from compendium.ledger.assumptions import implausible
from compendium.ledger.loading import load
from compendium.ledger.rows import Derivation
from compendium.ledger.vocabulary import Method


def test_check_is_held_against_the_figure_in_the_figures_own_unit(report: Audit) -> None:
    ledger = report.ledger
    checks = [check for found in report.verdicts.values() for check in found.checks]
    assert len(checks) > 50
    for check in checks:
        row = check.result.derivation
        figure = ledger.figures[row.checks]
        for end in ("low", "value", "high"):
            own = getattr(check.result.interval, end)
            assert getattr(check.interval, end) == pytest.approx(units.convert(own, row.unit, figure.unit)), row.id


def test_every_figure_is_counted_once_for_each_question(report: Audit) -> None:
    for question, answers in QUESTIONS.items():
        counts = report.counts(question)
        assert tuple(counts) == tuple(answers)
        assert counts.total() == len(report.ledger.figures)


def test_audit_is_the_same_each_time(report: Audit) -> None:
    again = open_audit(ledger=load())
    assert dict(again.results) == dict(report.results)
    assert dict(again.verdicts) == dict(report.verdicts)


def test_whole_audit_takes_no_longer_than_some_readings_of_its_tables() -> None:
    """Against something else that this machine does, for machines differ and are busy."""

    def spent(run: Callable[[], object]) -> float:
        start = time.process_time()
        run()
        return time.process_time() - start

    reading = min(spent(load) for _ in range(3))
    formula.parse.cache_clear()
    ledger = load()
    assert spent(lambda: open_audit(ledger=ledger).verdicts) < 15 * reading


def test_no_sample_of_the_inputs_falls_outside_an_interval(report: Audit) -> None:
    ledger, count = report.ledger, 2000
    random = np.random.default_rng(20230801)
    inputs = {row.id: row for id_ in report.results for row in ledger.inputs(id_)}
    samples = {}
    for id_, row in inputs.items():
        ends = row.interval.scaled(units.scale(row.unit))
        samples[id_] = ends.low + random.random(count) * (ends.high - ends.low)

    def value(id_: str) -> Any:
        if id_ not in samples:
            row = ledger.derivations[id_]
            assert isinstance(row, Derivation)
            samples[id_] = formula.fold(row.tree, value, Numbers())
        return samples[id_]

    for id_, result in report.results.items():
        found = value(id_) / units.scale(result.derivation.unit)
        ends = result.interval
        # a sampled interval is itself an estimate from within
        slack = 0.02 * (ends.high - ends.low) if result.method is Method.SAMPLED else 0
        slack += 1e-9 * abs(result.value)
        assert np.min(found) >= ends.low - slack, id_
        assert np.max(found) <= ends.high + slack, id_
        assert ends.low <= result.value <= ends.high or ends.low == pytest.approx(ends.high), id_


def test_search_of_the_what_if_page_reaches_the_ends_that_are_proved(report: Audit) -> None:
    """The page cannot prove that a result is monotonic, so it searches from where the directions point."""
    evaluator = Evaluator(report.ledger)
    seen = 0
    for id_, result in report.results.items():
        inputs = {row.id: base_interval(row) for row in report.ledger.inputs(id_)}
        if result.method is not Method.CORNERS or not all(one.is_bounded for one in inputs.values()):
            continue
        seen += 1
        directions, scale = evaluator.directions(id_), units.scale(result.derivation.unit)
        names = [*inputs]
        lows, centre, highs = ([getattr(one, end) for one in inputs.values()] for end in ("low", "value", "high"))

        def values(points: list[list[float]], id_: str = id_, names: list[str] = names) -> list[float]:
            columns = np.array(points).T
            found = evaluator.value(id_, dict(zip(names, columns, strict=True)))
            return np.broadcast_to(found, len(points)).tolist()

        low, high, finite = search.extremes(values, lows, centre, highs, [directions[name] for name in names])
        assert finite
        assert (low / scale, high / scale) == pytest.approx((result.interval.low, result.interval.high), rel=1e-9), id_
    assert seen > 300


def test_least_of_nine_amounts_of_coal_by_hand(report: Audit) -> None:
    # by the power: 2.5 GWh at 1,450 kWh a batch of 450 kg, at 0.72 kg of raw coal, of which 0.71425 is coal equivalent
    least_by_power = 2.5e6 / 1450 * 450 * 0.72 * 0.71425 / 1000
    assert report.interval("tobacco.coal_displaced_efficient").low == pytest.approx(least_by_power)
    # by the grower's count: 156 barns of 6.5 batches
    least = 156 * 6.5 * 450 * 0.72 * 0.71425 / 1000
    assert report.interval("tobacco.coal_low").low == pytest.approx(least) == pytest.approx(234.7, abs=0.05)


def test_no_row_is_implausible_as_it_stands(report: Audit) -> None:
    ledger = report.ledger
    for row in (*ledger.factors.values(), *ledger.figures.values()):
        assert implausible(row, row, ledger.factors.values()) is None


def test_no_preset_is_implausible(report: Audit) -> None:
    for name in report.ledger.presets:
        report.ledger.assume(report.ledger.preset(name), plausibly=True)
