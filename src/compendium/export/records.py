"""Records: the audit as plain dictionaries, which are written as JSON and CSV."""

import csv
import io
import json
import math
from collections.abc import Mapping
from typing import Any

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Result
from compendium.audit.uncertainty import Spread, spreads
from compendium.audit.verdicts import Check, Verdict
from compendium.export.header import SCHEMA
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Factor, Row, cells


def ledger_json(audit: Audit, found: Mapping[str, Spread] | None = None, head: Mapping[str, Any] | None = None) -> str:
    """Return the audit as JSON: figures with answers and checks, derivations with spreads, factors, errata.

    Args:
        audit: of the report or a section.
        found: the spreads of its derivations; computed if None.
        head: whose audit it is and of which report, as ``header.header`` returns it.
    """
    found = spreads(audit) if found is None else found
    record = {
        "$schema": SCHEMA,
        **(head or {}),
        "counts": {
            "figures": len(audit.verdicts),
            "material": sum(verdict.material for verdict in audit.verdicts.values()),
            "arithmetic": dict(audit.counts("arithmetic")),
            "evidence": dict(audit.counts("evidence")),
        },
        "assumed": list(audit.assumed),
        "figures": [figure_record(verdict) for verdict in audit.verdicts.values()],
        "derivations": [{**_derivation(result), **_spread(found.get(id_))} for id_, result in audit.results.items()],
        "factors": [_factor(factor) for factor in audit.ledger.factors.values() if audit.speaks_of(factor.id)],
        "sources": _sources(audit),
        "errata": [cells(erratum) for erratum in audit.ledger.errata.values() if audit.covers(erratum.section)],
    }
    return json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def ledger_csv(audit: Audit) -> str:
    """Return the figures as CSV for a spreadsheet, one figure per row."""
    table = io.StringIO()
    writer = csv.DictWriter(table, fieldnames=csv_columns(audit), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_flat(verdict) for verdict in audit.verdicts.values())
    return table.getvalue()


def csv_columns(audit: Audit) -> list[str]:
    """Return the names of the columns of ``ledger_csv``."""
    return list(_flat(next(iter(audit.verdicts.values()))))


def _flat(verdict: Verdict) -> dict[str, Any]:
    record = figure_record(verdict)
    del record["derivations"]
    ends = record.pop("interval")
    return {**record, **ends, "evidence_ratios": _listed(verdict)}


def figure_record(verdict: Verdict) -> dict[str, Any]:
    """Return one figure with its interval, both answers, and the derivations that check it.

    ``as_printed`` of a derivation is its interval in the figure's unit; all else of it is in its own.
    """
    row = verdict.figure
    return {
        "id": row.id,
        "section": row.section,
        "page": row.page,
        "printed": row.printed,
        "qualifier": row.qualifier,
        "unit": row.unit,
        "kind": row.kind,
        "period": row.period,
        "cites": row.cites,
        **_labels(row),
        "note": row.note,
        **{f"phrase_{language}": words for language, words in row.phrases.by_language.items()},
        "interval": _interval(row.interval),
        "arithmetic": verdict.arithmetic,
        "basis": verdict.basis or "",
        "evidence": verdict.evidence,
        "ratio": _finite(verdict.ratio),
        "evidence_ratios": [_finite(ratio) for ratio in verdict.evidence_ratios],
        "material": verdict.material,
        "derivations": [_check(check) for check in verdict.checks],
    }


def _check(check: Check) -> dict[str, Any]:
    in_figures_unit = {"unit": check.unit, **_interval(check.interval)}
    return {
        **_derivation(check.result),
        "as_printed": in_figures_unit,
        "ratio": _finite(check.ratio),
        "finding": check.finding,
        "independence": check.result.derivation.independence,
        "differs": list(check.differs),
        "choice": check.result.derivation.choice,
    }


def _derivation(result: Result) -> dict[str, Any]:
    row = result.derivation
    return {
        "id": row.id,
        "section": row.section,
        "role": row.role,
        "kind": row.kind,
        "formula": row.formula,
        "value": result.value,
        "interval": _interval(result.interval),
        "unit": row.unit,
        "method": result.method,
        "basis": result.basis,
        "figures": list(result.figures),
        "factors": list(result.factors),
        **_labels(row),
        "note": row.note,
    }


def _spread(spread: Spread | None) -> dict[str, float | None]:
    """Return the percentiles of a spread; they are None for a derivation with an unbounded input."""
    return {name: getattr(spread, name, None) for name in ("p5", "median", "p95")}


def _factor(factor: Factor) -> dict[str, Any]:
    return {
        "id": factor.id,
        **_interval(factor.interval),
        "unit": factor.unit,
        "kind": factor.kind,
        "region": factor.region,
        "year": factor.year,
        "source": factor.source,
        "locator": factor.locator,
        "quote": factor.quote,
        "grade": factor.grade,
        "range_from": factor.origin,
        **_labels(factor),
        "note": factor.note,
    }


def _sources(audit: Audit) -> dict[str, dict[str, Any]]:
    """Return the works that the figures and factors name, by their keys: who, what, when, and where they were read."""
    named = {row.source for row in audit.ledger.factors.values() if audit.speaks_of(row.id)}
    named |= {verdict.figure.cites for verdict in audit.verdicts.values()}
    return {
        key: {
            "authors": list(work.authors),
            "title": work.title,
            "year": work.year,
            "address": work.address,
            "issuers_page": work.issuer,
            "read": work.read,
        }
        for key, work in audit.ledger.works.items()
        if key in named
    }


def _interval(interval: Interval) -> dict[str, float | None]:
    """Return an interval; an infinite end becomes None."""
    return {"low": _finite(interval.low), "value": interval.value, "high": _finite(interval.high)}


def _finite(number: float | None) -> float | None:
    """Return a number as JSON can hold it; infinity and nan become None."""
    return number if number is not None and math.isfinite(number) else None


def _listed(verdict: Verdict) -> str:
    return " ".join(f"{ratio:.4g}" for ratio in verdict.evidence_ratios if math.isfinite(ratio))


def _labels(row: Row) -> dict[str, str]:
    return {f"label_{language}": label for language, label in row.labels.by_language.items()}
