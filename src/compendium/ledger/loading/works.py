"""The bibliography as works: what tables and charts name of each source, and whether others can open it."""

import re
from pathlib import Path

from compendium import paths
from compendium.ledger.problem import DataError, Problem
from compendium.ledger.rows import Words, Work

_FIELD = re.compile(r"""(?:^|,)\s*(\w+)\s*=\s*(?:"([^"]*)"|\{((?:[^{}]|\{[^{}]*\})*)\})""", re.MULTILINE)
_AUTHOR = re.compile(r"\s+and\s+(?![^{}]*\})")  # between two of them, not within a name in braces


def bibliography_of(data: Path) -> Path:
    """Return the bibliography that belongs to a folder of tables, which need not be this project's."""
    beside = data / paths.BIBLIOGRAPHY.name
    return beside if beside.is_file() else data.resolve().parent / "book" / paths.BIBLIOGRAPHY.name


def read_works(path: Path) -> dict[str, Work]:
    """Return the entries of a bibliography by their keys."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError([Problem(path.name, "no such file", "the bibliography")]) from None
    except UnicodeDecodeError as error:
        raise DataError([Problem(path.name, f"the byte 0x{error.object[error.start]:02x}", "UTF-8")]) from None
    entries = re.findall(r"^@\w+\{\s*([^,\s]+)\s*,(.*?)(?=^@|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    return {key: _work(body) for key, body in entries}


def _work(body: str) -> Work:
    """Return an entry of a bibliography from its fields."""
    found = {name.lower(): (quoted or braced).strip() for name, quoted, braced in _FIELD.findall(body)}
    given = {name: text for name, text in found.items() if text}
    people = [name for name in _AUTHOR.split(given.get("author", "")) if name]
    page = _plain(given.get("url", "")) or (f"https://doi.org/{given['doi']}" if "doi" in given else "")
    address = _plain(given.get("readat", "")) or page
    return Work(
        labels=Words({name.removeprefix("label_"): text for name, text in given.items() if name.startswith("label_")}),
        authors=tuple(name.strip("{} ") if name.startswith("{") else name.partition(",")[0] for name in people),
        title=_plain(given.get("title", "")).replace("{", "").replace("}", ""),
        year=given.get("year", ""),
        read=given.get("urldate", ""),
        open="urldate" in given and bool(address),
        address=address,
        issuer=page if page != address else "",
    )


def _plain(text: str) -> str:
    r"""Return a text without the strokes that only TeX needs: ``\&``, ``\_``, ``\%``."""
    return re.sub(r"\\([%&_#])", r"\1", text)
