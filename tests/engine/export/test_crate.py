"""The RO-Crate of a release: everything that it names is described, and a draft is not called a release."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compendium import paths
from compendium.citation.identity import Identity
from compendium.export.archive import bundle, crate, release
from compendium.ledger.problem import DataError
from made_up import draft, released

CONTEXT = Path(__file__).parents[2] / "schemas" / "ro-crate-1.1.context.jsonld"
UNTIL = "2024-05-06"
PARTS = [crate.Part("data/figures.csv", 12, "Figures", "What is printed."), crate.Part("LICENSE", 7)]
FOLDERS = ["data/", "src/", "html/", "elsewhere/"]


def graph(own: Identity, made: crate.Made) -> dict[str, dict[str, Any]]:
    """Return the entities of a crate by their ids."""
    told = json.loads(crate.metadata(own, UNTIL, PARTS, FOLDERS, made))
    assert told["@context"] == "https://w3id.org/ro/crate/1.1/context"
    found = {one["@id"]: one for one in told["@graph"]}
    assert len(found) == len(told["@graph"])
    return found


RELEASE = graph(released(), crate.Made("abc123", {"numpy": "2.0"}, draft=False))
DRAFT = graph(draft(), crate.Made("", {"numpy": "2.0"}, draft=True))
both = pytest.mark.parametrize("entities", [RELEASE, DRAFT], ids=["release", "draft"])


def references(told: Any) -> Iterator[str]:
    """Yield the ids that an entity refers to."""
    if isinstance(told, list):
        for one in told:
            yield from references(one)
    elif isinstance(told, dict):
        yield from [told["@id"]] if set(told) == {"@id"} else (id_ for one in told.values() for id_ in references(one))


@both
def test_everything_that_is_named_is_described(entities: dict[str, dict[str, Any]]) -> None:
    named = {id_ for one in entities.values() for id_ in references(one)}
    assert named - set(entities) == {"https://w3id.org/ro/crate/1.1"}
    assert set(entities) - named == {"ro-crate-metadata.json"}


@both
def test_every_term_is_one_of_the_context(entities: dict[str, dict[str, Any]]) -> None:
    known = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    for one in entities.values():
        assert {name for name in one if not name.startswith("@")} <= set(known)
        assert one["@type"] in known


@both
def test_nothing_is_empty(entities: dict[str, dict[str, Any]]) -> None:
    assert all(value not in ("", [], {}, None) for one in entities.values() for value in one.values())


def test_release_names_its_people_and_is_called_one() -> None:
    root = RELEASE["./"]
    assert [RELEASE[one["@id"]]["name"] for one in root["author"]] == ["Josiah Carberry", "Ada Baker"]
    assert (root["creativeWorkStatus"], root["datePublished"], root["identifier"]) == (
        "Published", "2025-01-31", "https://doi.org/10.5281/zenodo.1234567",
    )  # fmt: skip
    assert "raft" not in root["name"] + root["description"]


def test_draft_is_not_called_a_release() -> None:
    root = DRAFT["./"]
    assert root["creativeWorkStatus"] == "Draft"
    assert "draft, not released" in root["name"]
    assert root["description"].startswith("Draft, not released")
    assert {"author", "identifier", "url"}.isdisjoint(root)


def test_build_is_an_action_of_the_engine_on_the_tables() -> None:
    action, engine = RELEASE["#build"], RELEASE["#compendium"]
    assert (action["@type"], action["instrument"]["@id"]) == ("CreateAction", "#compendium")
    assert (action["object"]["@id"], action["result"]["@id"]) == ("data/", "html/")
    assert "abc123" in action["description"]
    assert RELEASE[engine["softwareRequirements"]["@id"]]["softwareVersion"] == "2.0"


def test_report_is_named_but_not_part_of_it() -> None:
    report = RELEASE["#report"]
    assert (report["name"], report["@type"]) == ("面包报告", "Report")
    assert RELEASE[report["identifier"]["@id"]]["value"] == "0" * 64
    assert "#report" not in {one["@id"] for one in RELEASE["./"]["hasPart"]}


def test_code_has_its_own_licence() -> None:
    assert RELEASE["src/"]["license"]["@id"].endswith("/MIT")
    assert RELEASE["data/"]["license"]["@id"].endswith("/CC-BY-4.0")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    command = ["git", "-C", str(folder), *who, *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a table and a notebook, and a file that does not belong to it."""
    root = tmp_path / "checkout"
    files = {
        "data/datapackage.json": '{"resources": [{"path": "a.csv", "title": "A", "description": "All of it."}]}',
        "data/a.csv": "id\n1\n",
        "notebooks/1-one.ipynb": '{"cells": [{"source": ["# The first\\n"]}]}',
        "pyproject.toml": '[project]\ndependencies = ["numpy>2", "Pint"]\noptional-dependencies = {book = []}\n',
        "requirements.txt": "numpy==2.4.6 \\\n    --hash=sha256:0\npint==0.25 ; python_version > '3'\nidna==3\n",
        "LICENSE": "MIT\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "All")
    (root / "scratch.txt").write_text("mine", encoding="utf-8")
    (root / "html").mkdir()
    (root / "html" / "index.html").write_text("<p>Book</p>", encoding="utf-8")
    (root / "html" / "review.xlsx").write_bytes(b"PK")
    monkeypatch.setattr(paths, "ROOT", root)
    return root


def test_release_has_the_files_of_the_commit_and_the_book(checkout: Path, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    (folder / "old").mkdir(parents=True)
    (checkout / "brief.pdf").write_bytes(b"%PDF")
    pdfs = [checkout / "brief.pdf"]
    assert release.make(released(), UNTIL, folder, checkout / "html", pdfs)
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {
        "data/datapackage.json", "data/a.csv", "notebooks/1-one.ipynb", "pyproject.toml", "requirements.txt", "LICENSE",
        "html/index.html", "html/review.xlsx", "pdf/brief.pdf", "ro-crate-metadata.json", "CHECKSUMS",
        "COMMIT",
    }  # fmt: skip
    command = ["sha256sum", "--check", "--strict", "--quiet", bundle.CHECKSUMS]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    told = {one["@id"]: one for one in json.loads((folder / crate.FILE).read_text(encoding="utf-8"))["@graph"]}
    assert told["notebooks/1-one.ipynb"]["name"] == "The first"
    assert told["data/a.csv"]["contentSize"] == "5"
    assert told["html/review.xlsx"]["encodingFormat"].endswith("spreadsheetml.sheet")
    assert told["pdf/brief.pdf"]["encodingFormat"] == "application/pdf"
    assert {one["@id"] for one in told["#compendium"]["softwareRequirements"]} == {
        "pkg:pypi/numpy@2.4.6", "pkg:pypi/pint@0.25",
    }  # fmt: skip
    before = (folder / crate.FILE).read_bytes()
    release.make(released(), UNTIL, folder, checkout / "html", pdfs)
    assert (folder / crate.FILE).read_bytes() == before


def test_gaps_or_changed_files_make_a_draft(checkout: Path, tmp_path: Path) -> None:
    assert not release.make(draft(), UNTIL, tmp_path / "release", checkout / "html")
    (checkout / "LICENSE").write_text("changed", encoding="utf-8")
    assert not release.make(released(), UNTIL, tmp_path / "release", checkout / "html")


def test_without_a_checkout_there_is_no_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(DataError, match="no checkout"):
        release.make(released(), UNTIL, tmp_path / "release", tmp_path)
