"""The card of a number in a real browser: what it says, how it comes and goes, and where it stands."""

import re
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
        FIGURE: ["CO₂ avoided", "stands for 1,036.5 to 1,037.5 t CO₂/a", "reproduced contradicted 0 of 9 checks",
                 "formula power hidden in the coal × classical CO₂ per kWh", "its source none named"],
        FACTOR: ["0.5703 kg CO₂/kWh", "source mee_national_factor2022", "grade B"],
    },
    "zh/": {
        FIGURE: ["二氧化碳减排量", "代表区间 1036.5～1037.5吨二氧化碳/年", "可复现 与证据不符 9项核验中0项相符",
                 "公式 煤量隐含的发电量 × 经典二氧化碳系数", "注明来源 未注明"],
        FACTOR: ["0.5703千克二氧化碳/千瓦时", "来源 mee_national_factor2022", "等级 B"],
    },
}  # fmt: skip
editions = pytest.mark.parametrize("folder", TOLD, ids=["en", "zh"])
Opened = Callable[..., Any]


@pytest.fixture
def opened(book: Path, chromium: Any) -> Iterator[Opened]:
    """Open the chapter in a tab of its own; its scripts must not complain."""
    contexts, complaints = [], []

    def open_chapter(folder: str = "", **options: Any) -> Any:
        contexts.append(chromium.new_context(**options))
        tab = contexts[-1].new_page()
        tab.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
        tab.on("pageerror", lambda one: complaints.append(str(one)))
        tab.goto((book / folder / CHAPTER).as_uri())
        return tab

    yield open_chapter
    for context in contexts:
        context.close()
    assert complaints == []


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
    without = {}
    for name, page in read.items():
        numbers = re.findall(r'<a class="[^"]*\bnumber\b[^"]*" href="[^"]*#([^"]+)"', page.text)
        cards = re.findall(r'data-row="([^"]*)"', page.text)
        assert len(cards) == len(set(cards)), name
        if missing := set(numbers) - set(cards):
            without[name] = missing
    assert without == {}


@editions
@pytest.mark.parametrize("selector", [FIGURE, FACTOR], ids=["figure", "factor"])
def test_pointing_at_a_number_shows_its_card(selector: str, folder: str, opened: Opened) -> None:
    tab = opened(folder)
    tab.locator(selector).first.hover()
    told = words(tab)
    assert [part for part in TOLD[folder][selector] if part not in told] == []
    tab.mouse.move(5, 5)
    gone(tab)


@editions
def test_focus_shows_the_card_as_the_description_of_the_number(folder: str, opened: Opened) -> None:
    tab = opened(folder)
    focus(tab, FIGURE)
    told = words(tab)
    assert [part for part in TOLD[folder][FIGURE] if part not in told] == []
    described = tab.evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby')).id")
    assert f"#{described}" == CARD
    assert tab.locator(CARD).get_attribute("role") == "tooltip"
    tab.mouse.move(5, 5)
    tab.wait_for_timeout(400)
    assert tab.locator(CARD).is_visible(), "a card that the keyboard opened does not go with the pointer"
    tab.locator(".skip-link a").focus()
    gone(tab)
    assert tab.locator("[aria-describedby]").count() == 0


def test_escape_closes_the_card_and_leaves_the_focus(opened: Opened) -> None:
    tab = opened()
    focus(tab, FIGURE)
    words(tab)
    tab.keyboard.press("Escape")
    gone(tab)
    assert tab.evaluate("selector => document.activeElement.matches(selector)", FIGURE)
    tab.locator(FACTOR).first.hover()
    words(tab)
    tab.keyboard.press("Escape")
    gone(tab)


def test_pointer_may_move_onto_the_card_and_rest_there(opened: Opened) -> None:
    tab = opened()
    tab.locator(FIGURE).first.hover()
    words(tab)
    box = tab.locator(CARD).bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=10)
    tab.wait_for_timeout(500)
    assert tab.locator(CARD).is_visible()
    tab.mouse.move(5, 5)
    gone(tab)


def test_pointer_that_passes_by_opens_nothing(opened: Opened) -> None:
    tab = opened()
    tab.locator(FIGURE).first.hover()
    tab.mouse.move(5, 5)
    tab.wait_for_timeout(400)
    assert not tab.locator(CARD).is_visible()


def test_title_does_not_stand_beside_the_card(opened: Opened) -> None:
    tab = opened()
    link = tab.locator(FIGURE).first
    title = link.get_attribute("title")
    assert title == "CO₂ avoided: reproduced, contradicted"
    link.hover()
    words(tab)
    assert link.get_attribute("title") is None
    tab.keyboard.press("Escape")
    gone(tab)
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
    tab = opened(folder, viewport={"width": 360, "height": 640})
    tab.goto(tab.url.replace("3-06-suining-pv", name))
    measured = tab.evaluate(
        """async () => {
            const found = [], box = document.getElementById("number-card")
            const names = new Set(Array.from(document.getElementById("cards").content.querySelectorAll("[data-row]"),
                (one) => one.dataset.row))
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
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_card_does_not_stand_in_the_way_of_assistive_technology(scheme: str, folder: str, opened: Opened) -> None:
    tab = opened(folder, bypass_csp=True, reduced_motion="reduce", color_scheme=scheme)
    tab.evaluate("theme => { document.documentElement.dataset.theme = theme }", scheme)
    focus(tab, FIGURE)
    words(tab)
    assert axe.violations(tab) == set()
    seen = tab.evaluate(
        "card => axe.run(card, { runOnly: ['color-contrast'] }).then((found) => found.passes[0].nodes)", CARD
    )
    assert [".card-title"] in [node["target"] for node in seen]


def test_number_keeps_its_title_and_no_card_is_seen_without_script(opened: Opened) -> None:
    tab = opened(java_script_enabled=False)
    assert tab.locator(FIGURE).first.get_attribute("title") == "CO₂ avoided: reproduced, contradicted"
    assert tab.locator("article a.number:not([title])").count() == 0
    assert not tab.locator("#cards").is_visible()
    tab.locator(FIGURE).first.click()
    assert tab.url.endswith("/book/ledger.html#suining.co2_avoided")
