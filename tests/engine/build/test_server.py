"""The server of the writing loop: which pages it knows as open, and whom it answers; and what ends the loop."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from compendium import paths
from compendium.build.watch import loop
from compendium.build.watch.changes import Page
from compendium.build.watch.server import Server
from compendium.build.watch.shown import Shown
from compendium.build.watch.whole import Whole

PAGE = "<html><head></head><body>bread</body></html>"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    for name in ("html/book/index.html", "html/zh/book/index.html", "html/a b.html", "secret.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE, encoding="utf-8")
    (tmp_path / "html" / "p.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "html" / "broken.html").write_bytes(b"\xff\xfe")
    found = Server(Shown(tmp_path / "newer", tmp_path / "html"), 18100)
    yield found
    found.end()


@contextmanager
def asked(server: Server, address: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    try:
        connection.request("GET", address, headers={name.replace("_", "-"): text for name, text in headers.items()})
        yield connection.getresponse()
    finally:
        connection.close()


def status(server: Server, address: str, **headers: str) -> int:
    with asked(server, address, **headers) as answer:
        return answer.status


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/book/index.html", ("en", "book/index")),
        ("/zh/book/", ("zh", "book/index")),
        ("/a b.html", ("en", "a b")),
        ("/book/../zh/book/index.html", ("zh", "book/index")),
        ("/../secret.html", None),
        ("/a\n0 c/../../x", None),
        ("/none.html", None),
        ("/book/index", None),
        ("/p.png", None),
        ("/a\0b.html", None),
        ("/" + 300 * "a", None),
    ],
)
def test_pages_that_are_open_are_those_of_the_book(server: Server, address: str, page: Page | None) -> None:
    with asked(server, f"/-/events?page={quote(quote(address))}") as answer:
        assert answer.status == 200
        time.sleep(0.1)  # until it is known as open
        assert server.pages() == ({page} if page else set())


@pytest.mark.parametrize("address", ["/p.png", "/broken.html", "/none.html", "/a\0b.html"])
def test_what_is_no_page_that_can_be_read_is_never_loaded_again(server: Server, address: str) -> None:
    with asked(server, f"/-/events?page={quote(quote(address))}&shown=x"):
        time.sleep(0.1)  # until it is known as open
        assert server.refresh() == 0


def test_page_that_has_gone_is_forgotten(server: Server) -> None:
    with server.opened("/book/index.html", "x") as waiting:
        assert waiting.get_nowait() == ("reload", "")
        assert server.refresh() == 1
    assert server.refresh() == 0


def test_pages_of_other_sites_are_not_answered_but_may_link(server: Server) -> None:
    page, events = "/book/index.html", "/-/events?page=/book/index.html"
    for site in ("cross-site", "same-site"):
        assert status(server, events, Sec_Fetch_Site=site, Sec_Fetch_Mode="cors") == 403
        assert status(server, events, Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate") == 403
        assert status(server, page, Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors") == 403
        assert status(server, page, Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate") == 200
    assert status(server, events, Sec_Fetch_Site="same-origin") == 200
    assert status(server, page, Sec_Fetch_Site="none") == 200
    assert status(server, page, Host="example.org") == 403


def interrupted(whole: Whole, build: int, told: signal.Signals) -> None:
    with loop.only(), whole.paused():
        assert os.WIFSTOPPED(os.waitpid(build, os.WUNTRACED)[1])
        os.kill(os.getpid(), told)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_closed_terminal_ends_the_loop_and_lets_a_build_go_on_that_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: signal.Signals
) -> None:
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    monkeypatch.setattr(loop, "_LOCK", tmp_path / "watch.lock")
    before = signal.signal(told, lambda *_: None)
    build = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        whole = Whole()
        whole._process = build
        with pytest.raises(KeyboardInterrupt):
            interrupted(whole, build.pid, told)
        assert os.WIFCONTINUED(os.waitpid(build.pid, os.WCONTINUED)[1])
    finally:
        signal.signal(told, before)
        build.kill()
        build.wait()


def test_what_a_build_complains_of_is_read_once_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import sys; sys.exit('no flour')"
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _, **options: start([sys.executable, "-c", script], **options))
    whole = Whole()
    whole.start()
    errors = whole._errors
    while whole.runs:
        if ended := whole.ended():
            assert ended.problems == ["no flour"]
        time.sleep(0.05)
    assert errors.closed
