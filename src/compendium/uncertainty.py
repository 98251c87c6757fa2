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
from math import isfinite
from typing import Any

import numpy as np

from compendium import units
from compendium.audit import Audit, Check, Computer
from compendium.ledger import Factor, Figure

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
    computer = Computer(audit.ledger)

    def spread(id_: str) -> Spread:
        return _spread(_sample(computer, id_, points, seed), units.scale(audit.ledger.derivations[id_].unit))

    wanted = audit.results if ids is None else ids
    bounded = [id_ for id_ in wanted if all(isfinite(row.bounds[2]) for row in audit.ledger.inputs(id_))]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # NumPy computes outside Python's lock
        return dict(zip(bounded, pool.map(spread, bounded), strict=True))


def swings(audit: Audit, id_: str) -> tuple[Swing, ...]:
    """Return how far each input with an interval moves one derivation, the widest first.

    Raises:
        ValueError: an input has no upper end to go to.
    """
    computer = Computer(audit.ledger)
    size = units.scale(audit.result(id_).derivation.unit)
    inputs = audit.ledger.inputs(id_)
    centre = {row.id: _base(row)[1] for row in inputs}

    def moved(row: Figure | Factor, end: int) -> float:
        return float(computer.value(id_, {**centre, row.id: _base(row)[end]}) / size)

    for row in inputs:
        if not isfinite(row.bounds[2]):
            raise ValueError(f"{row.id} has no upper end, so nothing says how far it moves {id_}")
    found = [Swing(row.id, moved(row, 0), moved(row, 2)) for row in _moving(inputs)]
    return tuple(sorted(found, key=lambda swing: -swing.width))


def mover(audit: Audit, id_: str) -> str:
    """Return the input that moves a derivation most, or '' where none does or one has no upper end to go to."""
    bounded = all(isfinite(row.bounds[2]) for row in audit.ledger.inputs(id_))
    return next((swing.id for swing in swings(audit, id_)), "") if bounded else ""


def tails_only(audit: Audit, check: Check, spread: Spread) -> bool:
    """Return whether a check meets its figure, but only with values that fewer than one in ten samples take."""
    row = check.result.derivation
    figure = audit.ledger.figures[row.checks]
    p5, p95 = (units.convert(end, row.unit, figure.unit) for end in (spread.p5, spread.p95))
    inside = p5 <= figure.interval.high and p95 >= figure.interval.low
    return check.meets and check.low < check.high and not inside


def _base(row: Figure | Factor) -> list[float]:
    """Return low, value, high in base units."""
    return [bound * units.scale(row.unit) for bound in row.bounds]


def _moving(inputs: Sequence[Figure | Factor]) -> list[Figure | Factor]:
    """Return the inputs that have an interval."""
    return [row for row in inputs if row.bounds[0] < row.bounds[2]]


def _sample(computer: Computer, id_: str, points: int, seed: int) -> Any:
    """Return samples of a derivation in base units: as many as points, or one where nothing moves."""
    inputs = computer.ledger.inputs(id_)
    moving = _moving(inputs)
    values: dict[str, Any] = {row.id: _base(row)[1] for row in inputs}
    if not moving:
        return np.array([computer.value(id_, values)])
    from scipy.stats import qmc

    sobol = qmc.Sobol(len(moving), rng=seed)
    sample = np.empty(points)
    for start in range(0, points, _BLOCK):
        cube = sobol.random(min(_BLOCK, points)).T
        drawn = {row.id: _between(row, column) for row, column in zip(moving, cube, strict=True)}
        sample[start : start + _BLOCK] = computer.value(id_, {**values, **drawn})
    return sample


def _between(row: Figure | Factor, shares: Any) -> Any:
    """Return the values that lie at these shares of the way from end to end, in base units."""
    low, _, high = _base(row)
    return low + shares * (high - low)


def _spread(sample: Any, size: float) -> Spread:
    """Return the spread of samples in base units, in a unit of that size; they lose their order."""
    least, greatest = sample.min(), sample.max()
    ranks = [round(share * (len(sample) - 1)) for share in (0.05, 0.5, 0.95)]
    sample.partition(ranks)
    return Spread(*(float(value / size) for value in (*sample[ranks], least, greatest)))
