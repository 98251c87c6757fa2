"""Region sweeps: a derivation recomputed with one of its factors replaced by each factor of a family.

A family is one quantity for several regions and years, from one or more sources. Each member replaces the factor in the
same way as an assumption does, so the rules of the audit apply to value and interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Ends, Evaluator, base_interval
from compendium.ledger import units
from compendium.ledger.comparison import SLACK
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger, unknown
from compendium.ledger.problem import DataError
from compendium.ledger.rows import Derivation, Factor, Figure


@dataclass(frozen=True)
class Place:
    """A derivation at one member of the family, in the derivation's own unit."""

    factor: Factor
    interval: Interval
    meets: bool  # whether the interval meets the printed one; False where there is no figure

    @property
    def value(self) -> float:
        """The derivation at the member's own value, in the derivation's unit."""
        return self.interval.value


@dataclass(frozen=True)
class Sweep:
    """A derivation at every member of a family."""

    derivation: Derivation
    replaced: Factor
    figure: Figure | None  # the figure that the derivation names, if any
    places: tuple[Place, ...]
    break_even: Interval | None  # the factor at which the derivation is zero, in its unit; None if it has no influence
    as_printed: Interval | None  # the factor at which it equals the printed number; None also without a figure

    @property
    def years(self) -> tuple[str, ...]:
        """The years of the members in ascending order."""
        return tuple(sorted({place.factor.year for place in self.places}))

    def at(self, year: str) -> tuple[Place, ...]:
        """Return the members of one year, from the least value of the derivation to the greatest."""
        return tuple(sorted((one for one in self.places if one.factor.year == year), key=lambda one: one.value))

    @property
    def latest(self) -> tuple[Place, ...]:
        """The members of the latest year, from the least value of the derivation to the greatest."""
        return self.at(self.years[-1])

    def without(self, *regions: str) -> "Sweep":
        """Return the sweep without some regions, such as the country beside its provinces."""
        kept = tuple(place for place in self.places if place.factor.region not in regions)
        return Sweep(self.derivation, self.replaced, self.figure, kept, self.break_even, self.as_printed)


def family(audit: Audit, kind: str, *sources: str) -> tuple[str, ...]:
    """Return the ids of the factors of one kind from the named sources, in the order of the table.

    A notebook has to write the sources as string literals in double quotes: by them its fingerprint finds the rows
    that no formula names.

    Args:
        audit: any audit of the report.
        kind: a ``FactorKind``, as the table has it: ``grid``.
        sources: keys of the bibliography; without any, the family is empty.

    Raises:
        ValueError: no factor of this kind comes from one of the sources.
    """
    found = [row for row in audit.ledger.factors.values() if row.kind == kind]
    for source in sources:
        if source not in {row.source for row in found}:
            raise ValueError(f"no factor of the kind {kind!r} is from {source!r}")
    return tuple(row.id for row in found if row.source in sources)


def sweep(audit: Audit, derivation: str, replaced: str, members: Sequence[str]) -> Sweep:
    """Compute a derivation with one of its factors replaced by each member of a family.

    Args:
        audit: the audit of the derivation's section.
        derivation: its id.
        replaced: the id of a factor that it uses, directly or through other derivations.
        members: ids of factors of the same dimension.

    Returns:
        The derivation at each member, and the factors at which it is zero and as printed.

    Raises:
        KeyError: no such derivation in the section, or no such factor; the message names the nearest.
        ValueError: the derivation does not use the factor, is not linear in it, or a member has another dimension.
    """
    row = audit.result(derivation).derivation
    resting = {one.id: one for one in audit.ledger.inputs(derivation)}
    factor = resting.get(replaced)
    if not isinstance(factor, Factor):
        factors = ", ".join(id_ for id_, one in resting.items() if isinstance(one, Factor)) or "none"
        raise ValueError(f"{derivation} rests on no factor {replaced!r}; its factors: {factors}")
    if not members:
        raise ValueError(f"no factor is given to take the place of {replaced}")
    for one in resting.values():
        if not one.interval.is_bounded:
            raise ValueError(f"{one.id} has no upper end, so nothing says where {derivation} comes to a level")
    figure = audit.ledger.figures[row.checks] if row.checks else None
    places = _places(audit.ledger, row, factor, [_member(audit.ledger, factor, id_) for id_ in members], figure)
    printed = None
    if figure:
        printed = _crossing(audit.ledger, row, factor, units.converted(figure.interval, figure.unit, row.unit))
    return Sweep(row, factor, figure, places, _crossing(audit.ledger, row, factor, Interval.point(0.0)), printed)


def _member(ledger: Ledger, factor: Factor, id_: str) -> Factor:
    if id_ not in ledger.factors:
        raise KeyError(unknown(id_, ledger.factors))
    member = ledger.factors[id_]
    if not units.alike(member.unit, factor.unit):
        raise ValueError(f"{id_} is in {member.unit}, no kind of {factor.unit}, and cannot stand for {factor.id}")
    return member


def _places(
    ledger: Ledger, row: Derivation, factor: Factor, members: Sequence[Factor], figure: Figure | None
) -> tuple[Place, ...]:
    """Return a derivation at every member, all computed at once.

    Raises:
        DataError: it has no value at one of them.
    """
    put = [base_interval(member) for member in members]
    ends = Ends(*(np.array(side) for side in zip(*((one.low, one.value, one.high) for one in put), strict=True)))
    evaluator = Evaluator(ledger, {factor.id: ends})
    found = Ends(*(np.broadcast_to(end, len(members)) for end in evaluator.ends(row.id)[0]))
    faults = {str(fault): None for fault in evaluator.faults(row.id, found) if fault}
    if faults:
        raise DataError([evaluator.problem(row.id, fault) for fault in faults])
    intervals = [Interval(*(float(end) for end in one)) for one in zip(*found.over(units.scale(row.unit)), strict=True)]
    meets = [figure is not None and units.converted(one, row.unit, figure.unit).meets(figure.interval)
             for one in intervals]  # fmt: skip
    return tuple(Place(*one) for one in zip(members, intervals, meets, strict=True))


def _crossing(ledger: Ledger, row: Derivation, factor: Factor, level: Interval) -> Interval | None:
    """Return the factor, in its unit, at which the derivation, linear in it, reaches a level of its own unit.

    Two points determine the line, and a third shows that it is one. The ends are the extremes over all corners of the
    box of the other inputs. They are exact if the crossing is monotonic in each input, as it is where each input occurs
    once in the formula. Both are infinite if the line's slope changes its sign between corners.
    """
    free = [one for one in ledger.inputs(row.id) if one.id != factor.id]
    intervals = [*(one.interval for one in free), level]
    ends = product(*({one.low, one.high} for one in intervals))
    corners = np.array([[one.value for one in intervals], *ends], dtype=float).T
    base: dict[str, Any] = {one.id: column * units.scale(one.unit) for one, column in zip(free, corners, strict=False)}
    at = [_line_point(ledger, row, base, factor, np.full(corners.shape[1], point)) for point in (0.0, 1.0, 2.0)]
    slope = at[1] - at[0]
    size = np.max(np.abs(at))
    if not np.isfinite(size) or np.max(np.abs(at[2] - at[1] - slope)) > SLACK * size:
        raise ValueError(f"{row.id} is no line in {factor.id}: where it comes to a level cannot be read off two points")
    if np.max(np.abs(slope)) <= SLACK * size:
        return None
    if np.min(slope) <= 0 <= np.max(slope):
        return Interval(-np.inf, float((corners[-1][0] - at[0][0]) / slope[0]), np.inf)
    roots = (corners[-1] - at[0]) / slope
    return Interval(float(roots.min()), float(roots[0]), float(roots.max()))


def _line_point(ledger: Ledger, row: Derivation, base: dict[str, Any], factor: Factor, at: Any) -> Any:
    """Return the derivation at every corner, in its unit, for a factor of ``at``, in the factor's unit."""
    values = {**base, factor.id: at * units.scale(factor.unit)}
    with np.errstate(all="ignore"):
        return Evaluator(ledger).value(row.id, values) / units.scale(row.unit)
