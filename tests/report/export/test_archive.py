"""What this project hands over: its data package is valid, its metadata files are up to date."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import frictionless
import pytest

from compendium import paths
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import Spread
from compendium.citation import metadata
from compendium.citation.identity import identity
from compendium.export.archive import bundle, package, release
from compendium.ledger.loading import load


@pytest.fixture(scope="module")
def folder(report: Audit, report_spreads: Mapping[str, Spread], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked zip of all data."""
    target = tmp_path_factory.mktemp("data")
    content = bundle.ledger_files(report, report_spreads, identity(), "", paths.DATA)[bundle.ZIP]
    zipfile.ZipFile(io.BytesIO(content)).extractall(target)
    (found,) = target.iterdir()
    return found


def test_package_is_valid(folder: Path) -> None:
    found = frictionless.validate(str(folder / package.FILE))
    assert found.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert found.stats["tasks"] == len(json.loads((folder / package.FILE).read_text(encoding="utf-8"))["resources"])


def test_every_table_and_the_bibliography_are_in_the_package(folder: Path, report: Audit) -> None:
    described = json.loads((folder / package.FILE).read_text(encoding="utf-8"))
    paths_ = {one["path"] for one in described["resources"]}
    assert paths_ == {path.name for path in folder.glob("*.csv")} - {"ledger.csv"}
    works = (folder / "bibliography.csv").read_text(encoding="utf-8")
    assert all(f"\n{key}," in works for key in report.ledger.works)


def test_unpacked_data_can_be_audited(folder: Path, report: Audit) -> None:
    assert load(folder) == report.ledger


def test_package_has_a_licence(folder: Path) -> None:
    assert "Attribution 4.0" in (folder / "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["CITATION.cff", ".zenodo.json", "codemeta.json"])
def test_committed_metadata_are_those_of_the_identity(name: str, report: Audit) -> None:
    made = metadata.files(identity(), report.ledger.read_until)[name]
    assert (paths.ROOT / name).read_text(encoding="utf-8") == made, "run make identity"


def test_release_names_the_libraries_that_the_build_needs() -> None:
    found = release.software()
    assert {"numpy", "pandas", "jupyter-book", "papermill"} <= set(found)
    assert all(version[0].isdigit() for version in found.values())
