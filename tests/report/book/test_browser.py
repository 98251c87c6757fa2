"""The book in a real browser: search, and the way to the other language."""

import re
from pathlib import Path
from typing import Any

import pytest

from page import PAGES, Page, texts

editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
FINISHED = "#search-results .search-summary"  # what stands there when all results do


def phrase(page: Page, chinese: bool) -> str:
    """Return some words from within the longest sentence of a page, of which no heading holds any two in a row."""
    left_out = {"table", "pre", "svg", "math", "h1", "h2", "h3", "h4", "h5", "h6", "script", "details"}
    parts = page.outside(lambda tag: tag.name in left_out)
    told = [" ".join(text.split()) for text in texts(parts) if text.find_parent("article")]
    pattern = r"[\u3400-\u9fff]+" if chinese else r"[a-z][a-z ]+[a-z]"
    longest = max((run for words in told for run in re.findall(pattern, words)), key=len)
    if chinese:
        return longest[2:12]
    return " ".join(longest.split()[1:7])


@editions
def test_phrase_of_every_page_is_found(folder: str, served: str, read: dict[str, Page], chromium: Any) -> None:
    tab = chromium.new_page()
    missed = {}
    for name in PAGES:
        words = phrase(read[f"{folder}{name}.html"], bool(folder))
        tab.goto(f"{served}/{folder}search.html?q={words}")
        found = tab.locator(f"#search-results li > a[href^='{name}.html']")
        found.or_(tab.locator(FINISHED)).first.wait_for()
        if not found.count():
            missed[name] = words
    tab.close()
    assert missed == {}


@pytest.mark.parametrize("words", ["遂宁", "光伏", "遂宁 光伏"])
def test_name_that_a_browser_does_not_know_as_a_word_is_found(words: str, served: str, chromium: Any) -> None:
    tab = chromium.new_page()
    tab.goto(f"{served}/zh/search.html?q={words}")
    tab.locator(FINISHED).wait_for()
    assert tab.locator("#search-results li > a[href*='3-06-suining-pv']").count() == 1
    tab.close()


@editions
def test_word_that_stands_nowhere_is_not_found(folder: str, served: str, chromium: Any) -> None:
    tab = chromium.new_page()
    tab.goto(f"{served}/{folder}search.html?q=zyzzyva")
    tab.locator(FINISHED).wait_for()
    assert tab.locator("#search-results li").count() == 0
    tab.close()


@editions
def test_switch_works_from_a_folder_by_keyboard_and_keeps_the_place(folder: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    place = "book/ledger.html#suining.co2_avoided"
    tab.goto((book / folder).as_uri() + "/" + place)
    tab.locator(".skip-link a").focus()  # where the keyboard begins on a page without a place
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('a.language')"):
            break
    tab.keyboard.press("Enter")
    other = "" if folder else "zh/"
    tab.wait_for_url((book / other).as_uri().rstrip("/") + "/" + place)
    assert tab.locator(":target").get_attribute("id") == "suining.co2_avoided"
    tab.close()


@editions
def test_switch_keeps_the_heading_that_is_read(folder: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    tab.goto((book / folder / "notebooks/3-06-suining-pv.html").as_uri())
    link = tab.locator("a.language").first
    link.dispatch_event("pointerover")
    assert "#" not in link.evaluate("link => link.href")
    tab.evaluate("document.getElementById('what-the-evidence-says').scrollIntoView()")
    link.dispatch_event("pointerover")
    assert link.evaluate("link => link.hash") == "#what-the-evidence-says"
    tab.goto((book / folder / "book/what-if.html").as_uri() + "#show=suining.co2_avoided")  # a state, not a place
    link.dispatch_event("pointerover")
    assert link.evaluate("link => link.hash").startswith("#show=suining.co2_avoided")
    tab.close()


@pytest.mark.parametrize("words", ["遂宁", "二氧化碳减排量", "Suining", "CO₂ avoided"])
@editions
def test_filter_finds_an_entry_by_its_names_in_both_languages(
    folder: str, words: str, book: Path, chromium: Any
) -> None:
    tab = chromium.new_page()
    tab.goto((book / folder / "book/ledger.html").as_uri() + f"?q={words}")
    assert tab.locator("#suining\\.co2_avoided").is_visible()
    assert tab.locator(".ledger-entry:visible").count() < 400
    tab.close()


@pytest.mark.parametrize(("locale", "first"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_landing_page_opens_in_the_language_of_the_reader(locale: str, first: str, book: Path, chromium: Any) -> None:
    context = chromium.new_context(locale=locale)
    tab = context.new_page()
    tab.goto((book / "index.html").as_uri())
    doors = tab.locator("main > section").evaluate_all("all => all.map((one) => one.lang.split('-')[0])")
    assert doors == [first, *({"en", "zh"} - {first})]
    context.close()


@editions
def test_report_of_an_error_names_the_place(folder: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    tab.goto((book / folder / "book/ledger.html").as_uri() + "#suining.co2_avoided")
    tab.locator("a.report").click()
    tab.wait_for_url("**/report-an-error.html?*")
    assert "book/ledger.html#suining.co2_avoided" in tab.locator(".copied pre").inner_text()
    tab.close()


def test_switch_keeps_what_was_searched_for(served: str, chromium: Any) -> None:
    tab = chromium.new_page()
    tab.goto(f"{served}/search.html?q=CEADs")
    tab.locator("a.language").first.click()
    tab.wait_for_url(f"{served}/zh/search.html?q=CEADs")
    tab.close()
