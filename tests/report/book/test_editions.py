"""Each page has a twin in the other language: the same places and numbers, its own words, and a way across."""

import posixpath
import re
from collections import Counter
from pathlib import Path

import pytest

from page import PAGES, Page

twins = pytest.mark.parametrize("page", PAGES)
HAN = r"[\u3400-\u9fff]"
# Five words in a row, all small but the first, are a sentence or part of one.
ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?:,? [a-z]+){4,}\b")
CHINESE = re.compile(rf"{HAN}[^a-zA-Z]{{0,3}}{HAN}{{3,}}")


def test_every_page_has_its_twin(read: dict[str, Page]) -> None:
    english = {name for name in read if not name.startswith("zh/")}
    assert {f"zh/{name}" for name in english} == set(read) - english


@pytest.mark.parametrize(("folder", "tag"), [("", "en"), ("zh/", "zh-CN")])
def test_every_page_says_its_language(folder: str, tag: str, read: dict[str, Page]) -> None:
    for name in (*PAGES, "search"):
        assert re.search(rf'<html[^>]* lang="{tag}"', read[f"{folder}{name}.html"].text), name


def test_every_page_leads_to_its_twin(book: Path, read: dict[str, Page]) -> None:
    for name, page in read.items():
        bare = name.removeprefix("zh/")
        folder = posixpath.dirname(name)
        assert page.alternates == {}, "a search engine reads only whole addresses, and the book has none yet"
        if bare == "index.html":  # the front door names no twin: it is both
            assert '<a href="' in page.text
            continue
        other = bare if name != bare else f"zh/{bare}"
        switch = re.findall(r'<a class="language" href="([^"]+)" hreflang="([^"]+)"', page.text)
        assert [posixpath.normpath(posixpath.join(folder, href)) for href, _ in switch] == [other]
        assert (book / other).is_file()


def test_controls_and_regions_have_chinese_names(read: dict[str, Page]) -> None:
    foreign = {
        name: found
        for name, page in read.items()
        if name.startswith("zh/")
        for tag in re.findall(r"<(?:button|nav|i|summary|input|dialog)\b[^>]*>|<a class=\"headerlink[^>]*>", page.text)
        if (found := [word for word in re.findall(r'(?:title|aria-label)="([^"]+)"', tag) if re.search("[a-z]", word)])
        if found != ["Language · 语言"]
    }
    assert foreign == {}


def test_front_door_sends_nobody_anywhere(read: dict[str, Page]) -> None:
    for name in ("index.html", "zh/index.html"):
        assert 'http-equiv="refresh"' not in read[name].text.lower()
        assert read[name].fetched
        assert not [one for one in read[name].fetched if one.endswith(".js")]
        targets = [posixpath.normpath(posixpath.join(posixpath.dirname(name), href)) for href in read[name].links]
        assert targets == ["book/index.html", "zh/book/index.html"]


@twins
def test_twins_have_the_same_places(page: str, read: dict[str, Page]) -> None:
    """A switch that keeps the anchor needs it on the other side."""
    english, chinese = (Counter(_places(read[f"{folder}{page}.html"])) for folder in ("", "zh/"))
    assert english == chinese


def _places(page: Page) -> list[str]:
    return [name for name in page.article.ids if not re.fullmatch(r"id\d+", name)]


@twins
def test_twins_show_the_same_rows(page: str, read: dict[str, Page]) -> None:
    """Every number is a link to its row, so a number that differs or is missing is a link that is."""
    english, chinese = (
        Counter(re.findall(r'class="[^"]*\bnumber (?:printed|recomputed|factor)[^"]*" href="([^"]+)"', one.text))
        for one in (read[f"{folder}{page}.html"] for folder in ("", "zh/"))
    )
    assert english == chinese


def _apart(page: Page) -> str:
    """Return a page's prose without what is in the other language on purpose: names, quotations, titles of works."""
    quoted = r'(?s)<((?!html\b)\w+)[^>]*\blang="[^"]*"[^>]*>.*?</\1>'
    cited = r'(?s)<div class="citation".*?</div>|\btitle="[^"]*"(?=[^>]*#source-)|(?<=#source-)[^>]*title="[^"]*"'
    kept = Page(re.sub(cited, " ", re.sub(quoted, " ", page.text)))
    return " | ".join([kept.prose, *kept.told])


@pytest.mark.parametrize("page", [*PAGES, "search"])
def test_no_chinese_page_holds_an_english_sentence(page: str, read: dict[str, Page]) -> None:
    assert ENGLISH.findall(_apart(read[f"zh/{page}.html"])) == []


@pytest.mark.parametrize("page", [*PAGES, "search"])
def test_no_english_page_holds_a_chinese_sentence(page: str, read: dict[str, Page]) -> None:
    assert CHINESE.findall(_apart(read[f"{page}.html"])) == []


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
