"""A build that is stopped ends at once in one line, leaves nothing broken behind, and the next completes it.

One that fails says on which page, each time.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkout import copied, started
from compendium import paths

SECONDS = 2.0  # within which a build that is stopped has ended


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("stopped"))


def await_line(process: "subprocess.Popen[str]", words: str) -> None:
    assert process.stdout
    for line in process.stdout:
        if words in line:
            return
    pytest.fail(f"the build ended without {words!r}: {process.stderr and process.stderr.read()}")


def await_page(folder: Path, process: "subprocess.Popen[str]") -> None:
    """Wait until Sphinx has written something."""
    while process.poll() is None:
        if (folder / "_build" / ".doctrees").is_dir():
            return
        time.sleep(0.1)
    pytest.fail("the build ended before it came to the pages")


def children(folder: Path) -> Iterator[str]:
    """Give the command of every process that works in a folder or was started for it."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in told:
            yield (entry / "cmdline").read_text().replace("\0", " ")


def assert_whole(folder: Path) -> None:
    for path in [*(folder / "notebooks").glob("*.ipynb"), *(folder / "notebooks").glob("*.json")]:
        json.loads(path.read_text(encoding="utf-8"))
    assert not list((folder / "notebooks").glob(".*.part"))


@pytest.mark.parametrize(("stage", "number"), [("notebooks", signal.SIGINT), ("pages", signal.SIGTERM)])
def test_interrupt_ends_in_one_line_and_leaves_nothing(copy: Path, number: signal.Signals, stage: str) -> None:
    shutil.rmtree(copy / "_build" / ".doctrees", ignore_errors=True)
    process = started(copy)
    await_line(process, "executed") if stage == "notebooks" else await_page(copy, process)
    start = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert time.monotonic() - start < SECONDS
    assert (process.returncode, err) == (130, "Interrupted. What was finished is kept; the next run does the rest.\n")
    assert_whole(copy)
    assert not (copy / "_build" / "tmp").exists()
    time.sleep(SECONDS)
    assert list(children(copy)) == []


def test_killed_build_takes_its_helpers_with_it_and_the_next_waits_for_nobody(copy: Path) -> None:
    (copy / "notebooks" / paths.FINGERPRINTS).unlink()  # what the cases before this one executed is to run again
    process = started(copy)
    await_line(process, "executed")
    process.kill()
    process.communicate()
    time.sleep(SECONDS)
    assert list(children(copy)) == []
    assert_whole(copy)


def test_two_builds_at_once_take_turns_and_the_book_is_complete(copy: Path) -> None:
    first = started(copy)
    time.sleep(1)
    second = started(copy)
    out, err = first.communicate()
    assert (first.returncode, err) == (0, "")
    assert out.endswith("The book is in _build/html/index.html.\n")
    assert second.communicate() == ("Another build is running; this one waits for it.\nThe book is up to date.\n", "")
    assert second.returncode == 0
    assert len(list((copy / "_build" / "html" / "zh" / "notebooks").glob("*.html"))) == len(
        list((copy / "notebooks").glob("*.ipynb"))
    )
    assert not (copy / "_build" / "tmp").exists()


def test_page_with_a_fault_fails_every_build_until_it_is_mended(copy: Path) -> None:
    page = copy / "book" / "cite.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\nSee [nowhere](nowhere.md).\n", "utf-8")
    for _ in range(2):  # what Sphinx noted of the page must not make the second pass
        process = started(copy)
        _, err = process.communicate()
        assert process.returncode == 1
        assert re.search(r"book/cite\.md:\d+: WARNING: .*nowhere", err)
    page.write_text(text, "utf-8")
    process = started(copy)
    assert process.communicate() == ("The book is in _build/html/index.html.\n", "")
