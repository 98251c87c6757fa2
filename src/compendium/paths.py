"""Where the project's files stand, and how one is written whole or not at all. Every other module asks here."""

import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
BOOK = ROOT / "book"
BIBLIOGRAPHY = BOOK / "references.bib"
REQUIREMENTS = ROOT / "requirements.txt"
SOURCE = ROOT / "src" / "compendium"


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that whoever reads it sees the old text or the new, never a part."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
