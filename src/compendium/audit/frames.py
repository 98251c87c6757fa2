"""Frames: the audit as pandas frames, one row per row of the ledger, ready to merge, group and plot.

Numbers are in the unit of the column ``unit``. All frames but ``checks`` are indexed by id, and a verdict has the id of
its figure; ``checks`` has that id in its column ``figure``. An open end is infinite, a missing ratio NaN.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from compendium.audit.evaluation.evaluate import Result
from compendium.audit.verdicts import Verdict
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import case
from compendium.ledger.rows import Factor, Figure, cells

if TYPE_CHECKING:
    import pandas as pd


def figures(rows: Iterable[Figure]) -> "pd.DataFrame":
    """Return figures by id: section, case, ``low``, ``value``, ``high``, and the columns of the table."""
    return _by_id(
        {"id": row.id, "section": row.section, "case": case(row.id), **_ends(row.interval), **cells(row)}
        for row in rows
    )


def factors(rows: Iterable[Factor]) -> "pd.DataFrame":
    """Return factors by id with the columns of the table, among them ``low``, ``value``, ``high`` and ``unit``."""
    return _by_id(cells(row) for row in rows)


def derivations(results: Iterable[Result]) -> "pd.DataFrame":
    """Return derivations by id: the columns of the table, ``low``, ``value``, ``high``, ``method`` and ``basis``."""
    return _by_id(
        {
            "id": result.derivation.id,
            "section": result.derivation.section,
            "case": case(result.derivation.id),
            **_ends(result.interval),
            **cells(result.derivation),
            "method": result.method,
            "basis": result.basis,
        }
        for result in results
    )


def checks(verdicts: Iterable[Verdict]) -> "pd.DataFrame":
    """Return a row for every check of every figure, with a plain index.

    ``low``, ``value`` and ``high`` are the derivation in the figure's unit, ``ratio`` is its value over the printed
    one. ``finding`` is that of ``Check``; ``votes`` says whether it counts, ``differs`` why not.
    """
    import pandas as pd

    ends = ("low", "value", "high", "unit", "ratio")
    columns = ("figure", "derivation", "role", *ends, "finding", "independence", "choice", "votes", "differs")
    return pd.DataFrame(_checks(verdicts), columns=list(columns))


def _checks(verdicts: Iterable[Verdict]) -> Iterator[dict[str, Any]]:
    for verdict in verdicts:
        for check in verdict.checks:
            yield {
                "figure": verdict.figure.id,
                "derivation": check.result.derivation.id,
                "role": str(check.result.derivation.role),
                **_ends(check.interval),
                "unit": verdict.figure.unit,
                "ratio": check.ratio,
                "finding": str(check.finding),
                "independence": str(check.result.derivation.independence),
                "choice": str(check.result.derivation.choice),
                "votes": check in verdict.votes,
                "differs": " ".join(check.differs),
            }


def verdicts(found: Iterable[Verdict]) -> "pd.DataFrame":
    """Return figures by id with both answers, the basis of the first, the nearest check's ratio, and ``material``."""
    return _by_id(
        {
            "id": verdict.figure.id,
            "section": verdict.figure.section,
            "case": case(verdict.figure.id),
            "kind": verdict.figure.kind,
            "arithmetic": verdict.arithmetic,
            "basis": verdict.basis,
            "evidence": verdict.evidence,
            "ratio": verdict.ratio,
            "material": verdict.material,
        }
        for verdict in found
    )


def _by_id(rows: Iterable[dict[str, Any]]) -> "pd.DataFrame":
    import pandas as pd

    plain = ({name: str(cell) if isinstance(cell, StrEnum) else cell for name, cell in row.items()} for row in rows)
    found = pd.DataFrame(list(plain))
    return found.set_index("id") if len(found.columns) else found


def _ends(interval: Interval) -> dict[str, float]:
    return {"low": interval.low, "value": interval.value, "high": interval.high}
