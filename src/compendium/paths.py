"""Paths of the project's files for all other modules, and atomic writing of a file."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
IDENTITY = ROOT / "identity.toml"
NOTEBOOKS = ROOT / "notebooks"
BOOK = ROOT / "book"
LOCALE = ROOT / "locale"
EDITIONS = ROOT / "_build" / "editions"
BIBLIOGRAPHY = BOOK / "references.bib"
LIBRARIES = ROOT / "requirements" / "run.txt"  # what notebooks run with
FINGERPRINTS = "fingerprints.json"  # beside the notebooks of an edition
BENCH = ROOT / "bench" / "results.json"
CHANGES = ROOT / "CHANGELOG.md"
BUILD = ROOT / "_build"
STAMP = "COMMIT"  # at the top of a release, which has no history: the commit that it was made from
SOURCE = ROOT / "src" / "compendium"


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file atomically, text in UTF-8: readers see the old content or the new, never a part of it."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content.encode() if isinstance(content, str) else content)
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def commit() -> str:
    """Return the commit of this checkout, with ``-dirty`` if files differ from it.

    In the folder of a release it is the one that the release was made from; elsewhere ''.
    """
    top = _git("rev-parse", "--show-toplevel")  # a folder within another repository is no checkout of it
    if top and Path(top).resolve() == ROOT:
        return _git("describe", "--always", "--dirty", "--abbrev=12", "--exclude", "*")  # never the name of a tag
    stamp = ROOT / STAMP
    return stamp.read_text(encoding="utf-8").strip() if stamp.is_file() else ""


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)  # noqa: S607
    except OSError:  # no git
        return ""
    return done.stdout.strip()


def catalog(locale: str, domain: str) -> Path:
    """Return the catalog of one domain: a page (``book/index``), ``compendium`` or ``data``."""
    return LOCALE / locale / "LC_MESSAGES" / f"{domain}.po"
