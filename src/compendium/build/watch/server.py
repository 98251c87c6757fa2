"""The server: hands out the book on this machine only, and tells the pages that are open when to load again."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from compendium.build.watch.changes import Page
from compendium.build.watch.shown import OWN, Content, Shown

HOST = "127.0.0.1"
_TRIED = 20  # ports, from the one that is asked for on
_SECONDS = 5.0  # after which a page that says nothing is asked whether it is still there


@dataclass(eq=False)
class _Reader:
    """A page that is open: its address, the digest of what it shows, and what it is yet to be told."""

    address: str
    shown: str
    waiting: "Queue[tuple[str, str]]" = field(default_factory=Queue)


class Server:
    """A running server."""

    def __init__(self, shown: Shown, port: int) -> None:
        """Start it on a port, or on the next free one.

        Raises:
            OSError: none of the next ports is free either.
        """
        self._shown = shown
        self._readers: set[_Reader] = set()
        self._lock = threading.Lock()
        self._said = ""
        self._http = _bound(self, port)
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self._http.server_address[1]}/"

    def pages(self) -> set[Page]:
        """Return the pages of the book that somebody looks at."""
        with self._lock:
            addresses = {reader.address for reader in self._readers}
        return {page for address in addresses if (page := self._shown.page(address))}

    def say(self, problems: Sequence[str] = (), status: str = "") -> None:
        """Have every open page show what is wrong, or else what is going on; nothing if there is neither."""
        said = json.dumps({"problems": list(problems), "status": status})
        with self._lock:
            if said != self._said:
                self._said = said
                for reader in self._readers:
                    reader.waiting.put(("said", said))

    def refresh(self) -> int:
        """Have every open page load again that is not what it was, and return how many those are."""
        with self._lock:
            readers = [*self._readers]
        changed = [reader for reader in readers if self._shown.digest(reader.address) not in ("", reader.shown)]
        for reader in changed:
            reader.waiting.put(("reload", ""))
        return len(changed)

    def content(self, address: str) -> Content:
        """Return what is sent for an address."""
        return self._shown.content(address)

    @contextmanager
    def opened(self, address: str, shown: str) -> "Iterator[Queue[tuple[str, str]]]":
        """Know a page as open within a ``with`` block, and give what it is to be told.

        That begins with what is said now, and with loading again if the page is older than what there is.
        """
        reader = _Reader(address, shown)
        try:
            with self._lock:
                self._readers.add(reader)
                if self._said:
                    reader.waiting.put(("said", self._said))
            if self._shown.digest(address) not in ("", shown):
                reader.waiting.put(("reload", ""))
            yield reader.waiting
        finally:
            with self._lock:
                self._readers.discard(reader)

    def end(self) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def handle_error(self, *_: Any) -> None:
        """Do not report that a browser has gone."""


def _bound(server: Server, port: int) -> ThreadingHTTPServer:
    for one in range(port, port + _TRIED):
        with suppress(OSError):
            return _Http((HOST, one), type("_Handler", (_Answers,), {"book": server}))
    raise OSError(f"no port from {port} to {port + _TRIED - 1} is free")


class _Answers(BaseHTTPRequestHandler):
    """What is answered to one browser."""

    book: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if self._by_another_site(asked):
            self.send_error(403)
            return
        if asked.path == f"{OWN}events":
            self._stream(parse_qs(asked.query))
            return
        found = self.book.content(unquote(asked.path))
        self.send_response(found.status)
        self.send_header("Content-Type", found.kind)
        self.send_header("Content-Length", str(len(found.body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(found.body)

    def _by_another_site(self, asked: SplitResult) -> bool:
        """Return whether a page of another site asks; it may link to a page of the book, but not connect to it."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host not in (HOST, "localhost"):  # that site has this machine's address as its own
            return True
        link = self.headers.get("Sec-Fetch-Mode") == "navigate" and not asked.path.startswith(OWN)
        return self.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none") and not link

    def _stream(self, query: dict[str, list[str]]) -> None:
        """Send what an open page is told, until it has gone."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        page, shown = unquote(query.get("page", ["/"])[0]), query.get("shown", [""])[0]
        with suppress(OSError), self.book.opened(page, shown) as waiting:
            while True:
                try:
                    kind, data = waiting.get(timeout=_SECONDS)
                    self.wfile.write(f"event: {kind}\ndata: {data}\n\n".encode())
                except Empty:
                    self.wfile.write(b":\n\n")

    def log_message(self, *_: Any) -> None:
        """Log nothing."""
