"""Build: the book in every edition, from the notebooks to the pages, doing only what changed inputs require.

One build runs at a time. If it is stopped, what it has finished is kept, and the next build completes it.
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
_STATE = paths.BUILD / "state.json"  # digests of the inputs of the last complete build, and of its output
_TEMPORARY = paths.BUILD / "tmp"
# The inputs of every edition, in addition to the commit and the edition's own notebooks.
_INPUTS = (
    "CHANGELOG.md", "_config.yml", "_toc.yml", "identity.toml", "requirements.txt", "LICENSES", "bench", "book", "data",
    "src",
)  # fmt: skip
_PART = ".*.part"  # what `paths.write_whole` leaves behind if it is killed


class BuildError(Exception):
    """A build that failed; the message is one line or Sphinx's output."""


def build() -> str:
    """Do the same as ``update``, while no other build runs."""
    with alone():
        return update()


def update(*, anew: bool = False) -> str:
    """Bring the book in ``_build/html`` up to date and return one line about what was done; call it ``alone``.

    Args:
        anew: whether to make every page from nothing. Sphinx keeps the page and the static file that a former build
            made and this one does not.

    Raises:
        BuildError: a notebook or a page failed.
    """
    before = {} if anew else _state()
    if before and before == {**inputs(), "": listing(HTML)}:
        return "The book is up to date."
    with _pages() as pages:
        _run_notebooks()
        now = inputs()
        changed = [edition for edition in EDITIONS if before.get(edition) != now[edition]]
        if "" not in before or before[""] != listing(HTML):
            _forget()
            changed = [*EDITIONS]
        _STATE.unlink(missing_ok=True)
        _build_editions(changed, pages)
    paths.write_whole(_STATE, json.dumps({**now, "": listing(HTML)}))
    return f"The book is in {HTML.relative_to(paths.ROOT)}/index.html."


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of the build within a ``with`` block, waiting for another build; remove temporary files at its end.

    It is a lock of the system, which is released when this process ends, in whatever way.
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
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # raises KeyboardInterrupt
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
    """Remove what a stopped build leaves behind."""
    for _ in range(5):  # a kernel that is ending may still write
        shutil.rmtree(_TEMPORARY, ignore_errors=True)
        if not _TEMPORARY.exists():
            break
        time.sleep(0.1)
    for folder in (paths.NOTEBOOKS, paths.BUILD):
        for part in folder.rglob(_PART):
            part.unlink(missing_ok=True)


def inputs() -> dict[str, str]:
    """Return a digest of the inputs of each edition, by edition."""
    about = f"{sys.version_info[:2]} {paths.commit()}"
    common = hashlib.sha256(about.encode() + b"".join(_contents(paths.ROOT / name) for name in _INPUTS))
    found = {}
    for edition in EDITIONS:
        digest = common.copy()
        # The first edition's landing page contains text in every language.
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
    """Return the digests of the last build, by edition, and that of its output under ''; empty if it was stopped."""
    with suppress(OSError, ValueError):
        found: dict[str, str] = json.loads(_STATE.read_text(encoding="utf-8"))
        return found
    return {}


def complete() -> bool:
    """Return whether the built book is a whole one: no build has begun to change its pages since."""
    return _STATE.is_file()


def _forget() -> None:
    """Remove Sphinx's output: a stopped build may have left half a page, which Sphinx would take for complete."""
    for edition in EDITIONS:
        for name in (".doctrees", "html"):
            shutil.rmtree(_folder(edition) / "_build" / name, ignore_errors=True)


def _folder(edition: str) -> Path:
    """Return the folder that Jupyter Book builds an edition from."""
    return paths.ROOT if edition == ORIGINAL else paths.EDITIONS / edition


def _run_notebooks() -> None:
    from compendium.notebooks import execute, kernels

    kernels.warm_up()  # in parallel to finding the notebooks to execute
    failed = 0
    for run in execute.execute(execute.wanted()):
        print(run, file=sys.stderr if run.failure else sys.stdout, flush=True)
        failed += bool(run.failure)
    kernels.cool_down()
    if failed:
        raise BuildError(f"{failed} notebooks failed; the book was not built.")


@contextmanager
def _pages() -> Iterator["subprocess.Popen[str]"]:
    """Start the process that builds the pages early, so that its imports run while the notebooks are executed."""
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
    """Have Jupyter Book build editions in parallel, and copy all but the first into the folder of the first."""
    from compendium.build import staging

    others = [edition for edition in editions if edition != ORIGINAL]
    for edition in others:
        staging.stage(edition)
    text, errors = pages.communicate(json.dumps({edition: str(_folder(edition)) for edition in editions}))
    if not text or any(json.loads(text).values()):
        # Sphinx repeats a warning only when it reads the page again: with its cache, the next build would pass.
        _forget()
        if os.strerror(errno.ENOSPC) in errors:
            raise BuildError(f"{HTML}: {os.strerror(errno.ENOSPC)}. Nothing but the built pages is lost.")
        raise BuildError(errors.strip())
    for edition in others:
        shutil.rmtree(HTML / edition, ignore_errors=True)
        shutil.copytree(_folder(edition) / "_build" / "html", HTML / edition)
