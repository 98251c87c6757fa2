"""A checkout with a small made-up book: this engine and its look, the tables of a bakery, a page and a notebook."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from compendium import paths
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import DOMAINS

_COPIED = ("LICENSES", "_config.yml", "bench", "book/_static", "book/_templates", "identity.toml", "requirements",
           "requirements.txt", "src")  # fmt: skip
_INDEX = """\
# Bread

The bakery used {printed}`bakery.flour` of flour a day.
"""
_LEDGER = "# The ledger\n\n```{ledger-figures}\n```\n\n```{ledger-derivations}\n```\n"
_SOURCES = "# Sources\n\n```{ledger-factors}\n```\n\n```{bibliography}\n:all:\n```\n"
_CELLS = (
    ("markdown", [], "# 1.1 Flour"),
    ("code", ["parameters", "remove-cell"], 'language = "en"\nassumptions = {}\nallow_implausible = False'),
    ("code", ["remove-cell"], "from compendium.audit import open_audit\nfrom compendium.display import tables\n"
     "from compendium.i18n import use_language\n\nuse_language(language)\naudit = open_audit(\"1.1\", assumptions)"),
    ("code", ["remove-input"], "tables.figures(audit)"),
)  # fmt: skip


def small_checkout(folder: Path, tables: Path) -> Path:
    """Write the checkout, with a copy of some tables."""
    for name in _COPIED:
        source, target = paths.ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "bench.py"))
        else:
            shutil.copy(source, target)
    for language in EDITIONS.values():
        for domain in DOMAINS:
            source = paths.catalog(language.locale, domain)
            if source.is_file():
                target = folder / source.relative_to(paths.ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
    (folder / "CHANGELOG.md").write_text("# Changes\n", encoding="utf-8")
    shutil.copytree(tables, folder / "data")
    shutil.move(folder / "data" / "references.bib", folder / "book")
    toc = {"format": "jb-book", "root": "book/index", "chapters": [
        {"file": name} for name in ("notebooks/1-01-flour", "book/ledger", "book/sources")
    ]}  # fmt: skip
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    (folder / "book" / "addresses.csv").write_text("address,moved_to\n", encoding="utf-8")
    for name, text in (("index", _INDEX), ("ledger", _LEDGER), ("sources", _SOURCES)):
        (folder / "book" / f"{name}.md").write_text(text, encoding="utf-8")
    _write_notebook(folder / "notebooks" / "1-01-flour.ipynb")
    return folder


def _write_notebook(path: Path) -> None:
    cells: list[dict[str, Any]] = []
    for number, (kind, tags, source) in enumerate(_CELLS):
        cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {"tags": tags} if tags else {}, "source": source}
        cells.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    told = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(told, indent=1), encoding="utf-8")


def command(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start a command of a checkout with this environment's libraries and the checkout's engine."""
    others = ("COMPENDIUM", "JUPYTER", "PYTEST")  # settings of the tests that run this
    clean = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    own = {"PYTHONPATH": str(folder / "src"), "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    return subprocess.Popen(
        [sys.executable, "-m", "compendium", *arguments],
        cwd=folder, env={**clean, **own}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
