"""A block of scenarios: what each assumes, as it was stated and as numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from compendium.audit.evaluation.evaluate import Ends
from compendium.ledger.assumptions import assumed, implausible, takes
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import Problem, nearest
from compendium.ledger.rows import Factor, Figure
from compendium.ledger.vocabulary import FactorKind

OWN = "own"  # said of a row that a scenario leaves alone
PRESET = "preset"
_KEPT = 2**16  # assumptions whose numbers are remembered


@dataclass(frozen=True)
class Block:
    """Some scenarios that follow one another.

    Attributes:
        names: of the scenarios; their numbers, from 1, where they have no names.
        stated: by column (an id, or ``preset``) what each scenario assumes; None where it leaves the row alone.
        given: by id the numbers that follow, presets included.
    """

    names: Sequence[str] | Any
    stated: Mapping[str, Any]
    given: Mapping[str, Ends]


class Design(Protocol):
    """A design of scenarios.

    Attributes:
        kind: ``table``, ``grid``, ``sobol`` or ``random``.
        digest: of everything that makes its scenarios what they are.
        scenarios: how many there are.
        size: how many are in a block.
        varied: the ids that at least one scenario may set.
        columns: the columns of ``Block.stated``, in order, and whether each has numbers only. What is stated of a
            figure is a text, whose zeros count; what is drawn for one is a number.
        named: whether scenarios have names of their own.
    """

    @property
    def kind(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def scenarios(self) -> int: ...
    @property
    def size(self) -> int: ...
    @property
    def varied(self) -> tuple[str, ...]: ...
    @property
    def columns(self) -> Mapping[str, bool]: ...
    @property
    def named(self) -> bool: ...

    def handed(self, number: int) -> Any:
        """Return what is needed of a block's file to make the block elsewhere; None where the number is enough."""
        ...

    def block(self, values: "Values", number: int, handed: Any) -> Block:
        """Return a block."""
        ...

    def in_blocks(self, times: int) -> "Design":
        """Return the same scenarios in blocks so many times as large."""
        ...


class Values:
    """What assumptions come to in numbers, in the rows' own units; those asked for last are remembered."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._ends: dict[tuple[str, Any], tuple[float, float, float]] = {}
        self._grids = [one for one in ledger.factors.values() if one.kind is FactorKind.GRID]

    def row(self, id_: str) -> Figure | Factor:
        """Return the figure or factor of an id."""
        return self.ledger.figures[id_] if id_ in self.ledger.figures else self.ledger.factors[id_]

    def ends(self, id_: str, value: Any) -> tuple[float, float, float]:
        """Return low, value and high of a row with an assumption, or its own for None.

        Raises:
            ValueError: the row cannot have it.
        """
        key = (id_, tuple(value) if isinstance(value, list) else value)
        ends = self._ends.get(key)
        if ends is None:
            if len(self._ends) >= _KEPT:
                self._ends.clear()
            row = self.row(id_)
            found = row.interval if value is None else assumed(row, value, self.ledger.factors).interval
            ends = self._ends[key] = (found.low, found.value, found.high)
        return ends

    def misfit(self, id_: str, value: Any, *, plausibly: bool) -> Problem | None:
        """Return what is wrong with an assumption, or None."""
        row = self.row(id_)
        try:
            made = assumed(row, value, self.ledger.factors)
        except ValueError as error:
            return Problem("", f"{value!r} ({error})", takes(row))
        return implausible(made, row, self._grids) if plausibly else None

    def array(self, id_: str, values: Sequence[Any]) -> Ends:
        """Return the numbers of a column of assumptions."""
        return Ends(*np.array([self.ends(id_, value) for value in values]).T)


def unknown(ledger: Ledger, id_: str) -> Problem | None:
    """Return what is wrong with an id as one that a scenario sets, or None."""
    if id_ in ledger.derivations:
        inputs = ", ".join(row.id for row in ledger.inputs(id_))
        return Problem("", f"{id_!r}, which is computed", f"one of its inputs: {inputs}")
    names = (*ledger.figures, *ledger.factors)
    if id_ not in names:
        return Problem("", f"{id_!r}", "the id of a figure or factor", nearest=nearest(id_, names))
    return None


def spans(scenarios: int, size: int) -> Iterator[range]:
    """Yield the places of the scenarios of each block."""
    for first in range(0, scenarios, size):
        yield range(first, min(first + size, scenarios))


def rounded(numbers: Any, digits: int = 12) -> Any:
    """Return numbers rounded to significant digits, the same on every machine; zero, infinity and nan stay."""
    numbers = np.asarray(numbers, dtype=float)
    usual = np.isfinite(numbers) & (numbers != 0)
    size = np.abs(np.where(usual, numbers, 1.0))
    place = np.floor(np.log10(size)).astype(int)
    near = np.abs(place) < _EXACT - digits
    place = np.where(near, place, 0)
    place += (size >= _POWERS[place + 1 + _EXACT]).astype(int)  # a logarithm may miss a power of ten by a hair
    place -= (size < _POWERS[place + _EXACT]).astype(int)
    shift = digits - 1 - place
    up, down = _POWERS[np.maximum(shift, 0) + _EXACT], _POWERS[np.maximum(-shift, 0) + _EXACT]
    found = np.where(usual, np.round(np.where(usual & near, numbers, 1.0) * up / down) / up * down, numbers)
    far = usual & ~near
    if far.any():  # their powers of ten are no floating-point numbers
        found[far] = [float(f"{number:.{digits}g}") for number in numbers[far].tolist()]
    return found


_EXACT = 22  # the greatest power of ten that is a floating-point number exactly
_POWERS = np.array([float(f"1e{place}") for place in range(-_EXACT, _EXACT + 1)])
