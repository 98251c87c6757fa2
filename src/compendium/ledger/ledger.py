"""The ledger itself: all rows by id, the inputs of each derivation, and copies with other assumptions."""

import fnmatch
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from compendium.ledger import units
from compendium.ledger.assumptions import assumed, implausible, takes
from compendium.ledger.problem import DataError, Problem, nearest
from compendium.ledger.rows import (
    Default,
    Derivation,
    Erratum,
    Exclusion,
    Factor,
    Figure,
    Preset,
    Region,
    Review,
    Site,
    Term,
    Work,
)


@dataclass(frozen=True)
class Ledger:
    """All rows by id, in the order of the tables; exclusions and reviews have no id.

    ``ledger[id]`` returns a figure, a factor or a derivation, and raises a ``KeyError`` that names the nearest id.
    """

    figures: Mapping[str, Figure]
    factors: Mapping[str, Factor]
    defaults: Mapping[str, Default]
    derivations: Mapping[str, Derivation]
    excluded: tuple[Exclusion, ...]
    errata: Mapping[str, Erratum]
    glossary: Mapping[str, Term]
    presets: Mapping[str, Preset]
    regions: Mapping[str, Region]
    sites: Mapping[str, Site]
    works: Mapping[str, Work] = field(default_factory=dict)
    reviews: tuple[Review, ...] = ()

    def __getitem__(self, id_: str) -> Figure | Factor | Derivation:
        for table in (self.figures, self.factors, self.derivations):
            if id_ in table:
                return table[id_]
        raise KeyError(unknown(id_, self.ids()))

    def ids(self) -> tuple[str, ...]:
        """Return every id that a formula may use: those of figures, factors and derivations."""
        return (*self.figures, *self.factors, *self.derivations)

    def inputs(self, id_: str) -> tuple[Figure | Factor, ...]:
        """Return the figures and factors that a derivation uses, directly or through other derivations.

        Each is listed once, in the order in which the formulas name them.

        Raises:
            KeyError: there is no derivation of this id.
        """
        if id_ not in self._inputs:
            found: dict[str, Figure | Factor] = {}
            for name in self.derivations[id_].names:
                row = self[name]
                for base in self.inputs(name) if isinstance(row, Derivation) else (row,):
                    found[base.id] = base
            self._inputs[id_] = tuple(found.values())
        return self._inputs[id_]

    @cached_property
    def _inputs(self) -> dict[str, tuple[Figure | Factor, ...]]:
        return {}

    def checks(self, figure: str) -> tuple[Derivation, ...]:
        """Return the derivations whose column ``checks`` names a figure, in every role."""
        return self._checks.get(figure, ())

    @cached_property
    def _checks(self) -> dict[str, tuple[Derivation, ...]]:
        found: dict[str, tuple[Derivation, ...]] = {}
        for row in self.derivations.values():
            found[row.checks] = (*found.get(row.checks, ()), row)
        return found

    def reviews_of(self, figure: str) -> tuple[Review, ...]:
        """Return what reviewers recorded about a figure, the oldest record first."""
        return tuple(sorted((row for row in self.reviews if row.figure == figure), key=lambda row: row.date))

    @property
    def read_until(self) -> str:
        """The date until which sources were read, YYYY-MM-DD: the latest in the bibliography; '' without any."""
        return max((work.read for work in self.works.values()), default="")

    def preset(self, id_: str) -> dict[str, float]:
        """Return the assumptions of a preset, as ``assume`` takes them.

        Every factor that the preset replaces gets the value of its one factor, converted to the unit of each.

        Raises:
            KeyError: there is no preset of this id.
        """
        preset = self.presets[id_]
        one = self.factors[preset.by]
        replaced = {name: None for pattern in preset.replaced.split() for name in fnmatch.filter(self.factors, pattern)}
        return {
            name: units.convert(one.value, one.unit, self.factors[name].unit) for name in replaced if name != one.id
        }

    def assume(self, assumptions: Mapping[str, Any], *, plausibly: bool = False) -> "Ledger":
        """Return a copy of the ledger with figures or factors overridden.

        Args:
            assumptions: by id, in the row's own unit. A factor takes a number, a text with a unit (``"525.7 g/kWh"``),
                ``[low, value, high]`` (as text ``"45..50..60 %"``), or the id of another factor, whose range in this
                ledger it then has; a figure takes what could be printed (``30.1``, ``"100-140"``) and keeps its
                qualifier.
            plausibly: refuse what ``assumptions.implausible`` says no to, too.

        Raises:
            DataError: an unknown id, the id of a derivation, a value that the row cannot have, or an implausible one.
        """
        problems = [problem for id_, value in assumptions.items() if (problem := self._misfit(id_, value))]
        if problems:
            raise DataError(problems)
        rows = {id_: assumed(self._input(id_), value, self.factors) for id_, value in assumptions.items()}
        if plausibly:
            grids = self.factors.values()
            doubts = (implausible(row, self._input(id_), grids) for id_, row in rows.items())
            if found := [doubt for doubt in doubts if doubt]:
                raise DataError(found)
        figures = {id_: row for id_, row in rows.items() if isinstance(row, Figure)}
        factors = {id_: row for id_, row in rows.items() if isinstance(row, Factor)}
        return replace(self, figures={**self.figures, **figures}, factors={**self.factors, **factors})

    def _input(self, id_: str) -> Figure | Factor:
        return self.figures[id_] if id_ in self.figures else self.factors[id_]

    def _misfit(self, id_: str, value: Any) -> Problem | None:
        if id_ in self.derivations:
            inputs = ", ".join(row.id for row in self.inputs(id_))
            return Problem("assumptions", f"{id_!r}, which is computed", f"one of its inputs: {inputs}")
        if id_ not in self.figures and id_ not in self.factors:
            names = (*self.figures, *self.factors)
            return Problem("assumptions", f"{id_!r}", "the id of a figure or factor", nearest=nearest(id_, names))
        try:
            assumed(self._input(id_), value, self.factors)
        except ValueError as error:
            return Problem("assumptions", f"{value!r} for {id_!r} ({error})", takes(self._input(id_)))
        return None


def case(id_: str) -> str:
    """Return the case that an id belongs to: the part before the first dot."""
    return id_.partition(".")[0]


def unknown(id_: str, names: Iterable[str]) -> str:
    """Return the error message for an unknown id.

    Args:
        id_: what was asked for.
        names: the ids that exist, of which the message suggests the nearest.
    """
    near = nearest(id_, names)
    return f"no row has the id {id_!r}" + (f"; nearest: {near!r}" if near else "")
