"""What a client does with workers that differ, fail or leave, and what it says of it."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.ledger.problem import DataError
from compendium.scenarios.sweeps import cluster, workers
from compendium.scenarios.sweeps.manifest import key, manifest
from compendium.scenarios.sweeps.parts import Job, Part
from compendium.scenarios.sweeps.run import Options, read
from compendium.scenarios.sweeps.storage import SweepError


@pytest.fixture
def ledger(bakery: Path) -> Ledger:
    return load(bakery, bakery / "references.bib")


@pytest.fixture(autouse=True)
def no_jobs() -> Iterator[None]:
    workers._JOBS.clear()
    yield
    workers._JOBS.clear()


@pytest.fixture
def design(bakery: Path) -> Path:
    path = bakery / "scenarios.csv"
    path.write_text("flour.per_loaf\n0.4\n0.5\n0.6\n", "utf-8")
    return path


def job(ledger: Ledger, path: Path, block: int = 1, rows: tuple[str, ...] = (), *, allow: bool = False) -> Job:
    design = read(path, ledger, Options(block=block, allow_implausible=allow))
    return Job(key(manifest(ledger, design, rows, block, allow_implausible=allow)), ledger, design, rows)


class Future:
    """A block that is finished: its part, or an error that was raised on its worker or between here and there."""

    def __init__(self, found: Part | Exception | None, status: str) -> None:
        self.found, self.status = found, status

    def exception(self) -> Any:
        return self.found

    def result(self) -> Any:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


class Client:
    """A client of workers that are all in this process."""

    def __init__(self, *present: str) -> None:
        self.present = list(present)
        self.gone: Exception | None = None
        self.fails: dict[str, Exception] = {}  # by worker, when it gets the job
        self.asked: list[tuple[str, list[str]]] = []
        self.returns: Callable[[str, int, Any], Part | None] = workers.part

    def nthreads(self) -> dict[str, int]:
        if self.gone:
            raise self.gone
        return dict.fromkeys(self.present, 1)

    def run(self, what: Callable[..., Any], *arguments: Any, workers: list[str], on_error: str) -> dict[str, Any]:
        assert on_error == "return"
        self.asked.append((what.__name__, workers))
        failing = self.fails if what.__name__ == "install" else {}
        return {address: failing.get(address) or what(*arguments) for address in workers}

    def submit(self, _: Any, key: str, number: int, handed: Any, **__: Any) -> Future:
        try:
            return Future(self.returns(key, number, handed), "finished")
        except CancelledError as error:
            return Future(error, "cancelled")
        except Exception as error:
            return Future(error, "error")


def parts(client: Client, job: Job, told: list[str], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(cluster, "_SECONDS", 0.0)
    monkeypatch.setattr(cluster.Cluster, "_finished", lambda self: list(self.under_way))
    found: Any = cluster.Cluster(client, job, "tcp://there:1", told.append)  # type: ignore[arg-type]
    return sorted(part.number for part in found.parts(range(3)))


# --- which job --------------------------------------------------------------------------------------------------------


def test_sweeps_that_differ_in_anything_have_jobs_of_their_own(ledger: Ledger, design: Path) -> None:
    jobs = [
        job(ledger, design), job(ledger, design, block=2), job(ledger, design, rows=("bakery.*",)),
        job(ledger, design, allow=True),
    ]  # fmt: skip
    assert len({one.key for one in jobs}) == 4
    assert job(ledger, design).key == jobs[0].key


def test_worker_has_jobs_of_several_clients(ledger: Ledger, design: Path) -> None:
    first, second = job(ledger, design, block=1), job(ledger, design, block=2)
    for one in (first, second, first):
        workers.install(one)
    for one, count in ((first, 1), (second, 2)):
        found = workers.part(one.key, 0, one.design.handed(0))
        assert found
        assert (found.key, found.count) == (one.key, count)


def test_worker_forgets_the_oldest_of_many_jobs(ledger: Ledger, design: Path) -> None:
    many = [replace(job(ledger, design), key=str(place)) for place in range(workers._MOST + 1)]
    for one in many[:-1]:
        workers.install(one)
    workers.install(many[0])  # wanted again
    workers.install(many[-1])
    assert set(workers._JOBS) == {one.key for one in many} - {"1"}


def test_part_of_another_job_is_no_part(ledger: Ledger, design: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client, own = Client("a"), job(ledger, design)
    for changes in ({"key": "another"}, {"number": 7}):

        def another(*asked: Any, changes: dict[str, Any] = changes) -> Part:
            found = workers.part(*asked)
            assert found
            return replace(found, **changes)

        client.returns = another
        with pytest.raises(SweepError, match=r"^block 0: a worker returned a block of another sweep$"):
            parts(client, own, [], monkeypatch)


# --- which workers ----------------------------------------------------------------------------------------------------


def test_worker_that_cannot_take_the_job_is_left_out_and_told_once(
    ledger: Ledger, design: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, told = Client("a", "b"), list[str]()
    client.fails["a"] = MemoryError("no room\nat all")
    assert parts(client, job(ledger, design), told, monkeypatch) == [0, 1, 2]
    assert told == ["a: left out; what differs there: it cannot run this compendium (MemoryError: no room)"]
    assert client.asked == [("identify", ["a", "b"]), ("install", ["a", "b"])]


def test_sweep_ends_where_no_worker_can_take_the_job(
    ledger: Ledger, design: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client("a")
    client.fails["a"] = OSError(28, "No space left on device")
    with pytest.raises(SweepError, match="no worker computes as this client does: a: it cannot run this compendium"):
        parts(client, job(ledger, design), [], monkeypatch)
    assert [name for name, _ in client.asked] == ["identify", "install"]


def test_worker_that_leaves_while_it_is_asked_is_no_news(
    ledger: Ledger, design: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, told = Client("a", "b"), list[str]()
    run = client.run

    def leaving(what: Callable[..., Any], *arguments: Any, **options: Any) -> dict[str, Any]:
        found = run(what, *arguments, **options)
        client.present = ["b"]
        return found

    client.fails["a"] = OSError("Timed out")
    monkeypatch.setattr(client, "run", leaving)
    assert parts(client, job(ledger, design), told, monkeypatch) == [0, 1, 2]
    assert told == []


# --- what is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [OSError("Timed out trying to connect"), CancelledError("lost"), None])
def test_scheduler_that_has_gone_is_told(
    error: Exception | None, ledger: Ledger, design: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed.comm.core import CommClosedError

    client = Client("a")
    client.gone = error or CommClosedError("in <TCP>: Stream is closed")
    with pytest.raises(SweepError, match=r"^tcp://there:1: the scheduler has gone$"):
        parts(client, job(ledger, design), [], monkeypatch)


def test_block_that_is_lost_with_the_scheduler_is_told(
    ledger: Ledger, design: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client("a")

    def lost(*_: Any) -> Part:
        raise CancelledError

    client.returns = lost
    with pytest.raises(SweepError, match=r"^tcp://there:1: the scheduler has gone$"):
        parts(client, job(ledger, design), [], monkeypatch)


def test_error_of_a_worker_is_not_the_schedulers(ledger: Ledger, design: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client("a")

    def failing(*_: Any) -> Part:
        raise PermissionError("/tmp")

    client.returns = failing
    with pytest.raises(SweepError, match=r"^block 0: PermissionError: /tmp$"):
        parts(client, job(ledger, design), [], monkeypatch)


def test_missing_table_is_not_the_schedulers(ledger: Ledger, design: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = job(ledger, design)
    design.unlink()
    with pytest.raises(DataError, match=r"scenarios\.csv: found no file any more"):
        parts(Client("a"), own, [], monkeypatch)
