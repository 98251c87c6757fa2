"""Changes: which saved files matter, and what they mean for the pages that are open."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from compendium import paths
from compendium.i18n.languages import EDITIONS, ORIGINAL

Page = tuple[str, str]  # an edition and the name of a page in it: ("zh", "book/index")

FOLDERS = ("LICENSES", "bench", "book", "data", "locale", "notebooks", "src")
FILES = ("CHANGELOG.md", "_config.yml", "_toc.yml", "identity.toml", "requirements.txt")
_ENDS = {
    ".bib", ".css", ".csl", ".csv", ".html", ".ipynb", ".js", ".json", ".md", ".otf", ".png", ".po", ".py", ".svg",
    ".toml", ".ttf", ".txt", ".yml",
}  # fmt: skip
_LOOK = {".css", ".js", ".svg", ".png"}


class Seen:
    """What the inputs of the book contained when they were last looked at."""

    def __init__(self) -> None:
        self._known = {path: _digest(path) for path in [*_inputs(), *top()]}

    def changed(self, saved: Iterable[Path]) -> set[Path]:
        """Return those of some files whose content is another one than before; a file that has gone is one."""
        found = {path for path in saved if _matters(path) and self._known.get(path, "") != _digest(path)}
        self._known |= {path: _digest(path) for path in found}
        return found


def top() -> list[Path]:
    """Return the inputs that stand in no folder of their own."""
    return [paths.ROOT / name for name in FILES]


def _inputs() -> list[Path]:
    return [path for folder in FOLDERS for path in (paths.ROOT / folder).rglob("*") if _matters(path)]


def _matters(path: Path) -> bool:
    """Return whether a file can change a page: no temporary file of an editor, nothing that a build writes."""
    inner = path.relative_to(paths.ROOT)
    hidden = any(part.startswith(".") or part == "__pycache__" for part in inner.parts)
    return not hidden and (path.suffix in _ENDS or inner.parts[0] == "LICENSES") and path.name != paths.FINGERPRINTS


def _digest(path: Path) -> str:
    """Return a digest of a file, of a notebook without its outputs; '' if there is none."""
    try:
        content = path.read_bytes()
    except OSError:
        return ""
    if path.suffix == ".ipynb":
        try:
            content = repr([_told(cell) for cell in json.loads(content)["cells"]]).encode()
        except (ValueError, KeyError, TypeError):
            return "no notebook"
    return hashlib.sha256(content).hexdigest()


def _told(cell: dict[str, Any]) -> tuple[object, ...]:
    """Return what somebody writes in a cell of a notebook; its source is a text or a list of lines."""
    return cell["cell_type"], cell["metadata"].get("tags", []), "".join(cell["source"])


def engine(path: Path) -> bool:
    """Return whether a file is read when a process starts: code, settings, libraries."""
    inner = path.relative_to(paths.ROOT)
    code = inner.parts[0] == "src" and inner.suffix == ".py"
    return code or (len(inner.parts) == 1 and inner.name != "CHANGELOG.md")


def settings(path: Path) -> bool:
    """Return whether Sphinx reads a file before it comes to the pages: bibliography, templates, texts of the code."""
    return (
        words(path)
        or path == paths.BIBLIOGRAPHY
        or path.is_relative_to(paths.BOOK / "_templates")
        or path.suffix == ".csl"
    )


def words(path: Path) -> bool:
    """Return whether a file has translations of the code's or the tables' texts, which kernels keep at hand."""
    return path.suffix == ".po" and path.stem in ("compendium", "data")


def look(path: Path) -> bool:
    """Return whether a file is a style sheet, a script or a picture."""
    return path.suffix in _LOOK


def page(path: Path) -> Page | None:
    """Return the page that a file is the source of, or whose translation it has; None if it is neither."""
    inner = path.relative_to(paths.ROOT)
    if path.suffix in (".md", ".ipynb") and inner.parts[0] in ("book", "notebooks"):
        return ORIGINAL, inner.with_suffix("").as_posix()
    if path.suffix == ".po" and not words(path):
        for edition, language in EDITIONS.items():
            top = paths.LOCALE / language.locale / "LC_MESSAGES"
            if path.is_relative_to(top):
                return edition, path.relative_to(top).with_suffix("").as_posix()
    return None
