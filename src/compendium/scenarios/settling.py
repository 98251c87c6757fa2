"""Settling: whether a figure would have a single answer if one input, or the answer to one choice, were known.

By the rules of the book: with that one thing fixed, the checks get their intervals from all the other inputs, and the
findings lead to an answer. It is single unless it depends on a choice, is contested or is too wide to tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from compendium.audit import rules
from compendium.audit.evaluation.evaluate import Evaluator, base_interval
from compendium.audit.verdicts import Check
from compendium.ledger import units
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Evidence

VALUES = 100  # of an input that are tried: the middles of so many equal parts of its range
OPEN = (Evidence.DEPENDS, Evidence.CONTESTED, Evidence.TOO_WIDE)


@dataclass(frozen=True)
class Question:
    """A question of a figure, with its arguable answers: one check if there is nothing to choose."""

    checks: tuple[Check, ...]


def settled_by_answer(cases: Sequence[Sequence[Question]]) -> tuple[int, int]:
    """Return in how many cases the answer is single, and how many there are.

    Args:
        cases: for each answer that could be known, the questions that are left, each with its remaining answers.
    """
    found = [_single(questions, [str(one.finding) for one in _checks(questions)]) for questions in cases]
    return sum(found), len(found)


def settled_by_value(evaluator: Evaluator, figure: Figure, questions: Sequence[Question], name: str) -> tuple[int, int]:
    """Return at how many values of an input the answer is single, and how many were tried.

    Args:
        evaluator: of the ledger.
        figure: whose questions these are.
        questions: all of them.
        name: the id of the input, which may be the figure itself.
    """
    ends = base_interval(evaluator.ledger[name])  # type: ignore[arg-type]  # a derivation is no input
    values = ends.low + (np.arange(VALUES) + 0.5) / VALUES * (ends.high - ends.low)
    told = [_findings(evaluator, figure, check, name, values) for check in _checks(questions)]
    alike: dict[tuple[str, ...], bool] = {}
    for found in zip(*told, strict=True):
        if found not in alike:
            alike[found] = _single(questions, found)
    return sum(alike[found] for found in zip(*told, strict=True)), VALUES


def ends(evaluator: Evaluator, id_: str, fixed: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return the least and the greatest value of a derivation in base units while some inputs are fixed.

    Where a direction is not proved, the corners of those inputs are tried, so that the true ends may lie further out.

    Args:
        evaluator: of the ledger.
        id_: the derivation.
        fixed: arrays of equal length of the inputs that are fixed, in base units.
    """
    signs = evaluator.directions(id_)
    base = {row.id: base_interval(row) for row in evaluator.ledger.inputs(id_)}
    free = [name for name, sign in signs.items() if sign == 0 and name not in fixed]
    own = {name: values for name, values in fixed.items() if name in base}
    found = []
    for sign, corner in product((-1, 1), product((-1, 1), repeat=len(free))):
        aimed = {name: sign * one for name, one in signs.items()} | dict(zip(free, corner, strict=True))
        at = {name: one.high if aimed[name] == 1 else one.low for name, one in base.items()}
        found.append(evaluator.value(id_, at | own))
    return np.minimum.reduce(found), np.maximum.reduce(found)


def _findings(evaluator: Evaluator, figure: Figure, check: Check, name: str, values: Any) -> list[str]:
    """Return what a check says of a figure at each of some values of an input."""
    scale, id_ = units.scale(figure.unit), check.result.derivation.id
    low, high = (np.broadcast_to(end / scale, values.shape) for end in ends(evaluator, id_, {name: values}))
    stated = figure.interval
    printed = [(stated.low, stated.value, stated.high)] * len(values)
    if name == figure.id:
        printed = [(one, one, one) for one in values / scale]
    return [
        rules.finding(float(least), float(most), *told, rules.MATERIALITY)
        for least, most, told in zip(low, high, printed, strict=True)
    ]


def _checks(questions: Sequence[Question]) -> list[Check]:
    return [check for question in questions for check in question.checks]


def _single(questions: Sequence[Question], findings: Sequence[str]) -> bool:
    rows = [check.result.derivation for check in _checks(questions)]
    choices = [str(row.choice) for row in rows]
    return rules.evidence(list(findings), [str(row.independence) for row in rows], choices) not in OPEN
