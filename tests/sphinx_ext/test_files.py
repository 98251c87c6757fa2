"""The build carries the ledger as files, and reads its pages again when data or engine change."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from compendium import paths
from compendium.audit import Audit
from compendium.export import records
from compendium.sphinx_ext import files

Build = Callable[..., Any]


def digest() -> str:
    config = SimpleNamespace()
    files.fingerprint_inputs(None, config)
    return str(config.compendium_inputs)


@pytest.fixture
def inputs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the folders that pages are made of."""
    for name, folder in (("DATA", paths.DATA), ("SOURCE", paths.SOURCE), ("BOOK", paths.BOOK)):
        shutil.copytree(folder, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        monkeypatch.setattr(paths, name, tmp_path / name)
    return tmp_path


def test_nothing_changed_leaves_the_fingerprint(inputs: Path) -> None:
    before = digest()
    (inputs / "SOURCE" / "__pycache__").mkdir()
    (inputs / "SOURCE" / "__pycache__" / "audit.pyc").write_bytes(b"compiled")
    assert digest() == before


@pytest.mark.parametrize(
    "name",
    [
        "DATA/figures.csv",
        "DATA/factors.csv",
        "SOURCE/wording.py",
        "SOURCE/sphinx_ext/pages.py",
        "BOOK/_static/style.css",
    ],
)
def test_change_of_data_or_engine_changes_the_fingerprint(inputs: Path, name: str) -> None:
    before = digest()
    with (inputs / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert digest() != before


def read_again(app: SphinxTestApp) -> list[str]:
    """Build, and return the pages that Sphinx read."""
    found: list[str] = []
    app.connect("source-read", lambda _, docname, __: found.append(docname))
    app.build()
    app.cleanup()
    return sorted(found)


def test_pages_are_read_again_when_the_data_change_and_not_otherwise(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, data = tmp_path / "book", tmp_path / "data"
    source.mkdir()
    shutil.copytree(paths.DATA, data)
    monkeypatch.setattr(paths, "DATA", data)
    build({"index": "# Title\n\n{count}`figures`\n", "other": "# Other\n"}, source)
    assert read_again(SphinxTestApp("html", srcdir=source)) == []
    with (data / "figures.csv").open("a", encoding="utf-8") as table:
        table.write("\n")
    assert read_again(SphinxTestApp("html", srcdir=source)) == ["index", "other"]


def test_ledger_stands_beside_the_pages(build: Build, report: Audit) -> None:
    static = build({"index": "# Title\n"}).folder / "_static"
    assert (static / "ledger.json").read_text(encoding="utf-8") == records.ledger_json(report)
    assert (static / "ledger.csv").read_text(encoding="utf-8") == records.ledger_csv(report)


def test_failed_build_writes_no_ledger(tmp_path: Path) -> None:
    app = SimpleNamespace(builder=SimpleNamespace(format="html"), outdir=tmp_path)
    files.write_ledger(app, ValueError("failed"))
    assert list(tmp_path.iterdir()) == []


def test_other_builders_write_no_ledger(tmp_path: Path) -> None:
    app = SimpleNamespace(builder=SimpleNamespace(format="text"), outdir=tmp_path)
    files.write_ledger(app, None)
    assert list(tmp_path.iterdir()) == []


def test_outside_a_checkout_there_is_no_commit_to_note(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    config = SimpleNamespace(compendium_commit="")
    files.note_commit(None, config)
    assert config.compendium_commit == ""
