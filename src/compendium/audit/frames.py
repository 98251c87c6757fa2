"""Frames: the audit as pandas tables, a row each, ready to merge, group and plot.

Numbers stand in the unit that stands beside them; a figure, a check and a verdict of one figure share its id.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from compendium.audit.evaluate import Result
from compendium.audit.verdicts import Verdict
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import case
from compendium.ledger.rows import Factor, Figure

if TYPE_CHECKING:
    import pandas as pd


def figures(rows: Iterable[Figure]) -> "pd.DataFrame":
    """Return figures by id: where and how each is printed, and the ends and value of what it stands for."""
    return _by_id(
        {"id": row.id, "section": row.section, "case": case(row.id), **_ends(row.interval), **asdict(row)}
        for row in rows
    )


def factors(rows: Iterable[Factor]) -> "pd.DataFrame":
    """Return factors by id: ``low``, ``value`` and ``high``, unit, region, year, source, grade."""
    return _by_id(asdict(row) for row in rows)


def derivations(results: Iterable[Result]) -> "pd.DataFrame":
    """Return derivations by id: the formula and what it comes to, how its ends were found, and what it rests on."""
    return _by_id(
        {
            "id": result.derivation.id,
            "section": result.derivation.section,
            "case": case(result.derivation.id),
            **_ends(result.interval),
            **asdict(result.derivation),
            "method": result.method,
            "basis": result.basis,
        }
        for result in results
    )


def checks(verdicts: Iterable[Verdict]) -> "pd.DataFrame":
    """Return every check of every figure: the derivation in the figure's unit, the ratio, and whether it meets it."""
    import pandas as pd

    columns = ("figure", "derivation", "role", "low", "value", "high", "unit", "ratio", "reproduces", "meets", "off")
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
                "reproduces": check.reproduces,
                "meets": check.meets,
                "off": check.off,
            }


def verdicts(found: Iterable[Verdict]) -> "pd.DataFrame":
    """Return figures by id with their two answers, the basis of the first, the ratio and whether it is material."""
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
