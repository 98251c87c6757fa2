"""A sweep runs chapters for its scenarios, if these are few; what fails is recorded and stops nothing."""

import csv
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from compendium.__main__ import main
from compendium.ledger.problem import DataError, Problem
from compendium.notebooks import execute
from compendium.rerun import scenarios
from compendium.rerun.chapter import Asked
from compendium.rerun.provenance import KEY

TABLE = 'scenario,grid.sichuan_2022,preset\nlow / hydro,"[0.4, 0.5, 0.6]",\nnational,,national_2022\n'


def rows(out: Path) -> list[dict[str, str]]:
    with (out / scenarios.FAILURES).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_failing_notebook_is_recorded_and_those_that_are_there_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Asked] = []

    def about(one: Asked) -> dict[str, Any]:
        return {"language": "en", "assumptions": one.texts, "fingerprint": "a"}

    def rerun(one: Asked, _: Any) -> Any:
        asked.append(one)
        if len(asked) == 1:
            raise execute.NotebookError("it ends in smoke")
        if len(asked) == 2:
            raise DataError([Problem("assumptions", "nothing", "something")])
        return SimpleNamespace(notebook=nbformat.v4.new_notebook(metadata={KEY: about(one)}))

    monkeypatch.setattr(scenarios, "about", about)
    monkeypatch.setattr(scenarios, "rerun", rerun)
    monkeypatch.setattr(scenarios, "page", lambda notebook, _: "its page")
    stated: list[dict[str, Any]] = [
        {"scenario": "low / hydro", "a.b": 0.5, "c.d": None, "preset": None, "failure": None},
        {"scenario": "preset", "a.b": "1..2..3", "c.d": 1.0, "preset": "ar5", "failure": None},
        {"scenario": 3, "a.b": None, "c.d": None, "failure": None},
    ]
    chapter = Path("3-06-suining-pv.ipynb")
    made = list(scenarios.reruns(stated, [chapter], tmp_path, allow_implausible=True))
    assert [one.failure for one in made] == [
        "it ends in smoke", "assumptions: found nothing; expected something", "",
    ]  # fmt: skip
    assert asked == [
        Asked(chapter, [], ["a.b=0.5"], True),
        Asked(chapter, ["ar5"], ["a.b=1..2..3", "c.d=1"], True),
        Asked(chapter, [], [], True),
    ]
    assert [(row["scenario"], row["notebook"], row["why"]) for row in rows(tmp_path)] == [
        ("low / hydro", chapter.stem, "it ends in smoke"),
        ("preset", chapter.stem, "assumptions: found nothing; expected something"),
    ]
    assert (tmp_path / "3" / chapter.with_suffix(".html").name).read_text(encoding="utf-8") == "its page"
    again = list(scenarios.reruns(stated, [chapter], tmp_path, allow_implausible=True))
    assert [one.kept for one in again] == [False, False, True]
    assert [one.path.parent.name for one in again] == ["1-low_hydro", "2-preset", "3"]
    assert (again[0].failure, rows(tmp_path)) == ("", [])
    assert len(asked) == 5


def test_many_notebooks_have_to_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "scenarios.csv"
    table.write_text("grid.sichuan_2022\n" + "0.5\n" * 11, "utf-8")
    assert main(["sweep", str(table), "--out", str(tmp_path / "out"), "--notebooks", "3-06", "3.5"]) == 1
    assert capsys.readouterr().err == (
        "22 notebooks (11 scenarios, 2 each) are more than 20; --notebook-limit 22 allows them, at some seconds each\n"
    )
    assert not (tmp_path / "out").exists()
    assert main(["sweep", str(table), "--out", str(tmp_path / "out"), "--notebooks", "3-66"]) == 1
    assert "found '3-66'" in capsys.readouterr().err


def test_notebooks_read_the_tables_of_the_book_only(
    bakery: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = bakery / "scenarios.csv", tmp_path_factory.mktemp("out")
    table.write_text("flour.per_loaf\n0.5\n", "utf-8")
    assert main(["sweep", str(table), "--out", str(out), "--data", str(bakery), "--notebooks", "3-06"]) == 1
    assert capsys.readouterr().err.startswith("--notebooks runs chapters of this book")


@pytest.mark.slow
def test_chapter_is_run_with_the_assumptions_of_each_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "scenarios.csv", tmp_path / "out"
    table.write_text(TABLE, "utf-8")
    options = ["--rows", "suining.*", "--workers", "1", "--notebooks", "3-06", "--language", "zh"]
    assert main(["sweep", str(table), "--out", str(out), *options]) == 0
    assert capsys.readouterr().err == ""
    made = sorted((out / "notebooks" / "zh").glob("*/*.ipynb"))
    assert [path.parent.name for path in made] == ["1-low_hydro", "2-national"]
    low, national = (json.loads(path.read_text(encoding="utf-8"))["metadata"]["compendium"] for path in made)
    assert low["assumptions"] == {"grid.sichuan_2022": "[0.4, 0.5, 0.6]"}
    assert national["presets"] == ["national_2022"]
    assert low["language"] == "zh"
    assert all(path.with_suffix(".html").is_file() for path in made)
