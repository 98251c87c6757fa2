"""A grid: every combination of the levels of its axes, the last axis fastest."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from compendium.audit.evaluation.evaluate import Ends
from compendium.scenarios.design.blocks import PRESET, Block, Values


@dataclass(frozen=True)
class Axis:
    """What is set together, and to what: levels as ``Ledger.assume`` takes them, None for leaving it alone.

    An axis without ids is one of presets. ``printed`` is true if a figure is among the ids.
    """

    ids: tuple[str, ...]
    levels: tuple[Any, ...]
    printed: bool = False


@dataclass(frozen=True)
class Grid:
    """A design of all combinations of levels (see ``blocks.Design``)."""

    axes: tuple[Axis, ...]
    presets: Mapping[str, Mapping[str, float]]
    size: int
    kind: str = "grid"
    named: bool = False

    @property
    def digest(self) -> str:
        told = [(axis.ids, axis.levels) for axis in self.axes]
        return hashlib.sha256(repr([self.kind, told]).encode()).hexdigest()

    @property
    def scenarios(self) -> int:
        return math.prod(len(axis.levels) for axis in self.axes)

    @cached_property
    def varied(self) -> tuple[str, ...]:
        stated = [id_ for axis in self.axes for id_ in axis.ids]
        return tuple(dict.fromkeys([*stated, *(id_ for preset in self.presets.values() for id_ in preset)]))

    @cached_property
    def columns(self) -> Mapping[str, bool]:
        return {
            name: not axis.printed and all(_is_number(level) for level in axis.levels)
            for axis in self.axes
            for name in _names(axis)
        }

    def handed(self, number: int) -> None:
        """Return None: the number of a block is enough."""

    def in_blocks(self, times: int) -> "Grid":
        """Return the same scenarios in blocks so many times as large."""
        return replace(self, size=self.size * times)

    def block(self, values: Values, number: int, handed: None = None) -> Block:
        places = np.arange(number * self.size, min((number + 1) * self.size, self.scenarios))
        levels = np.unravel_index(places, [len(axis.levels) for axis in self.axes])
        stated: dict[str, Any] = {}
        given: dict[str, Ends] = {}
        for axis, chosen in zip(self.axes, levels, strict=True):
            if not axis.ids:
                stated[PRESET] = [axis.levels[level] for level in chosen]
        for id_ in self.varied:
            presets = stated.get(PRESET, [None] * len(places))
            given[id_] = values.array(id_, [self._preset(name, id_) for name in presets])
        for axis, chosen in zip(self.axes, levels, strict=True):
            for id_ in axis.ids:
                stated[id_] = self._stated([axis.levels[level] for level in chosen], id_)
                set_to = values.array(id_, axis.levels)
                left = np.array([level is None for level in axis.levels])[chosen]
                low, middle, high = (
                    np.where(left, before, np.asarray(ends)[chosen])
                    for before, ends in zip(given[id_], set_to, strict=True)
                )
                given[id_] = Ends(low, middle, high)
        return Block(places + 1, {name: stated[name] for name in self.columns}, given)

    def _preset(self, name: str | None, id_: str) -> float | None:
        return self.presets[name].get(id_) if name else None

    def _stated(self, levels: list[Any], id_: str) -> Any:
        if self.columns[id_]:
            return np.array([np.nan if level is None else float(level) for level in levels])
        return [None if level is None else _text(level) for level in levels]


def _names(axis: Axis) -> tuple[str, ...]:
    return axis.ids or (PRESET,)


def _is_number(level: Any) -> bool:
    return level is None or isinstance(level, int | float)


def _text(level: Any) -> str:
    return f"[{', '.join(str(one) for one in level)}]" if isinstance(level, tuple) else str(level)
