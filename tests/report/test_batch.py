"""Scenarios over every factor of this report come to what its audits with the same assumptions come to."""

import numpy as np
import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.audit.evaluation.evaluate import Ends
from compendium.ledger.rows import Factor
from compendium.scenarios.batch import Batch

SCENARIOS = 3


@pytest.mark.parametrize("points", [True, False], ids=["points", "ranges"])
def test_batch_over_all_factors_is_the_audits_of_its_scenarios(report: Audit, points: bool) -> None:
    rng = np.random.default_rng(7)
    used = {row.id: row for id_ in report.results for row in report.ledger.inputs(id_)}
    factors = {id_: row for id_, row in used.items() if isinstance(row, Factor) and row.interval.is_bounded}
    given = {}
    for id_, row in factors.items():
        own, shift = row.interval, rng.uniform(0.9, 1.1, SCENARIOS)
        drawn = rng.uniform(own.low, own.high, SCENARIOS)
        given[id_] = Ends(drawn, drawn, drawn) if points else Ends(own.low * shift, own.value * shift, own.high * shift)
    batch = Batch(report, factors)
    found = batch.compute(given, SCENARIOS)
    assert len(batch.moved) > 350
    assert not found.failures
    for place in range(SCENARIOS):
        assumptions = {id_: [float(end[place]) for end in ends] for id_, ends in given.items()}
        audit = open_audit(ledger=report.ledger, assumptions=assumptions, allow_implausible=True)
        for id_ in batch.moved:
            own = audit.result(id_).interval
            ends = [float(end[place]) for end in found.results[id_]]
            assert ends == pytest.approx([own.low, own.value, own.high], rel=1e-12, abs=1e-12), id_
        for id_ in batch.judged:
            verdict, answers = audit.verdict(id_), found.answers[id_]
            told = (answers.arithmetic[place], answers.evidence[place], bool(answers.material[place]))
            assert told == (verdict.arithmetic, verdict.evidence, verdict.material), id_
