"""The tables of a folder as a ledger, once nothing is wrong with them."""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from compendium import paths
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import faults
from compendium.ledger.loading.csv_tables import read_schema, read_table
from compendium.ledger.loading.works import bibliography_of, read_works
from compendium.ledger.printed import last_place
from compendium.ledger.problem import DataError, Problem
from compendium.ledger.rows import (
    Default,
    Derivation,
    Erratum,
    Exclusion,
    Factor,
    Figure,
    Preset,
    Region,
    Review,
    Site,
    Term,
    Words,
)
from compendium.ledger.vocabulary import Difference, FactorKind, Kind, Origin

T = TypeVar("T")


def load(data: Path | None = None, bibliography: Path | None = None) -> Ledger:
    """Load and validate the tables of a folder.

    Args:
        data: the folder; the project's if None.
        bibliography: the sources that the tables name. If None, ``references.bib`` beside the tables, or else the
            one of ``book/`` beside their folder.

    Raises:
        DataError: everything that was found wrong, one problem a line. The checks run in stages: a later one, of
            dimensions for instance, runs only where the earlier ones found nothing that would mislead it.
    """
    data = data or paths.DATA
    bibliography = bibliography or bibliography_of(data)
    schema = read_schema(data)
    tables, problems = {}, []
    for name, columns in schema.items():
        rows, found = read_table(data / f"{name}.csv", columns)
        tables[name] = rows
        problems += found
    if problems:
        raise DataError(problems)
    if not tables["figures"]:
        raise DataError([Problem("figures.csv", "no rows", "at least one figure: there is nothing to audit")])
    figures = _by_id(Figure, tables["figures"])
    defaults = {row["kind"]: _row(Default, row) for _, row in tables["defaults"]}
    works = read_works(bibliography)
    reviews = tables.get("reviews", [])  # older descriptions name none
    ledger = Ledger(
        figures=figures,
        factors=_by_id(Factor, [(line, _with_ends(row, defaults)) for line, row in tables["factors"]]),
        defaults=defaults,
        derivations=_by_id(Derivation, [(line, _with_kind(row, figures)) for line, row in tables["derivations"]]),
        excluded=tuple(_row(Exclusion, row) for _, row in tables["excluded"]),
        errata=_by_id(Erratum, tables["errata"]),
        glossary=_by_id(Term, tables["glossary"]),
        presets=_by_id(Preset, tables["presets"]),
        regions=_by_id(Region, tables["regions"]),
        sites=_by_id(Site, tables["sites"]),
        works=works,
        reviews=tuple(_row(Review, row) for _, row in reviews),
    )
    lines = {row["id"]: line for name in ("figures", "factors", "derivations") for line, row in tables[name]}
    problems = list(faults.of_rows(ledger, lines, {key: work.open for key, work in works.items()}))
    problems += faults.of_errata(ledger, {row["id"]: line for line, row in tables["errata"]})
    problems += faults.of_places(
        ledger, {row["id"]: line for name in ("regions", "sites") for line, row in tables[name]}
    )
    problems += faults.of_reviews(ledger, [line for line, _ in reviews])
    if not problems:  # presets can be checked only once their factors are valid
        problems = list(faults.of_presets(ledger, {row["id"]: line for line, row in tables["presets"]}))
    if problems:
        raise DataError(problems)
    return ledger


def _by_id(kind: type[T], rows: list[tuple[int, dict[str, Any]]]) -> dict[str, T]:
    return {row["id"]: _row(kind, row) for _, row in rows}


def _row(kind: type[T], cells: dict[str, Any]) -> T:
    """Return a row of the tables as one of its kind: words of a vocabulary as its members, labels by language."""
    found: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        if field.type is Words:
            prefix = f"{field.name.removesuffix('s')}_"
            found[field.name] = Words(
                {name.removeprefix(prefix): cell for name, cell in cells.items() if name.startswith(prefix)}
            )
        elif isinstance(field.type, type) and issubclass(field.type, Enum):
            found[field.name] = field.type(cells[field.name])
        else:
            found[field.name] = cells[field.name]
    return kind(**found)


def _with_kind(row: dict[str, Any], figures: Mapping[str, Figure]) -> dict[str, Any]:
    """Return a derivation's cells with its differences as members of their vocabulary.

    An empty kind becomes that of the checked figure, or ``amount`` without one.
    """
    checked = figures.get(row["checks"])
    differs = tuple(Difference(word) for word in row["differs"].split())
    return {**row, "kind": row["kind"] or (checked.kind if checked else Kind.AMOUNT), "differs": differs}


def _with_ends(row: dict[str, Any], defaults: Mapping[str, Default]) -> dict[str, Any]:
    """Return a factor's cells with its value and ends as floats, in its unit.

    Where its source states no range, an exact kind has none, another has that of ``defaults``, in percent of the value,
    and one without a default half a unit of the last digit. Where it states one end, the other is the value.
    """
    value, low, high = (row[name] for name in ("value", "low", "high"))
    kind = FactorKind(row["kind"])
    if (low, high) != (None, None) or kind.exact:
        origin = Origin.EXACT if (low, high) == (None, None) else Origin.STATED
        low, high = (value if end is None else end for end in (low, high))
    elif kind in defaults:
        origin = Origin.DEFAULT
        low, high = value - abs(value) * defaults[kind].low / 100, value + abs(value) * defaults[kind].high / 100
    else:
        origin = Origin.DIGIT
        half = last_place(value) / 2
        low, high = value - half, value + half
    return {**row, "low": float(low), "value": float(value), "high": float(high), "origin": origin}
