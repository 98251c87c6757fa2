"""The build carries the ledger as files and as a workbook, and notes its commit."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from compendium import paths
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import spreads
from compendium.export import records
from compendium.sphinx_ext import downloads
from small_book import Book
from spreadsheet import cells


def test_ledger_stands_beside_the_pages(ledger_book: Book, audit: Audit) -> None:
    static = ledger_book.folder / "_static"
    assert (static / "ledger.json").read_text(encoding="utf-8") == records.ledger_json(audit, spreads(audit))
    assert (static / "ledger.csv").read_text(encoding="utf-8") == records.ledger_csv(audit)


def test_workbook_stands_beside_the_pages(ledger_book: Book, audit: Audit) -> None:
    data = (ledger_book.folder / "_static" / "review-workbook.xlsx").read_bytes()
    assert {*cells(data)["Derivations"]} >= {f"A{row}" for row in range(3, 3 + len(audit.results))}


def test_failed_build_writes_no_ledger(tmp_path: Path) -> None:
    app = SimpleNamespace(builder=SimpleNamespace(format="html"), outdir=tmp_path)
    downloads.write_ledger(app, ValueError("failed"))
    downloads.write_workbook(app, ValueError("failed"))
    assert list(tmp_path.iterdir()) == []


def test_other_builders_write_no_ledger(tmp_path: Path) -> None:
    app = SimpleNamespace(builder=SimpleNamespace(format="text"), outdir=tmp_path)
    downloads.write_ledger(app, None)
    downloads.write_workbook(app, None)
    assert list(tmp_path.iterdir()) == []


def test_outside_a_checkout_there_is_no_commit_to_note(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    config = SimpleNamespace(compendium_commit="another")
    downloads.note_commit(None, config)
    assert config.compendium_commit == ""
