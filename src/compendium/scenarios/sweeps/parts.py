"""A part of the results: one block computed, as two tables in Parquet."""

import fnmatch
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Ends
from compendium.ledger.ledger import Ledger
from compendium.ledger.vocabulary import Arithmetic, Evidence
from compendium.scenarios.batch import Answers, Batch, Computed
from compendium.scenarios.design.blocks import Block, Design, Values, rounded

if TYPE_CHECKING:
    import pyarrow as pa

NUMBERS = ("low", "value", "high")
ANSWERS = ("arithmetic", "evidence")
CHECKED = ("evidence_low", "evidence_high")


@dataclass(frozen=True)
class Job:
    """What a worker needs to compute any part of a sweep.

    Attributes:
        key: of the sweep's manifest, which names it among those that a worker has.
        ledger: of which the scenarios set rows.
        design: the scenarios.
        rows: patterns of the ids whose results are kept.
    """

    key: str
    ledger: Ledger
    design: Design
    rows: tuple[str, ...]

    @cached_property
    def batch(self) -> Batch:
        """What computes the scenarios."""
        return Batch(self.audit, self.design.varied)

    @cached_property
    def audit(self) -> Audit:
        """The audit without assumptions."""
        return Audit(self.ledger)

    @cached_property
    def values(self) -> Values:
        """The numbers of assumptions."""
        return Values(self.ledger)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The figures whose answers or numbers can change and that are kept."""
        moved = {*self.batch.judged, *self.design.varied}
        return self._kept(id_ for id_ in self.ledger.figures if id_ in moved)

    @cached_property
    def derivations(self) -> tuple[str, ...]:
        """The derivations whose results can change and that are kept."""
        return self._kept(self.batch.moved)

    def _kept(self, ids: Any) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if kept(id_, self.rows))

    @property
    def moved(self) -> tuple[str, ...]:
        """The rows that a scenario has results for, in the order of the tables."""
        return (*self.figures, *self.derivations)


def kept(id_: str, patterns: tuple[str, ...]) -> bool:
    """Return whether an id matches one of the patterns; every id does if there are none."""
    return not patterns or any(fnmatch.fnmatchcase(id_, pattern) for pattern in patterns)


@dataclass(frozen=True)
class Part:
    """One block computed: the scenarios with what they assume, and their results, as Parquet; ``key`` is the job's."""

    key: str
    number: int
    scenarios: bytes
    results: bytes
    count: int


def compute(job: Job, number: int, handed: Any) -> Part:
    """Compute one part."""
    block = job.design.block(job.values, number, handed)
    count = len(block.names)
    computed = job.batch.compute(block.given, count)
    scenarios = _scenarios(job, block, computed.failures)
    return Part(job.key, number, written(scenarios), written(_results(job, block, computed)), count)


def written(table: "pa.Table") -> bytes:
    """Return a table as Parquet."""
    import pyarrow.parquet as pq

    made = io.BytesIO()
    pq.write_table(table, made, compression="zstd")
    return made.getvalue()


def numbers(values: Any) -> "pa.Array":
    """Return numbers, rounded so that machines agree on them, as a column; nan as nothing."""
    import pyarrow as pa

    return pa.array(rounded(values), pa.float64(), from_pandas=True)


def _names(block: Block, named: bool) -> "pa.Array":
    import pyarrow as pa

    return pa.array([str(one).strip() for one in block.names]) if named else pa.array(block.names, pa.int64())


def _scenarios(job: Job, block: Block, failures: Mapping[int, str]) -> "pa.Table":
    import pyarrow as pa

    columns = {"scenario": _names(block, job.design.named)}
    for name, are_numbers in job.design.columns.items():
        stated = block.stated[name]
        columns[name] = (
            pa.array(stated, pa.float64(), from_pandas=True) if are_numbers else pa.array(stated, pa.string())
        )
    columns["failure"] = pa.array([failures.get(place) for place in range(len(block.names))], pa.string())
    return pa.table(columns)


def _results(job: Job, block: Block, computed: Computed) -> "pa.Table":
    """Return a row for each scenario and moved row, scenario by scenario; without numbers where one has failed."""
    import pyarrow as pa

    count, rows = len(block.names), job.moved
    place = np.arange(count * len(rows)) // max(len(rows), 1)
    whole = np.ones(count, dtype=bool)
    whole[list(computed.failures)] = False
    columns: dict[str, Any] = {"scenario": _names(block, job.design.named).take(pa.array(place))}
    every = np.tile(np.arange(len(rows), dtype=np.int16), count)
    columns["row"] = pa.DictionaryArray.from_arrays(pa.array(every), pa.array(rows, pa.string()))
    ends = [_ends(job, block, computed, id_) for id_ in rows]
    for name in NUMBERS:
        columns[name] = numbers(_spread([getattr(one, name) for one in ends], whole))
    judged = [_judged(job, computed, id_) for id_ in rows]
    for name, allowed in zip(ANSWERS, (Arithmetic, Evidence), strict=True):
        columns[name] = _answered([one and getattr(one, name) for one in judged], whole, allowed)
    columns["material"] = _whether([one and one.material for one in judged], whole)
    for name in CHECKED:
        own = name.removeprefix("evidence_")
        columns[name] = numbers(_spread([np.nan if one is None else getattr(one, own) for one in judged], whole))
    return pa.table(columns)


def _ends(job: Job, block: Block, computed: Computed, id_: str) -> Ends:
    if id_ in computed.results:
        return computed.results[id_]
    if id_ in block.given:
        return block.given[id_]
    own = job.ledger.figures[id_].interval
    return Ends(own.low, own.value, own.high)


def _judged(job: Job, computed: Computed, id_: str) -> Answers | None:
    """Return the answers for a figure: those that the scenarios change, or its own; None for a derivation."""
    if id_ in computed.answers or id_ not in job.audit.verdicts:
        return computed.answers.get(id_)
    own = job.audit.verdicts[id_]
    ends = (own.argued.low, own.argued.high) if own.argued else (np.nan, np.nan)
    return Answers(str(own.arithmetic), str(own.evidence), own.material, *ends)


def _spread(columns: list[Any], whole: Any) -> Any:
    """Return numbers by row as one column, scenario by scenario."""
    made = np.empty((len(whole), len(columns)))
    for place, column in enumerate(columns):
        made[:, place] = np.where(whole, column, np.nan)
    return made.ravel()


def _answered(columns: list[Any], whole: Any, allowed: Any) -> "pa.Array":
    """Return answers by row as one column of words, scenario by scenario."""
    import pyarrow as pa

    known = np.array([str(one) for one in allowed])
    made = np.full((len(whole), len(columns)), -1, dtype=np.int16)
    for place, column in enumerate(columns):
        if column is not None:
            same = np.asarray(column, dtype=str)[..., None] == known
            made[:, place] = np.where(whole & same.any(axis=-1), same.argmax(axis=-1), -1)
    codes = made.ravel()
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(known.tolist(), pa.string()))


def _whether(columns: list[Any], whole: Any) -> "pa.Array":
    """Return yes or no by row as one column, scenario by scenario; nothing for rows that are not judged."""
    import pyarrow as pa

    made = np.zeros((len(whole), len(columns)), dtype=bool)
    for place, column in enumerate(columns):
        made[:, place] = False if column is None else column
    missing = ~whole[:, None] | np.array([column is None for column in columns])
    return pa.array(made.ravel(), mask=missing.ravel())
