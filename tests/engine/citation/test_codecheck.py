"""The file for an independent checker is in the form of CODECHECK 1.0, and names no checker and no certificate."""

import json
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from compendium import paths
from compendium.citation import codecheck
from compendium.citation.identity import Identity, Person, identity
from compendium.citation.standing import standing
from compendium.ledger.rows import Review
from compendium.ledger.vocabulary import Opinion

NOBODY = replace(identity(), repository="", address="", doi="", people=())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built book with one notebook and the ledger as JSON; another notebook was not built."""
    notebooks, book = tmp_path / "source", tmp_path / "book"
    for name, title in (("1-bread", "1 Bread: how much"), ("2-mill", "2 The mill")):
        notebooks.mkdir(exist_ok=True)
        cells = [{"cell_type": "code", "source": []}, {"cell_type": "markdown", "source": [f"# {title}\n"]}]
        (notebooks / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    for name in ("_static/ledger.json", "notebooks/1-bread.ipynb"):
        (book / name).parent.mkdir(parents=True)
        (book / name).write_text(f"The text of {name}", encoding="utf-8")
    monkeypatch.setattr(paths, "NOTEBOOKS", notebooks)
    return book


def loaded(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def test_file_of_the_repository_lists_each_output_without_a_digest(folder: Path) -> None:
    text = codecheck.committed(NOBODY, ())
    assert text.startswith("%YAML 1.1\n---\n")
    told = loaded(text)
    assert told["version"] == "https://codecheck.org.uk/spec/config/1.0/"
    assert [one["file"] for one in told["manifest"]] == [
        "_build/html/_static/ledger.json",
        "_build/html/_static/ledger.csv",
        "notebooks/1-bread.ipynb",
        "notebooks/2-mill.ipynb",
    ]
    assert told["manifest"][2]["comment"] == "Executed notebook: 1 Bread: how much"
    assert "SHA-256" not in text


def test_nobody_checked_it(folder: Path) -> None:
    told = loaded(codecheck.committed(NOBODY, ()))
    assert (told["codechecker"], told["report"], told["certificate"]) == ([], "", "")
    first, *_ = told["summary"].splitlines()
    assert first.startswith("Self-check, not reviewed")
    assert all(f"- {words}" in told["summary"] for words in (*codecheck.CHECKED, *codecheck.unchecked(())))


def test_review_that_is_recorded_is_not_denied(folder: Path) -> None:
    review = Review("bread", "Ann", "", "2024-05-06", Opinion.CONFIRMS, "", "")
    summary = loaded(codecheck.committed(NOBODY, [review]))["summary"]
    assert "not reviewed" not in summary
    assert "Nobody but the authors has checked a number" not in summary
    assert standing([review]) != standing(())


def test_what_is_not_known_is_left_out(folder: Path) -> None:
    told = loaded(codecheck.committed(NOBODY, ()))
    assert told["paper"] == {"title": NOBODY.title["en"], "authors": [{"name": "The authors of the compendium"}]}
    assert "repository" not in told


@pytest.mark.parametrize(
    ("known", "reference"),
    [
        ({"doi": "10.5281/zenodo.1"}, "https://doi.org/10.5281/zenodo.1"),
        ({"address": "https://b.org/"}, "https://b.org/"),
    ],
)
def test_what_is_known_is_told(folder: Path, known: dict[str, str], reference: str) -> None:
    people = (Person("Carberry", "Josiah", "0000-0002-1825-0097"), Person("Doe", "Jo"))
    own: Identity = replace(NOBODY, people=people, repository="https://example.org/r/b", **known)
    told = loaded(codecheck.committed(own, ()))
    assert told["paper"]["authors"] == [
        {"name": "Josiah Carberry", "ORCID": "0000-0002-1825-0097"},
        {"name": "Jo Doe"},
    ]
    assert (told["paper"]["reference"], told["repository"]) == (reference, "https://example.org/r/b")


def test_files_of_the_book_have_true_digests_of_what_is_there(folder: Path) -> None:
    files = codecheck.in_book(NOBODY, folder, ())
    assert [*files] == ["codecheck.yml", "codecheck.sha256"]
    manifest = loaded(files["codecheck.yml"])["manifest"]
    assert [one["file"] for one in manifest] == ["_static/ledger.json", "notebooks/1-bread.ipynb"]
    for one in manifest:
        assert one["comment"].endswith(f". SHA-256 {sha256((folder / one['file']).read_bytes()).hexdigest()}")
    (folder / "codecheck.sha256").write_text(files["codecheck.sha256"], encoding="utf-8")
    check = ["sha256sum", "--check", "--strict", "codecheck.sha256"]
    assert subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 0
    (folder / "_static/ledger.json").write_text("changed", encoding="utf-8")
    assert subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 1


def test_both_are_the_same_every_time(folder: Path) -> None:
    assert codecheck.in_book(NOBODY, folder, ()) == codecheck.in_book(NOBODY, folder, ())
