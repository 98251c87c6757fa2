"""Catalogs: all messages of the book are gathered, and the translators' files updated from them.

Each page has a catalog of its own, of the same name. ``compendium`` holds the messages of the code, of the notebooks'
code and of the settings; ``data`` those of the columns of tables that do not exist in each language.
"""

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from compendium import paths
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.i18n.messages import as_message
from compendium.ledger.ledger import case
from compendium.ledger.loading import load

_HEAD = """\
# Translations of the compendium. `make translate` renews this file; only msgstr is written by hand.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
# How many of a call's first arguments are messages. Babel's own extractor does not find calls within an f-string.
_CALLS = {
    "gettext": 1,
    "gettext_nodes": 1,
    "gettext_markup": 1,
    "gettext_template": 1,
    "gettext_each": None,
    "N_": 1,
    "ngettext": 2,
}
Message = str | tuple[str, ...]  # a message, or its singular and plural
_SPHINX_SETTINGS = ("nb_code_prompt_show", "nb_code_prompt_hide")
_THEME_SETTINGS = ("search_bar_text",)
TOLD = ("note", "howpublished")  # fields of a source that this project wrote; all others are quoted from the work
_COLUMNS = {
    "figures": ("period", "note"),
    "factors": ("region", "year", "locator", "note"),
    "defaults": ("note",),
    "derivations": ("note",),
    "errata": ("note",),
    "regions": ("id",),
}


def gather(folder: Path) -> None:
    """Write the template of every catalog into a folder, in the layout of ``locale/<locale>/LC_MESSAGES``.

    Raises:
        RuntimeError: Sphinx failed; the message is its output.
    """
    with tempfile.TemporaryDirectory() as build:
        # Sphinx's own builder gathers the pages; Jupyter Book puts what it makes two folders down.
        program = str(Path(sys.executable).with_name("jupyter-book"))
        command = [program, "build", str(paths.ROOT), "-qq", "--path-output", build]
        result = subprocess.run(
            [*command, "--builder", "custom", "--custom-builder", "gettext"],
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise RuntimeError(f"Sphinx could not gather the messages of the pages:\n{result.stderr}")
        made = Path(build, "_build", "gettext")
        for path in made.rglob("*.pot"):
            target = folder / path.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    _write(folder / "compendium.pot", [*_of_code(), *_of_notebooks(), *_of_settings()])
    _write(folder / "data.pot", _of_data())


def renew() -> None:
    """Update the translators' files: new messages are added, obsolete ones and the files of removed pages deleted."""
    from sphinx_intl import basic

    with tempfile.TemporaryDirectory() as folder:
        gather(Path(folder))
        locales = [one.locale for edition, one in EDITIONS.items() if edition != ORIGINAL]
        basic.update(str(paths.LOCALE), folder, locales, line_width=0, ignore_obsolete=True)
        known = {path.relative_to(folder).with_suffix("") for path in Path(folder).rglob("*.pot")}
    for path in paths.LOCALE.rglob("*.po"):
        locale, _, *parts = path.relative_to(paths.LOCALE).with_suffix("").parts
        if locale in locales and Path(*parts) not in known:
            path.unlink()  # its page was removed
            path.with_suffix(".mo").unlink(missing_ok=True)
        else:
            _tidy(path)


def _tidy(path: Path) -> None:
    """Replace the header of a translators' file by one without dates and names: it changes only with its messages."""
    from babel.messages.pofile import read_po, write_po

    with path.open("rb") as file:
        catalog = read_po(file)
    body = BytesIO()
    write_po(body, catalog, width=0, omit_header=True)
    head = _HEAD.format(locale=path.relative_to(paths.LOCALE).parts[0], plural=catalog.plural_forms)
    paths.write_whole(path, head + body.getvalue().decode())


def coverage() -> Iterator[tuple[str, int, int]]:
    """Yield the path of each catalog within ``locale/``, its number of translated messages and of all messages."""
    from babel.messages.pofile import read_po

    for path in sorted(paths.LOCALE.rglob("*.po")):
        with path.open("rb") as file:
            entries = [entry for entry in read_po(file) if entry.id]
        done = sum(_is_whole(entry.string) and not entry.fuzzy for entry in entries)
        yield path.relative_to(paths.LOCALE).as_posix(), done, len(entries)


def _is_whole(translation: str | tuple[str, ...] | list[str] | None) -> bool:
    """Return whether a message is translated, in every plural form."""
    return all(translation if isinstance(translation, tuple | list) else [translation])


def _write(path: Path, messages: Sequence[tuple[Message, str]]) -> None:
    """Write a template from pairs of a message and the file that contains it."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalog = Catalog(project="compendium")
    for message, file in messages:
        catalog.add(message, locations=[(file, 0)])
    with path.open("wb") as out:
        write_po(out, catalog, width=0, include_lineno=False)


def _called(code: str) -> Iterator[Message]:
    """Yield the messages in Python code that are string literals."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
            first = node.args[: _CALLS[node.func.id]]
            texts = [one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if node.func.id == "ngettext":
                yield tuple(texts)
            else:
                yield from texts


def _of_code() -> list[tuple[Message, str]]:
    files = sorted(paths.SOURCE.rglob("*.py"))
    return [(text, _short(path)) for path in files for text in _called(path.read_text(encoding="utf-8"))]


def _of_notebooks() -> list[tuple[Message, str]]:
    found: list[tuple[Message, str]] = []
    for path in sorted(paths.NOTEBOOKS.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        found += [(text, _short(path)) for cell in code for text in _called(cell)]
    return found


def _of_settings() -> list[tuple[str, str]]:
    import yaml

    settings: dict[str, Any] = yaml.safe_load((paths.ROOT / "_config.yml").read_text(encoding="utf-8"))
    sphinx = settings["sphinx"]["config"]
    found = [sphinx[key] for key in _SPHINX_SETTINGS]
    found += [sphinx["html_theme_options"][key] for key in _THEME_SETTINGS]
    headings = [(one.heading, "src/compendium/i18n/language.py") for one in EDITIONS.values()]
    return [(text, "_config.yml") for text in found] + headings


def _of_data() -> list[tuple[str, str]]:
    """Return the texts of the tables and of the bibliography, without those that contain no Latin letter."""
    from pybtex.database import parse_file

    ledger = load()
    tables = {name: list(getattr(ledger, name).values()) for name in _COLUMNS}
    found = [
        (getattr(row, column), f"data/{name}.csv")
        for name, rows in tables.items()
        for row in rows
        for column in _COLUMNS[name]
    ]
    found += [(as_message(case(id_)), "data/figures.csv") for id_ in ledger.figures]
    found += [(as_message(case(id_)), "data/derivations.csv") for id_ in ledger.derivations]
    works = parse_file(str(paths.BIBLIOGRAPHY), bib_format="bibtex").entries.values()
    found += [(work.fields[name], _short(paths.BIBLIOGRAPHY)) for work in works for name in TOLD if name in work.fields]
    return [(text, file) for text, file in found if re.search("[A-Za-z]", text)]


def _short(path: Path) -> str:
    return path.relative_to(paths.ROOT).as_posix()
