"""Helpers: processes that stay, each answering one line of JSON with another."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

Answer = dict[str, list[str]]


class HelperError(Exception):
    """A helper that has ended; it wrote the reason to stderr."""


class Helper:
    """A process that runs a module of this package."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"compendium.build.watch.{name}"], text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, **wanted: object) -> Answer:
        """Return its answer to a request.

        Raises:
            HelperError: it has ended.
        """
        process = self._process
        with suppress(BrokenPipeError):
            if process.stdin and process.stdout:
                print(json.dumps(wanted), file=process.stdin, flush=True)
                if line := process.stdout.readline():
                    answer: Answer = json.loads(line)
                    return answer
        raise HelperError(f"the process that makes {self._name} ended")

    def end(self) -> None:
        """End the process and those that it started."""
        if self._process.stdin:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def answers(answer: Callable[[dict[str, Any]], Answer]) -> None:
    """Answer requests until there are no more: the other end of ``Helper``. Whatever else is printed goes to stderr."""
    with os.fdopen(os.dup(1), "w") as out:
        os.dup2(2, 1)
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line))), file=out, flush=True)
