"""The build carries the ledger as files and as a workbook, and notes its commit."""

import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from compendium import paths
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import spreads
from compendium.citation.identity import identity
from compendium.export import csv_metadata, header, records
from compendium.export.archive import bundle
from compendium.sphinx_ext import downloads
from small_book import Book
from spreadsheet import cells


def test_ledger_and_all_data_stand_beside_the_pages(ledger_book: Book, audit: Audit) -> None:
    static = ledger_book.folder / "_static"
    head = header.header(identity(), audit.ledger.read_until, paths.commit())
    assert (static / "ledger.json").read_text(encoding="utf-8") == records.ledger_json(audit, spreads(audit), head)
    assert (static / "ledger.csv").read_text(encoding="utf-8") == records.ledger_csv(audit)
    assert (static / header.SCHEMA).read_text(encoding="utf-8") == header.schema()
    assert json.loads((static / csv_metadata.NAME).read_text(encoding="utf-8"))["url"] == "ledger.csv"
    with zipfile.ZipFile(static / bundle.ZIP) as data:
        name = f"compendium-data-{identity().version}/ledger.json"
        assert data.read(name) == (static / "ledger.json").read_bytes()


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
