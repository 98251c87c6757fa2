"""The audit as JavaScript: every formula as a function, from the tree that Python computes with, and what they need.

A script, not JSON: a page that is opened from a folder may load the one and not the other.
"""

import json
from collections.abc import Mapping
from typing import Any

from compendium.audit.audit import Audit
from compendium.audit.evaluate import Result
from compendium.display import labels, tables, unit_words, wording
from compendium.ledger import formula, units
from compendium.ledger.rows import Derivation, Factor, Figure


class Script:
    """The algebra of source text: JavaScript's numbers are Python's."""

    def number(self, value: float) -> str:
        return repr(float(value))

    def negate(self, a: str) -> str:
        return f"(-{a})"

    def add(self, a: str, b: str) -> str:
        return f"({a} + {b})"

    def subtract(self, a: str, b: str) -> str:
        return f"({a} - {b})"

    def multiply(self, a: str, b: str) -> str:
        return f"({a} * {b})"

    def divide(self, a: str, b: str) -> str:
        return f"({a} / {b})"

    def power(self, a: str, b: str) -> str:
        return f"Math.pow({a}, {b})"

    def function(self, name: str, arguments: list[str]) -> str:
        return f"Math.{name}({', '.join(arguments)})"


def source(row: Derivation) -> str:
    """Return a formula as a function of a look-up: it takes ids and gives base units, and so does the function."""
    return f"(v) => {formula.fold(row.tree, lambda name: f'v({json.dumps(name)})', Script())}"


def model(audit: Audit, more: Mapping[str, Any]) -> str:
    """Return a script that defines ``MODEL``: all derivations with what they rest on, and whatever else a page needs.

    Args:
        audit: of the whole report.
        more: what JSON can hold, added to the model.
    """
    ledger = audit.ledger
    inputs = {id_: [row.id for row in ledger.inputs(id_)] for id_ in audit.results}
    bases = dict.fromkeys(name for names in inputs.values() for name in names)
    record = {
        "figures": {id_: _figure(row) for id_, row in ledger.figures.items()},
        "factors": {
            id_: {**_row(row), "share": row.unit == "percent"}
            for id_ in bases
            if isinstance(row := ledger[id_], Factor)
        },
        "derivations": {id_: _derivation(audit.results[id_], names) for id_, names in inputs.items()},
        **more,
    }
    # An open end is Infinity, which JSON has not, but JavaScript.
    told = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    functions = ",\n".join(f"{json.dumps(id_)}: {source(ledger.derivations[id_])}" for id_ in inputs)
    return f"const MODEL = {told};\nMODEL.formulas = {{\n{functions}\n}};\n"


def _told(row: Figure | Factor | Derivation) -> dict[str, Any]:
    """Return a row's words, how many base units its unit is, and how a number of it is set."""
    forms = wording.interval_forms(row.unit)
    return {
        "label": labels.label(row),
        "scale": units.scale(row.unit),
        "unit": forms["unit"],
        "each": forms["each"],
        "plain": wording.field_unit(row.unit),
        "shown": unit_words.multiple(row.unit),
    }


def _row(row: Figure | Factor) -> dict[str, Any]:
    """Return a figure or factor with low, value and high in its own unit."""
    return {**_told(row), "bounds": [row.interval.low, row.interval.value, row.interval.high]}


def _figure(row: Figure) -> dict[str, Any]:
    return {**_row(row), "section": row.section, "printed": wording.figure(row)}


def _derivation(result: Result, inputs: list[str]) -> dict[str, Any]:
    row = result.derivation
    return {
        **_told(row),
        "section": row.section,
        "role": row.role,
        "checks": row.checks,
        "sampled": tables.sampled(result.method),
        "inputs": inputs,
    }
