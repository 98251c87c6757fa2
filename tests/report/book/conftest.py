"""The book in both editions, as `make book` built it, and a browser to open it in."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from compendium import paths
from compendium.sphinx_ext.addresses import listed
from page import PAGES, Page

Build = Callable[[Path, Path], "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def build() -> Build:
    """Build one edition's folder as `make book` does."""

    def built(source: Path, target: Path) -> "subprocess.CompletedProcess[str]":
        command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(source)]
        return subprocess.run(
            [*command, "--path-output", str(target), "-q", "-n", "-W", "--keep-going"],
            env=os.environ, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return built


@pytest.fixture(scope="session")
def book() -> Path:
    """The folder of the built book, in both editions."""
    whole = Path(os.environ.get("COMPENDIUM_BOOK") or paths.ROOT / "_build" / "html")
    if not (whole / "zh" / "index.html").is_file():
        pytest.fail(f"run make book first: no book of both editions in {whole}", pytrace=False)
    return whole


@pytest.fixture(scope="session")
def read(book: Path) -> Iterator[dict[str, Page]]:
    """Every page of the book by its path, in both editions, the search pages too, without those that only lead on."""
    moved = {row.address for row in listed(paths.ROOT) if row.moved_to}
    found = {
        path.relative_to(book).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(book.rglob("*.html"))
        if "_static" not in path.relative_to(book).parts
        and path.relative_to(book).as_posix().removeprefix("zh/") not in moved
    }
    assert len(found) > 2 * len(PAGES)
    yield found
    gc.freeze()  # at the end pytest searches for garbage several times, which takes long in parsed pages


@pytest.fixture(scope="session")
def served(book: Path) -> Iterator[str]:
    """The address of the book on a server: what a page reads of another, a browser does not give it from a folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(book))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
