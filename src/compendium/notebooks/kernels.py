"""Kernels that start with their imports done: forked from a server process that imported what every notebook imports.

This is a kernel provisioner, Jupyter's extension point for starting kernels: programs that start kernels through
Jupyter (papermill, nbval) use it if ``JUPYTER_DEFAULT_PROVISIONER_NAME`` is ``compendium-fork``. Each kernel is a
process of its own. On other systems than Linux, where forking a process that has loaded numerical libraries is not
safe, kernels start in the usual way.
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
    """Starts this environment's Python kernels by forking, and any other in Jupyter's way."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose the kernel's ports, and return the arguments for ``launch_kernel``."""
        if FORKS and self.parent:
            self.parent.cache_ports = False
            with _lock:
                for name in _PORTS:
                    setattr(self.parent, name, next(_ports))
        found: dict[str, Any] = await super().pre_launch(**kwargs)
        return found

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start a kernel, and return its connection information."""
        if not (FORKS and cmd[0] == sys.executable and _LAUNCHER in cmd):
            return await super().launch_kernel(cmd, **kwargs)
        self.cwd = kwargs.get("cwd") or os.getcwd()  # noqa: PTH109 - Jupyter's folders are texts
        wanted = {"arguments": cmd[cmd.index(_LAUNCHER) + 1 :], "folder": self.cwd, "environment": kwargs["env"]}
        self.pid = self.pgid = _ask(wanted)
        self.process = Forked(self.pid)  # type: ignore[assignment]
        _started.append(self.pid)
        return self.connection_info


class Forked:
    """A forked kernel with those parts of the interface of ``subprocess.Popen`` that Jupyter uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while it runs, then 0; its exit code is not known, because it is a child of the server."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int | None:
        """Return ``poll()`` without waiting; Jupyter calls it only when the kernel has ended."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def warm_up() -> None:
    """Start the server early, so that its imports run in parallel to other work; on Linux only."""
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
    """Yield free ports below the system's range of ephemeral ports.

    Jupyter asks the system for ports and passes them to the kernel. Until the kernel binds them, another process may
    get the same ones, which happens where several kernels start at once.
    """
    first, after = 10_000, 32_768
    port = first + os.getpid() * 61 % (after - first)  # spreads processes over the range
    while True:
        port = first + (port + 1 - first) % (after - first)
        with socket.socket() as probe:
            free = probe.connect_ex(("127.0.0.1", port)) != 0
        if free:
            yield port


def _ask(wanted: dict[str, Any]) -> int:
    """Ask the server for a kernel and return its process id.

    Raises:
        RuntimeError: the server has ended; it wrote the reason to stderr.
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
    """Fork a kernel for each request, a line of JSON, and answer with its process id, until the requests end."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process that forks must not have threads
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # read on import: a kernel ends when this process does
    from compendium.notebooks import warm  # noqa: F401 - imported for its side effects

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a kernel that ends leaves no zombie
    gc.collect()
    gc.freeze()  # the garbage collectors of the kernels skip what was imported
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
    # At a lower level each kernel logs that its traffic on this machine is not encrypted.
    kernelapp.launch_new_instance([*arguments, "--log-level=ERROR"])
    os._exit(0)


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
