"""Parts computed by the workers of a Dask scheduler, or by processes of this machine in the same way.

A worker gets the job once, then numbers of blocks, and returns parts; it needs neither the data nor a shared disk. Only
workers that compute as this client does take part. No more than two blocks a worker are under way.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from compendium.scenarios.sweeps import workers
from compendium.scenarios.sweeps.manifest import software
from compendium.scenarios.sweeps.parts import Job, Part
from compendium.scenarios.sweeps.storage import SweepError

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 2  # blocks under way for each worker
_SECONDS = 0.5  # between two looks at which workers there are
_PATIENCE = 30  # seconds for a scheduler to answer

Tell = Callable[[str], None]


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
                    silence_logs=logging.CRITICAL, memory_limit=0,
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
    """Have processes that are started meanwhile not hear Ctrl-C, which a terminal sends to all: this one ends them."""
    if threading.current_thread() is not threading.main_thread():  # which alone may say so
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
        from distributed import wait
        from distributed.comm.core import CommClosedError

        todo = iter(numbers)
        again: list[int] = []
        waiting = True
        try:
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
                try:
                    done = wait([*self.under_way], timeout=_SECONDS, return_when="FIRST_COMPLETED").done
                except TimeoutError:
                    continue
                for future in done:
                    number, _ = self.under_way.pop(future)
                    part = self._result(future, number)
                    if part is None:  # its worker was started again and has no job
                        self.admitted.clear()
                        again.append(number)
                    else:
                        yield part
        except (CancelledError, CommClosedError, OSError) as error:
            raise SweepError(f"{self.scheduler}: the scheduler has gone") from error

    def _send(self, number: int) -> None:
        handed = self.job.design.handed(number)
        allowed = frozenset(self.admitted)
        future = self.client.submit(
            workers.part, self.job.key, number, handed, workers=sorted(allowed), pure=False, retries=2
        )
        self.under_way[future] = number, allowed

    def _result(self, future: "Future[Any]", number: int) -> Part | None:
        from distributed.scheduler import KilledWorker

        try:
            found: Part | None = future.result()
        except KilledWorker:
            raise SweepError(f"block {number} ended every worker that had it, perhaps for want of memory") from None
        except (CancelledError, OSError):
            raise
        except Exception as error:
            raise SweepError(f"block {number}: {type(error).__name__}: {error}") from None
        return found

    def _look(self) -> None:
        """Admit the workers that have come, if they compute as this client does, and forget those that have gone."""
        if self.admitted and time.monotonic() - self.looked < _SECONDS:
            return
        self.looked = time.monotonic()
        present = set(self.client.nthreads())
        self.admitted &= present
        new = sorted(present - self.admitted - self.refused.keys())
        if new:
            self._admit(new)
        if present and not self.admitted and not self.under_way and present <= self.refused.keys():
            told = "; ".join(f"{address}: {self.refused[address]}" for address in sorted(present))
            raise SweepError(f"no worker computes as this client does: {told}")

    def _admit(self, new: list[str]) -> None:
        fitting = []
        found = self.client.run(workers.identify, workers=new, on_error="return")
        for address, told in sorted(found.items()):
            if why := workers.refusal(told, software()):
                self.refused[address] = why
                self.tell(f"{address}: left out; what differs there: {why}")
            else:
                fitting.append(address)
        if fitting:
            installed = self.client.run(workers.install, self.job, workers=fitting, on_error="return")
            self.admitted |= {address for address, error in installed.items() if error is None}

    def _stranded(self) -> list[int]:
        """Return the blocks that only workers which have gone may compute, taken back."""
        if not self.admitted:
            return []
        lost = [future for future, (_, allowed) in self.under_way.items() if not allowed & self.admitted]
        numbers = [self.under_way.pop(future)[0] for future in lost]
        if lost:
            self.client.cancel(lost)
        return numbers
