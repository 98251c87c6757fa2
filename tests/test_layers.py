"""The packages of the engine: imports go in one direction, none is too large, and none names a row of the report."""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from compendium import paths

# From the bottom up. A package may import itself and those to its left.
ORDER = (
    "paths", "ledger", "audit", "scenarios", "i18n", "display", "notebooks", "citation", "export", "sphinx_ext",
    "rerun", "build", "commands", "__main__",
)  # fmt: skip
APART = {"i18n": {"audit", "scenarios"}}  # packages to the left that must not be imported
FILES = sorted(path for path in paths.SOURCE.rglob("*.py") if path != paths.SOURCE / "__init__.py")
FOLDERS = sorted({path.parent for path in FILES})
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
by_name = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(paths.SOURCE)))


def layer(path: Path) -> str:
    """Return the package, or the module beside the packages, that a file belongs to."""
    return path.relative_to(paths.SOURCE).parts[0].removesuffix(".py")


def imported(source: str) -> Iterator[str]:
    """Yield the packages and modules of the engine that a source text imports."""
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
    """Return the packages that a file imports although they are not to the left of its own."""
    left = {*ORDER[: ORDER.index(own) + 1]} - APART.get(own, set())
    return [name for name in imported(source) if name not in left]


@pytest.mark.parametrize(
    "source", ["import compendium.audit", "from compendium.audit.audit import Audit", "from compendium import audit"]
)
def test_import_from_the_right_is_seen(source: str) -> None:
    assert breaches("ledger", source) == ["audit"]


@by_name
def test_package_imports_only_from_its_left(path: Path) -> None:
    assert layer(path) in ORDER
    assert breaches(layer(path), path.read_text(encoding="utf-8")) == []


def imports_of_modules(path: Path) -> set[str]:
    """Return the modules of its own package that a file imports, at the top or within a function."""
    own = ".".join(("compendium", *path.relative_to(paths.SOURCE).parent.parts))
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return {name for name in found if name.startswith(f"{own}.")}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(paths.SOURCE)))
def test_no_package_imports_in_a_circle(folder: Path) -> None:
    from graphlib import TopologicalSorter

    prefix = ".".join(("compendium", *folder.relative_to(paths.SOURCE).parts))
    graph = {
        f"{prefix}.{path.stem}": imports_of_modules(path) for path in folder.glob("*.py") if path.stem != "__init__"
    }
    found = list(TopologicalSorter(graph).static_order())  # raises CycleError where there is a circle
    assert len(found) >= len(graph)


@by_name
def test_module_can_be_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(paths.SOURCE)))
def test_folder_can_be_seen_at_once(folder: Path) -> None:
    modules = [path for path in folder.glob("*.py") if path.stem != "__init__"]
    assert len(modules) <= 12, "put what is new into the module of its kind, or make a package of what belongs together"


@pytest.mark.parametrize("path", [path for path in FILES if path.stem == "__init__"], ids=lambda path: path.parent.name)
def test_package_says_what_stands_in_it(path: Path) -> None:
    assert len(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "") > 60


def ids_of_the_report() -> list[str]:
    found: list[str] = []
    for table in ("figures", "factors", "derivations"):
        with (paths.DATA / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
            found += [row["id"] for row in csv.DictReader(rows)]
    return found


@by_name
def test_engine_mentions_no_row_of_the_report(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    ids = ids_of_the_report()
    assert len(ids) > 300
    assert [id_ for id_ in ids if id_ in text] == []


@by_name
def test_engine_runs_no_text(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in RUNS_TEXT] == []
