"""The ledger: figures, factors and derivations, linked by their ids."""

import fnmatch
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sympy

from compendium import formula, units
from compendium.language import spoken
from compendium.printed import Printed, PrintedError, read
from compendium.problem import DataError, Problem, nearest


@dataclass(frozen=True)
class Row:
    """What every row of the ledger has."""

    id: str
    unit: str
    label_en: str
    label_zh: str
    note: str

    @property
    def label(self) -> str:
        """The row's short name in the spoken language."""
        return str(getattr(self, f"label_{spoken()}"))


@dataclass(frozen=True)
class Figure(Row):
    """A number the report prints."""

    section: str
    page: int
    printed: str
    qualifier: str
    period: str
    cites: str

    @cached_property
    def interval(self) -> Printed:
        """The printed number as a value and an interval, in ``unit``."""
        return read(self.printed, self.qualifier)

    @property
    def bounds(self) -> tuple[float, float, float]:
        """Low, value, high in ``unit``."""
        return self.interval.low, self.interval.value, self.interval.high


@dataclass(frozen=True)
class Factor(Row):
    """A number from elsewhere."""

    value: float
    low: float
    high: float
    region: str
    year: str
    source: str
    locator: str
    grade: str

    @property
    def bounds(self) -> tuple[float, float, float]:
        """Low, value, high in ``unit``."""
        return self.low, self.value, self.high


@dataclass(frozen=True)
class Derivation(Row):
    """A formula over other rows."""

    section: str
    formula: str
    role: str
    checks: str

    @cached_property
    def tree(self) -> sympy.Expr:
        """The formula's syntax tree."""
        return formula.parse(self.formula)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The ids that stand in the formula."""
        return formula.names(self.tree)


@dataclass(frozen=True)
class Exclusion:
    """A numeral of the report that is no statistic."""

    section: str
    context: str
    reason: str
    date: str
    label_en: str
    label_zh: str
    note: str

    @property
    def label(self) -> str:
        """The event's short name in the spoken language; only dated ones have one."""
        return str(getattr(self, f"label_{spoken()}"))


@dataclass(frozen=True)
class Erratum:
    """Something wrong or in doubt in the report's text, and the words that stand there as long as it does."""

    id: str
    section: str
    expect: str
    finding_en: str
    finding_zh: str
    figure: str
    severity: str
    status: str
    note: str

    @property
    def finding(self) -> str:
        """What was found, in the spoken language."""
        return str(getattr(self, f"finding_{spoken()}"))


@dataclass(frozen=True)
class Term:
    """A term of the book in both languages."""

    id: str
    term_en: str
    term_zh: str
    definition_en: str
    definition_zh: str

    @property
    def name(self) -> str:
        """The term in the spoken language."""
        return str(getattr(self, f"term_{spoken()}"))

    @property
    def definition(self) -> str:
        """What it means, in the spoken language."""
        return str(getattr(self, f"definition_{spoken()}"))


@dataclass(frozen=True)
class Preset:
    """An assumption with a name: one factor in the place of every other of its kind."""

    id: str
    replaced: str
    by: str
    label_en: str
    label_zh: str
    note: str

    @property
    def label(self) -> str:
        """What is assumed, in the spoken language."""
        return str(getattr(self, f"label_{spoken()}"))


@dataclass(frozen=True)
class Ledger:
    """All rows by id, in the order of the tables."""

    figures: Mapping[str, Figure]
    factors: Mapping[str, Factor]
    derivations: Mapping[str, Derivation]
    excluded: tuple[Exclusion, ...]
    errata: Mapping[str, Erratum]
    glossary: Mapping[str, Term]
    presets: Mapping[str, Preset]

    def __getitem__(self, id_: str) -> Figure | Factor | Derivation:
        for table in (self.figures, self.factors, self.derivations):
            if id_ in table:
                return table[id_]
        raise KeyError(unknown(id_, self.ids()))

    def ids(self) -> tuple[str, ...]:
        """Return every id that can stand in a formula or be shown as a number: errata are text."""
        return (*self.figures, *self.factors, *self.derivations)

    def inputs(self, id_: str) -> tuple[Figure | Factor, ...]:
        """Return the figures and factors that a derivation rests on, through other derivations too."""
        found: dict[str, Figure | Factor] = {}
        for name in self.derivations[id_].names:
            row = self[name]
            for base in self.inputs(name) if isinstance(row, Derivation) else (row,):
                found[base.id] = base
        return tuple(found.values())

    def checks(self, figure: str) -> tuple[Derivation, ...]:
        """Return the derivations that answer for a figure."""
        return tuple(derivation for derivation in self.derivations.values() if derivation.checks == figure)

    def preset(self, id_: str) -> dict[str, float]:
        """Return the assumptions of a preset: the value of its one factor for every other, in the unit of each."""
        preset = self.presets[id_]
        one = self.factors[preset.by]
        replaced = {name: None for pattern in preset.replaced.split() for name in fnmatch.filter(self.factors, pattern)}
        return {
            name: units.convert(one.value, one.unit, self.factors[name].unit) for name in replaced if name != one.id
        }

    def assume(self, assumptions: Mapping[str, Any]) -> "Ledger":
        """Return a ledger with figures or factors overridden.

        Args:
            assumptions: by id, in the row's own unit. A factor takes a number or ``[low, value, high]``; a figure takes
                what could be printed (``30.1``, ``"100-140"``) and keeps its qualifier.

        Raises:
            DataError: an unknown id, an id that is computed, or a value that does not fit.
        """
        problems = [problem for id_, value in assumptions.items() if (problem := self._misfit(id_, value))]
        if problems:
            raise DataError(problems)
        figures = {
            id_: replace(self.figures[id_], printed=str(assumptions[id_])) for id_ in assumptions if id_ in self.figures
        }
        factors = {id_: _assumed(self.factors[id_], assumptions[id_]) for id_ in assumptions if id_ in self.factors}
        return replace(self, figures={**self.figures, **figures}, factors={**self.factors, **factors})

    def _misfit(self, id_: str, value: Any) -> Problem | None:
        if id_ in self.derivations:
            inputs = ", ".join(row.id for row in self.inputs(id_))
            return Problem("assumptions", f"{id_!r}, which is computed", f"one of its inputs: {inputs}")
        if id_ not in self.figures and id_ not in self.factors:
            names = (*self.figures, *self.factors)
            return Problem("assumptions", f"{id_!r}", "the id of a figure or factor", nearest=nearest(id_, names))
        try:
            if id_ in self.figures:
                read(str(value), self.figures[id_].qualifier)
            else:
                _assumed(self.factors[id_], value)
        except (PrintedError, TypeError, ValueError) as error:
            expected = "a number, or [low, value, high]"
            if id_ in self.figures:
                expected = f"what could be printed and keeps the qualifier {self.figures[id_].qualifier!r}"
            return Problem("assumptions", f"{value!r} for {id_!r} ({error})", expected)
        return None


def _assumed(factor: Factor, value: Any) -> Factor:
    low, middle, high = (float(part) for part in (value if isinstance(value, list | tuple) else (value, value, value)))
    if not low <= middle <= high:
        raise ValueError("low, value and high do not rise")
    if math.isinf(low) or math.isinf(high):
        raise ValueError("it is not finite")
    return replace(factor, low=low, value=middle, high=high)


def unknown(id_: str, names: Iterable[str]) -> str:
    """Return the sentence for an id that no table has."""
    near = nearest(id_, names)
    return f"no row has the id {id_!r}" + (f"; nearest: {near!r}" if near else "")
