"""A sweep's results are those of audits, the same however it was computed, and in a folder that says what they are."""

import argparse
import builtins
import csv
import errno
import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cluster import assert_whole, content, parts
from compendium import paths
from compendium.__main__ import main
from compendium.audit.audit import open_audit
from compendium.commands import sweep as command
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.rerun import scenarios
from compendium.scenarios.design import table
from compendium.scenarios.sweeps import parts as computing
from compendium.scenarios.sweeps import run, storage
from compendium.scenarios.sweeps.manifest import differences
from compendium.scenarios.sweeps.run import Options, Progress, sweep
from compendium.scenarios.sweeps.storage import SweepError
from made_up import add

PLAN = """\
kind = "random"
scenarios = 50
seed = 4
[[vary]]
set = "flour.per_loaf"
[[vary]]
set = "bakery.loaves"
from = 100
to = 300
"""
MORE = """\
bakery.flour_second,1.1,flour.per_loaf * bakery.loaves * 2 / 2,kg / day,cross_check,bakery.flour,,own_inputs,,,\
flour again,面粉,
bakery.loaves_left,1.1,bakery.flour / (flour.per_loaf - flour.least),item / day,derived,,,,,,loaves left,剩余,
"""


class Quiet:
    """Hears everything and says nothing."""

    def __init__(self, stop_after: int = 0) -> None:
        self.heard: list[Progress] = []
        self.stop_after = stop_after

    def report(self, progress: Progress) -> None:
        self.heard.append(progress)
        if len(self.heard) == self.stop_after:
            raise KeyboardInterrupt

    def tell(self, told: str) -> None:
        pytest.fail(told)


@pytest.fixture
def ledger(bakery: Path) -> Ledger:
    add(
        bakery,
        factors="flour.least,0.1,0.1,0.1,kg / item,,World,2020,almanac2020,page 9,a tenth,A,least flour,最少面粉,\n",
        derivations=MORE,
        presets="all_least,flour.per_loaf,flour.least,least,最少,\n",
    )
    return load(bakery, bakery / "references.bib")


@pytest.fixture
def plan(bakery: Path) -> Path:
    (bakery / "plan.toml").write_text(PLAN, "utf-8")
    return bakery / "plan.toml"


def swept(ledger: Ledger, design: Path, out: Path, listener: Quiet | None = None, **options: Any) -> dict[str, bytes]:
    sweep(ledger, design, out, Options(**{"block": 8, **options}), listener or Quiet())
    return content(out)


# --- what the results are ---------------------------------------------------------------------------------------------


def test_each_result_is_that_of_an_audit(bakery: Path, ledger: Ledger) -> None:
    table = bakery / "scenarios.csv"
    table.write_text(
        "scenario,flour.per_loaf,bakery.loaves,preset\n"
        'wide,"[0.3,0.5,0.8]",,\nmore,600 g/item,250,\nleast,,,all_least\nplain,,,\nboth,0.4,190,all_least\n',
        "utf-8",
    )
    swept(ledger, table, bakery / "out", allow_implausible=True)
    found = pd.read_parquet(bakery / "out" / "results").set_index(["scenario", "row"])
    stated: dict[str, dict[str, Any]] = {
        "wide": {"flour.per_loaf": [0.3, 0.5, 0.8]},
        "more": {"flour.per_loaf": "600 g/item", "bakery.loaves": "250"},
        "plain": {},
        "both": {"flour.per_loaf": 0.4, "bakery.loaves": "190"},
    }
    compared = 0
    for scenario, assumptions in stated.items():
        audit = open_audit(ledger=ledger, assumptions=assumptions, allow_implausible=True)
        for id_, result in audit.results.items():
            ends, own = found.loc[(scenario, id_)], result.interval
            assert [ends.low, ends.value, ends.high] == pytest.approx([own.low, own.value, own.high], rel=1e-11)
            assert pd.isna(ends.arithmetic)
            compared += 1
        for id_, verdict in audit.verdicts.items():
            row, own = found.loc[(scenario, id_)], verdict.figure.interval
            assert [row.low, row.value, row.high] == pytest.approx([own.low, own.value, own.high])
            assert (row.arithmetic, row.evidence, row.material) == (
                verdict.arithmetic, verdict.evidence, verdict.material,
            )  # fmt: skip
            if verdict.argued:
                assert [row.evidence_low, row.evidence_high] == pytest.approx([verdict.argued.low, verdict.argued.high])
            compared += 1
    assert compared == 4 * 6


def test_failing_scenario_is_recorded_and_stops_nothing(bakery: Path, ledger: Ledger) -> None:
    table = bakery / "scenarios.csv"
    table.write_text("scenario,flour.per_loaf\na,0.4\nb,flour.least\nc,0.6\n", "utf-8")
    swept(ledger, table, bakery / "out")
    with (bakery / "out" / "failures.csv").open(encoding="utf-8", newline="") as rows:
        (failure,) = csv.DictReader(rows)
    assert failure["scenario"] == "b"
    assert failure["why"].startswith("flour.per_loaf in 'bakery.flour / (flour.per_loaf - flour.least)'")
    assert pd.read_parquet(bakery / "out" / "scenarios")["failure"].notna().tolist() == [False, True, False]
    found = pd.read_parquet(bakery / "out" / "results").set_index("scenario")
    numbers = ["low", "value", "high", "arithmetic", "evidence", "material", "evidence_low", "evidence_high"]
    assert found.loc["b", numbers].isna().all(axis=None)
    assert found.loc[["a", "c"], ["low", "value", "high"]].notna().all(axis=None)
    assert json.loads((bakery / "out" / "sweep.json").read_text("utf-8"))["counts"]["failures"] == 1


def test_columns_have_types(ledger: Ledger, plan: Path) -> None:
    import pyarrow.parquet as pq

    swept(ledger, plan, plan.parent / "out")
    types = {field.name: str(field.type) for field in pq.read_schema(plan.parent / "out/results/part-00000.parquet")}
    word = "dictionary<values=string, indices=int16, ordered=0>"
    assert types == {
        "scenario": "int64", "row": word, "low": "double", "value": "double", "high": "double", "arithmetic": word,
        "evidence": word, "material": "bool", "evidence_low": "double", "evidence_high": "double",
    }  # fmt: skip
    types = {field.name: str(field.type) for field in pq.read_schema(plan.parent / "out/scenarios/part-00000.parquet")}
    assert types == {"scenario": "int64", "flour.per_loaf": "double", "bakery.loaves": "double", "failure": "string"}


def test_numbers_have_twelve_digits(ledger: Ledger, plan: Path) -> None:
    swept(ledger, plan, plan.parent / "out")
    found = pd.read_parquet(plan.parent / "out" / "results")[["low", "value", "high"]].stack()
    assert all(float(f"{number:.12g}") == number for number in found)


def test_tables_beside_the_parts_say_what_the_rows_are(ledger: Ledger, plan: Path) -> None:
    swept(ledger, plan, plan.parent / "out", rows=("bakery.f*",))
    rows = pd.read_csv(plan.parent / "out" / "rows.csv").set_index("id")
    assert rows.loc["bakery.flour_needed"].to_dict() == {
        "table": "derivations", "section": 1.1, "unit": "kg / day", "role": "recompute", "checks": "bakery.flour",
        "set": False, "moved": True, "label_en": "flour for the loaves", "label_zh": "所需面粉",
    }  # fmt: skip
    assert rows["set"].to_dict() == {**dict.fromkeys(rows.index, False), "flour.per_loaf": True, "bakery.loaves": True}
    base = pd.read_csv(plan.parent / "out" / "base.csv").set_index("row")
    audit = open_audit(ledger=ledger)
    assert base.loc["bakery.flour_year", "value"] == pytest.approx(audit.result("bakery.flour_year").value)
    assert base.loc["bakery.flour", ["arithmetic", "evidence"]].tolist() == [
        audit.verdict("bakery.flour").arithmetic, audit.verdict("bakery.flour").evidence,
    ]  # fmt: skip
    assert "bakery.loaves" not in base.index  # not among the rows that are kept
    kept = set(pd.read_parquet(plan.parent / "out" / "results")["row"])
    assert kept == {"bakery.flour", "bakery.flour_needed", "bakery.flour_second", "bakery.flour_year"}


def test_rows_that_nothing_moves_stand_once(bakery: Path, ledger: Ledger) -> None:
    (bakery / "scenarios.csv").write_text("flour.least\n0.05\n0.07\n", "utf-8")
    swept(ledger, bakery / "scenarios.csv", bakery / "out")
    assert set(pd.read_parquet(bakery / "out" / "results")["row"]) == {"bakery.loaves_left"}
    assert len(pd.read_csv(bakery / "out" / "base.csv")) == 6


def test_one_table_for_a_small_sweep_and_a_file_a_part_for_a_large_one(
    ledger: Ledger, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = plan.parent / "small"
    swept(ledger, plan, small)
    whole = pd.read_csv(small / "results.csv")
    assert whole["value"].tolist() == pd.read_parquet(small / "results")["value"].tolist()
    assert len(pd.read_csv(small / "scenarios.csv")) == 50
    monkeypatch.setattr(storage, "ONE_TABLE", 100)
    large, with_csv = plan.parent / "large", plan.parent / "with_csv"
    swept(ledger, plan, large)
    assert not list(large.glob("**/results*.csv"))
    swept(ledger, plan, with_csv, csv_parts=True)
    found = pd.concat(pd.read_csv(path) for path in sorted((with_csv / "csv").glob("results-*.csv")))
    assert len(list((with_csv / "csv").glob("scenarios-*.csv"))) == 7
    pd.testing.assert_frame_equal(found.reset_index(drop=True), whole)


# --- however it is computed -------------------------------------------------------------------------------------------


def test_results_do_not_depend_on_the_order_of_the_blocks(
    ledger: Ledger, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = swept(ledger, plan, plan.parent / "right")
    here = run._here
    monkeypatch.setattr(run, "_here", lambda job, todo: here(job, reversed(list(todo))))
    assert swept(ledger, plan, plan.parent / "out") == right


def test_results_do_not_depend_on_the_size_of_the_blocks(ledger: Ledger, plan: Path) -> None:
    one, other = (swept(ledger, plan, plan.parent / str(size), block=size) for size in (7, 50))
    assert len(one) > len(other)
    for name in ("results.csv", "scenarios.csv", "rows.csv", "base.csv", "failures.csv"):
        assert one[name] == other[name]


def test_interrupted_sweep_goes_on(ledger: Ledger, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right, out = swept(ledger, plan, plan.parent / "right"), plan.parent / "out"
    with pytest.raises(KeyboardInterrupt):
        swept(ledger, plan, out, Quiet(stop_after=3))
    assert parts(out) == 3
    assert json.loads((out / "sweep.json").read_text("utf-8"))["complete"] is False
    (out / "results" / ".part-00003.parquet.123.part").write_bytes(b"half")  # of a process that was killed
    (out / "scenarios" / "part-00003.parquet").write_bytes(b"half")  # its results are not there, so it is not finished
    asked: list[int] = []
    compute = computing.compute

    def counted(job: computing.Job, number: int, handed: Any) -> computing.Part:
        asked.append(number)
        return compute(job, number, handed)

    monkeypatch.setattr(run, "compute", counted)
    listener = Quiet()
    assert swept(ledger, plan, out, listener) == right
    assert asked == [3, 4, 5, 6]
    assert [progress.done for progress in listener.heard] == [32, 40, 48, 50]
    assert_whole(out, 50)
    assert swept(ledger, plan, out, Quiet(stop_after=1)) == right  # nothing is left to do


@pytest.mark.slow
@pytest.mark.parametrize("design", ["plan.toml", "scenarios.csv"])
def test_two_processes_come_to_the_same(ledger: Ledger, plan: Path, design: str) -> None:
    cells = "".join(f"s{place},{0.3 + place / 100:.2f},\n" for place in range(40))
    (plan.parent / "scenarios.csv").write_text(f"scenario,flour.per_loaf,preset\n{cells}", "utf-8")
    right = swept(ledger, plan.parent / design, plan.parent / "right")
    assert swept(ledger, plan.parent / design, plan.parent / "out", processes=2) == right


# --- whose folder it is -----------------------------------------------------------------------------------------------


def changed_plan(folder: Path) -> dict[str, Any]:
    (folder / "plan.toml").write_text(PLAN.replace("seed = 4", "seed = 5"), "utf-8")
    return {}


def changed_data(folder: Path) -> dict[str, Any]:
    factors = folder / "factors.csv"
    factors.write_text(factors.read_text("utf-8").replace("0.45,0.55", "0.44,0.55"), "utf-8")
    return {}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (changed_plan, "the design"),
        (changed_data, "the data, the design"),  # whose ranges are those of the data
        (lambda _: {"block": 16}, "the number of scenarios in a block (8 there, 16 here)"),
        (lambda _: {"rows": ("bakery.*",)}, "which rows are kept ([] there, ['bakery.*'] here)"),
        (lambda _: {"allow_implausible": True}, "whether implausible values are allowed (False there, True here)"),
    ],
)
def test_another_sweep_is_not_mixed_in(
    change: Callable[[Path], dict[str, Any]], told: str, ledger: Ledger, plan: Path
) -> None:
    out = plan.parent / "out"
    before = swept(ledger, plan, out)
    options = change(plan.parent)
    with pytest.raises(SweepError) as caught:
        swept(load(plan.parent, plan.parent / "references.bib"), plan, out, **options)
    assert str(caught.value) == (
        f"{out}: holds results of another sweep; what differs: {told}. Give another --out, or remove that folder"
    )
    assert content(out) == before


def test_words_of_a_plan_may_change(ledger: Ledger, plan: Path) -> None:
    right = swept(ledger, plan, plan.parent / "out")
    plan.write_text(f"# a remark\n{PLAN}", "utf-8")
    assert swept(ledger, plan, plan.parent / "out") == right


def test_other_code_or_libraries_are_another_sweep() -> None:
    here = {"compendium": "1.0.0", "numpy": "2.4.6", "engine": "a"}
    assert differences(here, here) == ""
    assert differences({**here, "numpy": "2.3.0", "engine": "b"}, here) == (
        "numpy (2.3.0 there, 2.4.6 here), the code that computes"
    )


def test_folder_with_something_else_is_left_alone(ledger: Ledger, plan: Path) -> None:
    out = plan.parent / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(SweepError, match=r"is not empty and holds no sweep\.json"):
        swept(ledger, plan, out)
    assert list(content(out)) == ["thesis.txt"]
    for name in ("deep/.film.mkv.part", ".film.mkv.part", "results/.part-00000.parquet.7.part"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(b"half a download")
    before = content(out)
    with pytest.raises(SweepError, match=r"is not empty and holds no sweep\.json"):
        swept(ledger, plan, out)
    assert content(out) == before


def test_only_what_a_killed_sweep_left_is_removed(ledger: Ledger, plan: Path) -> None:
    out = plan.parent / "out"
    swept(ledger, plan, out)
    left = ["results/.part-00001.parquet.7.part", ".sweep.json.7.part", "csv/.results-00001.csv.7.part"]
    others = [".film.mkv.part", "mine/.part-00001.parquet.7.part", "results/.film.mkv.part"]
    for name in (*left, *others):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(b"half")
    with pytest.raises(SweepError, match="holds results of another sweep"):
        swept(ledger, plan, out, block=7)
    assert {*left, *others} <= content(out).keys()
    swept(ledger, plan, out)
    assert {*left, *others} & content(out).keys() == set(others)


def test_sweep_that_was_killed_at_once_goes_on(ledger: Ledger, plan: Path) -> None:
    out = plan.parent / "out"
    out.mkdir()
    (out / ".sweep.json.7.part").write_bytes(b"half")
    (out / storage.LOCK).touch()
    assert ".sweep.json.7.part" not in swept(ledger, plan, out)


def test_two_sweeps_do_not_write_into_one_folder(ledger: Ledger, plan: Path) -> None:
    out = plan.parent / "out"
    with (
        storage.Folder(out).alone(),
        pytest.raises(SweepError, match=f"^{out}: another sweep is writing there; wait for it or give another --out$"),
    ):
        swept(ledger, plan, out)
    swept(ledger, plan, out)


def test_folder_is_held_by_a_file_that_is_open_for_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a lock over NFS needs it."""
    flock = fcntl.flock

    def over_nfs(file: Any, operation: int) -> None:
        if fcntl.fcntl(file, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        flock(file, operation)

    monkeypatch.setattr(fcntl, "flock", over_nfs)
    with storage.Folder(tmp_path / "out").alone():
        pass
    monkeypatch.setattr(fcntl, "flock", lambda *_: os.close(-1))
    with pytest.raises(SweepError, match=r"out: no folder for results \(bad file descriptor\); give another --out$"):
        storage.Folder(tmp_path / "out").alone().__enter__()


def test_what_is_blocked_while_the_folder_is_held_is_not_another_sweep(tmp_path: Path) -> None:
    with pytest.raises(BlockingIOError), storage.Folder(tmp_path).alone():
        raise BlockingIOError


@pytest.mark.parametrize(("name", "why"), [("plan.toml", "file exists"), ("plan.toml/out", "not a directory")])
def test_no_folder_can_be_where_a_file_is(name: str, why: str, ledger: Ledger, plan: Path) -> None:
    with pytest.raises(SweepError) as caught:
        swept(ledger, plan, plan.parent / name)
    assert str(caught.value) == f"{plan.parent / name}: no folder for results ({why}); give another --out"


def test_design_that_moves_no_row_that_is_kept_is_told(ledger: Ledger, plan: Path) -> None:
    plan.write_text('kind = "grid"\n[[vary]]\nset = "bakery.loaves"\nlevels = [190, 200]\n', "utf-8")
    with pytest.raises(SweepError, match=r"plan\.toml: nothing that it sets moves a row that is kept"):
        swept(ledger, plan, plan.parent / "out", rows=("bakery.loaves_left",))
    assert not (plan.parent / "out").exists()


def test_pattern_that_no_row_matches_is_told_with_the_nearest(ledger: Ledger, plan: Path) -> None:
    with pytest.raises(SweepError, match=r"no row matches 'bakery\.flower'; nearest: 'bakery\.flour'"):
        swept(ledger, plan, plan.parent / "out", rows=("bakery.*", "bakery.flower"))
    assert not (plan.parent / "out").exists()


def test_commit_is_that_of_the_first_start(ledger: Ledger, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for commit in ("abc", "def"):
        monkeypatch.setattr(paths, "commit", lambda commit=commit: commit)
        swept(ledger, plan, plan.parent / "out")
    assert json.loads((plan.parent / "out" / "sweep.json").read_text("utf-8"))["commit"] == "abc"


# --- large designs ----------------------------------------------------------------------------------------------------


def test_large_table_is_read_once(ledger: Ledger, bakery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bakery / "scenarios.csv").write_text("flour.per_loaf\n" + "0.5\n" * 40, "utf-8")
    read, asked = table.read, []

    def counted(path: Path, ledger: Ledger, size: int, *, plausibly: bool) -> table.Table:
        asked.append(size)
        return read(path, ledger, size, plausibly=plausibly)

    monkeypatch.setattr(table, "read", counted)
    monkeypatch.setattr(run, "BLOCK", 2)
    monkeypatch.setattr(run, "_LARGE", 39)
    assert called(bakery / "scenarios.csv") == 0
    assert asked == [2]
    assert parts(bakery / "out") == 3  # of sixteen each


# --- the command ------------------------------------------------------------------------------------------------------


def called(plan: Path, *options: str) -> int:
    return main(
        ["sweep", str(plan), "--out", str(plan.parent / "out"), "--data", str(plan.parent), "--workers", "1", *options]
    )


def test_command_says_how_far_it_is_and_what_it_made(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_EVERY", 0.0)
    assert called(plan, "--block", "20") == 0
    out, err = capsys.readouterr()
    first, second, *_, last = out.splitlines()
    assert first == "20 of 50 scenarios"  # the first part says nothing of the rate
    assert second.startswith("40 of 50 scenarios, ")
    assert " a second, " in second
    assert second.endswith(" left")
    assert last.startswith(f"50 scenarios of 4 rows are in {plan.parent / 'out'}; 50 computed now in ")
    assert err == ""


def test_command_writes_over_its_line_on_a_terminal(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_OFTEN", 0.0)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert called(plan, "--block", "20") == 0
    line, last, end = capsys.readouterr().out.split("\n")
    assert line.count("\r") == line.count("\x1b[K") == 3
    assert last.startswith("50 scenarios")
    assert end == ""


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.4, "0 s"), (119, "119 s"), (121, "2 min"), (7300, "2 h"), (200000, "2 d")]
)
def test_time_left_is_in_the_unit_that_suits_it(seconds: float, told: str) -> None:
    assert command._time(seconds) == told


def test_command_tells_what_is_wrong_in_a_line(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN.replace("random", "radnom"), "utf-8")
    assert called(plan) == 1
    assert capsys.readouterr() == (
        "", "plan.toml, column kind: found 'radnom'; expected one of grid, sobol, random; nearest: 'random'\n",
    )  # fmt: skip
    other = plan.rename(plan.with_suffix(".yaml"))
    assert called(other) == 1
    assert capsys.readouterr().err == "plan.yaml: found a file .yaml; expected one .csv or .toml\n"


def test_changed_table_is_told_on_a_line_of_its_own(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan.with_name("scenarios.csv")
    path.write_text("flour.per_loaf\n" + "0.5\n" * 40, "utf-8")
    keep = storage.Folder.keep

    def changing(folder: storage.Folder, part: computing.Part) -> None:
        keep(folder, part)
        path.write_text("flour.per_loaf\n" + "0.4\n" * 40, "utf-8")

    monkeypatch.setattr(storage.Folder, "keep", changing)
    monkeypatch.setattr(command, "_OFTEN", 0.0)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert called(path, "--block", "20") == 1
    out, err = capsys.readouterr()
    assert out.endswith("\x1b[K\n")
    assert err == (
        "scenarios.csv: found a file that has changed since it was read; expected the table as it was when the sweep "
        "began\n"
    )
    assert parts(plan.parent / "out") == 1


@pytest.mark.parametrize(("failure", "code"), [("no kernel", 1), ("", 0)])
def test_notebooks_that_failed_are_an_exit_code(
    failure: str, code: int, ledger: Ledger, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = plan.parent / "out"
    swept(ledger, plan, out)
    folders = []

    def made(_: Any, chapters: list[Path], folder: Path, **__: bool) -> list[scenarios.Made]:
        folders.append(folder)
        return [scenarios.Made("1", chapters[0], failure=failure)]

    monkeypatch.setattr(scenarios, "reruns", made)
    for language in ("en", "zh"):
        options = argparse.Namespace(out=out, language=language, allow_implausible=False)
        assert command._reruns(options, [Path("3-06.ipynb")]) == code
    assert folders == [out / "notebooks", out / "notebooks" / "zh"]  # neither takes the place of the other


@pytest.mark.parametrize(("library", "options"), [("pyarrow", ()), ("distributed", ("--workers", "2", "--block", "5"))])
def test_command_says_what_is_not_installed(
    library: str,
    options: tuple[str, ...],
    plan: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_module = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == library:
            raise ImportError(name)
        return load_module(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert called(plan, *options) == 1
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert f"{library} is not installed" in err
    assert "pip install '.[sweep]'" in err
