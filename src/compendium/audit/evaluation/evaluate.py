"""Evaluation: derivations computed from their inputs, with the interval that follows from those of the inputs.

Numbers are floats, or arrays of one number for each of many scenarios; what no scenario changes stays a float and is
computed once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from compendium.audit.evaluation import searches
from compendium.audit.evaluation.algebras import Numbers, Slope, Slopes, direction
from compendium.ledger import formula, units
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError, Problem
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import Basis, Method

NO_ENDS = "which has no ends where an input has no upper end"
NO_VALUE = "which has no value for some inputs between their ends"


class Ends(NamedTuple):
    """A number with its ends: floats, or an array for many scenarios."""

    low: Any
    value: Any
    high: Any

    def times(self, scale: float) -> "Ends":
        """Return the three times a positive number, such as the size of a unit."""
        return Ends(*(one * scale for one in self))

    def over(self, scale: float) -> "Ends":
        """Return the three divided by a positive number."""
        return Ends(*(one / scale for one in self))


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
    """Computes the derivations of one ledger, each once; it works in pint's base units.

    Args:
        ledger: the rows.
        given: figures and factors that have other numbers than in the ledger, by id, in base units; those of many
            scenarios are arrays of shape (scenarios,).
    """

    def __init__(self, ledger: Ledger, given: Mapping[str, Ends] | None = None) -> None:
        self.ledger = ledger
        self.base: dict[str, Ends] = dict(given or {})
        self.results: dict[str, Result] = {}
        self.slopes: dict[str, Slope] = {}
        self.algebra = Slopes()

    def result(self, id_: str) -> Result:
        """Return one derivation with its interval, of a ledger without scenarios.

        The ends are exact where interval arithmetic proves that the result is monotonic in every input; otherwise they
        are the extremes that ``search.extremes`` reaches.

        Raises:
            DataError: it has no value for some inputs within their intervals, such as a division by zero or the root of
                a negative number.
        """
        if id_ not in self.results:
            ends, searched = self.ends(id_)
            if fault := self.faults(id_, ends)[()]:
                raise DataError([self.problem(id_, fault)])
            row, inputs = self.ledger.derivations[id_], self.ledger.inputs(id_)
            factors = [one for one in inputs if isinstance(one, Factor)]
            self.results[id_] = Result(
                row,
                Interval(*(float(end) for end in ends.over(units.scale(row.unit)))),
                Method.SAMPLED if searched else Method.CORNERS,
                tuple(one.id for one in inputs if isinstance(one, Figure)),
                tuple(one.id for one in factors),
                max((one.grade for one in factors), default=""),
            )
        return self.results[id_]

    def faults(self, id_: str, ends: Ends) -> Any:
        """Return what is wrong with the ends of a derivation: an array of ``NO_ENDS``, ``NO_VALUE`` or ''."""
        finite = np.isfinite(ends.value)
        bounded = self._bounded(id_)
        with np.errstate(over="ignore", invalid="ignore"):  # ends further apart than any float
            endless = finite & ~bounded & np.isnan(ends.low + ends.high)
            wrong = ~finite | bounded & ~np.isfinite(ends.high - ends.low)
        return np.where(endless, NO_ENDS, np.where(wrong, NO_VALUE, ""))

    def problem(self, id_: str, fault: str) -> Problem:
        """Return the error that tells of a fault."""
        found = f"{self.ledger.derivations[id_].formula!r} of {id_}, {fault}"
        expected = "inputs with two ends" if fault == NO_ENDS else "inputs for which it has one"
        return Problem("derivations.csv", found, expected, column="formula")

    def ends(self, id_: str) -> tuple[Ends, Any]:
        """Return a derivation with its ends, in base units, and whether they were searched for; nan where it has none.

        Returns:
            Floats, or arrays for each scenario.
        """
        box = self.box(id_)
        with np.errstate(all="ignore"):
            value = self._tried(id_, {name: one.value for name, one in box.items()})
            signs = self._signs(id_)
            proved = np.logical_and.reduce(np.broadcast_arrays(*signs.values(), True))
            lowest = {name: _chosen(signs[name], one.low, one.high) for name, one in box.items()}
            highest = {name: _chosen(signs[name], one.high, one.low) for name, one in box.items()}
            low, high = self._tried(id_, lowest), self._tried(id_, highest)
            if not np.all(proved):
                low, high = self._searched(id_, ~proved, low, high, signs)
        return Ends(low, value, high), ~proved

    def _tried(self, id_: str, values: dict[str, Any]) -> Any:
        """Return ``value``; nan where Python's floats raise an error or become complex, as NumPy's do not."""
        try:
            found = self.value(id_, values)
        except (ArithmeticError, TypeError, ValueError):
            return np.nan
        return np.nan if isinstance(found, complex) else found

    def value(self, id_: str, values: dict[str, Any]) -> Any:
        """Compute one derivation for given values of its inputs.

        Args:
            id_: the derivation.
            values: its figures and factors by id, in base units: floats, or arrays that broadcast. The derivations that
                it uses are computed once and added to this mapping.

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

        Nothing is proved across a pole.

        Returns:
            By the id of the input, in the order of ``Ledger.inputs``: 1 if the result never falls as it rises, -1 if it
            never rises, 0 if neither is proved; 1 for an input that is a point.
        """
        with np.errstate(all="ignore"):
            return {name: int(sign) for name, sign in self._signs(id_).items()}

    def box(self, id_: str) -> dict[str, Ends]:
        """Return the inputs of a derivation in base units, by id, in the order of ``Ledger.inputs``."""
        return {row.id: self._input(row) for row in self.ledger.inputs(id_)}

    def _input(self, row: Figure | Factor) -> Ends:
        if row.id not in self.base:
            ends = base_interval(row)
            self.base[row.id] = Ends(ends.low, ends.value, ends.high)
        return self.base[row.id]

    def _bounded(self, id_: str) -> Any:
        ends = [end for one in self.box(id_).values() for end in (one.low, one.high)]
        return np.logical_and.reduce(np.broadcast_arrays(*(np.isfinite(end) for end in ends), True))

    def _signs(self, id_: str) -> dict[str, Any]:
        partials = self._slope(id_).partials
        points = {name: np.equal(one.low, one.high) for name, one in self.box(id_).items()}
        return {
            name: np.where(point, 1, direction(partials[name]))[()] if name in partials else 1
            for name, point in points.items()
        }

    def _slope(self, name: str) -> Slope:
        if name not in self.slopes:
            row = self.ledger[name]
            if isinstance(row, Derivation):
                self.slopes[name] = formula.fold(row.tree, self._slope, self.algebra)
            else:
                low, _, high = self._input(row)
                self.slopes[name] = self.algebra.variable(name, low, high)
        return self.slopes[name]

    def _searched(self, id_: str, wanted: Any, low: Any, high: Any, signs: Mapping[str, Any]) -> tuple[Any, Any]:
        """Return the ends with those of some scenarios searched for.

        Scenarios are searched together where the same inputs move and the same directions are proved.

        Args:
            id_: the derivation.
            wanted: in which scenarios.
            low: the ends of the others.
            high: likewise.
            signs: by input.
        """
        box = self.box(id_)
        shape = np.broadcast_shapes(np.shape(wanted), np.shape(low), np.shape(high))
        rows = np.flatnonzero(np.broadcast_to(wanted, shape))

        def drawn(column: Any) -> Any:
            return np.broadcast_to(column, shape).reshape(-1)[rows]

        lows, centres, highs = (np.array([drawn(one[side]) for one in box.values()]) for side in range(3))
        pattern = np.where(lows < highs, np.array([drawn(sign) for sign in signs.values()]), 2)
        kinds, members = np.unique(pattern, axis=1, return_inverse=True)
        found = np.empty((2, len(rows)))
        for place, kind in enumerate(kinds.T):
            group = np.flatnonzero(members.reshape(-1) == place)
            found[:, group] = self._group(id_, lows[:, group], centres[:, group], highs[:, group], kind)
        ends = [np.array(np.broadcast_to(end, shape), dtype=float) for end in (low, high)]
        for end, one in zip(ends, found, strict=True):
            end.reshape(-1)[rows] = one
        return ends[0][()], ends[1][()]

    def _group(self, id_: str, low: Any, centre: Any, high: Any, kind: Any) -> Any:
        """Return the ends, shape (2, boxes), of boxes given as arrays of shape (inputs, boxes); ``kind`` 2 is fixed."""
        names = list(self.box(id_))
        moving = np.flatnonzero(kind != 2)
        fixed = [place for place in range(len(names)) if kind[place] == 2]

        def values(boxes: Any, points: Any) -> Any:
            at = {names[place]: points[:, :, i] for i, place in enumerate(moving)}
            at |= {names[place]: centre[place, boxes][:, None] for place in fixed}
            return np.broadcast_to(self.value(id_, at), points.shape[:2])

        least, greatest, finite = searches.extremes(
            values, low[moving].T, centre[moving].T, high[moving].T, list(kind[moving])
        )
        bounded = np.isfinite(low).all(axis=0) & np.isfinite(high).all(axis=0)
        return np.where(finite | ~bounded, (least, greatest), np.nan)


def base_interval(row: Figure | Factor) -> Interval:
    """Return the interval of a figure or factor in base units."""
    return row.interval.scaled(units.scale(row.unit))


def _chosen(sign: Any, rising: Any, other: Any) -> Any:
    """Return one end where a result rises with an input, the other elsewhere."""
    if np.ndim(sign) == 0:
        return rising if sign == 1 else other
    return np.where(np.equal(sign, 1), rising, other)
