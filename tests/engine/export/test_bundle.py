"""All data in one zip: described, checksummed, keyed to the bibliography, and the same bytes every time."""

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import frictionless
import pytest

from compendium.audit.audit import Audit
from compendium.audit.uncertainty import spreads
from compendium.citation.identity import Identity
from compendium.export.archive import bundle, package, sources
from compendium.ledger.loading import load
from made_up import draft, released
from small_book import made_of

UNTIL = "2024-05-06"


@pytest.fixture
def make(town: Path, audit: Audit, tmp_path: Path) -> Iterator[Callable[[Identity], bytes]]:
    """Make a bundle of the made-up tables for an identity."""
    (tmp_path / "LICENSES").mkdir()
    (tmp_path / "LICENSES" / "CC-BY-4.0.txt").write_text("You may share it.\n", encoding="utf-8")
    found = spreads(audit)
    with made_of(town):
        yield lambda own: bundle.ledger_files(audit, found, own, "abc123", town)[bundle.ZIP]


def unpacked(content: bytes, folder: Path) -> Path:
    """Unpack a bundle and return its one folder."""
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder / "unpacked")
    (found,) = (folder / "unpacked").iterdir()
    return found


@pytest.fixture
def folder(make: Callable[[Identity], bytes], tmp_path: Path) -> Path:
    return unpacked(make(released()), tmp_path)


def described(folder: Path) -> Any:
    return json.loads((folder / package.FILE).read_text(encoding="utf-8"))


def errors(folder: Path) -> set[str]:
    """Return the kinds of errors that Frictionless finds."""
    report = frictionless.validate(str(folder / package.FILE))
    return {error.type for task in report.tasks for error in task.errors} | {error.type for error in report.errors}


def test_it_has_all_files(folder: Path, town: Path) -> None:
    assert folder.name == "compendium-data-1.2.0"
    found = {path.name for path in folder.iterdir()}
    assert {path.name for path in town.glob("*.csv")} < found
    assert found >= {
        "bibliography.csv", "references.bib", "datapackage.json", "ledger.json", "ledger.schema.json", "ledger.csv",
        "ledger.csv-metadata.json", "README.txt", "README.zh.txt", "LICENSE.txt", "CHECKSUMS",
    }  # fmt: skip


def test_its_bytes_are_always_the_same(make: Callable[[Identity], bytes]) -> None:
    first = make(released())
    assert make(released()) == first
    stamps = {
        (one.date_time, one.external_attr, one.create_system) for one in zipfile.ZipFile(io.BytesIO(first)).filelist
    }
    assert stamps == {((1980, 1, 1, 0, 0, 0), 0o100644 << 16, 3)}


def test_checksums_are_those_of_its_files(folder: Path) -> None:
    def checked() -> int:
        command = ["sha256sum", "--check", "--strict", "--quiet", bundle.CHECKSUMS]
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode

    assert checked() == 0
    listed = {line.split("  ")[1] for line in (folder / bundle.CHECKSUMS).read_text(encoding="utf-8").splitlines()}
    assert listed == {path.name for path in folder.iterdir()} - {bundle.CHECKSUMS}
    with (folder / "figures.csv").open("a", encoding="utf-8") as table:
        table.write("\n")
    assert checked() == 1


def test_package_is_valid(folder: Path) -> None:
    assert errors(folder) == set()


@pytest.mark.parametrize(
    ("table", "column"),
    [("figures", "cites"), ("factors", "source"), ("defaults", "source"), ("derivations", "checks")],
)
def test_key_to_nothing_is_an_error(table: str, column: str, folder: Path) -> None:
    text = io.StringIO((folder / f"{table}.csv").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(text))
    next(row for row in rows if row[column])[column] = "almanac1920"
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    told = described(folder)
    for resource in told["resources"]:
        del resource["hash"], resource["bytes"]
    (folder / package.FILE).write_text(json.dumps(told), encoding="utf-8")
    assert errors(folder) == {"foreign-key"}


def test_changed_table_is_an_error(folder: Path) -> None:
    path = folder / "glossary.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("bread", "cakes"), encoding="utf-8")
    assert errors(folder) == {"hash-count"}


def test_package_tells_what_is_known(folder: Path) -> None:
    told = described(folder)
    assert (told["id"], told["version"], told["created"], told["homepage"]) == (
        "https://doi.org/10.5281/zenodo.1234567", "1.2.0", "2025-01-31T00:00:00Z", "https://example.org/bread",
    )  # fmt: skip
    assert [one["title"] for one in told["contributors"]] == ["Josiah Carberry", "Ada Baker"]
    assert [one["name"] for one in told["licenses"]] == ["CC-BY-4.0", "MIT"]
    assert told["sources"][0] == {"title": "面包报告", "path": "https://example.org/report"}
    assert told["keywords"] == ["bread", "flour"]


def test_package_leaves_out_what_is_not(make: Callable[[Identity], bytes], tmp_path: Path) -> None:
    folder = unpacked(make(draft()), tmp_path)
    told = described(folder)
    assert {"id", "created", "homepage", "contributors"}.isdisjoint(told)
    assert told["version"] == "1.2.0"
    assert errors(folder) == set()


def test_committed_description_has_the_columns_only(town: Path) -> None:
    told = json.loads((town / package.FILE).read_text(encoding="utf-8"))
    assert set(told) == {"name", "profile", "resources"}
    assert not any({"hash", "bytes"} & set(one) for one in told["resources"])


def test_unpacked_bundle_can_be_audited(folder: Path, audit: Audit) -> None:
    assert load(folder) == audit.ledger


def test_first_thing_to_read_is_honest(make: Callable[[Identity], bytes], tmp_path: Path) -> None:
    texts = {}
    for name, own in (("released", released()), ("draft", draft())):
        folder = unpacked(make(own), tmp_path / name)
        texts[name] = [(folder / one).read_text(encoding="utf-8") for one in ("README.txt", "README.zh.txt")]
    assert "Draft, not released" in texts["draft"][0]
    assert "草稿，尚未发布" in texts["draft"][1]
    assert "Draft" not in texts["released"][0]
    assert "Carberry, J." in texts["released"][0]
    assert "卡伯里" in texts["released"][1]
    for text in (*texts["draft"], *texts["released"]):
        assert all(word in text for word in ("1.2.0", UNTIL, "abc123", "CC-BY-4.0", "MIT", "ledger.schema.json"))


BIB = """\
@article{dough,
  author   = {Baker, Ada and {Institute of {CO2}} and others},
  title    = {{Rise} by 5 \\% of CO2},
  journal  = {Bread \\& Butter},
  year     = {2020},
  doi      = {10.1/x_y},
  keywords = {A},
}

@misc{page,
  type    = {S},
  title   = {面包},
  url     = {https://example.org/a_b},
  urldate = {2024-05-06},
  note    = {Read at the baker's},
}
"""


def test_bibliography_is_a_table_without_tex(tmp_path: Path) -> None:
    path = tmp_path / "references.bib"
    path.write_text(BIB, encoding="utf-8")
    first, second = csv.DictReader(io.StringIO(sources.table(path)))
    assert (first["key"], first["kind"], first["authors"], first["title"], first["place"], first["doi"]) == (
        "dough", "J", "Baker, Ada; Institute of CO2; others", "Rise by 5 % of CO2", "Bread & Butter", "10.1/x_y",
    )  # fmt: skip
    assert (first["grade"], first["year"], first["url"]) == ("A", "2020", "")
    assert (second["kind"], second["title"], second["url"], second["read"]) == (
        "S", "面包", "https://example.org/a_b", "2024-05-06",
    )  # fmt: skip
    assert second["note"] == "Read at the baker's"
