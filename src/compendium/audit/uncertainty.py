"""Uncertainty: what rounding and the factors' ranges do to every derivation.

Inputs are taken as independent and uniform between their ends, for no more is known of them: a printed number hides its
lost digits, and a source that gives a range gives no shape. Quasi-random points (Sobol's, scrambled, seeded) fill the
box of a derivation's inputs evenly, so that few are enough. Each derivation has points of its own, so that its spread
depends on its own rows only, whatever else stands in the ledger.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from compendium.audit.audit import Audit
from compendium.audit.evaluate import Evaluator, base_interval
from compendium.audit.verdicts import Check
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Factor, Figure

POINTS = 2**16  # sixteen times as many move no end of a 5-95 % range by more than two thousandths of its width
SEED = 0
_BLOCK = 2**14  # points computed at a time: the arrays at work stay in the processor's cache


@dataclass(frozen=True)
class Spread:
    """Where a derivation's samples lie, in its own unit: nine in ten of them between ``p5`` and ``p95``."""

    p5: float
    median: float
    p95: float
    least: float
    greatest: float

    @property
    def interval(self) -> Interval:
        """The range in which nine in ten samples lie, around their median."""
        return Interval(self.p5, self.median, self.p95)


@dataclass(frozen=True)
class Swing:
    """What a derivation becomes, in its own unit, when one input goes from end to end and the others stay."""

    id: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the result moves."""
        return abs(self.at_high - self.at_low)


def spreads(
    audit: Audit, points: int = POINTS, seed: int = SEED, ids: Iterable[str] | None = None
) -> Mapping[str, Spread]:
    """Return the spread of derivations of an audit, but of those with an input that has no upper end.

    Args:
        audit: the audit of a section or of the report.
        points: how many samples of each derivation.
        seed: of the scrambling, so that every run gives the same.
        ids: which derivations; all if None.

    Raises:
        ValueError: the number of points is no power of two; only then do they fill the box evenly.
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
    """Return how far each input with an interval moves one derivation, the widest first.

    Raises:
        ValueError: an input has no upper end to go to.
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
    """Return the input that moves a derivation most, or '' where none does or one has no upper end to go to."""
    bounded = all(row.interval.is_bounded for row in audit.ledger.inputs(id_))
    return next((swing.id for swing in swings(audit, id_)), "") if bounded else ""


def tails_only(audit: Audit, check: Check, spread: Spread) -> bool:
    """Return whether a check meets its figure, but only with values that fewer than one in ten samples take."""
    row = check.result.derivation
    figure = audit.ledger.figures[row.checks]
    inner = units.converted(spread.interval, row.unit, figure.unit)
    return check.meets and not check.interval.is_point and not inner.meets(figure.interval)


def _moving(inputs: Sequence[Figure | Factor]) -> list[Figure | Factor]:
    """Return the inputs that have an interval."""
    return [row for row in inputs if not row.interval.is_point]


def _sample(evaluator: Evaluator, id_: str, points: int, seed: int) -> Any:
    """Return samples of a derivation in base units: as many as points, or one where nothing moves."""
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
    """Return the values that lie at these shares of the way from end to end, in base units."""
    ends = base_interval(row)
    return ends.low + shares * (ends.high - ends.low)


def _spread(sample: Any, scale: float) -> Spread:
    """Return the spread of samples in base units, in a unit of that scale; they lose their order."""
    least, greatest = sample.min(), sample.max()
    ranks = [round(share * (len(sample) - 1)) for share in (0.05, 0.5, 0.95)]
    sample.partition(ranks)
    return Spread(*(float(value / scale) for value in (*sample[ranks], least, greatest)))
