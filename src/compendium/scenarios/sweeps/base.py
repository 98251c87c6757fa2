"""The tables that stand once beside the parts: what each row is, and every row without assumptions."""

import csv
import io
import math
from collections.abc import Iterable, Iterator
from typing import Any

from compendium.ledger.rows import Factor, cells
from compendium.scenarios.design.blocks import rounded
from compendium.scenarios.sweeps.parts import ANSWERS, CHECKED, NUMBERS, Job, kept

_SHOWN = ("id", "table", "section", "unit", "role", "checks", "set", "moved")


def tables(job: Job) -> dict[str, str]:
    """Return the tables as CSV, by the names of their files."""
    return {"rows.csv": _csv(_rows(job)), "base.csv": _csv(_base(job))}


def _rows(job: Job) -> Iterator[list[Any]]:
    """Yield a line for each row that is kept or set: what it is, whether scenarios set it, whether they move it."""
    labels = [name for name in cells(next(iter(job.ledger.figures.values()))) if name.startswith("label_")]
    yield [*_SHOWN, *labels]
    set_, moved = set(job.design.varied), set(job.moved)
    for id_ in job.ledger.ids():
        row = job.ledger[id_]
        if id_ not in set_ and (isinstance(row, Factor) or not kept(id_, job.rows)):
            continue
        told = {**cells(row), "table": f"{type(row).__name__.lower()}s", "set": id_ in set_, "moved": id_ in moved}
        yield [_cell(told.get(name, "")) for name in (*_SHOWN, *labels)]


def _base(job: Job) -> Iterator[list[Any]]:
    """Yield a line for each figure and derivation that is kept, as it is without assumptions."""
    yield ["row", *NUMBERS, *ANSWERS, "material", *CHECKED]
    for id_, verdict in job.audit.verdicts.items():
        if kept(id_, job.rows):
            own, argued = verdict.figure.interval, verdict.argued
            checked = [argued.low if argued else None, argued.high if argued else None]
            answers = [str(verdict.arithmetic), str(verdict.evidence), _cell(verdict.material)]
            yield [id_, *map(_number, (own.low, own.value, own.high)), *answers, *map(_number, checked)]
    for id_, result in job.audit.results.items():
        if kept(id_, job.rows):
            ends = result.interval
            yield [id_, *map(_number, (ends.low, ends.value, ends.high)), "", "", "", "", ""]


def _number(value: float | None) -> str:
    """Return a number as the parts have it, to twelve digits."""
    return "" if value is None or math.isnan(value) else f"{float(rounded(value))!r}".removesuffix(".0")


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _csv(rows: Iterable[list[Any]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()
