"""Build: the book in every edition, from the notebooks to the pages, doing only what its inputs ask for.

One build runs at a time. What it has finished is kept when it is stopped, and the next completes it.
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from compendium import paths
from compendium.i18n.languages import EDITIONS, ORIGINAL

HTML = paths.BUILD / "html"
_STATE = paths.BUILD / "state.json"  # what the book that is there was made from, and what it consists of
_TEMPORARY = paths.BUILD / "tmp"
# What the pages of every edition are made of, beside the commit and the edition's own notebooks.
_INPUTS = ("_config.yml", "_toc.yml", "requirements.txt", "bench", "book", "data", "src")
_PART = ".*.part"  # what `paths.write_whole` leaves where it was killed


class BuildError(Exception):
    """A build that ended without a book, in one line or with what Sphinx said."""


def build() -> str:
    """Bring the book in ``_build/html`` up to date and return what was done, in a line.

    Raises:
        BuildError: a notebook or a page failed.
    """
    with alone():
        before = _state()
        if before and before == {**_inputs(), "": listing(HTML)}:
            return "The book is up to date."
        with _pages() as pages:
            _run_notebooks()
            inputs = _inputs()
            changed = [edition for edition in EDITIONS if before.get(edition) != inputs[edition]]
            if "" not in before or before[""] != listing(HTML):
                _forget()
                changed = [*EDITIONS]
            _STATE.unlink(missing_ok=True)
            _build_editions(changed, pages)
        paths.write_whole(_STATE, json.dumps({**inputs, "": listing(HTML)}))
    return f"The book is in {HTML.relative_to(paths.ROOT)}/index.html."


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other build runs, then hold others off; temporary files go when it ends.

    The lock is the system's: it ends with this process, however that ends.
    """
    paths.BUILD.mkdir(exist_ok=True)
    with (paths.BUILD / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is running; this one waits for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        _clear()
        _TEMPORARY.mkdir()
        before, terminate = os.environ.get("TMPDIR"), signal.getsignal(signal.SIGTERM)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as an interrupt from the keyboard does
        os.environ["TMPDIR"] = tempfile.tempdir = str(_TEMPORARY)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, terminate)
            tempfile.tempdir = None
            del os.environ["TMPDIR"]
            os.environ |= {"TMPDIR": before} if before else {}
            _clear()


def _clear() -> None:
    """Remove what a build leaves behind that was stopped."""
    for _ in range(5):  # a kernel that is ending may still write
        shutil.rmtree(_TEMPORARY, ignore_errors=True)
        if not _TEMPORARY.exists():
            break
        time.sleep(0.1)
    for folder in (paths.NOTEBOOKS, paths.BUILD):
        for part in folder.rglob(_PART):
            part.unlink(missing_ok=True)


def _inputs() -> dict[str, str]:
    """Return a digest of all that an edition is made of, by edition."""
    about = f"{sys.version_info[:2]} {paths.commit()}"
    common = hashlib.sha256(about.encode() + b"".join(_contents(paths.ROOT / name) for name in _INPUTS))
    found = {}
    for edition in EDITIONS:
        digest = common.copy()
        # The first edition's landing page speaks every language.
        words = paths.LOCALE if edition != ORIGINAL else paths.LOCALE.glob("*/LC_MESSAGES/compendium.po")
        for source in (_notebooks(edition), *([words] if isinstance(words, Path) else sorted(words))):
            digest.update(_contents(source))
        found[edition] = digest.hexdigest()
    return found


def _notebooks(edition: str) -> Path:
    return paths.NOTEBOOKS if edition == ORIGINAL else paths.EDITIONS / edition / "notebooks"


def _contents(top: Path) -> bytes:
    """Return a digest of a file, or of the files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".mo":
            digest.update(path.relative_to(paths.ROOT).as_posix().encode() + path.read_bytes())
    return digest.digest()


def listing(folder: Path) -> str:
    """Return a digest of which files a folder has, how large they are and when they were written."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            about = path.stat()
            found.update(f"{path.relative_to(folder)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _state() -> dict[str, str]:
    """Return what the last build noted, by edition, and of its output under ''; nothing if it did not end."""
    with suppress(OSError, ValueError):
        found: dict[str, str] = json.loads(_STATE.read_text(encoding="utf-8"))
        return found
    return {}


def _forget() -> None:
    """Have Sphinx start anew: a build that was stopped may have left half a page, which it would take for whole."""
    for edition in EDITIONS:
        for name in (".doctrees", "html"):
            shutil.rmtree(_folder(edition) / "_build" / name, ignore_errors=True)


def _folder(edition: str) -> Path:
    """Return the folder that Jupyter Book builds an edition from."""
    return paths.ROOT if edition == ORIGINAL else paths.EDITIONS / edition


def _run_notebooks() -> None:
    from compendium.notebooks import execute, kernels

    kernels.warm_up()  # while it is found out what is to run
    failed = 0
    for run in execute.execute(execute.wanted()):
        print(run, file=sys.stderr if run.failure else sys.stdout, flush=True)
        failed += bool(run.failure)
    kernels.cool_down()
    if failed:
        raise BuildError(f"{failed} notebooks failed; the book was not built.")


@contextmanager
def _pages() -> Iterator["subprocess.Popen[str]"]:
    """Start the process that builds the pages, so that it imports while the notebooks run."""
    process = subprocess.Popen(
        [sys.executable, "-m", "compendium.build.editions"], text=True, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _build_editions(editions: Sequence[str], pages: "subprocess.Popen[str]") -> None:
    """Have Jupyter Book build editions side by side, and put all but the first into that one's folder."""
    from compendium.build import staging

    others = [edition for edition in editions if edition != ORIGINAL]
    for edition in others:
        staging.stage(edition)
    text, said = pages.communicate(json.dumps({edition: str(_folder(edition)) for edition in editions}))
    if not text or any(json.loads(text).values()):
        # Sphinx repeats a warning only when it reads the page again: with what it noted, the next build would pass.
        _forget()
        if os.strerror(errno.ENOSPC) in said:
            raise BuildError(f"{HTML}: {os.strerror(errno.ENOSPC)}. Nothing but the built pages is lost.")
        raise BuildError(said.strip())
    for edition in others:
        shutil.rmtree(HTML / edition, ignore_errors=True)
        shutil.copytree(_folder(edition) / "_build" / "html", HTML / edition)
