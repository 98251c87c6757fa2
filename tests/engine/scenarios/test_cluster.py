"""A sweep on a real scheduler with real workers: nothing is lost, nothing there twice, whoever is killed meanwhile."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster import SECONDS, Processes, assert_whole, await_, content, ended, parts
from compendium import paths
from compendium.scenarios.sweeps.cluster import client as local

pytestmark = pytest.mark.slow

DESIGN = """\
kind = "sobol"
scenarios = 480
seed = 3
[[vary]]
set = "flour.per_loaf"
[[vary]]
set = "bakery.loaves"
from = 150
to = 250
"""
BLOCKS = 60


@pytest.fixture
def design(bakery: Path) -> Path:
    (bakery / "plan.toml").write_text(DESIGN, "utf-8")
    return bakery / "plan.toml"


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    found = Processes(tmp_path_factory.mktemp("cluster"))
    yield found
    found.end()


@pytest.fixture
def right(design: Path, cluster: Processes) -> dict[str, bytes]:
    """The results that this machine alone comes to."""
    out = design.parent / "alone"
    assert ended(cluster.sweep(design, out, "--workers", "1"))[0] == 0
    return content(out)


def on(cluster: Processes) -> tuple[str, ...]:
    return ("--scheduler", cluster.address)


def test_killed_worker_loses_nothing(design: Path, right: dict[str, bytes], cluster: Processes) -> None:
    out = design.parent / "out"
    cluster.scheduler()
    first, _ = cluster.worker(), cluster.worker()
    running = cluster.sweep(design, out, *on(cluster))
    await_(lambda: parts(out) >= 10, "a tenth part")
    os.kill(first.pid, signal.SIGKILL)
    at = parts(out)
    code, told, err = ended(running)
    print(
        f"SIGKILL to one of two workers after {at} of {BLOCKS} parts: "
        f"exit code {code}; stdout: {told!r}; stderr: {err!r}"
    )
    assert at < BLOCKS
    assert (code, err) == (0, "")
    assert content(out) == right
    assert_whole(out, 480)


def test_scheduler_started_again_does_the_rest(design: Path, right: dict[str, bytes], cluster: Processes) -> None:
    out = design.parent / "out"
    scheduler = cluster.scheduler()
    cluster.worker()
    running = cluster.sweep(design, out, *on(cluster))
    await_(lambda: parts(out) >= 10, "a tenth part")
    os.kill(scheduler.pid, signal.SIGKILL)
    code, told, err = ended(running)
    at = parts(out)
    print(f"SIGKILL to the scheduler; exit code {code}; {at} of {BLOCKS} parts; stdout: {told!r}; stderr: {err!r}")
    assert code == 1
    assert err == (
        f"{cluster.address}: the scheduler has gone. {at} of {BLOCKS} blocks are finished and kept; "
        "the same command does the rest.\n"
    )
    assert 10 <= at < BLOCKS
    kept = content(out)
    cluster.scheduler()
    cluster.worker(), cluster.worker()
    code, told, err = ended(cluster.sweep(design, out, *on(cluster)))
    print(f"Scheduler and two workers started again; exit code {code}; stdout: {told!r}")
    assert (code, err) == (0, "")
    assert content(out) == right
    assert {name: text for name, text in content(out).items() if name.startswith("results/") and name in kept} == {
        name: text for name, text in kept.items() if name.startswith("results/")
    }
    assert_whole(out, 480)


@pytest.fixture
def other_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source of a compendium whose version is another."""
    folder = tmp_path_factory.mktemp("other")
    shutil.copytree(paths.SOURCE, folder / "src" / "compendium")
    text = paths.IDENTITY.read_text(encoding="utf-8")
    own = next(line for line in text.splitlines() if line.startswith("version"))
    (folder / paths.IDENTITY.name).write_text(text.replace(own, 'version = "99.9.9"'), "utf-8")
    return folder / "src"


def test_worker_of_another_version_is_left_out(
    design: Path, right: dict[str, bytes], cluster: Processes, other_version: Path
) -> None:
    out = design.parent / "out"
    cluster.scheduler()
    other = cluster.address_of(cluster.worker(other_version))
    code, told, err = ended(cluster.sweep(design, out, *on(cluster)))
    assert (code, told) == (1, "")
    left_out, stopped = err.splitlines()
    assert left_out.startswith(f"{other}: left out; what differs there: the version of the compendium (99.9.9 there, ")
    assert stopped.startswith("no worker computes as this client does")
    assert parts(out) == 0
    cluster.worker()
    code, told, err = ended(cluster.sweep(design, out, *on(cluster)))
    print(f"One worker of another version and one of this: exit code {code}; stderr: {err!r}")
    assert code == 0
    assert err.splitlines() == [left_out]
    assert content(out) == right


def test_worker_that_comes_later_is_used(design: Path, right: dict[str, bytes], cluster: Processes) -> None:
    out = design.parent / "out"
    cluster.scheduler()
    running = cluster.sweep(design, out, *on(cluster))
    await_((out / "base.csv").exists, "the start of the sweep")
    assert parts(out) == 0
    first = cluster.worker()
    await_(lambda: parts(out) >= 3, "a third part")
    os.kill(first.pid, signal.SIGKILL)  # the only one: what it had goes to the next
    cluster.worker()
    code, _, err = ended(running)
    assert (code, err) == (0, "")
    assert content(out) == right


def test_no_scheduler_is_told_in_a_line(design: Path, cluster: Processes) -> None:
    code, _, err = ended(cluster.sweep(design, design.parent / "out", "--scheduler", "nonsense://127.0.0.1:1"))
    assert code == 1
    assert len(err.splitlines()) == 1
    assert err.startswith("nonsense://127.0.0.1:1: no scheduler answers (")


def test_process_that_is_started_again_hears_no_ctrl_c() -> None:
    """Neither it nor the one before: a terminal sends Ctrl-C to all, and the sweep ends them."""
    with local("", 1) as client:
        found = []
        for _ in range(2):
            client.wait_for_workers(1, timeout=SECONDS)
            ((heard, process),) = client.run(_how_it_hears).values()
            found.append((heard, process))
            os.kill(process, signal.SIGKILL)
            await_(lambda gone=process: gone not in client.run(os.getpid, on_error="ignore").values(), "its end")
    assert [heard for heard, _ in found] == [True, True]
    assert found[0][1] != found[1][1]


def _how_it_hears() -> tuple[bool, int]:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN, os.getpid()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupted_sweep_goes_on(workers: str, design: Path, cluster: Processes) -> None:
    plan = DESIGN.replace("480", "800")
    design.write_text(plan, "utf-8")
    out, whole = design.parent / "out", design.parent / "whole"
    running = cluster.sweep(design, out, "--workers", workers)
    await_(lambda: parts(out) >= 10, "a tenth part")
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does, to its processes too
    code, _, err = ended(running)
    at = parts(out)
    print(f"Ctrl-C with {workers} workers after {at} of 100 parts: exit code {code}; stderr: {err!r}")
    assert (code, err) == (130, "Interrupted. What was finished is kept; the next run does the rest.\n")
    assert 10 <= at < 100
    assert ended(cluster.sweep(design, out, "--workers", "1"))[0] == 0
    assert ended(cluster.sweep(design, whole, "--workers", "2"))[0] == 0
    assert content(out) == content(whole)
    assert_whole(out, 800)
