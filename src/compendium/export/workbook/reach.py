"""How far a typed number may leave the published range while the corners of the published ranges still give the ends.

The ends of a result are exact where interval arithmetic proves in which direction it follows each input
(``audit.evaluation``). Here that is proved for the published ranges made wider, so that the formulas of the ends hold
for other numbers, too; beyond them a workbook must say that they are not proved.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from compendium.audit.audit import Audit
from compendium.audit.evaluation.algebras import Slope, Slopes, direction
from compendium.audit.evaluation.enclosures import Enclosure
from compendium.audit.evaluation.evaluate import Evaluator
from compendium.export.workbook.algebra import Ends, Side
from compendium.ledger import formula, units
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import Method

REACHES = (100.0, 10.0, 4.0, 2.0, 1.5, 1.25, 1.1)  # by how many times both ends may move away from each other
WHOLE = 100.0  # per cent, beyond which no published share that lies below it may go


@dataclass(frozen=True)
class Corner:
    """Where a derivation has its lower end; the other end of each input gives its upper one.

    Attributes:
        ends: the end of each input.
        reach: up to how many times the published ranges that is proved.
    """

    ends: Ends
    reach: float


def is_share(row: Figure | Factor) -> bool:
    """Return whether a published number is a share that cannot exceed the whole."""
    return row.unit == "percent" and row.interval.high <= WHOLE


def widened(row: Figure | Factor, reach: float) -> tuple[float, float]:
    """Return the ends of a row, in its unit, moved away from each other by a factor; zero stays zero."""
    low, high = row.interval.low, row.interval.high
    low = low / reach if low > 0 else low * reach
    high = high * reach if high > 0 else high / reach
    return low, min(high, WHOLE) if is_share(row) else high


def corners(audit: Audit) -> dict[str, Corner]:
    """Return the corners of the derivations whose ends are exact and bounded, each as far as it is proved."""
    exact = [id_ for id_, one in audit.results.items() if one.method is Method.CORNERS]
    exact = [id_ for id_ in exact if all(row.interval.is_bounded for row in audit.ledger.inputs(id_))]
    found: dict[str, Corner] = {}
    for reach in REACHES:
        slopes = _Slopes(audit.ledger, reach)
        for id_ in exact:
            if id_ not in found and (signs := slopes.directions(id_)):
                found[id_] = Corner(_ends(signs), reach)
    evaluator = Evaluator(audit.ledger)
    return {id_: found.get(id_) or Corner(_ends(evaluator.directions(id_)), 1.0) for id_ in exact}


def _ends(signs: Mapping[str, int]) -> Ends:
    return {name: Side.LOW if sign == 1 else Side.HIGH for name, sign in signs.items()}


class _Slopes:
    """The slopes of the derivations in every input, exact numbers included, over widened ranges."""

    def __init__(self, ledger: Ledger, reach: float) -> None:
        self.ledger = ledger
        self.reach = reach
        self.found: dict[str, Slope] = {}

    def directions(self, id_: str) -> dict[str, int]:
        """Return in which direction a derivation follows each input; nothing if that is not proved for all."""
        with np.errstate(all="ignore"):
            slope = self._slope(id_)
        signs = {row.id: int(direction(slope.partials[row.id])) for row in self.ledger.inputs(id_)}
        return signs if all(signs.values()) and np.isfinite(slope.value.high - slope.value.low) else {}

    def _slope(self, name: str) -> Slope:
        if name not in self.found:
            row = self.ledger[name]
            if isinstance(row, Derivation):
                self.found[name] = formula.fold(row.tree, self._slope, Slopes())
            else:
                scale = units.scale(row.unit)
                low, high = widened(row, self.reach)
                self.found[name] = Slope(Enclosure(low * scale, high * scale), {name: Enclosure.point(1.0)})
        return self.found[name]
