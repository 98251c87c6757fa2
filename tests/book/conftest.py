"""The book in both editions, built once for all tests from the checkout's sources, without a warning."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from compendium import paths, rerun, staging
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
def book(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built book; workers that test it at the same time share one."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    with (shared / "book.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        whole = shared / "book"
        if not whole.is_dir():
            sources = {"en": paths.ROOT, "zh": _chinese()}
            with ThreadPoolExecutor() as pool:
                built = pool.map(lambda name: build(sources[name], shared / name), sources)
            for result in built:
                assert result.returncode == 0, result.stdout + result.stderr
            shutil.copytree(shared / "zh" / "_build" / "html", shared / "en" / "_build" / "html" / "zh")
            (shared / "en" / "_build" / "html").rename(whole)
    return whole


def _chinese() -> Path:
    runs = list(rerun.execute(rerun.stale(rerun.notebooks(), "zh"), edition="zh"))
    assert [run for run in runs if run.failure] == []
    return staging.stage("zh")


@pytest.fixture(scope="session")
def read(book: Path) -> dict[str, Page]:
    """Every page of the book by its path, in both editions, the search pages too."""
    found = {
        path.relative_to(book).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(book.rglob("*.html"))
        if "_static" not in path.relative_to(book).parts
    }
    assert len(found) > 2 * len(PAGES)
    return found
