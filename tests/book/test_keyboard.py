"""The keyboard in a real browser: where it goes, that its place is seen, and that nothing moves when it should not."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
windows = pytest.mark.parametrize("width", [1280, 360], ids=["desktop", "phone"])
SEEN = ["book/index", "book/rerun", "notebooks/3-06-suining-pv", "search"]
ORDER = [
    ".skip-link",
    ".bd-sidebar-primary",
    ".bd-header-article",
    "article",
    ".prev-next-footer",
    ".bd-sidebar-secondary",
]
PLACE = f"""() => {{
    const at = document.activeElement
    if (at === document.body) return null
    const line = (at.closest("tr, li, .bd-header-article, .prev-next-footer, figcaption") ?? at).getBoundingClientRect()
    return {{
        part: {ORDER}.findIndex((part) => at.closest(part)),
        top: Math.round(line.top + scrollY),
        header: document.querySelector(".bd-header-article").getBoundingClientRect().bottom,
        own: at.getBoundingClientRect().top,
        told: at.outerHTML.slice(0, 100),
    }}
}}"""


@pytest.fixture(params=[1280, 360], ids=["desktop", "phone"])
def tab(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Any]:
    """A tab of somebody who asked for less motion."""
    context = chromium.new_context(viewport={"width": request.param, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def focused(tab: Any, selector: str) -> bool:
    return bool(tab.evaluate("selector => Boolean(document.activeElement.closest(selector))", selector))


@editions
def test_first_stop_leads_past_the_chapters_to_the_page(folder: str, book: Path, tab: Any) -> None:
    tab.goto((book / folder / "book/index.html").as_uri())
    link = tab.locator(".skip-link a")
    assert link.inner_text() == ("跳转至主要内容" if folder else "Skip to main content")
    assert link.bounding_box()["y"] < 0
    tab.keyboard.press("Tab")
    assert focused(tab, ".skip-link")
    assert link.bounding_box()["y"] >= 0
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert focused(tab, "main")


@editions
@pytest.mark.parametrize("name", ["book/index", "notebooks/3-06-suining-pv"])
def test_stops_follow_the_order_of_reading(name: str, folder: str, book: Path, tab: Any) -> None:
    tab.goto((book / folder / f"{name}.html").as_uri())
    stops = []
    for _ in range(600):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(PLACE)
        if not stop:
            break
        stops.append(stop)
    wide = tab.viewport_size["width"] > 1000
    assert [stop["told"] for stop in stops if stop["part"] < 0] == []
    parts = list(dict.fromkeys(stop["part"] for stop in stops))
    contents = [5] if name != "book/index" else []  # which the front page has not
    assert parts == ([0, 1, 2, 3, 4, *contents] if wide else [0, 2, 3, 4]), "the drawers of a phone are closed"
    pairs = [pair for pair in pairwise(stops) if pair[0]["part"] == 3 == pair[1]["part"]]
    assert len(pairs) > 20
    # A link that begins at the end of a line may reach above one that follows it on the next, by a line at most. An
    # entry of a list is one line: those of the front page stand side by side.
    assert [after["told"] for before, after in pairs if after["top"] < before["top"] - 32] == []


def test_place_of_the_keyboard_is_not_hidden_by_the_header(book: Path, tab: Any) -> None:
    tab.goto((book / "book/index.html").as_uri())
    tab.locator(".prev-next-footer a").first.focus()
    hidden = []
    for _ in range(60):
        tab.keyboard.press("Shift+Tab")
        stop = tab.evaluate(PLACE)
        if stop["part"] != 3:
            break
        if stop["own"] < stop["header"] and not focused(tab, ".pst-scrollable-table-container:focus"):
            hidden.append(stop["told"])
    assert hidden == []


@windows
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_place_of_the_keyboard_is_seen_on_every_control(scheme: str, width: int, book: Path, chromium: Any) -> None:
    """A ring of two pixels or more on the control, within or around it, of a contrast of 3 : 1 to its ground."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab = context.new_page()
    faults = {}
    for name in [*SEEN, "index"]:
        tab.goto((book / f"{name}.html").as_uri())
        controls, unseen = tab.evaluate(
            """() => {
                const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
                const painted = (colour) => {
                    paint.clearRect(0, 0, 1, 1)
                    paint.fillStyle = colour
                    paint.fillRect(0, 0, 1, 1)
                    return [...paint.getImageData(0, 0, 1, 1).data]
                }
                const linear = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
                const light = ([red, green, blue]) =>
                    0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255)
                const contrast = (one, other) => {
                    const [more, less] = [light(one), light(other)].sort((a, b) => b - a)
                    return (more + 0.05) / (less + 0.05)
                }
                const ground = (box) => {
                    for (; box; box = box.parentElement) {
                        const colour = painted(getComputedStyle(box).backgroundColor)
                        if (colour[3] === 255) return colour
                    }
                    return painted("canvas")
                }
                const ring = (box) => {
                    const style = getComputedStyle(box)
                    const { width, height } = box.getBoundingClientRect()
                    if (!width || !height) return 0
                    if (style.outlineStyle === "auto") return 3 // the browser's own, in two colours
                    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
                        return contrast(painted(style.outlineColor), ground(box.parentElement))
                    const shadow = style.boxShadow.match(/(rgba?\\([^)]*\\)) 0px 0px 0px (\\d+)px(?! inset)/)
                    return shadow && shadow[2] >= 2 ? contrast(painted(shadow[1]), ground(box.parentElement)) : 0
                }
                let controls = 0
                const unseen = new Set()
                for (const control of document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")) {
                    if (!control.checkVisibility({ visibilityProperty: true })) continue
                    control.focus({ focusVisible: true })
                    if (document.activeElement !== control) continue
                    controls += 1
                    const around = [control, ...control.querySelectorAll("*"), control.closest("form")].filter(Boolean)
                    if (Math.max(...around.map(ring)) < 3) unseen.add(control.outerHTML.slice(0, 100))
                }
                return [controls, [...unseen]]
            }"""
        )
        assert controls > (1 if name == "index" else 4)
        if unseen:
            faults[name] = unseen
    context.close()
    assert faults == {}


def test_nothing_moves_for_whom_it_should_not(book: Path, tab: Any) -> None:
    for name in SEEN:
        tab.goto((book / f"{name}.html").as_uri())
        moving = tab.evaluate(
            """() => [...document.querySelectorAll("*")].flatMap((one) => [null, "::before", "::after"].map((part) => {
                const style = getComputedStyle(one, part)
                const moves = style.animationName !== "none" || style.transitionDuration.match(/[1-9]/)
                    || style.scrollBehavior === "smooth"
                return moves ? `${one.tagName}.${one.className} ${part}` : ""
            })).filter(Boolean)"""
        )
        assert moving == [], name


@pytest.mark.parametrize("side", ["primary", "secondary"])
def test_drawer_of_a_phone_is_closed_by_escape_and_gives_the_focus_back(side: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page(viewport={"width": 360, "height": 800})
    tab.goto((book / "notebooks/3-06-suining-pv.html").as_uri())
    drawer = f"#pst-{side}-sidebar-modal"
    tab.locator(f".{side}-toggle").focus()
    tab.keyboard.press("Enter")
    tab.locator(drawer).wait_for(state="visible")
    assert focused(tab, drawer)
    tab.keyboard.press("Tab")
    assert focused(tab, drawer)
    tab.keyboard.press("Escape")
    tab.locator(drawer).wait_for(state="hidden")
    assert focused(tab, f".{side}-toggle")
    tab.close()


def test_search_is_opened_and_left_by_keyboard(book: Path, tab: Any) -> None:
    tab.goto((book / "book/index.html").as_uri())
    button = tab.locator(".search-button__button:visible")
    button.focus()
    tab.keyboard.press("Enter")
    assert focused(tab, "#pst-search-dialog input")
    tab.keyboard.press("Escape")
    assert focused(tab, ".search-button__button")


def test_chapters_put_away_take_no_focus(book: Path, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto((book / "book/index.html").as_uri())
    tab.locator(".primary-toggle").focus()
    tab.keyboard.press("Enter")
    assert focused(tab, ".primary-toggle")
    tab.keyboard.press("Shift+Tab")
    assert focused(tab, ".skip-link")
    context.close()
