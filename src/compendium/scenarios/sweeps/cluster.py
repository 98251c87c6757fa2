"""Parts computed by the workers of a Dask scheduler, or by processes of this machine in the same way.

A worker gets the job once, then numbers of blocks, and returns parts; it needs neither the data nor a shared disk. Only
workers that compute as this client does take part. No more than two blocks a worker are under way.
"""

import logging
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from compendium.scenarios.sweeps import workers
from compendium.scenarios.sweeps.manifest import software
from compendium.scenarios.sweeps.parts import Job, Part
from compendium.scenarios.sweeps.storage import SweepError

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 2  # blocks under way for each worker
_SECONDS = 0.5  # between two looks at which workers there are
_PATIENCE = 30  # seconds for a scheduler to answer
_DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"  # of a process that is started again later

Tell = Callable[[str], None]
_Told = TypeVar("_Told")


@contextmanager
def client(scheduler: str, processes: int) -> Iterator["Client"]:
    """Give a client of a scheduler, or of processes of this machine if ``scheduler`` is ''.

    Raises:
        SweepError: there is no scheduler, or Dask is not installed.
    """
    try:
        import dask
        import distributed
    except ImportError:
        raise SweepError(
            "distributed is not installed, and --scheduler and --workers above 1 need it: pip install '.[sweep]'"
        ) from None
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it is told in a line
    local = None
    try:
        if scheduler:
            made = distributed.Client(scheduler, timeout=_PATIENCE)
        else:
            with _deaf(), dask.config.set({"distributed.worker.profile.enabled": False}):  # it costs a tenth
                local = distributed.LocalCluster(
                    n_workers=processes, threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
                    silence_logs=logging.CRITICAL, memory_limit=0, preload=[_DEAF],
                )  # fmt: skip
            made = distributed.Client(local)
    except (OSError, ValueError, RuntimeError) as error:
        where = scheduler or "this machine"
        raise SweepError(f"{where}: no scheduler answers ({str(error).splitlines()[0]})") from None
    try:
        yield made
    finally:
        with suppress(Exception):  # a scheduler that has gone
            made.close(timeout=5)
        if local:
            local.close(timeout=10)


@contextmanager
def _deaf() -> Iterator[None]:
    """Have processes that are started meanwhile not hear Ctrl-C, which a terminal sends to all: this one ends them.

    They inherit that the signal is blocked; here it is only late.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Cluster:
    """The workers of a client for one job."""

    def __init__(self, client: "Client", job: Job, scheduler: str, tell: Tell) -> None:
        self.client, self.job, self.tell = client, job, tell
        self.admitted: set[str] = set()
        self.refused: dict[str, str] = {}
        self.looked = 0.0
        self.scheduler = scheduler or "this machine"
        self.under_way: dict[Future[Any], tuple[int, frozenset[str]]] = {}

    def parts(self, numbers: Iterable[int]) -> Iterator[Part]:
        """Yield the parts of these numbers as they are finished.

        Raises:
            SweepError: the scheduler has gone, no worker fits, or a part cannot be computed.
        """
        todo = iter(numbers)
        again: list[int] = []
        waiting = True
        while waiting or self.under_way or again:
            self._look()
            again += self._stranded()
            while self.admitted and len(self.under_way) < _AHEAD * len(self.admitted):
                number = again.pop() if again else next(todo, None)
                if number is None:
                    waiting = False
                    break
                self._send(number)
            if not self.under_way:
                if waiting:
                    time.sleep(_SECONDS)  # no worker yet, or none left
                continue
            for future in self._ask(self._finished):
                number, _ = self.under_way.pop(future)
                part = self._result(future, number)
                if part is None:  # its worker was started again and has no job
                    self.admitted.clear()
                    again.append(number)
                else:
                    yield part

    def _ask(self, what: Callable[..., _Told], *arguments: Any, **options: Any) -> _Told:
        """Return what the client says, which asks the scheduler; an error that it hands on from a worker is none.

        Raises:
            SweepError: the scheduler has gone.
        """
        try:
            return what(*arguments, **options)
        except (CancelledError, OSError) as error:  # a closed connection is an OSError, and one that cannot be made
            raise SweepError(f"{self.scheduler}: the scheduler has gone") from error

    def _finished(self) -> "Iterable[Future[Any]]":
        """Return the blocks that are finished, after a while perhaps none."""
        from distributed import wait

        try:
            done: set[Future[Any]] = wait([*self.under_way], timeout=_SECONDS, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            return ()
        return done

    def _send(self, number: int) -> None:
        handed = self.job.design.handed(number)
        allowed = frozenset(self.admitted)
        options = {"workers": sorted(allowed), "pure": False, "retries": 2}
        future = self._ask(self.client.submit, workers.part, self.job.key, number, handed, **options)
        self.under_way[future] = number, allowed

    def _result(self, future: "Future[Any]", number: int) -> Part | None:
        from distributed.scheduler import KilledWorker

        if future.status == "error":
            error = self._ask(future.exception)
            if isinstance(error, KilledWorker):
                raise SweepError(f"block {number} ended every worker that had it, perhaps for want of memory")
            raise SweepError(f"block {number}: {type(error).__name__}: {error}")
        found: Part | None = self._ask(future.result)
        if found and (found.key, found.number) != (self.job.key, number):
            raise SweepError(f"block {number}: a worker returned a block of another sweep")
        return found

    def _look(self) -> None:
        """Admit the workers that have come, if they compute as this client does, and forget those that have gone."""
        if self.admitted and time.monotonic() - self.looked < _SECONDS:
            return
        self.looked = time.monotonic()
        present = set(self._ask(self.client.nthreads))
        self.admitted &= present
        self.refused = {address: why for address, why in self.refused.items() if address in present}
        new = sorted(present - self.admitted - self.refused.keys())
        if new:
            self._admit(new)
        if present and not self.admitted and not self.under_way and present <= self.refused.keys():
            told = "; ".join(f"{address}: {self.refused[address]}" for address in sorted(present))
            raise SweepError(f"no worker computes as this client does: {told}")

    def _admit(self, new: list[str]) -> None:
        found = self._ask(self.client.run, workers.identify, workers=new, on_error="return")
        why = {address: workers.refusal(told, software()) for address, told in found.items()}
        if fitting := sorted(address for address in why if not why[address]):
            installed = self._ask(self.client.run, workers.install, self.job, workers=fitting, on_error="return")
            why |= {address: workers.refusal(error, {}) for address, error in installed.items() if error}
            self.admitted |= {address for address in installed if not why[address]}
        unfit = sorted(address for address in why if why[address])
        if not unfit:
            return
        present = self._ask(self.client.nthreads)  # one that has gone meanwhile is no news
        for address in unfit:
            if address in present:
                self.refused[address] = why[address]
                self.tell(f"{address}: left out; what differs there: {why[address]}")

    def _stranded(self) -> list[int]:
        """Return the blocks that only workers which have gone may compute, taken back."""
        if not self.admitted:
            return []
        lost = [future for future, (_, allowed) in self.under_way.items() if not allowed & self.admitted]
        numbers = [self.under_way.pop(future)[0] for future in lost]
        if lost:
            self._ask(self.client.cancel, lost)
        return numbers
