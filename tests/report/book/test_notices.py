"""Every file of others in the built book is named in its notices, which the colophon links to."""

from pathlib import Path

import pytest

from compendium import paths
from compendium.sphinx_ext.rights import notices
from compendium.sphinx_ext.rights.works import WORKS
from page import Page

# What the build itself makes of the ledger; all else that is the authors' stands in a folder of static files.
MADE = ("ledger.*", "compendium-data.zip", "review-workbook.xlsx", "what-if/*model.js", "cards/*", notices.NAME)


def own() -> set[str]:
    folders = (paths.BOOK / "_static", *paths.SOURCE.rglob("static"))
    return {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("edition", ["", "zh"])
def test_every_file_is_the_authors_or_is_named(book: Path, edition: str) -> None:
    static = book / edition / "_static"
    text = (static / notices.NAME).read_text(encoding="utf-8")
    assert text == notices.notices(static)
    files = {path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()}
    named = {path for work in WORKS for path in notices.within(static, work)}
    assert sorted(path for path in files - own() - named if not notices.fits(path, MADE)) == []
    assert {"basic.css", "scripts/bootstrap.js", "clipboard.min.js", "what-if/rules.js", "traditional.js"} <= named


def test_every_work_is_in_the_book(book: Path) -> None:
    statics = (book / "_static", book / "zh" / "_static")
    assert [work.name for work in WORKS if not any(notices.within(static, work) for static in statics)] == []
    unused = [
        f"{work.name}: {pattern}"
        for work in WORKS
        for pattern in work.files
        if not any(notices.fits(path, (pattern,)) for static in statics for path in notices.within(static, work))
    ]
    assert unused == []


@pytest.mark.parametrize("edition", ["", "zh/"])
def test_colophon_links_to_them(read: dict[str, Page], edition: str) -> None:
    assert f"../_static/{notices.NAME}" in read[f"{edition}book/colophon.html"].links
