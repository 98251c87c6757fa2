"""The command line answers in plain lines, writes files whole, and fails with an exit code and no traceback."""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compendium import paths
from compendium.__main__ import main
from compendium.audit.audit import Audit, open_audit
from compendium.build import build
from compendium.build.pdf import make
from compendium.build.pdf.browser import PrintError
from compendium.citation.identity import identity
from compendium.commands import release as release_commands
from compendium.export import records
from compendium.export.archive import release
from compendium.i18n import catalogs
from compendium.ledger import units
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError
from compendium.notebooks import execute
from compendium.notebooks.execute import Run
from made_up import draft, released


@pytest.fixture
def broken(bakery: Path) -> Path:
    """Tables with two faults."""
    path = bakery / "figures.csv"
    text = path.read_text(encoding="utf-8").replace("kg / day,about", "kgg / day,about").replace(",200,", ",2oo,")
    path.write_text(text, encoding="utf-8")
    return bakery


# --- what is wrong ----------------------------------------------------------------------------------------------------


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "compendium", *arguments]
    return subprocess.run(command, cwd=folder, env=os.environ, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", [["check"], ["audit"], ["audit", "--json", "out"], ["audit", "--csv", "out"]])
def test_bad_data_is_told_in_a_line_each_and_nothing_is_written(
    command: list[str], broken: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken)
    before = sorted(broken.iterdir())
    assert main([*command, "--data", str(broken)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[:2] == [
        "figures.csv, row 3, column unit: found 'kgg / day' ('kgg / day' uses 'kgg', which is no unit of the "
        f"tables); expected one made of {', '.join(units.NAMES)}; nearest: 'kg / day'",
        "figures.csv, row 2, column printed: found '2oo' ('2oo' is no number, range, sum or Chinese numeral); "
        "expected a printed number that its qualifier fits",
    ]
    assert sorted(broken.iterdir()) == before


@pytest.mark.slow
def test_bad_data_ends_the_process_without_a_traceback(broken: Path, tmp_path: Path) -> None:
    result = run("audit", "--data", str(broken), "--json", str(tmp_path / "out.json"), folder=tmp_path)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "figures.csv, row 2, column printed: found '2oo'" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out.json").exists()


def test_missing_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err == ("datapackage.json: found no such file; expected the description of the tables\n")


@pytest.mark.parametrize("target", ["nowhere/out.json", "."])
def test_place_that_cannot_be_written_is_told(
    target: str, bakery: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / target
    assert main(["audit", "--data", str(bakery), "--json", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert str(path) in err


@pytest.mark.parametrize(
    "arguments",
    [[], ["chek"], ["audit", "--json", "a", "--csv", "b"], ["check", "--dat"], ["execute", "--jobs", "two"]],
)
def test_unknown_command_or_option_is_told_in_a_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*arguments, "--nonsense"])
    assert stop.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert re.fullmatch(r"python -m compendium.*: .+; --help lists what there is", line)


# --- check and audit --------------------------------------------------------------------------------------------------


def test_check_sums_up_the_tables(bakery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(bakery)]) == 0
    assert capsys.readouterr() == (
        "2 figures, 1 exclusions, 1 factors, 2 derivations, 1 errata: all valid\n"
        "arithmetic: 0 reproduced, 1 consistent, 0 not reproduced, 1 no inputs printed\n"
        "evidence: 0 supported, 0 repeated only, 0 too wide to tell, 0 depends on the choice, 0 contested, "
        "0 contradicted, 2 untested\n",
        "",
    )


def test_audit_prints_a_line_for_each_figure(bakery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--data", str(bakery)]) == 0
    lines = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert [line.split() for line in lines] == [
        ["bakery.loaves", "200/day", "no", "inputs", "printed", "untested"],
        ["bakery.flour", "about", "100", "kg/day", "consistent", "untested", "1"],
    ]


@pytest.mark.parametrize(("option", "write"), [("--json", records.ledger_json), ("--csv", records.ledger_csv)])
def test_audit_writes_what_the_records_hold(
    option: str, write: Callable[[Audit], str], bakery: Path, bakery_ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    target = bakery / "out"
    expected = write(open_audit(ledger=bakery_ledger))
    assert main(["audit", "--data", str(bakery), option, str(target)]) == 0
    assert capsys.readouterr() == ("", "")
    assert target.read_text(encoding="utf-8") == expected
    assert main(["audit", "--data", str(bakery), option, "-"]) == 0
    assert capsys.readouterr() == (expected, "")


@pytest.mark.slow
def test_audit_is_readable_json_from_any_folder(bakery: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    result = run("audit", "--data", str(bakery), "--json", "-", folder=folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert [figure["id"] for figure in json.loads(result.stdout)["figures"]] == ["bakery.loaves", "bakery.flour"]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("place", [".", ".."])
def test_ledger_tells_whose_it_is_where_an_identity_stands_beside_the_tables(
    place: str, bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = bakery if place == "." else Path(shutil.copytree(bakery, bakery / "data"))
    shutil.copy(paths.IDENTITY, bakery)
    assert main(["audit", "--data", str(tables), "--json", "-"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["compendium"]["version"] == identity().version
    assert told["compendium"]["read_until"] == "2024-05-06"
    assert "commit" not in told["compendium"]  # it is not this checkout that the tables are from
    assert told["report"]["sha256"] == identity().report.sha256


@pytest.mark.parametrize(
    ("id_", "first"),
    [
        ("bakery.flour", "flour used [bakery.flour]"),
        ("bakery.flour_needed", "flour for the loaves [bakery.flour_needed]"),
        ("flour.per_loaf", "flour in a loaf [flour.per_loaf]"),
    ],
)
def test_audit_of_a_row_prints_what_it_rests_on(
    id_: str, first: str, bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", id_, "--data", str(bakery)]) == 0
    out, err = capsys.readouterr()
    assert (out.splitlines()[0], err) == (first, "")
    assert "words read: half a kilogram" in out


def test_audit_of_a_row_is_told_in_the_language_asked_for(bakery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "bakery.flour", "--language", "zh", "--data", str(bakery)]) == 0
    assert capsys.readouterr().out.startswith("面粉用量 [bakery.flour]\n")
    assert main(["audit", "bakery.flour", "--data", str(bakery)]) == 0
    assert capsys.readouterr().out.startswith("flour used [bakery.flour]\n")


def test_audit_of_an_unknown_row_names_the_nearest(bakery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "bakery.flower", "--data", str(bakery)]) == 1
    assert capsys.readouterr() == ("", "no row has the id 'bakery.flower'; nearest: 'bakery.flour'\n")


def test_audit_of_a_row_has_no_file_of_its_own(bakery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "bakery.flour", "--json", "-", "--data", str(bakery)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [[], ["bakery.flour"], ["--json", "-"]])
def test_reader_that_goes_away_causes_no_traceback(arguments: list[str], bakery: Path) -> None:
    command = [sys.executable, "-m", "compendium", "audit", *arguments, "--data", str(bakery)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)
    process.stdout.close()  # as `head` does that has read enough; here before a line is written
    assert process.stderr.read() == ""
    assert process.wait() == 128 + signal.SIGPIPE


# --- release ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def metadata_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the metadata files of an identity without gaps, in the place of the project's own."""
    monkeypatch.setattr(release_commands, "identity", released)
    for name, text in release_commands._metadata().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.0 - 2025-01-31\n", encoding="utf-8")
    monkeypatch.setattr(paths, "CHANGES", tmp_path / "CHANGELOG.md")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "commit", lambda: "abc123")
    return tmp_path


def test_release_check_passes_where_nothing_is_missing(
    metadata_files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release-check"]) == 0
    assert capsys.readouterr() == ("Version 1.2.0 can be released.\n", "")


def test_release_check_names_each_gap(
    metadata_files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    person = replace(released().people[1], orcid="")
    monkeypatch.setattr(release_commands, "identity", lambda: replace(draft(), people=(released().people[0], person)))
    main(["identity"])
    capsys.readouterr()
    assert main(["release-check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"identity.toml: {name} is empty; a release needs it"
        for name in ("date", "repository", "address", "doi", "people[1].orcid")
    ]


@pytest.mark.parametrize("name", ["CITATION.cff", ".zenodo.json", "codemeta.json", "codecheck.yml"])
def test_release_check_names_a_file_that_is_old_or_missing(
    name: str, metadata_files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = f"{name}: is not what identity.toml gives; run make identity\n"
    path = metadata_files / name
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert (main(["release-check"]), capsys.readouterr().err) == (1, told)
    path.unlink()
    assert (main(["release-check"]), capsys.readouterr().err) == (1, told)
    assert main(["identity"]) == 0
    capsys.readouterr()
    assert main(["release-check"]) == 0


def test_release_check_refuses_files_that_are_not_committed(
    metadata_files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "commit", lambda: "abc123-dirty")
    assert main(["release-check"]) == 1
    assert capsys.readouterr().err == "the checkout: has changes that are not committed\n"
    monkeypatch.setattr(paths, "commit", lambda: "")
    assert main(["release-check"]) == 1
    assert capsys.readouterr().err == "this folder: is no checkout\n"


@pytest.mark.parametrize("heading", ["## Unreleased", "## 1.2.01", "## 11.2.0", "## 1.2.0-rc1"])
def test_release_check_refuses_a_version_without_a_list_of_changes(
    heading: str, metadata_files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths.CHANGES.write_text(f"{heading}\n\n- Bread of version 1.2.0\n", encoding="utf-8")
    assert main(["release-check"]) == 1
    assert capsys.readouterr().err == "CHANGELOG.md: has no section 1.2.0\n"
    paths.CHANGES.write_text("## [1.2.0] - 2025-01-31\n", encoding="utf-8")
    assert main(["release-check"]) == 0


@pytest.mark.parametrize("printed", [True, False])
@pytest.mark.parametrize(
    ("complete", "told"),
    [
        (True, "The release is in _build/release.\n"),
        (False, "A draft, not a release (make release-check says what is missing), is in _build/release.\n"),
    ],
)
def test_release_is_made_of_a_book_from_nothing_and_says_whether_it_is_one(
    complete: bool, told: str, printed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[Any] = []
    held: list[str] = []

    @contextmanager
    def alone() -> Iterator[None]:
        held.append("lock")
        yield
        held.clear()

    def build_book(*, anew: bool) -> str:
        given.append((anew, list(held)))
        return ""

    def lay_out(*arguments: Any) -> bool:
        given.append((arguments[-1], list(held)))
        return complete

    pdfs = [Path("book.pdf")] if printed else []
    monkeypatch.setattr(build, "alone", alone)
    monkeypatch.setattr(build, "update", build_book)
    monkeypatch.setattr(make, "current", lambda: pdfs)
    monkeypatch.setattr(release, "make", lay_out)
    assert main(["release"]) == 0
    without = "There is no PDF of this book in it: make pdf prints it, then make release again.\n"
    assert capsys.readouterr() == (("" if printed else without) + told, "")
    assert given == [(True, ["lock"]), (pdfs, ["lock"])]  # no other build in between


def test_release_needs_a_book(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(**_: object) -> str:
        raise build.BuildError("a page failed")

    monkeypatch.setattr(build, "alone", nullcontext)
    monkeypatch.setattr(build, "update", fail)
    monkeypatch.setattr(release, "make", lambda *_: pytest.fail("nothing to release"))
    assert main(["release"]) == 1
    assert capsys.readouterr() == ("", "a page failed\n")


def test_book_is_not_built_where_it_could_not_be_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise PrintError("no browser")

    monkeypatch.setattr(make, "ready", fail)
    monkeypatch.setattr(build, "update", lambda: pytest.fail("nothing to print"))
    assert main(["pdf"]) == 1
    assert capsys.readouterr() == ("", "no browser\n")


def test_version_is_that_of_the_identity(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"compendium {identity().version}\n"


# --- execute ----------------------------------------------------------------------------------------------------------


class Stage:
    """Stands in for the execution of notebooks: notes what was asked for, fails what it is told to fail."""

    def __init__(self, patch: pytest.MonkeyPatch, old: list[str], failing: list[str]) -> None:
        every = tuple(paths.NOTEBOOKS / f"{name}.ipynb" for name in ("1-one", "2-two", "3-three"))
        self.asked: list[tuple[list[str], int | None]] = []
        self.editions: set[str] = set()

        def run_all(wanted: list[tuple[Path, str]], jobs: int | None) -> list[Run]:
            self.asked.append(([path.stem for path, edition in wanted if edition == "en"], jobs))
            self.editions |= {edition for _, edition in wanted}
            return [Run(path, 1.4, "ValueError: no bread" if path.stem in failing else "", ed) for path, ed in wanted]

        patch.setattr(execute, "notebooks", lambda: every)
        patch.setattr(execute, "stale", lambda selected, _: [path for path in selected if path.stem in old])
        patch.setattr(execute, "execute", run_all)


def test_execute_fails_where_a_notebook_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Stage(monkeypatch, old=["1-one", "3-three"], failing=["3-three"])
    assert main(["execute", "--edition", "en"]) == 1
    assert capsys.readouterr() == (
        "1-one (en): executed (1.4 s)\n1 of 3 notebooks were up to date, 1 executed\n",
        "3-three (en): failed: ValueError: no bread (1.4 s)\n",
    )


def test_execute_check_names_what_is_out_of_date_and_runs_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stage = Stage(monkeypatch, old=["2-two"], failing=[])
    assert main(["execute", "--check", "--edition", "en"]) == 1
    assert "2-two.ipynb: its outputs are not those of its inputs" in capsys.readouterr().err
    assert stage.asked == []
    Stage(monkeypatch, old=[], failing=[])
    assert main(["execute", "--check", "--edition", "en"]) == 0


def test_execute_says_which_notebook_opens_no_section(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stale(*_: object) -> list[Path]:
        raise execute.NotebookError("2-two.ipynb: found 0 sections")

    monkeypatch.setattr(execute, "stale", stale)
    assert main(["execute"]) == 1
    assert capsys.readouterr() == ("", "2-two.ipynb: found 0 sections\n")


def test_execute_tells_of_bad_data(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stale(*_: object) -> list[Path]:
        raise DataError([])

    monkeypatch.setattr(execute, "stale", stale)
    assert main(["execute"]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], (["2-two"], None)),
        (["--jobs", "1"], (["2-two"], 1)),
        (["--all"], (["1-one", "2-two", "3-three"], None)),
    ],
)
def test_execute_runs_what_is_stale_or_all(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    asked: tuple[list[str], int | None],
) -> None:
    stage = Stage(monkeypatch, old=["2-two"], failing=[])
    assert main(["execute", *arguments]) == 0
    assert stage.asked == [asked]
    out = capsys.readouterr().out
    for edition in ("en", "zh"):
        assert out.count(f" ({edition}): executed (1.4 s)\n") == len(asked[0])
    assert out.endswith(f"{6 - 2 * len(asked[0])} of 6 notebooks were up to date, {2 * len(asked[0])} executed\n")


@pytest.mark.parametrize("edition", ["en", "zh"])
def test_execute_runs_the_edition_that_is_named(monkeypatch: pytest.MonkeyPatch, edition: str) -> None:
    stage = Stage(monkeypatch, old=["2-two"], failing=[])
    assert main(["execute", "--edition", edition]) == 0
    assert stage.editions == {edition}


# --- editions ---------------------------------------------------------------------------------------------------------


def test_stage_lays_out_the_edition_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "EDITIONS", tmp_path)
    assert main(["stage", "zh"]) == 0
    assert (tmp_path / "zh" / "_config.yml").is_file()
    with pytest.raises(SystemExit):
        main(["stage", "en"])


def test_translate_tells_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(catalogs, "renew", lambda: None)
    monkeypatch.setattr(catalogs, "coverage", lambda: iter([("zh/a.po", 3, 4), ("zh/b.po", 6, 6)]))
    assert main(["translate"]) == 0
    assert capsys.readouterr().out == (
        "zh/a.po: 1 of 4 messages are not translated\n9 of 10 messages are translated (90.0%)\n"
    )


# --- stopped ----------------------------------------------------------------------------------------------------------


def test_full_disk_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fill(*_: object) -> list[Run]:
        raise OSError(errno.ENOSPC, "No space left on device", "notebooks/1-one.ipynb")

    Stage(monkeypatch, old=["1-one"], failing=[])
    monkeypatch.setattr(execute, "execute", fill)
    assert main(["execute"]) == 1
    told = "notebooks/1-one.ipynb: No space left on device. What was there is as it was.\n"
    assert capsys.readouterr() == ("", told)


def test_lock_and_temporary_folder_are_given_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    monkeypatch.setattr(build, "_TEMPORARY", tmp_path / "tmp")
    before = tempfile.gettempdir()
    with build.alone():
        assert tempfile.gettempdir() == str(tmp_path / "tmp")
    assert tempfile.gettempdir() == before
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]
    with build.alone():
        pass
