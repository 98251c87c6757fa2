"""Chapters run again for the scenarios of a sweep: with the words of each, and again where something is another."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from compendium.i18n.messages import current_language, using_language
from compendium.rerun import scenarios
from compendium.rerun.chapter import Asked
from compendium.rerun.provenance import KEY
from compendium.rerun.scenarios import Made


class Chapters:
    """Stands for the chapters: remembers what they were run with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ran: list[Asked] = []
        self.fingerprint = "a"
        monkeypatch.setattr(scenarios, "about", self.about)
        monkeypatch.setattr(scenarios, "rerun", self.rerun)
        monkeypatch.setattr(scenarios, "page", lambda *_: "")
        monkeypatch.setattr(scenarios, "book", lambda _: None)

    def about(self, asked: Asked) -> dict[str, Any]:
        assumptions = dict(text.split("=") for text in asked.texts)
        return {"assumptions": assumptions, "fingerprint": self.fingerprint, "language": current_language()}

    def rerun(self, asked: Asked, _: Any) -> Any:
        self.ran.append(asked)
        return SimpleNamespace(notebook=nbformat.v4.new_notebook(metadata={KEY: self.about(asked)}))


@pytest.fixture
def chapters(monkeypatch: pytest.MonkeyPatch) -> Chapters:
    return Chapters(monkeypatch)


def made(out: Path, *rows: dict[str, Any]) -> list[Made]:
    numbered = [{"scenario": place, **row} for place, row in enumerate(rows, start=1)]
    return list(scenarios.reruns(numbered, [Path("3-06.ipynb")], out, allow_implausible=False))


def test_assumptions_are_those_of_the_sweep(tmp_path: Path, chapters: Chapters) -> None:
    rows = [{"a.figure": "0.50", "a.factor": 1e-7}, {"a.figure": "1100", "a.factor": None}, {"a.drawn": 1100.0}]
    made(tmp_path, *rows)
    assert [asked.texts for asked in chapters.ran] == [
        ["a.figure=0.50", "a.factor=0.0000001"], ["a.figure=1100"], ["a.drawn=1100"],
    ]  # fmt: skip


def test_notebook_that_is_up_to_date_stays(tmp_path: Path, chapters: Chapters) -> None:
    row = {"a.figure": "1"}
    assert [one.kept for one in made(tmp_path, row)] == [False]
    assert [one.kept for one in made(tmp_path, row)] == [True]
    chapters.fingerprint = "b"
    assert [one.kept for one in made(tmp_path, row)] == [False]
    with using_language("zh"):
        assert [one.kept for one in made(tmp_path, row)] == [False]
        assert [one.kept for one in made(tmp_path, row)] == [True]
    path = tmp_path / "1" / "3-06.ipynb"
    assert json.loads(path.read_text("utf-8"))["metadata"][KEY]["language"] == "zh"
    path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "utf-8")
    assert [one.kept for one in made(tmp_path, row)] == [False]
