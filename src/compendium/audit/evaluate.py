"""Evaluation: every derivation computed from its inputs, with the interval that they leave it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from compendium.audit import search
from compendium.audit.algebras import Numbers, Slope, Slopes, direction
from compendium.ledger import formula, units
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError, Problem
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import Basis, Method


@dataclass(frozen=True)
class Result:
    """A derivation computed: its value with the interval around it, in its own unit."""

    derivation: Derivation
    interval: Interval
    method: Method
    figures: tuple[str, ...]
    factors: tuple[str, ...]

    @property
    def value(self) -> float:
        """What comes out of the inputs' own values."""
        return self.interval.value

    @property
    def basis(self) -> Basis:
        """What the result rests on: the report alone, or outside factors too."""
        return Basis.FACTORS if self.factors else Basis.REPORT


class Evaluator:
    """Computes the derivations of one ledger, in base units."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.results: dict[str, Result] = {}
        self.slopes: dict[str, Slope] = {}
        self.algebra = Slopes()

    def result(self, id_: str) -> Result:
        """Compute one derivation with its interval, once.

        Raises:
            DataError: it has no value somewhere between its inputs' ends (a division by zero, the root of less).
        """
        if id_ not in self.results:
            self.results[id_] = self._result(id_)
        return self.results[id_]

    def _result(self, id_: str) -> Result:
        row = self.ledger.derivations[id_]
        inputs = self.ledger.inputs(id_)
        base = {one.id: base_interval(one) for one in inputs}
        try:
            with np.errstate(all="ignore"):
                value = float(self.value(id_, {name: interval.value for name, interval in base.items()}))
                low, high, method = self._ends(id_, base)
        except (ArithmeticError, TypeError, ValueError):  # what Python and mpmath raise where there is no real value
            value = low = high = math.nan
        if math.isfinite(value) and math.isnan(low + high):
            found = f"{row.formula!r} of {id_}, which has no ends where an input has no upper end"
            raise DataError([Problem("derivations.csv", found, "inputs with two ends", column="formula")])
        if not math.isfinite(value) or (_bounded(base) and math.isinf(high - low)):
            found = f"{row.formula!r} of {id_}, which has no value for some inputs between their ends"
            raise DataError([Problem("derivations.csv", found, "inputs for which it has one", column="formula")])
        scale = units.scale(row.unit)
        figures = tuple(one.id for one in inputs if isinstance(one, Figure))
        factors = tuple(one.id for one in inputs if isinstance(one, Factor))
        return Result(row, Interval(low / scale, value / scale, high / scale), method, figures, factors)

    def value(self, id_: str, values: dict[str, Any]) -> Any:
        """Compute one derivation, through the derivations it uses, each once.

        Args:
            id_: the derivation.
            values: its figures and factors by id in base units, floats or arrays of equal length; the derivations on
                the way are added to it.
        """

        def leaf(name: str) -> Any:
            if name not in values:
                values[name] = self.value(name, values)
            return values[name]

        return formula.fold(self.ledger.derivations[id_].tree, leaf, Numbers())

    def _slope(self, name: str) -> Slope:
        if name not in self.slopes:
            row = self.ledger[name]
            if isinstance(row, Derivation):
                self.slopes[name] = formula.fold(row.tree, self._slope, self.algebra)
            else:
                interval = base_interval(row)
                self.slopes[name] = self.algebra.variable(name, interval.low, interval.high)
        return self.slopes[name]

    def _ends(self, id_: str, base: Mapping[str, Interval]) -> tuple[float, float, Method]:
        """Return the least and greatest value over the inputs' box, and how they were found."""
        slope = self._slope(id_)
        signs = {name: direction(slope.partials[name]) if name in slope.partials else 1 for name in base}
        # An enclosure that is infinite though the inputs are not may hide a pole, across which slopes say nothing.
        pole = math.isinf(slope.value.delta) and _bounded(base)
        if None not in signs.values() and not pole:
            lowest = {name: one.low if signs[name] == 1 else one.high for name, one in base.items()}
            highest = {name: one.high if signs[name] == 1 else one.low for name, one in base.items()}
            return float(self.value(id_, lowest)), float(self.value(id_, highest)), Method.CORNERS
        moving = [name for name, one in base.items() if not one.is_point]
        fixed = {name: one.value for name, one in base.items()}

        def values(points: list[list[float]]) -> list[float]:
            drawn = dict(zip(moving, np.array(points).T, strict=True))
            return [float(value) for value in self.value(id_, {**fixed, **drawn})]

        sides = ([getattr(base[name], side) for name in moving] for side in ("low", "value", "high"))
        low, high, finite = search.extremes(values, *sides)
        if _bounded(base) and not finite:
            raise ArithmeticError("no finite value at some of the points that were looked at")
        return low, high, Method.SAMPLED


def base_interval(row: Figure | Factor) -> Interval:
    """Return a row's interval in base units."""
    return row.interval.scaled(units.scale(row.unit))


def _bounded(base: Mapping[str, Interval]) -> bool:
    return all(interval.is_bounded for interval in base.values())
