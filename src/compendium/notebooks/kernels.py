"""Kernels that start with the imports done: forked from one process that has imported what every notebook imports.

A kernel provisioner, Jupyter's own extension point: whatever starts kernels through Jupyter (papermill, nbval) takes it
where ``JUPYTER_DEFAULT_PROVISIONER_NAME`` says ``compendium-fork``. Each kernel is a process of its own, as fresh as
one that was started from nothing. Elsewhere than on Linux, kernels start as they always do: there, forking a process
that has loaded numerical libraries is not safe.
"""

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from compendium.notebooks.processes import FORKS

NAME = "compendium-fork"
_LAUNCHER = "ipykernel_launcher"
_PORTS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")
_started: list[int] = []
_lock = threading.Lock()
_server: "subprocess.Popen[str] | None" = None


class ForkProvisioner(LocalProvisioner):
    """Starts this environment's Python kernels by forking, and any other as Jupyter does."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose the kernel's ports; returns what to launch it with."""
        if FORKS and self.parent:
            self.parent.cache_ports = False
            with _lock:
                for name in _PORTS:
                    setattr(self.parent, name, next(_ports))
        found: dict[str, Any] = await super().pre_launch(**kwargs)
        return found

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start a kernel; returns how to reach it."""
        if not (FORKS and cmd[0] == sys.executable and _LAUNCHER in cmd):
            return await super().launch_kernel(cmd, **kwargs)
        self.cwd = kwargs.get("cwd") or os.getcwd()  # noqa: PTH109 - Jupyter's folders are texts
        wanted = {"arguments": cmd[cmd.index(_LAUNCHER) + 1 :], "folder": self.cwd, "environment": kwargs["env"]}
        self.pid = self.pgid = _ask(wanted)
        self.process = Forked(self.pid)  # type: ignore[assignment]
        _started.append(self.pid)
        return self.connection_info


class Forked:
    """A forked kernel with the face of ``subprocess.Popen``, as far as Jupyter looks at it."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while it runs; it is the server's child, so how it ended is not known here."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int | None:
        """Return what ``poll`` says; Jupyter asks only when the kernel has ended."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def warm_up() -> None:
    """Start the server, so that it imports while others still prepare; nothing where kernels are not forked."""
    global _server  # noqa: PLW0603 - one server a process
    if FORKS and (_server is None or _server.poll() is not None):
        command = [sys.executable, "-m", "compendium.notebooks.kernels"]
        _server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )


def cool_down() -> None:
    """End the server and the kernels that still run."""
    global _server  # noqa: PLW0603 - one server a process
    if _server is not None:
        _server.kill()
        _server.communicate()
        _server = None
    while _started:
        with suppress(ProcessLookupError):
            os.kill(_started.pop(), signal.SIGKILL)


def _free_ports() -> Iterator[int]:
    """Give ports that nobody listens on, below those that the system hands out by itself.

    Jupyter asks the system for ports and gives them to the kernel; until the kernel takes them, anybody else may be
    handed the same, which happens where several kernels start at once.
    """
    first, after = 10_000, 32_768
    port = first + os.getpid() * 61 % (after - first)  # processes that start kernels at the same time look elsewhere
    while True:
        port = first + (port + 1 - first) % (after - first)
        with socket.socket() as probe:
            free = probe.connect_ex(("127.0.0.1", port)) != 0
        if free:
            yield port


def _ask(wanted: dict[str, Any]) -> int:
    """Return the process of a new kernel.

    Raises:
        RuntimeError: the server is gone; it said why on stderr.
    """
    with _lock:
        warm_up()
        if _server and _server.stdin and _server.stdout:
            print(json.dumps(wanted), file=_server.stdin, flush=True)
            if answer := _server.stdout.readline():
                return int(answer)
    raise RuntimeError("the process that forks kernels ended")


_ports = _free_ports()


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Fork a kernel for each request, a line of JSON, and answer with its process; end with whoever asks."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process that is forked must not have threads
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # read on import: a kernel ends when this process has gone
    from compendium.notebooks import warm  # noqa: F401 - imported for what it imports

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a kernel that ends is gone at once
    gc.collect()
    gc.freeze()  # kernels need not look through what was imported each time they collect garbage
    for line in requests:
        if pid := os.fork():
            print(pid, file=answers, flush=True)
        else:
            _become_kernel(**json.loads(line))


def _become_kernel(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Do what ``python -m ipykernel_launcher`` does, in a process that has imported it already."""
    from ipykernel import kernelapp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()  # an interrupt from the keyboard is for the program that started the kernel
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # At a lower level each kernel says that its traffic within this machine is not encrypted.
    kernelapp.launch_new_instance([*arguments, "--log-level=ERROR"])
    os._exit(0)


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
