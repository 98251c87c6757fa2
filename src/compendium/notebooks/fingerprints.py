"""Fingerprints: what a notebook's outputs were made from, so that it runs again when that has changed and only then.

A notebook rests on its own code, the rows of its section and all that those rest on, the words of its language, the
pinned libraries, and the code of the modules that it imports, directly or through others. Comments and docstrings are
no code. The fingerprints of an edition stand in one file beside its notebooks.
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
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.i18n.messages import DOMAINS

_PACKAGE = "compendium"


def fingerprint(cells: Sequence[str], section: str, whole: Audit, edition: str = ORIGINAL) -> str:
    """Return a digest of everything that can change what a notebook shows.

    Args:
        cells: the code of the notebook, as the first edition has it.
        section: that it opens its audit for.
        whole: an audit of the whole report, for its ledger.
        edition: in which language it shows it.
    """
    ledger = whole.ledger
    # A family of factors is named by its sources; most of its members stand in no formula.
    swept = {id_ for id_, row in ledger.factors.items() if any(f'"{row.source}"' in cell for cell in cells)}
    rows = [ledger[id_] for id_ in sorted(whole.part(section).scope | swept)]
    excluded = ledger.excluded  # one list, of which any notebook may show any part
    digest = hashlib.sha256(repr([cells, rows, excluded]).encode())
    for path in imported("\n".join(cells)):
        digest.update(path.relative_to(paths.SOURCE).as_posix().encode())
        digest.update(bare(path).encode() if path.suffix == ".py" else path.read_bytes())
    digest.update(paths.LIBRARIES.read_bytes() + _words(edition).encode())
    return digest.hexdigest()


def stored(folder: Path) -> dict[str, str]:
    """Return the fingerprints of a folder of notebooks by their names, those that were noted."""
    path = folder / paths.FINGERPRINTS
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def store(folder: Path, prints: Mapping[str, str]) -> None:
    """Note the fingerprints of a folder of notebooks; what was noted of others stays."""
    known = {**stored(folder), **prints}
    noted = {name: known[name] for name in sorted(known) if (folder / f"{name}.ipynb").is_file()}
    paths.write_whole(folder / paths.FINGERPRINTS, json.dumps(noted, indent=1) + "\n")


def imported(code: str) -> tuple[Path, ...]:
    """Return the files of this package that a piece of code imports, directly or through others, in order.

    Of a package, the files beside its modules count too: fonts, for instance.
    """
    found: set[Path] = set()
    waiting = list(_imports(code))
    while waiting:
        for path in _files(waiting.pop()):
            if path not in found:
                found.add(path)
                if path.suffix == ".py":
                    waiting += _imports(path.read_text(encoding="utf-8"))
    return tuple(sorted(found))


@cache
def _imports(code: str) -> tuple[str, ...]:
    """Return the modules of this package that a piece of code names in its imports, at any level."""
    found: list[str] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]  # some are no modules
    parts = [name.split(".") for name in found if name.split(".")[0] == _PACKAGE]
    return tuple(".".join(part[:depth]) for part in parts for depth in range(1, len(part) + 1))  # with their packages


def _files(module: str) -> Iterator[Path]:
    """Give the files of a module, or nothing if there is no such module."""
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
    """Return the catalogs that an edition's outputs are made with; the first edition has none."""
    if edition == ORIGINAL:
        return ""
    return "".join(paths.catalog(EDITIONS[edition].locale, domain).read_text(encoding="utf-8") for domain in DOMAINS)
