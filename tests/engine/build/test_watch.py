"""The writing loop on a small made-up book: what is saved is shown, what is wrong is said, nothing is left behind."""

import http.client
import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from compendium import paths
from compendium.notebooks.processes import FORKS
from conftest import BAKERY
from small_checkout import command, small_checkout

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FORKS, reason="pages are made one by one on Linux only")]
SECONDS = 120  # for anything to happen; a busy machine takes its time
INDEX, FLOUR, ERROR = "/book/index.html", "/notebooks/1-01-flour.html", "/book/ledger.html"


@dataclass
class Watched:
    """A small book, and the loop that shows it."""

    folder: Path
    process: "subprocess.Popen[str]"
    printed: list[str] = field(default_factory=list)
    address: str = ""

    def read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.printed.append(line)

    def until(self, words: str, start: int = 0) -> str:
        """Return the first line with some words among those printed since a place in them."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            for line in self.printed[start:]:
                if words in line:
                    return line
            time.sleep(0.05)
        pytest.fail(f"no line with {words!r}: {self.printed}")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def get(self, page: str, **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=SECONDS)
        connection.request("GET", page, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode().replace("\xa0", " ")

    @contextmanager
    def opened(self, page: str) -> Iterator["Queue[tuple[str, str]]"]:
        """Look at a page as its script does, and give what it is told."""
        shown = re.search(r"watch\.js\?shown=(\w*)", self.get(page)[1])
        assert shown
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=SECONDS)
        connection.request("GET", f"/-/events?page={page}&shown={shown[1]}")
        answer = connection.getresponse()
        told: Queue[tuple[str, str]] = Queue()

        def read() -> None:
            kind = ""
            while line := answer.readline().decode().rstrip():
                name, _, data = (part.strip() for part in line.partition(":"))
                kind = data if name == "event" else kind
                if name == "data":
                    told.put((kind, data))

        def run() -> None:
            while not answer.closed:
                try:
                    read()
                except (OSError, ValueError, AttributeError, http.client.HTTPException):
                    return

        threading.Thread(target=run, daemon=True).start()
        time.sleep(0.2)  # until it is known as open
        try:
            yield told
        finally:
            connection.close()


def await_told(told: "Queue[tuple[str, str]]", kind: str, words: str = "") -> str:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            found, data = told.get(timeout=1)
        except Empty:
            continue
        if found == kind and words in data:
            return data
    pytest.fail(f"was not told {kind} {words}")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    for name, text in BAKERY.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "datapackage.json").write_bytes((paths.DATA / "datapackage.json").read_bytes())
    return folder


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, tables: Path) -> Iterator[Watched]:
    folder = small_checkout(tmp_path_factory.mktemp("watched") / "checkout", tables)
    own = Watched(folder, command(folder, "watch", "--port", "18000"))
    threading.Thread(target=own.read, daemon=True).start()
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", own.until("The book is at"))
        assert found
        own.address = found[0]
        own.until("The whole book is built")
        yield own
    finally:
        own.process.send_signal(signal.SIGINT)
        try:
            own.process.wait(10)
        except subprocess.TimeoutExpired:
            own.process.kill()


def built(book: Watched, page: str) -> str:
    return (book.folder / "_build" / "html" / page.lstrip("/")).read_text(encoding="utf-8").replace("\xa0", " ")


@pytest.mark.parametrize(("page", "old", "new"), [(INDEX, "100", "110"), (FLOUR, "110", "120")])
def test_saved_row_is_on_the_page_that_is_open_and_then_in_the_book(
    book: Watched, page: str, old: str, new: str
) -> None:
    start = len(book.printed)
    with book.opened(page) as told:
        book.change("data/figures.csv", f"bakery.flour,1.1,2,{old},", f"bakery.flour,1.1,2,{new},")
        await_told(told, "reload")
        status, text = book.get(page)
        assert status == 200
        assert f"{new} kg" in text
        book.until("data/figures.csv: ", start)
    book.until("The whole book is built", start)
    assert f"{new} kg" in built(book, page)
    assert "/-/watch.js" in book.get(page)[1]
    assert "/-/watch.js" not in built(book, page)


def test_page_that_is_shown_early_is_that_of_the_book(book: Watched) -> None:
    early = {}
    start = len(book.printed)
    chinese, record = f"/zh{FLOUR}", "/figures/bakery.flour.html"
    with book.opened(INDEX) as first, book.opened(chinese) as second, book.opened(record) as third:
        book.change("data/figures.csv", "flour used,面粉用量", "flour baked,烘烤用粉")
        book.change("book/index.md", "of flour a day", "of flour each day")
        for told, page in ((first, INDEX), (second, chinese), (third, record)):
            await_told(told, "reload")
            early[page] = book.get(page)[1]
    book.until("The whole book is built", start)
    for page, text in early.items():
        assert re.sub(r'<script src="/-/watch[^>]*></script>', "", text) == built(book, page)
    assert "each day" in early[INDEX]
    assert "烘烤用粉" in early[chinese]


def test_wrong_row_is_said_in_a_line_and_its_mend_shown(book: Watched) -> None:
    start = len(book.printed)
    with book.opened(INDEX) as told:
        book.change("data/factors.csv", "kg / item", "kgg / item")
        said = json.loads(await_told(told, "said", "kgg"))
        assert len(said["problems"]) == 1
        assert said["problems"][0].startswith("factors.csv, row 2, column unit")
        assert book.until("kgg", start).strip() == said["problems"][0]
        book.change("data/factors.csv", "kgg / item", "kg / item")
        assert json.loads(await_told(told, "said", '"problems": []'))
    book.until("The whole book is built", start)


def test_warning_of_a_page_is_said_and_keeps_the_built_book(book: Watched) -> None:
    start = len(book.printed)
    with book.opened(FLOUR) as told:
        book.change("book/index.md", "The bakery", "The [mill](mill.md) and the bakery")
        said = json.loads(await_told(told, "said", "mill.md"))
        assert all("index.md" in line for line in said["problems"])
        time.sleep(2)  # by then the whole book would have begun to be built
        assert (book.folder / "_build" / "html" / "book" / "index.html").is_file()
        book.change("book/index.md", "The [mill](mill.md) and the bakery", "The bakery")
        await_told(told, "said", '"problems": []')
    book.until("The whole book is built", start)


def test_process_that_makes_pages_starts_again(book: Watched) -> None:
    start = len(book.printed)
    with book.opened(INDEX) as told:
        os.kill(helper(book, "pages"), signal.SIGKILL)
        book.change("data/figures.csv", "flour baked", "flour mixed")
        await_told(told, "said", "it starts again")
        book.until("The whole book is built", start)
        await_told(told, "said", '"problems": []')
    start = len(book.printed)
    with book.opened(INDEX) as told:
        book.change("book/index.md", "each day", "every day")
        await_told(told, "reload")
        assert "every day" in book.get(INDEX)[1]
        book.until("book/index.md: ", start)
    book.until("The whole book is built", start)
    assert not [line for line in book.printed[start:] if "it starts again" in line]


def helper(book: Watched, name: str) -> int:
    """Return the number of a process that stays as long as the loop."""
    own = psutil.Process(book.process.pid).children()
    return next(one.pid for one in own if f"compendium.build.watch.{name}" in one.cmdline())


def test_style_sheet_is_shown(book: Watched) -> None:
    start = len(book.printed)
    with book.opened(INDEX) as told:
        style = book.folder / "book" / "_static" / "style.css"
        style.write_text(style.read_text(encoding="utf-8") + "\n.made-up { color: red; }\n", encoding="utf-8")
        await_told(told, "reload")
        address = re.search(r'href="\.\.(/_static/style\.css\?v=\w+)"', book.get(INDEX)[1])
        assert address
        assert ".made-up" in book.get(address[1].partition("?")[0])[1]
    book.until("The whole book is built", start)


def test_only_this_machine_is_answered_and_nothing_outside_the_book(book: Watched) -> None:
    assert book.get(INDEX, Host="example.org")[0] == 403
    assert book.get("/../../data/figures.csv")[0] == 404
    assert book.get("/book/none.html")[0] == 404


def test_second_loop_is_refused(book: Watched) -> None:
    second = command(book.folder, "watch")
    assert second.communicate(timeout=SECONDS)[0] == "Another loop serves this book already.\n"
    assert second.returncode == 1


def test_browser_loads_the_page_again_where_it_was(book: Watched, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 800, "height": 300})
    faults: list[str] = []
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(f"{book.address}/book/ledger.html")
    page.evaluate("scrollTo({top: 400, behavior: 'instant'})")
    before = page.evaluate("scrollY")
    page.wait_for_timeout(500)
    book.change("data/figures.csv", "bakery.loaves,1.1,2,200,", "bakery.loaves,1.1,2,300,")
    page.wait_for_function("() => document.body.innerText.includes('300')", timeout=1000 * SECONDS)
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert before > 0
    assert abs(page.evaluate("scrollY") - before) < 5
    book.change("data/figures.csv", "bakery.loaves,1.1,2,300,", "bakery.loaves,1.1,2,many,")
    page.wait_for_selector("#watch-box[role=alert]", timeout=1000 * SECONDS)
    assert "figures.csv" in page.inner_text("#watch-box")
    book.change("data/figures.csv", "bakery.loaves,1.1,2,many,", "bakery.loaves,1.1,2,200,")
    page.wait_for_selector("#watch-box[role=alert]", state="detached", timeout=1000 * SECONDS)
    assert faults == []


def test_ctrl_c_ends_it_and_leaves_nothing(book: Watched) -> None:
    book.process.send_signal(signal.SIGINT)
    assert book.process.wait(20) == 0
    time.sleep(0.5)
    assert book.printed[-1] == "Ended.\n"
    assert not (book.folder / "_build" / "watch").exists()
    for _ in range(50):
        if not (left := [*of(book.folder)]):
            break
        time.sleep(0.2)
    assert left == []
    found = [path for path in (book.folder / "_build").rglob("*.html") if b"/-/watch.js" in path.read_bytes()]
    assert found == []


def of(folder: Path) -> Iterator[str]:
    """Give the command of every process that was started for a folder."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (entry / "environ").read_bytes():
                yield (entry / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
