"""Fingerprints: digests of the inputs of notebooks, so that one is executed again only when its inputs changed.

The inputs are its own code, the rows of its section and their inputs, the catalogs of its language, the pinned
libraries, and the code of the modules that it imports, directly or through others, without comments and docstrings. The
fingerprints of an edition are kept in one file beside its notebooks.
"""

import ast
import hashlib
import io
import json
import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from compendium import paths
from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.i18n.messages import DOMAINS, using_language

_PACKAGE = "compendium"


def fingerprint(cells: Sequence[str], section: str, whole: Audit, edition: str = ORIGINAL) -> str:
    """Return a digest of everything that can change what a notebook shows.

    Args:
        cells: the code of the notebook, as in the first edition.
        section: the section that it opens its audit for.
        whole: an audit of the whole report.
        edition: the edition of its outputs.
    """
    ledger = whole.ledger
    # A family of factors is named by its sources; most of its members are in no formula.
    swept = {id_ for id_, row in ledger.factors.items() if any(f'"{row.source}"' in cell for cell in cells)}
    rows = [ledger[id_] for id_ in sorted(whole.part(section).scope | swept)]
    excluded = ledger.excluded  # any notebook may show some of these
    named = {getattr(row, "source", "") or getattr(row, "cites", "") for row in rows}
    with using_language(edition):  # a letter in a work's name depends on other works
        works = [(ledger.works[key], labels.work(ledger, key)) for key in sorted(named & ledger.works.keys())]
    digest = hashlib.sha256(repr([cells, rows, excluded, works]).encode())
    for path in imported("\n".join(cells)):
        digest.update(path.relative_to(paths.SOURCE).as_posix().encode())
        digest.update(bare(path).encode() if path.suffix == ".py" else path.read_bytes())
    digest.update(paths.LIBRARIES.read_bytes() + _words(edition).encode())
    return digest.hexdigest()


def stored(folder: Path) -> dict[str, str]:
    """Return the stored fingerprints of a folder of notebooks, by the notebooks' names."""
    path = folder / paths.FINGERPRINTS
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def store(folder: Path, prints: Mapping[str, str]) -> None:
    """Store fingerprints of notebooks in a folder; those of other existing notebooks are kept."""
    known = {**stored(folder), **prints}
    noted = {name: known[name] for name in sorted(known) if (folder / f"{name}.ipynb").is_file()}
    paths.write_whole(folder / paths.FINGERPRINTS, json.dumps(noted, indent=1) + "\n")


def imported(code: str) -> tuple[Path, ...]:
    """Return the files of the engine that a piece of code imports, directly or through others, sorted.

    For a package they include its data files, such as fonts.
    """
    found: set[Path] = set()
    seen, waiting = set(), set(_imports(code))
    while waiting:
        seen.add(module := waiting.pop())
        for path in _files(module):
            found.add(path)
            if path.suffix == ".py":
                waiting.update(name for name in _imports(path.read_text(encoding="utf-8")) if name not in seen)
    return tuple(sorted(found))


@cache
def _imports(code: str) -> tuple[str, ...]:
    """Return the modules of the engine that a piece of code imports, at any level, with their packages."""
    found: list[str] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]  # some are not modules
    parts = [name.split(".") for name in found if name.split(".")[0] == _PACKAGE]
    return tuple(".".join(part[:depth]) for part in parts for depth in range(1, len(part) + 1))  # with their packages


def _files(module: str) -> Iterator[Path]:
    """Yield the files of a module; none if there is no such module."""
    place = paths.SOURCE.joinpath(*module.split(".")[1:])
    if place.with_suffix(".py").is_file():
        yield place.with_suffix(".py")
    elif (place / "__init__.py").is_file():
        yield place / "__init__.py"
        if place != paths.SOURCE:
            yield from (path for path in place.iterdir() if path.is_file() and path.suffix != ".py")


def bare(path: Path) -> str:
    """Return a module's code without comments and docstrings, the same for every version of Python."""
    return _bare(path.read_text(encoding="utf-8"))


@cache
def _bare(source: str) -> str:
    lines: list[str | None] = [*source.splitlines()]
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = (lines[row - 1] or "")[:column].rstrip() or None
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body[0] if node.body else None:
                case ast.Expr(value=ast.Constant(value=str()), lineno=first, end_lineno=int() as last):
                    if re.match(r"""\s*[rR]?["']""", lines[first - 1] or ""):
                        lines[first - 1 : last] = [None] * (last - first + 1)
    return "\n".join(line for line in lines if line is not None)


def _words(edition: str) -> str:
    """Return the text of the catalogs of an edition; the first edition has none."""
    if edition == ORIGINAL:
        return ""
    return "".join(paths.catalog(EDITIONS[edition].locale, domain).read_text(encoding="utf-8") for domain in DOMAINS)
