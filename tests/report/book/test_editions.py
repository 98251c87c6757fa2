"""Each page has a twin in the other language: the same places and numbers, its own words, and a way across."""

import posixpath
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from bs4 import Tag

from page import PAGES, SILENT, Page, joined, texts

twins = pytest.mark.parametrize("page", PAGES)
HAN = r"[\u3400-\u9fff]"
# Five words in a row, all small but the first, are a sentence or part of one.
ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?:,? [a-z]+){4,}\b")
CHINESE = re.compile(rf"{HAN}[^a-zA-Z]{{0,3}}{HAN}{{3,}}")
# A term of policy and two authors, whose names English pages give in Chinese on purpose.
NAMES = {"减污降碳协同增效", "四川省交通运输厅", "四川发布", "居全国第三"}  # and words quoted as the report prints them


def test_every_page_has_its_twin(read: dict[str, Page]) -> None:
    english = {name for name in read if not name.startswith("zh/")}
    assert {f"zh/{name}" for name in english} == set(read) - english


@pytest.mark.parametrize(("folder", "tag"), [("", "en"), ("zh/", "zh-CN")])
def test_every_page_says_its_language(folder: str, tag: str, read: dict[str, Page]) -> None:
    for name in (*PAGES, "search"):
        assert read[f"{folder}{name}.html"].soup.html.get("lang") == tag, name


def test_every_page_leads_to_its_twin(book: Path, read: dict[str, Page]) -> None:
    for name, page in read.items():
        bare = name.removeprefix("zh/")
        folder = posixpath.dirname(name)
        assert page.soup.head.find_all(rel="alternate") == [], "alternates need whole addresses, the book has none yet"
        if bare in ("index.html", "404.html"):  # the front door names no twin: it is both
            assert page.links
            continue
        other = bare if name != bare else f"zh/{bare}"
        switch = page.soup.find_all("a", class_="language", hreflang=True)
        assert [posixpath.normpath(posixpath.join(folder, link["href"])) for link in switch] == [other]
        assert (book / other).is_file()


def test_controls_and_regions_have_chinese_names(read: dict[str, Page]) -> None:
    controls = {"button", "nav", "i", "summary", "input", "dialog"}
    foreign = {
        name: found
        for name, page in read.items()
        if name.startswith("zh/")
        for tag in page.soup.find_all()
        if tag.name in controls or "headerlink" in tag.get("class", ())
        if (found := [tag[name] for name in ("title", "aria-label") if re.search("[a-z]", tag.get(name, ""))])
        if found != ["Language · 语言"]
    }
    assert foreign == {}


def test_front_door_sends_nobody_anywhere(read: dict[str, Page]) -> None:
    for name in ("index.html", "zh/index.html"):
        assert read[name].soup.head.select("meta[http-equiv=refresh i]") == []
        assert read[name].fetched
        assert [one for one in read[name].fetched if one.endswith(".js")] == ["_static/landing.js"]
        targets = [posixpath.normpath(posixpath.join(posixpath.dirname(name), href)) for href in read[name].links]
        own, other = ("book/index.html", "zh/book/index.html")[:: -1 if name.startswith("zh/") else 1]
        assert targets == [own, other]


@twins
def test_twins_have_the_same_places(page: str, read: dict[str, Page]) -> None:
    """A switch that keeps the anchor needs it on the other side."""
    english, chinese = (Counter(_places(read[f"{folder}{page}.html"])) for folder in ("", "zh/"))
    assert english == chinese


def _places(page: Page) -> list[str]:
    ids = [tag["id"] for tag in page.soup.article.find_all() if tag.has_attr("id")]
    return [name for name in ids if not re.fullmatch(r"id\d+", name)]


@twins
def test_twins_show_the_same_rows(page: str, read: dict[str, Page]) -> None:
    """Every number is a link to its row, so a number that differs or is missing is a link that is."""
    english, chinese = (
        Counter(link["href"] for link in read[f"{folder}{page}.html"].soup.find_all("a", class_="number"))
        for folder in ("", "zh/")
    )
    assert english == chinese


@cache
def _apart(page: Page) -> str:
    """Return a page's prose without what is in the other language on purpose: names, quotations, titles of works."""

    def left_out(tag: Tag) -> bool:
        other = tag.has_attr("lang") and tag.name != "html"
        return other or tag.name in SILENT or "citation" in tag.get("class", ())

    parts = page.outside(left_out)
    tags = [part for part in parts if isinstance(part, Tag) and "#source-" not in part.get("href", "")]
    told = [tag[name] for tag in tags for name in ("title", "alt", "aria-label", "placeholder") if tag.get(name)]
    return " | ".join([joined(texts(parts)), *told])


@pytest.mark.parametrize("page", [*PAGES, "search"])
def test_no_chinese_page_holds_an_english_sentence(page: str, read: dict[str, Page]) -> None:
    assert ENGLISH.findall(_apart(read[f"zh/{page}.html"])) == []


@pytest.mark.parametrize("page", [*PAGES, "search"])
def test_no_english_page_holds_a_chinese_sentence(page: str, read: dict[str, Page]) -> None:
    assert set(CHINESE.findall(_apart(read[f"{page}.html"]))) - NAMES == set()


def test_a_sentence_in_the_other_language_is_seen() -> None:
    assert ENGLISH.search("本书 every number has a source here 。")
    assert not ENGLISH.search("GB/T 2589, Table 1; mee_grid_factors2021 CEADs energy only")
    assert CHINESE.search("the report 报告所列减排量 says")


def test_chinese_pages_use_full_width_marks(read: dict[str, Page]) -> None:
    found = {}
    for name in PAGES:
        hits = re.findall(rf"{HAN}[,;:?!] ?{HAN}|{HAN}\.(?: |$){HAN}", _apart(read[f"zh/{name}.html"]))
        if hits:
            found[name] = hits[:5]
    assert found == {}
