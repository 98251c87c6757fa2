"""A page describes itself in its first words, and names whole addresses once the book has one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from PIL import Image
from sphinx.testing.util import SphinxTestApp

from compendium import paths
from compendium.i18n.messages import using_language
from compendium.sphinx_ext.head.sharing import description, shortened
from small_book import Book, made_of

Build = Callable[..., Book]


def page(text: str) -> Any:
    document = new_document("page", get_default_settings(Parser))
    Parser().parse(text, document)
    return document


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("Short.", 20, "Short."),
        ("One two three. Four five six.", 20, "One two three."),
        ("One two three four", 12, "One two…"),
        ("A ratio of 3.6 is much, they say.", 20, "A ratio of 3.6 is…"),
        ("一二三四五。六七八九十。", 8, "一二三四五。"),
        ("一二三四五六七八。九十。", 8, "一二三四五六七…"),
        ("一二三四五六，七八九十。", 9, "一二三四五六…"),
        ("一二三四五六七八九十。", 6, "一二三四五…"),
    ],
)
def test_long_text_ends_with_a_sentence_a_word_or_a_clause(text: str, most: int, told: str) -> None:
    assert shortened(text, most) == told
    assert len(told) <= most


def test_description_is_the_first_paragraphs_without_tables_formulas_and_notes() -> None:
    text = (
        "Title\n=====\n\n.. note:: Aside.\n\n==== ====\none  two\n==== ====\n\n.. math:: x\n\n"
        "First words.\n\nWith :math:`x` in it.\n\nSecond words, which are rather more than the first.\n\n"
        "Third words that make it long enough to be worth reading for anybody. Fourth."
    )
    assert description(page(text)) == (
        "First words. Second words, which are rather more than the first. "
        "Third words that make it long enough to be worth reading for anybody. Fourth."
    )


def test_tags_of_html_are_no_part_of_a_description() -> None:
    text = '.. role:: html(raw)\n   :format: html\n\nThe :html:`<a href="a.html">`\\ record\\ :html:`</a>` of it.\n'
    assert description(page(text)) == "The record of it."


def test_chinese_sentences_stand_without_a_space() -> None:
    with using_language("zh"):
        assert description(page("甲乙丙。\n\n丁戊己。\n")) == "甲乙丙。丁戊己。"


def test_words_in_another_language_do_not_describe_a_page() -> None:
    text = "甲乙丙。\n\n.. class:: language-en\n\n   An entry.\n\n   - An item.\n\n丁戊己。\n"
    with using_language("zh"):
        assert description(page(text)) == "甲乙丙。丁戊己。"
    with using_language("en"):
        assert description(page(text)) == "甲乙丙。 An entry. An item. 丁戊己。"


PAGES = {
    "index": '# A "whole" book\n\nFirst {cite:p}`almanac2020`: the words of \\<it>.\n',
    "book/ledger": "# Ledger\n\nEvery row.\n",
    "book/sources": "# Sources\n\n```{bibliography}\n:all:\n```\n",
}


@pytest.fixture(scope="module")
def published(build: Build, tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the real templates that knows where it is published, in the second edition."""
    source = tmp_path_factory.mktemp("published")
    build(PAGES, source)
    (source / "conf.py").write_text(
        (source / "conf.py").read_text(encoding="utf-8")
        + f'language = "zh_CN"\nhtml_theme = "sphinx_book_theme"\ntemplates_path = ["{paths.BOOK / "_templates"}"]\n'
        'html_baseurl = "https://example.org/audit"\nhtml_additional_pages = {"index": "landing.html"}\n'
        f'html_favicon = "{paths.BOOK / "_static" / "mark.svg"}"\nroot_doc = "start"\n',
        encoding="utf-8",
    )
    (source / "index.md").rename(source / "start.md")
    with made_of(tables), using_language("en"):  # from here on; the build speaks what its settings say
        app = SphinxTestApp("html", srcdir=source, freshenv=True)
        try:
            app.build()
            return Path(app.outdir)
        finally:
            app.cleanup()


def tags(text: str) -> dict[str, str]:
    found = BeautifulSoup(text, "html.parser").select("meta[name][content], meta[property][content]")
    return {tag.get("name") or tag["property"]: tag["content"] for tag in found}


def test_published_page_names_whole_addresses_of_its_own_edition(published: Path) -> None:
    text = (published / "book" / "ledger.html").read_text(encoding="utf-8")
    found = tags(text)
    assert found["og:url"] == "https://example.org/audit/zh/book/ledger.html"
    assert found["og:image"] == "https://example.org/audit/zh/_static/cards/book/ledger.png"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"] == found["og:title"] == "Ledger"
    assert (found["og:type"], found["og:locale"]) == ("article", "zh_CN")
    assert found["twitter:card"] == "summary_large_image"
    (canonical,) = BeautifulSoup(text, "html.parser").select("link[rel=canonical]")
    assert canonical["href"] == "https://example.org/audit/zh/book/ledger.html"
    assert Image.open(published / "_static" / "cards" / "book" / "ledger.png").size == (1200, 630)


def test_what_is_told_is_escaped_and_without_citations(published: Path) -> None:
    text = (published / "start.html").read_text(encoding="utf-8")
    found = tags(text)
    assert found["description"] == found["og:description"] == "First: the words of <it>."
    assert found["og:title"] == "A “whole” book"
    assert found["og:type"] == "website"
    assert "<it>" not in text.partition("</head>")[0]
