"""Where the project's files stand. Every other module asks here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
BOOK = ROOT / "book"
BIBLIOGRAPHY = BOOK / "references.bib"
REQUIREMENTS = ROOT / "requirements.txt"
SOURCE = ROOT / "src" / "compendium"
