"""Where the project's files stand, and how one is written whole or not at all. Every other module asks here."""

import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
BOOK = ROOT / "book"
LOCALE = ROOT / "locale"
EDITIONS = ROOT / "_build" / "editions"
BIBLIOGRAPHY = BOOK / "references.bib"
REQUIREMENTS = ROOT / "requirements.txt"
SOURCE = ROOT / "src" / "compendium"


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that whoever reads it sees the old text or the new, never a part."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        part = Path(file.name)
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink()
        raise


def catalog(locale: str, domain: str) -> Path:
    """Return where the translations of one domain stand: a page (``book/index``), ``compendium`` or ``data``."""
    return LOCALE / locale / "LC_MESSAGES" / f"{domain}.po"
