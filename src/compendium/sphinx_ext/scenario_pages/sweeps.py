"""Directives of the page of sweeps: the plan of a sweep as it stands, and its results as mosaics and tables.

The sweep is computed when the page is read, by the same engine as ``python -m compendium sweep``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from docutils import nodes
from docutils.parsers.rst import directives

from compendium import paths
from compendium.audit.evaluation.evaluate import Ends
from compendium.display import labels, unit_words, wording
from compendium.display.charts.mosaic import Mosaic, marks, mosaic
from compendium.display.drawing.rows import sentence
from compendium.display.drawing.sources import source_of
from compendium.i18n.messages import gettext
from compendium.ledger import units
from compendium.ledger.rows import Factor
from compendium.scenarios.batch import Batch, Computed
from compendium.scenarios.design import plan
from compendium.scenarios.design.blocks import Block, Values
from compendium.scenarios.design.grid import Grid
from compendium.sphinx_ext.chart_frames import placed
from compendium.sphinx_ext.dependencies import kept_with_data
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import book_audit, paragraph, table

_BLOCK = 100_000  # a sweep of the page is one block


@dataclass(frozen=True)
class _Swept:
    """A sweep that was computed: its plan, what each scenario assumes, and what follows."""

    design: Grid
    block: Block
    computed: Computed

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many levels each axis has; scenarios are in this order, the last axis fastest."""
        return tuple(len(axis.levels) for axis in self.design.axes)

    def ends(self, id_: str, unit: str) -> Ends:
        """Return a derivation in every scenario, in a unit."""
        row = book_audit().ledger.derivations[id_]
        return self.computed.results[id_].times(units.factor(row.unit, unit))


def _plan(name: str) -> Path:
    return paths.DATA / "sweeps" / f"{name}.toml"


@kept_with_data
def _swept(name: str) -> _Swept:
    audit = book_audit()
    design = plan.read(_plan(name), audit.ledger, _BLOCK)
    if not isinstance(design, Grid):
        raise TypeError(f"{name}.toml is no grid")
    block = design.block(Values(audit.ledger), 0)
    return _Swept(design, block, Batch(audit, design.varied).compute(block.given, design.scenarios))


class _SweepDirective(LedgerDirective):
    """A directive that shows a sweep: its argument is the name of the plan."""

    required_arguments = 1

    @property
    def swept(self) -> _Swept:
        """The sweep; the page is read again when its plan changes."""
        self.env.note_dependency(str(_plan(self.arguments[0])))
        self.audit()
        return _swept(self.arguments[0])

    def marks(self, id_: str, figure: str) -> Any:
        """Return what each scenario says of a derivation beside a figure (or '' for its sign), as keys of ``MARKS``."""
        ledger = self.audit().ledger
        if not figure:
            return marks(self.swept.ends(id_, ledger.derivations[id_].unit), None)
        printed = ledger.figures[figure]
        return marks(self.swept.ends(id_, printed.unit), printed.interval)

    def shown(self, mosaic_: Mosaic, words: tuple[str, str], ids: Sequence[str], first: str) -> list[nodes.Node]:
        """Return a mosaic, and what its marks come to as a table.

        Args:
            mosaic_: what is drawn.
            words: title and subtitle.
            ids: the rows that it rests on.
            first: the head of the table's first column.
        """
        name = "-".join(["sweep", self.arguments[0], *([self.options["result"]] if "result" in self.options else [])])
        drawn = mosaic(mosaic_, (*words, source_of(self.audit(), ids)), name)
        rows = [list(row) for row in zip(mosaic_.groups, mosaic_.told(), strict=True)]
        return [placed(drawn.svg), table([first, gettext("scenarios")], rows)]


class RegionsDirective(_SweepDirective):
    """A sweep over the factors of regions and years: a mark for each case, region and year."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"cases": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return a sentence, the mosaic and a table of counts."""
        swept, ledger = self.swept, self.audit().ledger
        cases = self.options["cases"].split()
        factors = [ledger.factors[str(level)] for level in swept.design.axes[0].levels]
        years = sorted({one.year for one in factors})
        place = {(one.region, one.year): number for number, one in enumerate(factors)}
        regions = sorted({one.region for one in factors}, key=lambda region: _latest(factors, region).value)
        order = [[place[region, year] for year in years] for region in regions]
        cells = np.array([self.marks(id_, ledger.derivations[id_].checks)[order] for id_ in cases])
        names = self._names(cases)
        data = self._data(cases, factors)
        shown = Mosaic([gettext(region) for region in regions], names, cells, data)
        title = self._finding(cases, names, cells)
        subtitle = gettext(
            "Each case on the grid of each region, from the cleanest on top; columns are {years}",
            years=labels.enumerated(years),
        )
        return self.shown(shown, (title, subtitle), [*cases, *(one.id for one in factors)], gettext("case"))

    def _finding(self, cases: Sequence[str], names: Sequence[str], cells: Any) -> str:
        """Return the cases whose printed number is ruled out everywhere, or else how many marks agree with one."""
        printed = {
            name: group
            for id_, name, group in zip(cases, names, cells, strict=True)
            if self.audit().ledger.derivations[id_].checks
        }
        never = [name for name, group in printed.items() if np.isin(group, ("above", "below")).all()]
        if never:
            count, text = wording.count(cells[0].size), labels.clauses(never)
            return gettext("Ruled out on all {count} grids: what is printed for {cases}", count=count, cases=text)
        agree = sum(int(np.sum(group == "agrees")) for group in printed.values())
        count = wording.count(cells[0].size * len(printed))
        return gettext("{agree} of {count} marks agree with the printed number", agree=agree, count=count)

    def _names(self, cases: Sequence[str]) -> list[str]:
        """Return the names of the cases, each with the label of its calculation where a case has several."""
        ledger = self.audit().ledger
        short = [labels.case_name(id_) for id_ in cases]
        return [
            gettext("{case}, {row}", case=name, row=labels.label(ledger[id_])) if short.count(name) > 1 else name
            for name, id_ in zip(short, cases, strict=True)
        ]

    def _data(self, cases: Sequence[str], factors: Sequence[Factor]) -> pd.DataFrame:
        columns: dict[str, Any] = {
            gettext("region"): [gettext(one.region) for one in factors],
            gettext("year"): [one.year for one in factors],
        }
        for id_, name in zip(cases, self._names(cases), strict=True):
            row = self.audit().ledger.derivations[id_]
            multiple = unit_words.multiple(row.unit)
            head = gettext("{case}, {unit}", case=name, unit=unit_words.text(row.unit))
            columns[head] = self.swept.ends(id_, row.unit).value * multiple
        return pd.DataFrame(columns)


class LevelsDirective(_SweepDirective):
    """A sweep over three axes: rows are the levels of the first, columns of the second, groups of the third."""

    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "result": directives.unchanged_required,
        "figure": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the mosaic and a table of counts."""
        swept, ledger, id_ = self.swept, self.audit().ledger, self.options["result"]
        row = ledger.derivations[id_]
        rows, columns, groups = (self._levels(axis.ids[0], axis.levels) for axis in swept.design.axes)
        cells = np.moveaxis(self.marks(id_, self.options["figure"]).reshape(swept.shape), 2, 0)
        data = self._data(id_, rows, columns, groups)
        title = gettext(
            "{row}: {reach} of {all} combinations agree with the printed number or reach it, {off} rule it out",
            row=sentence(labels.label(row)), reach=_count(cells, "agrees", "reaches"), all=cells.size,
            off=_count(cells, "above", "below"),
        )  # fmt: skip
        across, down = (labels.label(ledger[axis.ids[0]]) for axis in (swept.design.axes[1], swept.design.axes[0]))
        subtitle = gettext(
            "Rows: {down}. Columns: {across}, from {first} to {last}",
            down=down, across=across, first=columns[0], last=columns[-1],
        )  # fmt: skip
        place = gettext("in the place of {row}", row=labels.label(ledger[swept.design.axes[2].ids[0]]))
        return self.shown(Mosaic(rows, groups, cells, data), (title, subtitle), [id_], place)

    def _levels(self, id_: str, levels: Sequence[Any]) -> list[str]:
        """Return the levels of an axis in words: numbers with their unit, or the labels of factors."""
        ledger = self.audit().ledger
        return [
            labels.label(ledger[level]) if isinstance(level, str) else wording.quantity(level, ledger[id_].unit)
            for level in levels
        ]

    def _data(self, id_: str, rows: list[str], columns: list[str], groups: list[str]) -> pd.DataFrame:
        row, axes = self.audit().ledger.derivations[id_], self.swept.design.axes
        values = self.swept.ends(id_, row.unit).value.reshape(self.swept.shape) * unit_words.multiple(row.unit)
        named: dict[str, Any] = {
            labels.label(self.audit().ledger[axes[0].ids[0]]): np.repeat(rows, len(columns)),
            labels.label(self.audit().ledger[axes[1].ids[0]]): np.tile(columns, len(rows)),
        }
        unit = unit_words.text(row.unit)
        for place, group in enumerate(groups):
            named[gettext("{case}, {unit}", case=group, unit=unit)] = values[:, :, place].reshape(-1)
        return pd.DataFrame(named)


class PlanDirective(_SweepDirective):
    """The plan of a sweep as it stands in its file, with the number of its scenarios."""

    def run(self) -> list[nodes.Node]:
        """Return a sentence and the file."""
        name, count = f"{self.arguments[0]}.toml", self.swept.design.scenarios
        text = _plan(self.arguments[0]).read_text(encoding="utf-8")
        told = gettext("data/sweeps/{name}, {count} scenarios:", name=name, count=wording.count(count))
        return [paragraph(told), nodes.literal_block(text, text, language="toml")]


def _count(cells: Any, *keys: str) -> int:
    return int(sum(np.sum(np.asarray(group) == key) for group in cells for key in keys))


def _latest(factors: Sequence[Factor], region: str) -> Factor:
    return max((one for one in factors if one.region == region), key=lambda one: one.year)


SWEEP_DIRECTIVES = {"sweep-levels": LevelsDirective, "sweep-plan": PlanDirective, "sweep-regions": RegionsDirective}
