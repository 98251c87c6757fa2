"""The page for reviewers: a row for each section, the records, and the self-check with files for a checker."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from unittest.mock import Mock

import pytest
import yaml
from bs4 import BeautifulSoup

from compendium import paths
from compendium.audit.audit import Audit
from compendium.i18n.messages import using_language
from compendium.sphinx_ext.review.checklist import sections
from compendium.sphinx_ext.review.self_check import ComparisonDirective
from made_up import add
from small_book import Book, build_book, cells, column_names, directives, made_of, words

PAGE = "# Review\n\n" + directives("review-checklist}", "review-records}", "review-self-check}", "review-comparison}")
PAGES = {"index": "# Bread\n", "book/review": PAGE, "notebooks/1-01-bakery": "# 1.1 The bakery\n"}


@pytest.fixture(scope="module")
def book(build: Callable[..., Book]) -> Book:
    return build(PAGES)


@pytest.fixture(scope="module")
def page(book: Book) -> BeautifulSoup:
    return book.tree("book/review")


def test_sections_have_their_figures_checks_and_findings(audit: Audit) -> None:
    found = [(one.number, len(one.verdicts), one.checks, one.material, one.name) for one in sections(audit)]
    assert found == [("1.1", 4, 3, 1, "1.1 Bakery"), ("2.10", 1, 2, 0, "2.10 Mill")]


def test_section_of_the_greatest_finding_is_suggested_first(audit: Audit) -> None:
    assert [(one.number, one.place) for one in sections(audit)] == [("1.1", 1), ("2.10", 2)]


def test_row_says_how_much_there_is_and_where(page: BeautifulSoup) -> None:
    (table,) = page.select("table")
    assert column_names(table) == ["section", "order", "figures", "checks", "material", "where to look"]
    rows = [[words(cell) for cell in row] for row in cells(table)]
    assert rows == [
        ["1.1 Bakery", "1", "4", "3", "1", "ledger, notebook"],
        ["2.10 Mill", "2", "1", "2", "0", "ledger"],
    ]
    links = [[link["href"] for link in row.select("a")] for row in table.select("tbody tr")]
    assert links == [
        ["../notebooks/1-01-bakery.html", "ledger.html?section=1.1", "../notebooks/1-01-bakery.ipynb"],
        ["ledger.html?section=2.10"],
    ]
    assert "In all 5 figures, 5 checks and 1 material differences." in words(page)


def test_boxes_can_be_ticked_and_have_names(page: BeautifulSoup) -> None:
    boxes = page.select("td input[type=checkbox]")
    assert [box["aria-label"] for box in boxes] == ["Checked: 1.1 Bakery", "Checked: 2.10 Mill"]


def test_no_record_is_said_and_self_check_names_nobody(page: BeautifulSoup) -> None:
    assert "No review has been recorded yet." in words(page)
    (box,) = page.select(".self-check")
    assert words(box).startswith("Self-check, not reviewed. Checker: nobody yet. Certificate: none.")
    assert [link["href"] for link in box.select("a")] == ["../codecheck.yml", "../codecheck.sha256"]


@pytest.mark.parametrize(("language", "folder"), [("en", "_build/html"), ("zh", "_build/html/zh")])
def test_digests_are_compared_in_the_folder_of_the_edition(language: str, folder: str) -> None:
    with using_language(language):
        (command,) = ComparisonDirective.run(Mock(ComparisonDirective))
    assert command.astext() == f"make book\ncd {folder} && sha256sum --check published.sha256"


def test_command_stands_on_the_page(page: BeautifulSoup) -> None:
    assert "cd _build/html && sha256sum" in words(page)


def test_built_book_has_the_files_for_a_checker(book: Book) -> None:
    told = yaml.safe_load((book.folder / "codecheck.yml").read_text(encoding="utf-8"))
    digest = sha256((book.folder / "_static" / "ledger.json").read_bytes()).hexdigest()
    assert told["manifest"][0]["file"] == "_static/ledger.json"
    assert told["manifest"][0]["comment"].endswith(digest)
    assert f"{digest}  _static/ledger.json\n" in (book.folder / "codecheck.sha256").read_text(encoding="utf-8")


def test_records_stand_under_their_figure(tables: Path, tmp_path: Path) -> None:
    import shutil

    data = tmp_path / "data"
    shutil.copytree(tables, data)
    add(
        data,
        reviews="mill.power,Bo,,2024-05-06,confirms,,\nbakery.loaves,Anne,,2024-05-07,disputes,There were 190.,\n",
    )
    (tmp_path / "book").mkdir()
    with made_of(data):
        found = build_book(tmp_path / "book", PAGES, paths.BIBLIOGRAPHY).tree("book/review")
    lists = found.select("ul.reviews")
    assert [words(one) for one in lists] == [
        "Anne, 2024-05-07: disputes. There were 190.",
        "Bo, 2024-05-06: confirms.",
    ]
    heads = [one.find_previous_sibling("p").select_one("a")["href"] for one in lists]
    assert heads == ["ledger.html#bakery.loaves", "ledger.html#mill.power"]
