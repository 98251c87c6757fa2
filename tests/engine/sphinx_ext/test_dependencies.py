"""A changed row is read again on the pages that show it and on no other; a changed engine on every page."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import time
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from compendium import paths
from compendium.audit.audit import Audit
from compendium.sphinx_ext import dependencies
from compendium.sphinx_ext.dependencies import said_with
from small_book import build_book, made_of

PAGES = {
    "index": "# Title\n\nThe bread: {printed}`bakery.wood_saved`.\n",
    "factor": "# Factor\n\n{factor}`wood.co2`\n",
    "count": "# Count\n\n{count}`figures`, {count}`errata`\n",
    "open": "# Open\n\n```{ledger-errata}\n```\n",
    "factors": "# Factors\n\n```{ledger-factors}\n```\n",
    "verdict": "# Verdict\n\n{verdict}`mill.power`\n",
    "chart": "# Chart\n\n```{ledger-checks} bakery.co2_saved\n```\n",
    "terms": "# Terms\n\n```{ledger-glossary}\n```\n",
    "reviews": "# Reviews\n\n```{review-records}\n```\n",
    "made": "# Made\n\n```{ledger-versions}\n```\n",
    "edition": "# Edition\n\n```{book-edition}\n```\n",
    "citation": "# Citation\n\n```{book-citation}\n```\n",
    "plain": "# Plain\n\nNo row.\n",
}


@pytest.fixture(scope="module")
def pages(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The folder of a small book that has been built, and of its own tables."""
    source, data = tmp_path_factory.mktemp("small"), tmp_path_factory.mktemp("tables") / "data"
    shutil.copytree(tables, data)
    with made_of(data):
        build_book(source, PAGES, paths.BIBLIOGRAPHY)
        yield source, data


def read_again(source: Path) -> set[str]:
    """Build, and return the pages that Sphinx read."""
    found: set[str] = set()
    app = SphinxTestApp("html", srcdir=source)
    app.connect("source-read", lambda _, docname, __: found.add(docname))
    app.build()
    app.cleanup()
    return found


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(re.findall(old, text)) == 1
    path.write_text(re.sub(old, new, text), encoding="utf-8")


def test_nothing_is_read_again_when_nothing_changed(pages: tuple[Path, Path]) -> None:
    assert read_again(pages[0]) == set()


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [
        ("figures", r"(?m)^(bakery\.wood_saved,.*?),8,", r"\1,9,", {"index", "chart"}),
        ("factors", r"(?m)^(wood\.co2,)1\.5,1\.5,1\.5,", r"\g<1>1.4,1.4,1.4,", {"chart", "factor", "factors"}),
        ("factors", r"(?m)^(mill\.rated,)12,12,12,", r"\g<1>13,13,13,", {"verdict", "factors"}),
        ("figures", r"(?m)^(bakery\.flour,.*?),100,", r"\1,110,", {"open"}),  # its page links to the figure
        ("glossary", r"(?m)^(?!id)([^,]+),([^,]+),(.*)\Z", r"\1,\2s,\3", {"terms"}),
        ("errata", r"(?m),mended,([^\n]*)\Z", r",open,\1", {"open"}),
        ("errata", r"(?m)^.*\Z", "", {"open", "count"}),
        ("reviews", r"\Z", "\nmill.power,Bo,,2024-05-06,confirms,,\n", {"reviews", "verdict"}),
    ],
)
def test_changed_row_is_read_again_where_it_is_shown(
    pages: tuple[Path, Path], table: str, old: str, new: str, expected: set[str]
) -> None:
    source, data = pages
    path = data / f"{table}.csv"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.rstrip("\n"), encoding="utf-8")
    change(path, old, new)
    try:
        assert read_again(source) == expected
    finally:
        path.write_text(before, encoding="utf-8")
        assert read_again(source) == expected


def test_changed_commit_is_read_again_on_the_colophon_alone(
    pages: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(paths, "commit", lambda: "another")
        assert read_again(pages[0]) == {"made"}
    assert read_again(pages[0]) == {"made"}


def test_row_stands_for_what_is_told_of_it(audit: Audit) -> None:
    checks = {"bakery.co2_burned", "bakery.co2_net"}
    inputs = {"bakery.wood_saved", "wood.co2", "wood.co2_net"}
    assert set(said_with(audit, "wood.co2")) == {"wood.co2"}
    assert set(said_with(audit, "bakery.loaves")) == {"bakery.loaves"}
    assert set(said_with(audit, "bakery.co2_saved")) == {"bakery.co2_saved"} | checks | inputs
    assert set(said_with(audit, "bakery.co2_net")) == {"bakery.co2_saved"} | checks | inputs
    assert set(said_with(audit, "bakery.flour_year")) == {
        "bakery.flour_year", "bakery.flour_needed", "bakery.loaves", "flour.per_loaf",
    }  # fmt: skip


def test_letter_in_a_works_name_is_of_the_row_that_names_it(audit: Audit) -> None:
    works = audit.ledger.works
    row = next(one for one in audit.ledger.factors.values() if one.source in works and works[one.source].year)
    work = works[row.source]
    twin = replace(audit.ledger, works={"another": work, **works})
    assert dependencies._works(audit.ledger, row.id) == dependencies._works(audit.ledger, row.id)
    assert dependencies._works(twin, row.id) != dependencies._works(audit.ledger, row.id)


def test_edition_and_citation_are_read_again_when_the_bibliography_changed(pages: tuple[Path, Path]) -> None:
    source, data = pages
    path = data / "references.bib"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n", encoding="utf-8")
    os.utime(path, (time() + 5, time() + 5))
    with made_of(data):
        assert {"edition", "citation"} <= read_again(source)
    path.write_text(before, encoding="utf-8")
    with made_of(data):
        assert {"edition", "citation"} <= read_again(source)


@pytest.fixture
def inputs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A copy of the engine and of the static files."""
    for name in ("SOURCE", "BOOK"):
        shutil.copytree(getattr(paths, name), tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        monkeypatch.setattr(paths, name, tmp_path / name)
    yield tmp_path
    dependencies.engine.cache_clear()


def settings() -> tuple[str, str]:
    folders = [paths.BOOK / "_static", paths.SOURCE / "sphinx_ext" / "directives" / "static"]
    config: Any = SimpleNamespace(html_static_path=folders)
    dependencies.engine.cache_clear()  # as in another process
    dependencies.digest_engine(None, config)  # type: ignore[arg-type]
    dependencies.digest_static(SimpleNamespace(confdir=paths.ROOT), config)  # type: ignore[arg-type]
    return config.compendium_engine, config.compendium_static


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("SOURCE/display/wording.py", "x = 1\n", (True, False)),
        ("SOURCE/display/wording.py", "# why\n", (False, False)),
        ("SOURCE/sphinx_ext/directives/ledger.py", "x = 1\n", (True, False)),
        ("SOURCE/build/build.py", "x = 1\n", (False, False)),
        ("BOOK/_static/style.css", "/* */\n", (False, True)),
        ("SOURCE/sphinx_ext/directives/static/ledger.js", "// why\n", (False, True)),
    ],
)
def test_engine_and_static_files_concern_every_page(
    inputs: Path, name: str, text: str, changed: tuple[bool, bool]
) -> None:
    before = settings()
    with (inputs / name).open("a", encoding="utf-8") as file:
        file.write(text)
    assert tuple(one != other for one, other in zip(before, settings(), strict=True)) == changed
