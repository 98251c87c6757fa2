"""Settling: whether a figure would have a single answer if one input, or the answer to one choice, were known.

By the rules of the book: with that one thing fixed, the checks get their intervals from all the other inputs, and the
findings lead to an answer. It is single unless it depends on a choice, is contested or is too wide to tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from compendium.audit import arrays, rules
from compendium.audit.evaluation.evaluate import Ends, Evaluator, base_interval
from compendium.audit.verdicts import Check
from compendium.ledger import units
from compendium.ledger.ledger import Ledger
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


def settled_by_value(ledger: Ledger, figure: Figure, questions: Sequence[Question], name: str) -> tuple[int, int]:
    """Return at how many values of an input the answer is single, and how many were tried.

    Args:
        ledger: all rows.
        figure: whose questions these are.
        questions: all of them.
        name: the id of the input, which may be the figure itself.
    """
    ends = base_interval(ledger[name])  # type: ignore[arg-type]  # a derivation is no input
    values = ends.low + (np.arange(VALUES) + 0.5) / VALUES * (ends.high - ends.low)
    evaluator = Evaluator(ledger, {name: Ends(values, values, values)})
    scale, stated = units.scale(figure.unit), figure.interval
    printed = (values / scale,) * 3 if name == figure.id else (stated.low, stated.value, stated.high)
    told = [_findings(evaluator, check, printed, scale) for check in _checks(questions)]
    alike: dict[tuple[str, ...], bool] = {}
    for found in zip(*told, strict=True):
        if found not in alike:
            alike[found] = _single(questions, found)
    return sum(alike[found] for found in zip(*told, strict=True)), VALUES


def _findings(evaluator: Evaluator, check: Check, printed: tuple[Any, Any, Any], scale: float) -> list[str]:
    """Return what a check says at each of the values that the evaluator has for an input."""
    low, _, high = evaluator.ends(check.result.derivation.id)[0].over(scale)
    found = np.broadcast_to(arrays.findings(low, high, printed), VALUES)
    return [arrays.FINDINGS[place] for place in found]


def _checks(questions: Sequence[Question]) -> list[Check]:
    return [check for question in questions for check in question.checks]


def _single(questions: Sequence[Question], findings: Sequence[str]) -> bool:
    rows = [check.result.derivation for check in _checks(questions)]
    choices = [str(row.choice) for row in rows]
    return rules.evidence(list(findings), [str(row.independence) for row in rows], choices) not in OPEN
