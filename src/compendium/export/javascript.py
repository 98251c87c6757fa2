"""The audit as JavaScript: every formula as a function, made from its parsed tree, and the rows that they need.

It is a script and not JSON, because a page that is opened from a folder may load scripts but not fetch files.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Evaluator, Result
from compendium.display import labels, tables, unit_words, wording
from compendium.ledger import formula, units
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import FactorKind


class Script:
    """The algebra of JavaScript source; its numbers are the same doubles as Python's."""

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
    """Return a formula as a JavaScript function.

    It takes a function that returns the value of an id in base units, and returns the result in base units.
    """
    return f"(v) => {formula.fold(row.tree, lambda name: f'v({json.dumps(name)})', Script())}"


def model(audit: Audit, more: Mapping[str, Any], only: Collection[str] = ()) -> str:
    """Return a script that defines ``MODEL``: derivations with their inputs, in the current language.

    Args:
        audit: of the whole report.
        more: further entries of the model, as JSON can hold them.
        only: the ids of the derivations that are wanted, with their figures; without any all, and all figures.
    """
    ledger = audit.ledger
    wanted = tuple(only) or tuple(audit.results)
    inputs = {id_: [row.id for row in ledger.inputs(id_)] for id_ in wanted}
    bases = dict.fromkeys(name for names in inputs.values() for name in names)
    evaluator = Evaluator(ledger)
    directions = {id_: list(evaluator.directions(id_).values()) for id_ in wanted}
    shown = {*bases, *(ledger.derivations[id_].checks for id_ in wanted)} if only else {*ledger.figures}
    votes = frozenset(one.result.derivation.id for verdict in audit.verdicts.values() for one in verdict.votes)
    record = {
        "figures": {id_: _figure(row) for id_, row in ledger.figures.items() if id_ in shown},
        "factors": {
            id_: {**_row(row), "share": row.unit == "percent", "grid": row.kind is FactorKind.GRID}
            for id_ in bases
            if isinstance(row := ledger[id_], Factor)
        },
        "derivations": {
            id_: _derivation(audit.results[id_], names, directions[id_], votes) for id_, names in inputs.items()
        },
        **more,
    }
    # An open end is written as Infinity, which is not JSON but is JavaScript.
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    behind = {name for id_ in wanted for name in _behind(ledger, id_)}
    formulas = [row for id_, row in ledger.derivations.items() if id_ in behind]
    functions = ",\n".join(f"{json.dumps(row.id)}: {source(row)}" for row in formulas)
    return f"const MODEL = {text};\nMODEL.formulas = {{\n{functions}\n}};\n"


def _behind(ledger: Ledger, id_: str) -> Iterator[str]:
    """Yield a derivation's id and those of all derivations that it is computed from."""
    yield id_
    for name in ledger.derivations[id_].names:
        if name in ledger.derivations:
            yield from _behind(ledger, name)


def _wording(row: Figure | Factor | Derivation) -> dict[str, Any]:
    """Return a row's label, the scale of its unit in base units, and the templates of its numbers."""
    forms = wording.interval_forms(row.unit)
    return {
        "label": labels.label(row),
        "scale": units.scale(row.unit),
        "unit": forms["unit"],
        "first": forms["first"],
        "each": forms["each"],
        "plain": wording.field_unit(row.unit),
        "shown": unit_words.multiple(row.unit),
    }


def _row(row: Figure | Factor) -> dict[str, Any]:
    """Return a figure or factor with its interval in its own unit."""
    return {**_wording(row), "bounds": [row.interval.low, row.interval.value, row.interval.high]}


def _figure(row: Figure) -> dict[str, Any]:
    return {**_row(row), "section": row.section, "printed": wording.figure(row)}


def _derivation(result: Result, inputs: list[str], directions: list[int], votes: frozenset[str]) -> dict[str, Any]:
    row = result.derivation
    return {
        **_wording(row),
        "section": row.section,
        "role": row.role,
        "checks": row.checks,
        "independence": row.independence,
        "choice": row.choice,
        "votes": row.id in votes,
        "sampled": tables.sampled(result.method),
        "inputs": inputs,
        "directions": directions,
    }
