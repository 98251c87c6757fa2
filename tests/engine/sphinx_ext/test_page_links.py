"""A page offers its notebook, and leads its errors to the repository, or to the page that tells how to report one."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from compendium.citation.identity import identity
from compendium.i18n.messages import using_language
from compendium.sphinx_ext import page_links
from compendium.sphinx_ext.languages import describe_loss
from compendium.sphinx_ext.page_links import REPORT_DOCUMENT, add_links


def app(**config: str) -> Any:
    settings = {"compendium_commit": "", "language": "en", **config}
    scripts: list[str] = []
    return SimpleNamespace(
        config=SimpleNamespace(**settings),
        env=SimpleNamespace(all_docs={REPORT_DOCUMENT: 0, "book/bread": 0}),
        scripts=scripts,
        add_js_file=lambda name, **_: scripts.append(name),
    )


def links(page: str, **config: str) -> dict[str, Any]:
    context: dict[str, Any] = {"pathto": lambda page: f"../{page}.html"}
    add_links(app(**config), page, "", context, SimpleNamespace())  # type: ignore[arg-type]
    return context


def test_report_goes_to_the_page_that_tells_how_while_no_repository_is_named() -> None:
    assert links("book/bread")["report"]["address"] == "../book/report-an-error.html?page=book/bread.html"
    assert "report" not in links(REPORT_DOCUMENT)


def test_report_goes_to_the_repository_with_page_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    named = replace(identity(), repository="https://example.org/a/b/")
    monkeypatch.setattr(page_links, "identity", lambda: named)
    address = urlsplit(links("book/bread")["report"]["address"])
    assert (address.netloc, address.path) == ("example.org", "/a/b/issues/new")
    asked = parse_qs(address.query)
    assert asked["title"] == ["Error on book/bread"]
    assert "Page: book/bread.html" in asked["body"][0]
    assert f"Version: {named.version}, English edition" in asked["body"][0]


def test_report_names_the_edition_in_its_own_language() -> None:
    with using_language("zh"):
        assert page_links.built_from("1a2b") == f"版本：{identity().version}，中文版，提交1a2b"


def test_chapter_offers_its_notebook() -> None:
    assert links("notebooks/1-one")["notebook"]["address"] == "1-one.ipynb"
    assert "notebook" not in links("book/bread")


def test_page_made_of_no_document_has_no_links() -> None:
    context: dict[str, Any] = {}
    add_links(app(), "search", "", context, None)
    assert context == {}


@pytest.mark.parametrize(("base", "start"), [("", "/"), ("https://example.org/books/one/", "/books/one/")])
def test_wrong_address_is_answered_in_both_languages_with_links_from_the_root(base: str, start: str) -> None:
    context: dict[str, Any] = {}
    config = SimpleNamespace(html_baseurl=base, root_doc="book/index")
    with using_language("en"):
        describe_loss(SimpleNamespace(config=config), "404", "", context, None)  # type: ignore[arg-type]
    assert [one["front"] for one in context["lost"]] == [f"{start}book/index.html", f"{start}zh/book/index.html"]
    assert [one["search"] for one in context["lost"]] == [f"{start}search.html", f"{start}zh/search.html"]
    assert len({one["title"] for one in context["lost"]}) == 2
