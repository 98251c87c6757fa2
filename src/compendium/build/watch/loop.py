"""The loop: what happens after a file was saved.

First the pages that somebody looks at are made and shown, then, when nothing has been saved for a moment, the whole
book. It is not built while something is wrong: a build that fails has to make every page again.
"""

import fcntl
import shutil
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from compendium import paths
from compendium.build.watch import changes
from compendium.build.watch.changes import Page, Seen
from compendium.build.watch.helpers import Helper, HelperError
from compendium.build.watch.pages import FOLDER, HTML
from compendium.build.watch.server import Server
from compendium.build.watch.shown import Shown
from compendium.build.watch.whole import Ended, Whole
from compendium.notebooks.processes import FORKS

_QUIET = 1.0  # seconds without a save, after which the whole book is built
_TICK = 100  # milliseconds between two looks at what else has happened
_GATHERED = 30  # milliseconds in which an editor is expected to finish a save
_LOCK = paths.BUILD / "watch.lock"
_ENDING = (signal.SIGTERM, signal.SIGHUP)  # the second comes when the terminal is closed

_MAKING = "A file was saved; this page is being made …"
_BUILDING = "The rest of the book is being built …"


class WatchError(Exception):
    """A loop that cannot start, in one line."""


def watch(port: int) -> None:
    """Serve the book and keep it current until this process is interrupted.

    Raises:
        WatchError: another loop runs, or no port is free.
    """
    with only(), _emptied(FOLDER):
        try:
            server = Server(Shown(HTML), port)
        except OSError as error:
            raise WatchError(str(error)) from None
        print(f"The book is at {server.address}book/index.html; Ctrl-C ends.", flush=True)
        loop = Loop(server)
        try:
            loop.run()
        except KeyboardInterrupt:
            with suppress(OSError):  # the terminal may be closed
                print("Ended.", flush=True)
        finally:
            loop.end()
            server.end()


@contextmanager
def only() -> Iterator[None]:
    """Hold the lock of the loop, and have it end as with Ctrl-C when it is told to, or its terminal is closed.

    Raises:
        WatchError: another loop holds the lock.
    """
    paths.BUILD.mkdir(exist_ok=True)
    with _LOCK.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WatchError("Another loop serves this book already.") from None
        before = {one: signal.getsignal(one) for one in _ENDING}
        for one in _ENDING:
            if before[one] != signal.SIG_IGN:  # as ``nohup`` has it
                signal.signal(one, _interrupt)
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def _interrupt(*_: object) -> NoReturn:
    """End the loop; what is told again meanwhile, as by a shell that ends too, does not disturb that."""
    for one in _ENDING:
        signal.signal(one, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def _emptied(folder: Path) -> Iterator[None]:
    """Have a folder be empty at the start of a ``with`` block, and be gone after it."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Loop:
    """What has been saved, what of it is shown, and the processes that make pages."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._seen = Seen()
        self._whole = Whole()
        self._chapters = Helper("chapters")
        self._pages = Helper("pages") if FORKS else None
        self._known = False  # whether `_pages` has read what is known of the built book
        self._saved: set[Path] = set()  # since the last whole build began
        self._building: set[Path] = set()  # before it, since the last one that was completed
        self._last, self._when = 0.0, 0.0  # when a file was saved last, by the clock of the files and by our own
        self._made: set[Page] = set()  # since then
        self._checked = True  # whether the tables were checked since then
        self._problems: list[str] = []
        self._due = True  # whether the whole book is to be built
        self._tops = self._written()

    def run(self) -> None:
        """Watch the files until this process is interrupted."""
        from watchfiles import watch

        folders = [paths.ROOT / name for name in changes.FOLDERS if (paths.ROOT / name).is_dir()]
        for found in watch(
            *folders, watch_filter=None, step=_GATHERED, rust_timeout=_TICK, yield_on_timeout=True
        ):  # fmt: skip
            try:
                self.turn({Path(name) for _, name in found})
            except HelperError as error:
                self._say([f"{error}; it starts again"])
                self._due = self._due or self._known  # a new one that ends at once waits for the next save
                self._restart()

    def turn(self, told: Iterable[Path]) -> None:
        """Do what is to be done after some files were saved, or after a while in which none was."""
        if saved := self._seen.changed([*told, *self._changed_tops()]):
            self._note(saved)
        if self._saved or self._building:
            self._show()
        if ended := self._whole.ended():
            self._conclude(ended)
        if self._due and not self._problems and not self._whole.runs and self._quiet():
            self._begin()

    def end(self) -> None:
        """End every process that was started."""
        self._whole.stop()
        for helper in (self._chapters, self._pages):
            if helper:
                helper.end()

    def _written(self) -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns if path.is_file() else 0 for path in changes.top()}

    def _changed_tops(self) -> list[Path]:
        """Return the files beside the folders that were written; a file alone cannot be watched if it is replaced."""
        before, self._tops = self._tops, self._written()
        return [path for path, when in self._tops.items() if before[path] != when]

    def _quiet(self) -> bool:
        return time.monotonic() - self._when > _QUIET

    def _note(self, saved: set[Path]) -> None:
        """Note what was saved, and have a build give way that does not know it."""
        self._saved |= saved
        self._last, self._when = max(map(_saved_at, saved)), time.monotonic()
        self._made, self._checked, self._problems = set(), False, []
        self._due = True
        self._whole.give_way()

    def _show(self) -> None:
        """Make the pages that somebody looks at, and those whose own text was saved, if they are not made yet."""
        news = self._saved | self._building
        wanted = self._server.pages() | {page for path in news if (page := changes.page(path))}
        todo = wanted - self._made
        if self._problems or not self._known or any(map(changes.engine, news)) or not (todo or not self._checked):
            return
        self._made, self._checked = self._made | todo, True
        self._server.say(status=_MAKING)
        with self._whole.paused():
            problems = self._make(sorted(todo), news)
        count = self._server.refresh()
        if problems:
            self._complain(problems)
        else:
            self._server.say(status=_BUILDING)
        pages = "1 open page has" if count == 1 else f"{count} open pages have"
        print(f"{_names(news)}: {pages} changed, {time.time() - self._last:.1f} s after the save", flush=True)

    def _make(self, pages: list[Page], news: set[Path]) -> list[str]:
        """Make pages and return what is wrong."""
        if problems := self._chapters.ask(pages=pages, words=any(map(changes.words, news)))["problems"]:
            return problems
        if not pages or not self._pages:
            return []
        renew, look = any(map(changes.settings, news)), any(map(changes.look, news))
        return self._pages.ask(pages=pages, renew=renew, look=look)["problems"]

    def _complain(self, problems: list[str]) -> None:
        self._problems = problems
        self._say(problems)

    def _say(self, lines: list[str]) -> None:
        self._server.say(lines)
        for line in lines:
            print(line, file=sys.stderr, flush=True)

    def _begin(self) -> None:
        """Start to build the whole book."""
        self._due = False
        self._building, self._saved = self._building | self._saved, set()
        self._server.say(status=_BUILDING)
        self._whole.start()

    def _conclude(self, ended: Ended) -> None:
        """Show the book that was built, or why it was not."""
        if ended.problems:
            self._complain(ended.problems)
            return
        print(f"The whole book is built ({ended.seconds:.0f} s).", flush=True)
        built, self._building = self._building, set()
        if not self._saved:  # the built book has all that the early pages have
            for path in HTML.glob("**/*.html"):
                path.unlink()
        self._server.say(status=_BUILDING if self._saved else "")
        self._server.refresh()
        if any(map(changes.engine, built)):
            self._restart()
        if self._pages:
            self._pages.ask(renew=True)
            self._known = True

    def _restart(self) -> None:
        """Start the processes again that make pages: they have the code and the settings of before."""
        for helper in (self._chapters, self._pages):
            if helper:
                helper.end()
        self._chapters = Helper("chapters")
        self._pages = Helper("pages") if FORKS else None
        self._known = False


def _saved_at(path: Path) -> float:
    """Return when a file was saved; now if it has gone."""
    return path.stat().st_mtime if path.is_file() else time.time()


def _names(found: Iterable[Path]) -> str:
    return ", ".join(sorted(path.relative_to(paths.ROOT).as_posix() for path in found))
