"""Points drawn within ranges: those of a scrambled Sobol' sequence, or random ones.

Each point follows from its place in the sequence and the seed alone, whatever the size of the blocks: a Sobol' sequence
can be entered anywhere, and the random numbers are those of a counter (Philox; J. K. Salmon and others 2011).
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from compendium.audit.evaluation.evaluate import Ends
from compendium.ledger.rows import Figure
from compendium.ledger.units import COUNTS
from compendium.ledger.vocabulary import Kind, Qualifier
from compendium.scenarios.design.blocks import Block, Values, rounded

_DIGITS = 6  # of a number that is drawn for a figure: what could be printed
_LEAST, _MOST = 1e-9, 1e14  # between which half a unit is a quotient of two whole numbers without an error
_WORDS = 4  # random numbers that one step of Philox's counter gives


@dataclass(frozen=True)
class Range:
    """What is set together, and the range it is drawn from, in its own unit; ``printed`` is true for figures."""

    ids: tuple[str, ...]
    low: float
    high: float
    printed: bool


@dataclass(frozen=True)
class Drawn:
    """A design of points within a box (see ``blocks.Design``)."""

    kind: str
    ranges: tuple[Range, ...]
    scenarios: int
    seed: int
    size: int
    named: bool = False

    @property
    def digest(self) -> str:
        told = [(one.ids, one.low, one.high, one.printed) for one in self.ranges]
        return hashlib.sha256(repr([self.kind, told, self.scenarios, self.seed]).encode()).hexdigest()

    @cached_property
    def varied(self) -> tuple[str, ...]:
        return tuple(id_ for one in self.ranges for id_ in one.ids)

    @property
    def columns(self) -> Mapping[str, bool]:
        return dict.fromkeys(self.varied, True)

    def handed(self, number: int) -> None:
        """Return None: the number of a block is enough."""

    def in_blocks(self, times: int) -> "Drawn":
        """Return the same scenarios in blocks so many times as large."""
        return replace(self, size=self.size * times)

    def block(self, values: Values, number: int, handed: None = None) -> Block:
        first = number * self.size
        count = min(self.size, self.scenarios - first)
        draw = _sobol if self.kind == "sobol" else _random
        cube = draw(len(self.ranges), self.seed, first, count)
        stated: dict[str, Any] = {}
        given: dict[str, Ends] = {}
        for one, share in zip(self.ranges, cube.T, strict=True):
            points = rounded(one.low + share * (one.high - one.low), _DIGITS if one.printed else 12)
            for id_ in one.ids:
                stated[id_] = points
                given[id_] = _printed(values, id_, points) if one.printed else Ends(points, points, points)
        return Block(np.arange(first + 1, first + 1 + count), stated, given)


def printable(number: float) -> str:
    """Return a number as it could be printed: without an exponent, no trailing zero."""
    return np.format_float_positional(number, trim="-")


def _printed(values: Values, id_: str, points: Any) -> Ends:
    """Return what points with few digits are as printed numbers: without their text where half a unit is enough."""
    row = values.row(id_)
    size = np.abs(points)
    simple = isinstance(row, Figure) and row.qualifier == Qualifier.EXACT
    if not simple or not ((size == 0) | ((size >= _LEAST) & (size <= _MOST))).all():
        return values.array(id_, [printable(point) for point in points.tolist()])
    if row.unit in COUNTS:
        return Ends(points, points, points)
    whole, unit = np.round(points), np.ones(len(points))  # points as whole numbers of the unit of the last digit
    while (finer := whole / unit != points).any():
        unit[finer] *= 10
        whole[finer] = np.round(points[finer] * unit[finer])
    low, high = (whole * 10 - 5) / (unit * 10), (whole * 10 + 5) / (unit * 10)
    if row.kind is Kind.READING:
        low = np.where(points >= 0, np.maximum(low, 0.0), low)
    return Ends(low, points, high)


def _sobol(dimensions: int, seed: int, first: int, count: int) -> Any:
    import warnings

    from scipy.stats import qmc

    sequence = qmc.Sobol(dimensions, rng=seed)
    if first:
        sequence.fast_forward(first)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a block need not be a power of two, nor the whole
        return sequence.random(count)


def _random(dimensions: int, seed: int, first: int, count: int) -> Any:
    steps = math.ceil(dimensions / _WORDS)
    counter = np.random.Philox(key=seed).advance(first * steps)
    return np.random.Generator(counter).random((count, steps * _WORDS))[:, :dimensions]
