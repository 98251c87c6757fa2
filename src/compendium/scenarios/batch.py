"""Many scenarios of one ledger computed at once: results with their ends, and the answers that follow."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from compendium.audit import arrays, rules
from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Ends, Evaluator
from compendium.audit.verdicts import Check, Verdict
from compendium.ledger import comparison, units


@dataclass(frozen=True)
class Answers:
    """What follows for one figure, each an array of shape (scenarios,).

    Attributes:
        arithmetic: the members of ``Arithmetic``; '' where the scenario has no result.
        evidence: the members of ``Evidence``, likewise.
        material: whether the figure differs materially.
        low: the lowest end of the checks that vote, in the figure's unit; nan without one.
        high: their highest end.
    """

    arithmetic: Any
    evidence: Any
    material: Any
    low: Any
    high: Any


@dataclass(frozen=True)
class Computed:
    """What many scenarios come to.

    Attributes:
        results: for each derivation that they can move its ends in its own unit, arrays of shape (scenarios,); nan in a
            scenario without a result.
        answers: for each figure whose answers they can change.
        failures: why a scenario has no result, in one line, by its index.
    """

    results: Mapping[str, Ends]
    answers: Mapping[str, Answers]
    failures: Mapping[int, str]


class Batch:
    """Computes scenarios that give other numbers to the same rows; only what depends on these is computed.

    Args:
        audit: of the report or a section, without assumptions.
        varied: the ids of the figures and factors to which the scenarios give numbers.

    Attributes:
        moved: the derivations of the audit that use one of them, in the order of the table.
        judged: the figures of the audit whose answers can change.
    """

    def __init__(self, audit: Audit, varied: Collection[str]) -> None:
        self.audit = audit
        self.varied = frozenset(varied)
        inputs = audit.ledger.inputs
        self.moved = tuple(id_ for id_ in audit.results if any(row.id in self.varied for row in inputs(id_)))
        moved = set(self.moved)
        counting = {id_: (*one.recomputes, *one.votes) for id_, one in audit.verdicts.items()}
        self.judged = tuple(
            id_
            for id_, checks in counting.items()
            if checks and (id_ in self.varied or any(one.result.derivation.id in moved for one in checks))
        )

    def compute(self, given: Mapping[str, Ends], scenarios: int) -> Computed:
        """Compute scenarios.

        Args:
            given: for each of the ``varied`` its number and ends, in its own unit: arrays of shape (scenarios,) with
                ``low <= value <= high``.
            scenarios: how many there are.
        """
        ledger = self.audit.ledger
        base = {id_: ends.times(units.scale(ledger[id_].unit)) for id_, ends in given.items()}
        evaluator = Evaluator(ledger, base)
        results: dict[str, Ends] = {}
        failures: dict[int, str] = {}
        for id_ in self.moved:
            ends = Ends(*(np.broadcast_to(end, scenarios) for end in evaluator.ends(id_)[0]))
            faults = np.broadcast_to(evaluator.faults(id_, ends), scenarios)
            for place in np.flatnonzero(faults != ""):
                failures.setdefault(int(place), self._told(evaluator, id_, str(faults[place])))
            results[id_] = ends.over(units.scale(ledger.derivations[id_].unit))
        answers = {id_: self._answers(id_, given, results, scenarios) for id_ in self.judged}
        failed = np.zeros(scenarios, dtype=bool)
        failed[list(failures)] = True
        if failures:
            results = {id_: Ends(*(np.where(failed, np.nan, end) for end in ends)) for id_, ends in results.items()}
            answers = {id_: _without(one, failed) for id_, one in answers.items()}
        return Computed(results, answers, dict(sorted(failures.items())))

    def _told(self, evaluator: Evaluator, id_: str, fault: str) -> str:
        problem = evaluator.problem(id_, fault)
        blamed = ", ".join(row.id for row in self.audit.ledger.inputs(id_) if row.id in self.varied)
        return f"{blamed} in {problem.found}; expected {problem.expected}"

    def _answers(self, id_: str, given: Mapping[str, Ends], results: Mapping[str, Ends], scenarios: int) -> Answers:
        verdict = self.audit.verdicts[id_]
        own = verdict.figure.interval
        printed = given.get(id_, Ends(own.low, own.value, own.high))
        recomputes = [_Checked(one, printed, results) for one in verdict.recomputes]
        votes = [_Checked(one, printed, results) for one in verdict.votes]
        columns = [column for one in recomputes for column in (one.reproduces, one.meets, one.finding)]
        columns += [one.finding for one in votes]
        cases, places = np.unique(_stacked(columns, scenarios), axis=1, return_inverse=True)
        ruled = [_ruled(verdict, case) for case in cases.T.tolist()]
        arithmetic, evidence, material = (np.array(column)[places.reshape(-1)] for column in zip(*ruled, strict=True))
        low, high = _argued(votes, scenarios)
        return Answers(arithmetic, evidence, material, low, high)


class _Checked:
    """A check beside the printed number in every scenario: what ``Check`` is in one.

    Attributes:
        ends: the check's, in the figure's unit.
        reproduces: whether the printed interval contains its value and is narrow enough for that to mean something.
        meets: whether its interval meets the printed one.
        finding: the place of its finding in ``arrays.FINDINGS``.
    """

    def __init__(self, check: Check, printed: Ends, results: Mapping[str, Ends]) -> None:
        row, own = check.result.derivation, check.interval
        moved = results.get(row.id)
        self.ends = moved.times(units.factor(row.unit, check.unit)) if moved else Ends(own.low, own.value, own.high)
        low, value, high = printed
        contained = arrays.each(comparison.contains, low, high, self.ends.value, value)
        self.reproduces = contained & arrays.each(rules.precise, low, value, high, rules.MATERIALITY)
        self.meets = arrays.each(comparison.meets, *self.ends, *printed)
        self.finding = arrays.findings(self.ends.low, self.ends.high, printed)


def _stacked(columns: Sequence[Any], scenarios: int) -> Any:
    """Return columns as rows of one array, shape (columns, scenarios)."""
    return np.array([np.broadcast_to(column, scenarios) for column in columns], dtype=np.int8)


def _ruled(verdict: Verdict, case: list[int]) -> tuple[str, str, bool]:
    """Return the answers of a figure, and whether it differs materially.

    Args:
        verdict: the figure with its checks.
        case: ``reproduces``, ``meets`` and ``finding`` of each recomputation, then ``finding`` of each vote.
    """
    own = 3 * len(verdict.recomputes)
    reproduces, meets = ([bool(one) for one in case[place:own:3]] for place in (0, 1))
    recomputed, found = ([arrays.FINDINGS[one] for one in places] for places in (case[2:own:3], case[own:]))
    rows = [check.result.derivation for check in verdict.votes]
    arithmetic = rules.arithmetic(reproduces, meets)
    evidence = rules.evidence(found, [str(row.independence) for row in rows], [str(row.choice) for row in rows])
    return arithmetic, evidence, rules.material(arithmetic, evidence, recomputed)


def _argued(votes: Sequence[_Checked], scenarios: int) -> tuple[Any, Any]:
    """Return the lowest and the highest end of the checks that vote; nan without one."""
    if not votes:
        return np.full(scenarios, np.nan), np.full(scenarios, np.nan)
    low = np.minimum.reduce(np.broadcast_arrays(*(one.ends.low for one in votes)))
    high = np.maximum.reduce(np.broadcast_arrays(*(one.ends.high for one in votes)))
    return np.broadcast_to(low, scenarios), np.broadcast_to(high, scenarios)


def _without(answers: Answers, failed: Any) -> Answers:
    """Return answers without those of the scenarios that failed."""
    arithmetic, evidence = (np.where(failed, "", one) for one in (answers.arithmetic, answers.evidence))
    low, high = (np.where(failed, np.nan, end) for end in (answers.low, answers.high))
    return Answers(arithmetic, evidence, answers.material & ~failed, low, high)
