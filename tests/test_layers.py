"""The engine reads in the order data flows, knows nothing of one report, and runs nothing that is data."""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from compendium import paths

ORDER = (
    "problem",
    "paths",
    "processes",
    "language",
    "fonts",
    "mathml",
    "units",
    "printed",
    "formula",
    "table",
    "ledger",
    "loading",
    "audit",
    "uncertainty",
    "elsewhere",
    "weaknesses",
    "findings",
    "wording",
    "tables",
    "elsewhere_tables",
    "canvas",
    "charts",
    "elsewhere_charts",
    "spread_charts",
    "sourcing",
    "warm",
    "kernels",
    "fingerprints",
    "rerun",
    "translation",
    "catalogs",
    "staging",
    "build",
    "export",
    "sphinx_ext",
    "editions",
    "__main__",
)
FILES = sorted(path for path in paths.SOURCE.rglob("*.py") if path != paths.SOURCE / "__init__.py")
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}


def layer(path: Path) -> str:
    """Return the module of the package that a file is, or lies in."""
    return path.relative_to(paths.SOURCE).parts[0].removesuffix(".py")


def imported(source: str) -> Iterator[str]:
    """Yield the modules of the package that a source text imports."""
    for node in ast.walk(ast.parse(source)):
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "compendium":
            found = [f"compendium.{name.name}" for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that they can be read off"
            found = [node.module or ""]
        yield from (name.split(".")[1] for name in found if name.startswith("compendium."))


def breaches(own: str, source: str) -> list[str]:
    """Return what a module imports that does not stand to its left."""
    left = {*ORDER[: ORDER.index(own)], own if own in ("export", "fonts", "sphinx_ext") else ""}
    return [name for name in imported(source) if name not in left]


@pytest.mark.parametrize(
    "source", ["import compendium.audit", "from compendium.audit import load", "from compendium import audit"]
)
def test_import_from_the_right_is_seen(source: str) -> None:
    assert breaches("ledger", source) == ["audit"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(paths.SOURCE)))
def test_module_imports_only_from_its_left(path: Path) -> None:
    assert layer(path) in ORDER
    assert breaches(layer(path), path.read_text(encoding="utf-8")) == []


def ids_of_the_report() -> list[str]:
    found: list[str] = []
    for table in ("figures", "factors", "derivations"):
        with (paths.DATA / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
            found += [row["id"] for row in csv.DictReader(rows)]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(paths.SOURCE)))
def test_engine_mentions_no_row_of_the_report(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    ids = ids_of_the_report()
    assert len(ids) > 300
    assert [id_ for id_ in ids if id_ in text] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(paths.SOURCE)))
def test_engine_runs_no_text(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in RUNS_TEXT] == []
