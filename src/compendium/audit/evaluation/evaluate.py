"""Evaluation: derivations computed from their inputs, with the interval that follows from those of the inputs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from compendium.audit.evaluation import search
from compendium.audit.evaluation.algebras import Numbers, Slope, Slopes, direction
from compendium.ledger import formula, units
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError, Problem
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import Basis, Method


@dataclass(frozen=True)
class Result:
    """A computed derivation.

    Attributes:
        derivation: the row.
        interval: its value and ends, in the derivation's own unit.
        method: how the ends were found.
        figures: the ids of the figures that it uses, directly or through other derivations.
        factors: the ids of the factors, likewise.
        grade: the worst grade of those factors; '' without one.
    """

    derivation: Derivation
    interval: Interval
    method: Method
    figures: tuple[str, ...]
    factors: tuple[str, ...]
    grade: str = ""

    @property
    def value(self) -> float:
        """The result for the inputs' own values, in the derivation's unit."""
        return self.interval.value

    @property
    def basis(self) -> Basis:
        """What the result is computed from: the report alone, or outside factors too."""
        return Basis.FACTORS if self.factors else Basis.REPORT


class Evaluator:
    """Computes the derivations of one ledger, each once; it works in pint's base units."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.results: dict[str, Result] = {}
        self.slopes: dict[str, Slope] = {}
        self.algebra = Slopes()

    def result(self, id_: str) -> Result:
        """Return one derivation with its interval.

        The ends are exact where interval arithmetic proves that the result is monotonic in every input; otherwise they
        are the extremes that ``search.extremes`` reaches.

        Raises:
            DataError: it has no value for some inputs within their intervals, such as a division by zero or the root of
                a negative number.
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
        factors = [one for one in inputs if isinstance(one, Factor)]
        return Result(
            row,
            Interval(low / scale, value / scale, high / scale),
            method,
            figures,
            tuple(one.id for one in factors),
            max((one.grade for one in factors), default=""),
        )

    def value(self, id_: str, values: dict[str, Any]) -> Any:
        """Compute one derivation for given values of its inputs.

        Args:
            id_: the derivation.
            values: its figures and factors by id, in base units: floats, or arrays of one dimension and equal length.
                The derivations that it uses are computed once and added to this mapping.

        Returns:
            A float or an array, in base units.
        """

        def leaf(name: str) -> Any:
            if name not in values:
                values[name] = self.value(name, values)
            return values[name]

        return formula.fold(self.ledger.derivations[id_].tree, leaf, Numbers())

    def directions(self, id_: str) -> dict[str, int]:
        """Return how a derivation follows each figure and factor that it uses, over the whole box of their intervals.

        Nothing is proved across a pole, which an infinite enclosure of bounded inputs may hide.

        Returns:
            By the id of the input, in the order of ``Ledger.inputs``: 1 if the result never falls as it rises, -1 if it
            never rises, 0 if neither is proved; 1 for an input that is a point.

        Raises:
            ArithmeticError, TypeError, ValueError: it has no value for some inputs within their intervals.
        """
        partials = self._slope(id_).partials
        names = [row.id for row in self.ledger.inputs(id_)]
        return {name: (direction(partials[name]) or 0) if name in partials else 1 for name in names}

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
        """Return the least and greatest value over the box of the inputs' intervals, and how they were found."""
        signs = self.directions(id_)
        # An infinite enclosure of bounded inputs may hide a pole; across one, the signs of slopes prove nothing.
        pole = math.isinf(self._slope(id_).value.delta) and _bounded(base)
        if 0 not in signs.values() and not pole:
            lowest = {name: one.low if signs[name] == 1 else one.high for name, one in base.items()}
            highest = {name: one.high if signs[name] == 1 else one.low for name, one in base.items()}
            return float(self.value(id_, lowest)), float(self.value(id_, highest)), Method.CORNERS
        moving = [name for name, one in base.items() if not one.is_point]
        fixed = {name: one.value for name, one in base.items()}

        def values(points: list[list[float]]) -> list[float]:
            drawn = dict(zip(moving, np.array(points).T, strict=True))
            return [float(value) for value in self.value(id_, {**fixed, **drawn})]

        lows, centre, highs = ([getattr(base[name], side) for name in moving] for side in ("low", "value", "high"))
        low, high, finite = search.extremes(values, lows, centre, highs, [signs[name] for name in moving])
        if _bounded(base) and not finite:
            raise ArithmeticError("no finite value at some of the points that were looked at")
        return low, high, Method.SAMPLED


def base_interval(row: Figure | Factor) -> Interval:
    """Return the interval of a figure or factor in base units."""
    return row.interval.scaled(units.scale(row.unit))


def _bounded(base: Mapping[str, Interval]) -> bool:
    return all(interval.is_bounded for interval in base.values())
