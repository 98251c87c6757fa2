"""No address that can be cited goes in silence: the list knows every page, and one that moved leads on."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup

from compendium.i18n.messages import using_language
from compendium.sphinx_ext.addresses import LIST, Address, faults, listed, redirect
from small_book import Book

Build = Callable[..., Book]
PAGES = {"book/index.html", "figures/a.b.html"}
KNOWN = [Address("book/index.html", ""), Address("figures/a.b.html", "")]


def test_list_that_fits_the_book_has_no_fault() -> None:
    assert [*faults(KNOWN, PAGES)] == []
    assert [*faults([*KNOWN, Address("book/old.html", "figures/a.b.html#checks")], PAGES)] == []


@pytest.mark.parametrize(
    ("rows", "pages", "told"),
    [
        (KNOWN, {*PAGES, "book/new.html"}, "book/new.html is not in book/addresses.csv: add the line 'book/new.html,'"),
        ([*KNOWN, Address("book/old.html", "")], PAGES, "book/old.html is in book/addresses.csv, and no page"),
        ([*KNOWN, KNOWN[0]], PAGES, "book/index.html is in book/addresses.csv twice"),
        ([*KNOWN, Address("book/old.html", "book/gone.html")], PAGES, "has moved to book/gone.html by"),
        ([KNOWN[0], Address("figures/a.b.html", "book/index.html")], PAGES, "figures/a.b.html has moved by"),
    ],
)
def test_fault_is_named_with_what_to_do(rows: list[Address], pages: set[str], told: str) -> None:
    (fault,) = faults(rows, pages)
    assert told in fault


@pytest.mark.parametrize(
    ("edition", "title", "canonical"),
    [
        ("en", "This page has moved.", "https://book.example/figures/a.b.html"),
        ("zh", "本页已迁移。", "https://book.example/zh/figures/a.b.html"),
    ],
)
def test_page_that_moved_leads_on_in_its_language(edition: str, title: str, canonical: str) -> None:
    for base in ("", "https://book.example/"):
        config: Any = SimpleNamespace(html_baseurl=base)
        with using_language(edition):
            text = redirect(config, Address("book/old.html", "figures/a.b.html#checks"))
        soup = BeautifulSoup(text, "html.parser")
        assert soup.select("title")[0].text == title
        address = "../figures/a.b.html#checks"  # relative, so that it leads on from a folder, too
        assert soup.select("meta[http-equiv=refresh]")[0]["content"] == f"0; url={address}"
        assert [link["href"] for link in soup.select("a")] == [address]
        assert soup.select("link[rel=canonical]")[0]["href"] == (canonical if base else address)


def test_page_that_goes_is_missed_until_the_list_says_where_it_went(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    (folder / "book").mkdir(parents=True)
    (folder / LIST).write_text("address,moved_to\nindex.html,\nbook/old.html,\n", encoding="utf-8")
    pages = {"index": "# Index\n", "book/old": "# Old\n\nWords that were cited.\n"}
    book = build(pages, folder)
    assert [*faults(listed(folder), {f"{name}.html" for name in pages})] == []
    (folder / "book" / "old.md").unlink()
    pages = {"index": "# Index\n", "book/new": "# New\n\nThe words that were cited.\n"}
    build(pages, folder)
    lost, new = sorted(faults(listed(folder), {f"{name}.html" for name in pages}), key=len, reverse=True)
    assert lost.startswith("book/old.html is in book/addresses.csv, and no page")
    assert new == "book/new.html is not in book/addresses.csv: add the line 'book/new.html,'"
    rows = "address,moved_to\nindex.html,\nbook/new.html,\nbook/old.html,book/new.html\n"
    (folder / LIST).write_text(rows, encoding="utf-8")
    book = build(pages, folder)
    assert [*faults(listed(folder), {f"{name}.html" for name in pages})] == []
    page = BeautifulSoup((book.folder / "book" / "old.html").read_text(encoding="utf-8"), "html.parser")
    assert page.a is not None
    assert (book.folder / "book" / str(page.a["href"])).is_file()
    assert page.select("meta[http-equiv=Content-Security-Policy]")
    assert "Words that were cited" not in page.text
    before = (book.folder / "book" / "old.html").stat().st_mtime_ns
    build(pages, folder)
    assert (book.folder / "book" / "old.html").stat().st_mtime_ns == before
