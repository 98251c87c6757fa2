"""Uncertainty: rounding and the ranges of factors, propagated through every derivation.

Inputs are taken as independent and uniform between their ends, because no more is known of them: a printed number hides
its lost digits, and a source that gives a range gives no distribution. The samples are points of a Sobol sequence
(I. M. Sobol 1967), scrambled from a fixed seed (by SciPy: a random linear matrix and a digital shift, J. Matousek 1998,
a cheaper form of A. B. Owen's scrambling). They fill the box of the inputs more evenly than random points, so fewer are
needed. Each derivation has its own points, so its spread depends on its own rows only.
"""

import math
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Evaluator, base_interval
from compendium.audit.verdicts import Check, Verdict
from compendium.ledger import units
from compendium.ledger.comparison import SLACK
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Factor, Figure
from compendium.ledger.vocabulary import Evidence, Finding

POINTS = 2**17  # with sixteen times as many, no end of a 5-95 % range moves by more than 0.2 % of its width
SEED = 0
_BLOCK = 2**14  # points computed at a time, so that the arrays stay in the processor's cache


@dataclass(frozen=True)
class Spread:
    """Percentiles, least and greatest of a derivation's samples, in its own unit."""

    p5: float
    median: float
    p95: float
    least: float
    greatest: float

    @property
    def interval(self) -> Interval:
        """The 5-95 % range with the median as its value."""
        return Interval(self.p5, self.median, self.p95)


@dataclass(frozen=True)
class Swing:
    """A derivation at both ends of one input, in the derivation's unit, with the other inputs at their values."""

    id: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """The absolute difference between the two."""
        return abs(self.at_high - self.at_low)


def spreads(
    audit: Audit, points: int = POINTS, seed: int = SEED, ids: Iterable[str] | None = None
) -> Mapping[str, Spread]:
    """Return the spreads of derivations by id; those with an unbounded input are left out.

    Args:
        audit: the audit of a section or of the report.
        points: the number of samples of each derivation, a power of two, for which Sobol points are balanced.
        seed: the seed of the scrambling; equal seeds give equal spreads.
        ids: which derivations; all of the audit if None.

    Raises:
        ValueError: the number of points is not a power of two.
    """
    if points < 1 or points & (points - 1):
        raise ValueError(f"{points} points, which is no power of two")
    evaluator = Evaluator(audit.ledger)

    def spread(id_: str) -> Spread:
        return _spread(_sample(evaluator, id_, points, seed), units.scale(audit.ledger.derivations[id_].unit))

    wanted = audit.results if ids is None else ids
    bounded = [id_ for id_ in wanted if all(row.interval.is_bounded for row in audit.ledger.inputs(id_))]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # NumPy computes outside Python's lock
        return dict(zip(bounded, pool.map(spread, bounded), strict=True))


def swings(audit: Audit, id_: str) -> tuple[Swing, ...]:
    """Return how far each input moves one derivation, the widest first; inputs that are points are left out.

    Raises:
        KeyError: the audit has no such derivation.
        ValueError: an input is unbounded.
    """
    evaluator = Evaluator(audit.ledger)
    scale = units.scale(audit.result(id_).derivation.unit)
    inputs = audit.ledger.inputs(id_)
    centre = {row.id: base_interval(row).value for row in inputs}

    def moved(row: Figure | Factor, end: float) -> float:
        return float(evaluator.value(id_, {**centre, row.id: end}) / scale)

    for row in inputs:
        if not row.interval.is_bounded:
            raise ValueError(f"{row.id} has no upper end, so nothing says how far it moves {id_}")
    found = []
    for row in _moving(inputs):
        ends = base_interval(row)
        found.append(Swing(row.id, moved(row, ends.low), moved(row, ends.high)))
    return tuple(sorted(found, key=lambda swing: -swing.width))


def mover(audit: Audit, id_: str) -> str:
    """Return the id of the input that moves a derivation most; '' if none does or one is unbounded."""
    bounded = all(row.interval.is_bounded for row in audit.ledger.inputs(id_))
    return next((swing.id for swing in swings(audit, id_)), "") if bounded else ""


def judges(found: Mapping[str, Spread]) -> dict[str, Callable[[Check], Finding]]:
    """Return the rules by which a verdict's robustness is tried, by name.

    ``overlap``: a check agrees if its interval meets the printed one. ``compatibility``: it agrees if the difference is
    within the expanded uncertainty of both (|E_n| <= 1, ISO 13528; JCGM 200, 2.47), or by ``overlap`` where either has
    an open end. ``inner``: the rule of the book for the inner nine tenths of the samples. ``stricter`` and ``milder``:
    the rule of the book at a materiality threshold of 2 and of 10 %.

    Args:
        found: the spreads of the derivations; a check without one keeps its whole interval.
    """

    def inner(check: Check) -> Interval:
        row, unit = check.result.derivation, check.unit
        return units.converted(found[row.id].interval, row.unit, unit) if row.id in found else check.interval

    def compatible(check: Check) -> bool:
        ninety, printed = inner(check), check.printed
        if not (ninety.is_bounded and printed.is_bounded):
            return check.meets
        # 95 % of a normal spread from its inner nine tenths; of an even one, 95 % of its half-width.
        expanded = math.hypot((ninety.high - ninety.low) / 2 * 1.960 / 1.645, 0.95 * (printed.high - printed.low) / 2)
        centre = (ninety.low + ninety.high) / 2  # an end may be the value, as of 'more than a thousand'
        return abs(centre - (printed.low + printed.high) / 2) <= expanded + SLACK * abs(printed.value)

    return {
        "overlap": lambda check: Finding.AGREES if check.meets else Finding.MISSES,
        "compatibility": lambda check: Finding.AGREES if compatible(check) else Finding.MISSES,
        "inner": lambda check: check.finding_within(inner(check)),
        "stricter": lambda check: check.finding_within(check.interval, 0.02),
        "milder": lambda check: check.finding_within(check.interval, 0.10),
    }


def robustness(audit: Audit, found: Mapping[str, Spread]) -> Mapping[str, Mapping[str, Evidence]]:
    """Return, for each figure with a check that votes, its answer by each of the ``judges``.

    Args:
        audit: the audit of a section or of the report.
        found: the spreads of its derivations.
    """
    rules = judges(found)
    return {
        id_: {name: verdict.evidence_by(judge) for name, judge in rules.items()}
        for id_, verdict in audit.verdicts.items()
        if verdict.votes
    }


def firm(audit: Audit, found: Mapping[str, Spread]) -> frozenset[str]:
    """Return the ids of the figures that get the book's answer by each of the ``judges``, too.

    Args:
        audit: the audit of a section or of the report.
        found: the spreads of its derivations.
    """
    tried = robustness(audit, found)
    return frozenset(id_ for id_, answers in tried.items() if {*answers.values()} == {audit.verdict(id_).evidence})


def agreeing_rules(audit: Audit, verdict: Verdict) -> tuple[int, int]:
    """Return by how many of the ``judges`` a figure gets the book's answer, and how many there are.

    Only the figure's own checks that vote are sampled.
    """
    rules = judges(spreads(audit, ids=[check.result.derivation.id for check in verdict.votes]))
    return sum(verdict.evidence_by(judge) is verdict.evidence for judge in rules.values()), len(rules)


def _moving(inputs: Sequence[Figure | Factor]) -> list[Figure | Factor]:
    """Return the inputs that have an interval."""
    return [row for row in inputs if not row.interval.is_point]


def _sample(evaluator: Evaluator, id_: str, points: int, seed: int) -> Any:
    """Return samples of a derivation in base units, an array of shape (points,), or (1,) if no input has a range."""
    inputs = evaluator.ledger.inputs(id_)
    moving = _moving(inputs)
    values: dict[str, Any] = {row.id: base_interval(row).value for row in inputs}
    if not moving:
        return np.array([evaluator.value(id_, values)])
    from scipy.stats import qmc

    sobol = qmc.Sobol(len(moving), rng=seed)
    sample = np.empty(points)
    for start in range(0, points, _BLOCK):
        cube = sobol.random(min(_BLOCK, points)).T
        drawn = {row.id: _between(row, column) for row, column in zip(moving, cube, strict=True)}
        sample[start : start + _BLOCK] = evaluator.value(id_, {**values, **drawn})
    return sample


def _between(row: Figure | Factor, shares: Any) -> Any:
    """Return the values at these shares (0 to 1) of the way from low to high end, in base units."""
    ends = base_interval(row)
    return ends.low + shares * (ends.high - ends.low)


def _spread(sample: Any, scale: float) -> Spread:
    """Return the spread of samples of base units in a unit of the given scale; this reorders ``sample``."""
    least, greatest = sample.min(), sample.max()
    ranks = [round(share * (len(sample) - 1)) for share in (0.05, 0.5, 0.95)]
    sample.partition(ranks)
    return Spread(*(float(value / scale) for value in (*sample[ranks], least, greatest)))
