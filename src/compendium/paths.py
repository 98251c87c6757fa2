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
SOURCE = ROOT / "src" / "compendium"


def write_whole(path: Path, text: str) -> None:
    """Write a text file atomically: readers see the old text or the new, never a part of it."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def commit() -> str:
    """Return the commit of this checkout, with ``-dirty`` if files differ from it; '' outside a checkout."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:  # no git
        return ""


def catalog(locale: str, domain: str) -> Path:
    """Return the catalog of one domain: a page (``book/index``), ``compendium`` or ``data``."""
    return LOCALE / locale / "LC_MESSAGES" / f"{domain}.po"
