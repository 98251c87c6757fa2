"""Around the pages of the book: notebooks for download, the log of changes, titles, the page for a wrong address."""

import json
from pathlib import Path

import pytest

from page import PAGES, Page

editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
CHAPTERS = [name for name in PAGES if name.startswith("notebooks/")]


@editions
def test_every_chapter_offers_its_executed_notebook_and_no_other_page_but_the_reviewers_does(
    folder: str, book: Path, read: dict[str, Page]
) -> None:
    languages = set()
    for name in [page for page in PAGES if page != "book/review"]:
        offered = {link for link in read[f"{folder}{name}.html"].links if link.endswith(".ipynb")}
        assert offered == ({f"{name.rpartition('/')[2]}.ipynb"} if name in CHAPTERS else set())
    for name in CHAPTERS:
        notebook = json.loads((book / folder / f"{name}.ipynb").read_text(encoding="utf-8"))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert any(cell["outputs"] for cell in cells)
        languages |= {"zh" if 'language = "zh"' in "".join("".join(cell["source"]) for cell in cells) else "en"}
    assert languages == {"zh" if folder else "en"}


@editions
def test_every_page_leads_to_the_report_of_an_error(folder: str, read: dict[str, Page]) -> None:
    for name in (*PAGES, "search"):
        found = read[f"{folder}{name}.html"].soup.select("a.report")
        assert len(found) == (name in PAGES and name != "book/report-an-error"), name


@editions
def test_title_and_viewport_stand_once(folder: str, read: dict[str, Page]) -> None:
    for name in (*PAGES, "search", "index"):
        soup = read[f"{folder}{name}.html"].soup
        assert len(soup.select("meta[name=viewport]")) == 1, name
        title, _, book_name = soup.title.text.partition(" — ")
        assert title.strip() != book_name.strip(), name
        assert (book_name == "") == (name in ("index", "book/index", "search")), name


@editions
def test_log_of_changes_is_that_of_the_repository(folder: str, read: dict[str, Page]) -> None:
    log = read[f"{folder}book/changes.html"].soup.select_one("#changes-unreleased")
    assert len(log.select("li")) > 20
    assert log["lang"] == "en"


@editions
def test_page_for_a_wrong_address_needs_no_other_file_and_leads_on_from_any_depth(
    folder: str, book: Path, read: dict[str, Page]
) -> None:
    page = read[f"{folder}404.html"]
    assert page.fetched == []
    assert page.soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert len(page.links) == 4
    for link in page.links:
        assert link.startswith("/"), link
        assert (book / link[1:]).is_file(), link
