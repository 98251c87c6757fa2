"""Tables: CSV files, read and validated by the columns and constraints of ``data/datapackage.json``.

The description is a Frictionless Data Package; of its constraints ``required``, ``unique``, ``enum``, ``pattern`` and
``minimum`` are applied. A column that says ``"required": false`` may be left out of its table.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from compendium.ledger.problem import DataError, Problem, nearest

# Plain decimals only: ``float`` would also accept 1_000, nan and inf.
NUMBERS = {"number": re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?"), "integer": re.compile(r"-?\d+")}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")  # ``fromisoformat`` would also accept 20240506


def _is_date(cell: str) -> bool:
    try:
        return bool(_DATE.fullmatch(cell) and date.fromisoformat(cell))
    except ValueError:  # the 30th of February
        return False


# Whether a cell is of a type; any text is a string.
_TYPES: dict[str, Callable[[str], object]] = {
    "number": NUMBERS["number"].fullmatch,
    "integer": NUMBERS["integer"].fullmatch,
    "date": _is_date,
}
_TYPE_WORDS = {"number": "a number", "integer": "a whole number", "date": "a date as YYYY-MM-DD"}


def read_schema(data: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the columns of each table that the folder's ``datapackage.json`` describes.

    Args:
        data: the folder of the tables.

    Returns:
        For each table, by its name, the field descriptors in the order of the columns.

    Raises:
        DataError: the description is missing or is not valid JSON.
    """
    path = data / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError([Problem(str(path.name), "no such file", "the description of the tables")]) from None
    except ValueError as error:
        raise DataError([Problem(path.name, str(error), "JSON in UTF-8")]) from None
    return {resource["name"]: resource["schema"]["fields"] for resource in package["resources"]}


def read_table(path: Path, columns: list[dict[str, Any]]) -> tuple[list[tuple[int, dict[str, Any]]], list[Problem]]:
    """Read one table.

    Args:
        path: the CSV file, in UTF-8, with or without a byte order mark.
        columns: the field descriptors, as ``read_schema`` returns them.

    Returns:
        The valid rows as (row number, cells by column) pairs, and a problem for every other row. Rows are counted as a
        spreadsheet does: the header is row 1.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], [Problem(path.name, "no such file", "a table described by datapackage.json")]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [], [Problem(path.name, f"the byte 0x{error.object[error.start]:02x}", "UTF-8", row=line)]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        lines += enumerate(reader, start=1)
    except csv.Error as error:
        found = f"a quotation mark that is not closed, or text beside one ({error})"
        return [], [Problem(path.name, found, 'cells like "a, ""b"" and c"', row=len(lines) + 1)]
    header = lines[0][1] if lines else []
    columns = [column for column in columns if column["name"] in header or not _may_be_left_out(column)]
    expected = [column["name"] for column in columns]
    if header != expected:
        return [], [_header_problem(path, header, expected)]
    rows, problems, seen = [], [], dict[tuple[str, str], int]()
    for line, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            problems.append(Problem(path.name, "a blank row", "no blank rows", row=line))
        elif len(cells) != len(expected):
            problems.append(Problem(path.name, f"{len(cells)} cells", f"{len(expected)} cells", row=line))
        else:
            row = dict(zip(expected, cells, strict=True))
            faults = [fault for column in columns if (fault := _cell_fault(path, line, column, row, seen))]
            problems += faults
            if not faults:
                rows.append((line, {column["name"]: _typed(row, column) for column in columns}))
    return rows, problems


def _may_be_left_out(column: dict[str, Any]) -> bool:
    return column.get("constraints", {}).get("required") is False


def _header_problem(path: Path, header: list[str], expected: list[str]) -> Problem:
    missing = [name for name in expected if name not in header]
    extra = [name for name in header if name not in expected]
    if missing:
        found = f"no column {missing[0]!r}" + (f" but {extra[0]!r}" if extra else "")
        return Problem(path.name, found, ",".join(expected), row=1, nearest=nearest(missing[0], extra))
    found = f"an unknown column {extra[0]!r}" if extra else "the columns in another order"
    return Problem(path.name, found, ",".join(expected), row=1, nearest=nearest(extra[0], expected) if extra else None)


def _cell_fault(
    path: Path, line: int, column: dict[str, Any], row: dict[str, str], seen: dict[tuple[str, str], int]
) -> Problem | None:
    """Return what is wrong with one cell by the schema's rules, or None."""
    name, cell = column["name"], row[column["name"]]
    rules = column.get("constraints", {})

    def problem(expected: str, near: str | None = None) -> Problem:
        return Problem(path.name, repr(cell), expected, row=line, column=name, nearest=near)

    if not cell:
        return problem("a value") if rules.get("required") else None
    if cell != cell.strip():
        return problem("no blanks at the ends", cell.strip())
    if "enum" in rules and cell not in rules["enum"]:
        return problem("one of " + ", ".join(rules["enum"]), nearest(cell, rules["enum"]))
    if "pattern" in rules and not re.search(rules["pattern"], cell):
        return problem(f"text like {rules['pattern']}")
    if not _TYPES.get(column["type"], bool)(cell):
        return problem(_TYPE_WORDS[column["type"]])
    if "minimum" in rules and float(cell) < rules["minimum"]:
        return problem(f"at least {rules['minimum']}")
    if rules.get("unique"):
        first = seen.setdefault((name, cell), line)
        if first != line:
            return problem(f"{'an' if name[0] in 'aeiou' else 'a'} {name} of its own (row {first} has it already)")
    return None


def _typed(row: dict[str, str], column: dict[str, Any]) -> Any:
    cell = row[column["name"]]
    if column["type"] == "integer":
        return int(cell)
    if column["type"] == "number":
        return Decimal(cell) if cell else None  # with all the digits that were typed
    return cell
