"""The whole book, built as ``make book`` does in a process of its own, while pages are already shown."""

import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from compendium.build import build

_POLITE = 5  # so that the editor and the browser come first
_SECONDS = 5.0  # for a build that is stopped to end


@dataclass(frozen=True)
class Ended:
    """A build that has ended: what is wrong, in one line each, and how long it took."""

    problems: list[str]
    seconds: float


class Whole:
    """The build that runs, if one does."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] = io.BytesIO()
        self._start = 0.0
        self._gave_way = False

    @property
    def runs(self) -> bool:
        """Whether a build runs."""
        return self._process is not None

    def start(self) -> None:
        """Start a build; everything else on this machine goes before it."""
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - read when the build has ended
        self._start, self._gave_way = time.monotonic(), False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "compendium", "book"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._errors, start_new_session=True,
        )  # fmt: skip
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _POLITE)

    def ended(self) -> Ended | None:
        """Return how the build ended, once; None while it runs, if there is none, and if it gave way."""
        if self._process is None or self._process.poll() is None:
            return None
        code, self._process = self._process.returncode, None
        seconds = time.monotonic() - self._start
        with self._errors as errors:
            errors.seek(0)
            told = errors.read().decode(errors="replace")
        if code and self._gave_way:
            return None
        return Ended((lines(told) or [f"the build ended with {code}"]) if code else [], seconds)

    def stop(self) -> None:
        """Stop the build, if one runs; what it has finished is kept."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_SECONDS)
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            self._process = None
        self._errors.close()

    def give_way(self) -> None:
        """Have a build end that is still executing notebooks, which loses nothing: what it does is out of date.

        One that has come to the pages would have to make all of them again, so it goes on.
        """
        if self._process and build.complete():
            self._gave_way = True
            self._process.send_signal(signal.SIGINT)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Have the build and the processes that it started wait within a ``with`` block."""
        import psutil

        stopped: list[psutil.Process] = []
        try:
            if self._process:
                with suppress(psutil.Error):
                    own = psutil.Process(self._process.pid)
                    for one in [own, *own.children(recursive=True)]:
                        one.suspend()
                        stopped.append(one)
            yield
        finally:
            for one in reversed(stopped):
                with suppress(psutil.Error):
                    one.resume()


def lines(text: str) -> list[str]:
    """Return the lines of a program's complaint, without colours, repetitions and empty ones."""
    plain = re.sub(r"\x1b\[[\d;]*m", "", text)
    return [*dict.fromkeys(line.strip() for line in plain.splitlines() if line.strip())]
