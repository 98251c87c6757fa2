"""The audit: every derivation computed with its interval, every figure given its two answers.

Does the arithmetic reproduce (``recompute`` derivations)? Does the evidence support it (``cross_check`` derivations)?
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from compendium import formula, units
from compendium.language import mark, say, speak
from compendium.ledger import Derivation, Factor, Figure, Ledger, unknown
from compendium.loading import load
from compendium.problem import DataError, Problem

ARITHMETIC = (mark("reproduced"), mark("consistent"), mark("not reproduced"), mark("no inputs printed"))
EVIDENCE = (mark("supported"), mark("contested"), mark("contradicted"), mark("untested"))
MATERIAL = 0.10  # a ratio further than this from one is material
TOUCH = 1e-9  # relative slack for interval ends that are equal but for floating point
_SAMPLES = 2**12


@dataclass(frozen=True)
class Result:
    """A derivation computed: central value and interval, in its own unit."""

    derivation: Derivation
    value: float
    low: float
    high: float
    method: str  # "corners" where the interval is exact, "sampled" where the formula is not monotone
    figures: tuple[str, ...]
    factors: tuple[str, ...]

    @property
    def basis(self) -> str:
        """What the result rests on: the report alone, or outside factors too."""
        return mark("outside factors") if self.factors else mark("the report alone")


@dataclass(frozen=True)
class Check:
    """A result held against the figure it answers for, in the figure's unit."""

    result: Result
    value: float
    low: float
    high: float
    ratio: float
    reproduces: bool
    meets: bool

    @property
    def off(self) -> bool:
        """Whether it misses the printed number, and by a material amount."""
        return not self.meets and abs(self.ratio - 1) > MATERIAL


@dataclass(frozen=True)
class Verdict:
    """The two answers for one figure and the checks that gave them."""

    figure: Figure
    checks: tuple[Check, ...]

    @property
    def recomputes(self) -> tuple[Check, ...]:
        """The checks that ask how the figure arose, the best first."""
        found = [check for check in self.checks if check.result.derivation.role == "recompute"]
        return tuple(sorted(found, key=lambda check: (not check.reproduces, not check.meets, abs(check.ratio - 1))))

    @property
    def cross_checks(self) -> tuple[Check, ...]:
        """The checks on an independent basis, in the order of the table."""
        return tuple(check for check in self.checks if check.result.derivation.role == "cross_check")

    @property
    def arithmetic(self) -> str:
        """One of ``ARITHMETIC``: the answer of the recomputation that comes nearest."""
        if not self.recomputes:
            return "no inputs printed"
        best = self.recomputes[0]
        return "reproduced" if best.reproduces else "consistent" if best.meets else "not reproduced"

    @property
    def evidence(self) -> str:
        """One of ``EVIDENCE``: how many of the cross-checks meet the printed interval."""
        met = [check.meets for check in self.cross_checks]
        if not met:
            return "untested"
        return "supported" if all(met) else "contested" if any(met) else "contradicted"

    @property
    def ratio(self) -> float | None:
        """Recomputed / printed of the best recomputation, or else of the cross-check nearest to the printed value."""
        return self.recomputes[0].ratio if self.recomputes else self.evidence_ratios[0] if self.cross_checks else None

    @property
    def evidence_ratios(self) -> tuple[float, ...]:
        """Cross-checked / printed, the nearest to one first."""
        return tuple(sorted((check.ratio for check in self.cross_checks), key=lambda ratio: abs(ratio - 1)))

    @property
    def material(self) -> bool:
        """Whether an answer other than agreement rests on a check that is off by a material amount."""
        open_ = self.arithmetic == "not reproduced" or self.evidence in ("contested", "contradicted")
        return open_ and any(check.off for check in self.checks)

    @property
    def basis(self) -> str:
        """What the arithmetic's answer rests on, or '' where nothing is recomputed."""
        return self.recomputes[0].result.basis if self.recomputes else ""


@dataclass(frozen=True)
class Audit:
    """The ledger computed, as far as ``section`` goes ('' is the whole report)."""

    ledger: Ledger
    section: str = ""
    assumed: tuple[str, ...] = ()
    computer: "Computer | None" = field(default=None, compare=False, repr=False)

    def part(self, section: str) -> "Audit":
        """Return the audit of one section, which computes nothing that this one has computed."""
        return replace(self, section=section, computer=self._computer)

    @cached_property
    def _computer(self) -> "Computer":
        return self.computer or Computer(self.ledger)

    def covers(self, section: str) -> bool:
        """Return whether a section lies in the part that this audit looks at."""
        return self.section in ("", section) or section.startswith(f"{self.section}.")

    @cached_property
    def results(self) -> Mapping[str, Result]:
        """Every derivation of the section and every one that those use, computed."""
        wanted: dict[str, None] = {}
        for id_, row in self.ledger.derivations.items():
            if self.covers(row.section):
                self._with_steps(id_, wanted)
        return {id_: self._computer.result(id_) for id_ in self.ledger.derivations if id_ in wanted}

    def _with_steps(self, id_: str, wanted: dict[str, None]) -> None:
        """Add a derivation and the derivations it uses, which may stand in another section."""
        wanted[id_] = None
        for name in self.ledger.derivations[id_].names:
            if name in self.ledger.derivations:
                self._with_steps(name, wanted)

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Every figure of the section with its answers."""
        rows = {id_: row for id_, row in self.ledger.figures.items() if self.covers(row.section)}
        checks: dict[str, list[Check]] = {id_: [] for id_ in rows}
        for result in self.results.values():
            if result.derivation.role in ("recompute", "cross_check") and result.derivation.checks in checks:
                figure = rows[result.derivation.checks]
                checks[figure.id].append(_check(figure, result))
        return {id_: Verdict(rows[id_], tuple(found)) for id_, found in checks.items()}

    def verdict(self, id_: str) -> Verdict:
        """Return a figure's answers.

        Raises:
            KeyError: no such figure in this section; the message names the nearest.
        """
        if id_ not in self.verdicts:
            raise KeyError(unknown(id_, self.verdicts))
        return self.verdicts[id_]

    def result(self, id_: str) -> Result:
        """Return a computed derivation.

        Raises:
            KeyError: no such derivation in this section; the message names the nearest.
        """
        if id_ not in self.results:
            raise KeyError(unknown(id_, self.results))
        return self.results[id_]

    def bounds(self, id_: str, unit: str | None = None) -> tuple[float, float, float]:
        """Return low, value, high of any row of the section or of its inputs, in ``unit`` (the row's own if None)."""
        row = self.row(id_)
        if isinstance(row, Derivation):
            result = self.result(id_)
            low, value, high = result.low, result.value, result.high
        else:
            low, value, high = row.bounds
        factor = units.convert(1.0, row.unit, unit) if unit else 1.0
        return low * factor, value * factor, high * factor

    def row(self, id_: str) -> Figure | Factor | Derivation:
        """Return a row that this section may speak of: its own, or an input of its derivations.

        Raises:
            KeyError: none such; a notebook that reached further would not be rerun when that row changed.
        """
        if id_ not in self.scope:
            raise KeyError(unknown(id_, self.scope))
        return self.ledger[id_]

    @cached_property
    def scope(self) -> frozenset[str]:
        """The ids this section may speak of."""
        used = {row.id for id_ in self.results for row in self.ledger.inputs(id_)}
        return frozenset({*self.verdicts, *self.results, *used})

    def case(self, id_: str) -> str:
        """Return a figure's section and case, as charts name them: ``3.6 Suining``."""
        return f"{self.ledger.figures[id_].section} {say(case_name(id_))}"

    def counts(self, question: str) -> Counter[str]:
        """Count the figures by answer to ``arithmetic`` or ``evidence``, in the order of severity."""
        answers = ARITHMETIC if question == "arithmetic" else EVIDENCE
        found = Counter(getattr(verdict, question) for verdict in self.verdicts.values())
        return Counter({answer: found[answer] for answer in answers})


def case_name(id_: str) -> str:
    """Return the name of the case that an id belongs to, in English: ``Heat pump``."""
    return id_.partition(".")[0].replace("_", " ").capitalize()


def open_audit(
    section: str = "",
    assumptions: Mapping[str, Any] | None = None,
    language: str | None = None,
    ledger: Ledger | None = None,
) -> Audit:
    """Load the tables and return the audit of one section (``3.6``), one chapter (``3``) or the report ('').

    Args:
        section: the report's own number.
        assumptions: rows overridden by id, as ``Ledger.assume`` takes them.
        language: what to speak from here on; unchanged if None.
        ledger: an already loaded ledger.

    Raises:
        DataError: the tables or an assumption are wrong.
        ValueError: an unknown language or section.
    """
    if language is not None:
        speak(language)
    rows = (ledger or load()).assume(assumptions or {})
    audit = Audit(rows, section, tuple(assumptions or {}))
    sections = sorted({row.section for row in rows.figures.values()})
    if not any(audit.covers(known) for known in sections):
        raise ValueError(f"no figure stands in section {section!r}; figures stand in {', '.join(sections)}")
    return audit


class Computer:
    """Computes the derivations of one ledger, in base units."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.results: dict[str, Result] = {}
        self.slopes: dict[str, formula.Slope] = {}
        self.algebra = formula.Slopes()

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
        base = {one.id: tuple(bound * units.scale(one.unit) for bound in one.bounds) for one in inputs}
        try:
            with np.errstate(all="ignore"):
                value = float(self.value(id_, {name: bounds[1] for name, bounds in base.items()}))
                low, high, method = self._interval(id_, base)
        except (ArithmeticError, TypeError, ValueError):  # what Python and mpmath raise where there is no real value
            value = low = high = math.nan
        if not math.isfinite(value) or math.isnan(low + high) or (_bounded(base) and math.isinf(high - low)):
            found = f"{row.formula!r} of {id_}, which has no value for some inputs between their ends"
            raise DataError([Problem("derivations.csv", found, "inputs for which it has one", column="formula")])
        size = units.scale(row.unit)
        figures = tuple(one.id for one in inputs if isinstance(one, Figure))
        factors = tuple(one.id for one in inputs if isinstance(one, Factor))
        return Result(row, value / size, low / size, high / size, method, figures, factors)

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

        return formula.fold(self.ledger.derivations[id_].tree, leaf, formula.Numbers())

    def _slope(self, name: str) -> formula.Slope:
        if name not in self.slopes:
            row = self.ledger[name]
            if isinstance(row, Derivation):
                self.slopes[name] = formula.fold(row.tree, self._slope, self.algebra)
            else:
                low, _, high = (bound * units.scale(row.unit) for bound in row.bounds)
                self.slopes[name] = self.algebra.variable(name, low, high)
        return self.slopes[name]

    def _interval(self, id_: str, base: Mapping[str, tuple[float, ...]]) -> tuple[float, float, str]:
        """Return the least and greatest value over the inputs' box, and how they were found."""
        slope = self._slope(id_)
        signs = {name: formula.direction(slope.partials[name]) if name in slope.partials else 1 for name in base}
        # An enclosure that is infinite though the inputs are not may hide a pole, across which slopes say nothing.
        pole = math.isinf(slope.value.delta) and _bounded(base)
        if None not in signs.values() and not pole:
            lowest = {name: base[name][0 if signs[name] == 1 else 2] for name in base}
            highest = {name: base[name][2 if signs[name] == 1 else 0] for name in base}
            return float(self.value(id_, lowest)), float(self.value(id_, highest)), "corners"
        points = _samples(base)
        samples = self.value(id_, dict(points))

        def climbed(place: int, sign: int) -> float:
            return self._climb(id_, base, {name: float(column[place]) for name, column in points.items()}, sign)

        return climbed(int(np.argmin(samples)), -1), climbed(int(np.argmax(samples)), 1), "sampled"

    def _climb(self, id_: str, base: Mapping[str, tuple[float, ...]], start: dict[str, float], sign: int) -> float:
        """Return the most (``sign`` 1) or least (-1) that is reached from a point by moving inputs to their ends."""
        best, point, moved = float(self.value(id_, dict(start))), start, True
        while moved:
            moved = False
            for name, (low, _, high) in base.items():
                for end in (low, high):
                    trial = {**point, name: end}
                    value = float(self.value(id_, dict(trial)))
                    if sign * value > sign * best:
                        best, point, moved = value, trial, True
        return best


def _bounded(base: Mapping[str, tuple[float, ...]]) -> bool:
    return all(math.isfinite(bound) for bounds in base.values() for bound in bounds)


def _samples(base: Mapping[str, tuple[float, ...]]) -> dict[str, Any]:
    """Return a random fill of the inputs' box (seeded) with all its corners, an array for each input."""
    count = len(base)
    cube = np.random.default_rng(0).random((_SAMPLES, count))
    corners = np.indices((2,) * count).reshape(count, -1).T if count <= 12 else np.empty((0, count))
    points = np.vstack([cube, corners])
    return {name: low + points[:, i] * (high - low) for i, (name, (low, _, high)) in enumerate(base.items())}


def _check(figure: Figure, result: Result) -> Check:
    size = units.convert(1.0, result.derivation.unit, figure.unit)
    value, low, high = result.value * size, result.low * size, result.high * size
    printed = figure.interval
    slack = TOUCH * max(abs(printed.value), abs(value))
    return Check(
        result=result,
        value=value,
        low=low,
        high=high,
        ratio=value / printed.value if printed.value else math.nan,
        reproduces=printed.low - slack <= value <= printed.high + slack,
        meets=low <= printed.high + slack and high >= printed.low - slack,
    )
