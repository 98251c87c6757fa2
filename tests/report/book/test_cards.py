"""The card of a number in a real browser: what it says, how it comes and goes, and where it stands."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import axe
from page import Page

CHAPTER = "notebooks/3-06-suining-pv.html"
CARD = "#number-card"
FIGURE = "article a.printed[href$='#suining.co2_avoided']"
FACTOR = "article a.factor[href$='#grid.national_in_force']"
TOLD = {
    "": {
        FIGURE: ["CO₂ avoided", "stands for 1,036.5 to 1,037.5 t CO₂/a",
                 "depends on the choice reproduced 0 of 8 checks",
                 "formula output implied by the coal saved × classical CO₂ per kWh", "its source none named"],
        FACTOR: ["0.5703 kg CO₂/kWh", "source Ministry of Ecology and Environment", "grade B"],
    },
    "zh/": {
        FIGURE: ["二氧化碳减排量", "所代表的区间 1036.5～1037.5吨二氧化碳/年", "取决于取值选择 已复现 8项核验中0项相符",
                 "公式 由节煤量反推的发电量 × 通行旧系数（二氧化碳）", "注明来源 未注明"],
        FACTOR: ["0.5703千克二氧化碳/千瓦时", "来源 生态环境部", "等级 B"],
    },
}  # fmt: skip
editions = pytest.mark.parametrize("folder", TOLD, ids=["en", "zh"])
Opened = Callable[..., Any]


def listen(context: Any, complaints: list[str]) -> None:
    """Note of what the scripts of a context's pages complain."""
    context.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    context.on("weberror", lambda one: complaints.append(str(one.error)))


@pytest.fixture
def opened(book: Path, chromium: Any) -> Iterator[Opened]:
    """Open a chapter in a tab of its own; its scripts must not complain."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_chapter(folder: str = "", name: str = CHAPTER, **options: Any) -> Any:
        contexts.append(chromium.new_context(**options))
        listen(contexts[-1], complaints)
        tab = contexts[-1].new_page()
        tab.goto((book / folder / name).as_uri())
        return tab

    yield open_chapter
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def chapters(book: Path, chromium: Any) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The chapter in both editions, loaded once, and what its scripts complain of."""
    context = chromium.new_context()
    complaints: list[str] = []
    listen(context, complaints)
    tabs = {folder: context.new_page() for folder in TOLD}
    for folder, tab in tabs.items():
        tab.clock.install()
        tab.goto((book / folder / CHAPTER).as_uri())
    yield tabs, complaints
    context.close()


@pytest.fixture
def folder() -> str:
    """The edition for a test that does not ask for both."""
    return ""


@pytest.fixture
def chapter(folder: str, chapters: tuple[dict[str, Any], list[str]]) -> Iterator[Any]:
    """The chapter on a desktop, nothing pointed at and without the focus; its scripts must not complain."""
    tabs, complaints = chapters
    tab = tabs[folder]
    tab.mouse.move(5, 5)
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("Escape")
    gone(tab)
    yield tab
    found = complaints.copy()
    complaints.clear()  # they are this test's alone
    assert found == []


def focus(tab: Any, selector: str) -> None:
    """Bring the keyboard to a link, by its own key from what stands before it."""
    tab.locator(selector).first.evaluate("link => link.focus({ focusVisible: true })")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    assert tab.evaluate("selector => document.activeElement.matches(selector)", selector)


def words(tab: Any) -> str:
    tab.locator(CARD).wait_for(state="visible")
    return " ".join(tab.locator(CARD).inner_text().split())


def gone(tab: Any) -> None:
    tab.locator(CARD).wait_for(state="hidden")


def test_every_number_of_prose_has_its_card_on_the_page(read: dict[str, Page]) -> None:
    """On the records none has one: there, everything about a number is on the page or a link away."""
    without = {}
    for name, page in read.items():
        if "figures/" in name:
            assert "data-card" not in page.text, name
            continue
        numbers = [link["href"].partition("#")[2] for link in page.soup.find_all("a", class_="number")]
        cards = [tag["data-card"] for tag in page.soup.find_all() if tag.has_attr("data-card")]
        assert len(cards) == len(set(cards)), name
        if missing := set(numbers) - set(cards):
            without[name] = missing
    assert without == {}


@editions
def test_pointing_at_a_number_shows_its_card(folder: str, chapter: Any) -> None:
    for selector in (FIGURE, FACTOR):
        chapter.locator(selector).first.hover()
        told = words(chapter)
        assert [part for part in TOLD[folder][selector] if part not in told] == []
        chapter.mouse.move(5, 5)
        gone(chapter)


@editions
def test_focus_shows_the_card_as_the_description_of_the_number(folder: str, chapter: Any) -> None:
    focus(chapter, FIGURE)
    told = words(chapter)
    assert [part for part in TOLD[folder][FIGURE] if part not in told] == []
    described = chapter.evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby')).id")
    assert f"#{described}" == CARD
    assert chapter.locator(CARD).get_attribute("role") == "tooltip"
    for x in (640, 5):  # over what is something else
        chapter.mouse.move(x, 5)
    chapter.clock.run_for(400)
    assert chapter.locator(CARD).is_visible(), "a card that the keyboard opened does not go with the pointer"
    chapter.locator(".skip-link a").focus()
    gone(chapter)
    assert chapter.locator("[aria-describedby]").count() == 0


def test_escape_closes_the_card_and_leaves_the_focus(chapter: Any) -> None:
    focus(chapter, FIGURE)
    words(chapter)
    chapter.keyboard.press("Escape")
    gone(chapter)
    assert chapter.evaluate("selector => document.activeElement.matches(selector)", FIGURE)
    chapter.locator(FACTOR).first.hover()
    words(chapter)
    chapter.keyboard.press("Escape")
    gone(chapter)


def test_pointer_may_move_onto_the_card_and_rest_there(chapter: Any) -> None:
    chapter.locator(FIGURE).first.hover()
    words(chapter)
    box = chapter.locator(CARD).bounding_box()
    chapter.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=10)
    chapter.clock.run_for(500)
    assert chapter.locator(CARD).is_visible()
    chapter.mouse.move(5, 5)
    gone(chapter)


def test_pointer_that_passes_by_opens_nothing(chapter: Any) -> None:
    chapter.locator(FIGURE).first.hover()
    chapter.mouse.move(5, 5)
    chapter.clock.run_for(400)
    assert not chapter.locator(CARD).is_visible()


def test_title_does_not_stand_beside_the_card(chapter: Any) -> None:
    link = chapter.locator(FIGURE).first
    title = link.get_attribute("title")
    assert title == "CO₂ avoided: depends on the choice, reproduced"
    link.hover()
    words(chapter)
    assert link.get_attribute("title") is None
    chapter.keyboard.press("Escape")
    gone(chapter)
    assert link.get_attribute("title") == title


@editions
def test_first_tap_shows_the_card_and_the_second_follows_the_link(folder: str, opened: Opened) -> None:
    tab = opened(folder, viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    link = tab.locator(FIGURE).first
    link.tap()
    assert ("Tap it again" in words(tab)) == (folder == "")
    assert tab.url.endswith(CHAPTER)
    tab.touchscreen.tap(180, 620)
    gone(tab)
    link.tap()
    words(tab)
    link.tap()
    tab.wait_for_url("**/book/ledger.html#suining.co2_avoided")


@editions
@pytest.mark.parametrize("name", ["2-02-carbon-intensity", "3-06-suining-pv", "3-08-heat-pump"])
def test_no_card_leaves_the_window_of_a_phone(name: str, folder: str, opened: Opened) -> None:
    """Wherever its number stands in the window: at the top, in the middle, at the bottom."""
    tab = opened(folder, f"notebooks/{name}.html", viewport={"width": 360, "height": 640})
    measured = tab.evaluate(
        """async () => {
            const found = [], box = document.getElementById("number-card")
            for (const fold of document.querySelectorAll("article details")) fold.open = true // charts have some
            const names = new Set(Array.from(document.getElementById("cards").content.querySelectorAll("[data-card]"),
                (one) => one.dataset.card))
            for (const fold of document.querySelectorAll("article details")) fold.open = true
            for (const link of document.querySelectorAll("article a[href*='#']")) {
                if (!names.delete(link.hash.slice(1))) continue
                for (const block of ["start", "center", "end"]) {
                    link.blur()
                    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }))
                    link.scrollIntoView({ block, behavior: "instant" })
                    link.focus({ focusVisible: true, preventScroll: true })
                    const { left, top, right, bottom } = box.getBoundingClientRect()
                    const within = left >= 0 && top >= 0 && right <= 360 && bottom <= 640 && right > left
                    found.push([link.hash, block, within])
                }
            }
            return { found, left: [...names], wide: document.documentElement.scrollWidth }
        }"""
    )
    assert measured["left"] == []
    assert len(measured["found"]) > 100
    assert [one for one in measured["found"] if not one[2]] == []
    assert measured["wide"] == 360


@editions
def test_open_card_does_not_stand_in_the_way_of_assistive_technology(folder: str, opened: Opened) -> None:
    tab = opened(folder, bypass_csp=True, reduced_motion="reduce")
    focus(tab, FIGURE)
    words(tab)
    axe.keep_one_of_each(tab)
    assert tab.locator(f"{FIGURE}[aria-describedby]").count() == 1
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
        assert axe.violations(tab) == set(), scheme
        seen = tab.evaluate(
            "card => axe.run(card, { runOnly: ['color-contrast'] }).then((found) => found.passes[0].nodes)", CARD
        )
        assert [".card-title"] in [node["target"] for node in seen], scheme


def test_number_keeps_its_title_and_no_card_is_seen_without_script(opened: Opened) -> None:
    tab = opened(java_script_enabled=False)
    assert tab.locator(FIGURE).first.get_attribute("title") == "CO₂ avoided: depends on the choice, reproduced"
    assert tab.locator("article a.number:not([title])").count() == 0
    assert not tab.locator("#cards").is_visible()
    tab.locator(FIGURE).first.click()
    assert tab.url.endswith("/book/ledger.html#suining.co2_avoided")
