"""The keyboard in a real browser: where it goes, that its place is seen, and that nothing moves when it should not."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
WINDOWS = {"desktop": 1280, "phone": 360}
SEEN = ["book/index", "book/rerun", "notebooks/3-06-suining-pv", "search"]
ORDER = [
    ".skip-link",
    ".bd-sidebar-primary",
    ".bd-header-article",
    "article",
    ".prev-next-footer",
    ".bd-sidebar-secondary",
    ".bd-footer-content",
]
PLACE = f"""() => {{
    const at = document.activeElement
    const entry = at.closest(".marks") ?? at.closest("tr, li, .bd-header-article, .prev-next-footer, figcaption")
    const line = (entry ?? at).getBoundingClientRect()
    return {{
        part: {ORDER}.findIndex((part) => at.closest(part)),
        top: Math.round(line.top + scrollY),
        left: line.left,
        right: line.right,
        header: document.querySelector(".bd-header-article").getBoundingClientRect().bottom,
        own: at.getBoundingClientRect().top,
        told: at.outerHTML.slice(0, 100),
    }}
}}"""


# Each stop until the keyboard leaves the page, noted by the page: a question after each press takes as long as it.
WALK = f"""() => {{
    const walk = window.walk = {{ stops: [], over: false }}
    document.addEventListener("focusin", () => walk.over || walk.stops.push(({PLACE})()))
    document.addEventListener("focusout", ({{ relatedTarget }}) => {{ walk.over ||= !relatedTarget }})
}}"""
# How many controls there are, and those that do not show that they have the focus: they have no ring of two pixels or
# more on them, within or around, of a contrast of 3 : 1 to its ground.
UNSEEN = """() => {
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
MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part)
    const moves = style.animationName !== "none" || style.transitionDuration.match(/[1-9]/)
        || style.scrollBehavior === "smooth"
    return moves ? `${one.tagName}.${one.className} ${part}` : ""
})).filter(Boolean)"""


@pytest.fixture(scope="module")
def tabs(chromium: Any) -> Iterator[dict[str, Any]]:
    """A tab on each screen of somebody who asked for less motion."""
    opened = {
        window: chromium.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        for window, width in WINDOWS.items()
    }
    yield opened
    for one in opened.values():
        one.close()


@pytest.fixture(params=WINDOWS)
def tab(request: pytest.FixtureRequest, tabs: dict[str, Any]) -> Any:
    return tabs[request.param]


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
    tab.evaluate(WALK)
    for _ in range(24):
        tab.keyboard.press("+".join(25 * ["Tab"]))  # held down: it repeats
        if tab.evaluate("walk.over"):
            break
    stops = tab.evaluate("walk.stops")
    wide = tab.viewport_size["width"] > 1000
    assert [stop["told"] for stop in stops if stop["part"] < 0] == []
    parts = list(dict.fromkeys(stop["part"] for stop in stops))
    contents = [5] if name != "book/index" else []  # which the front page has not
    assert parts == ([0, 1, 2, 3, 4, *contents, 6] if wide else [0, 2, 3, 4, 6]), "the drawers of a phone are closed"
    pairs = [pair for pair in pairwise(stops) if pair[0]["part"] == 3 == pair[1]["part"]]
    assert len(pairs) > 20
    # A link that begins at the end of a line may reach above one that follows it on the next, by a line at most. An
    # entry of a list is one line: those of the front page stand side by side. So are the marks of its slider, which
    # stand in two rows by turns; what is right of all that came before it begins another column.
    back = [two for two in pairs if two[1]["top"] < two[0]["top"] - 32 and two[1]["left"] < two[0]["right"]]
    assert [after["told"] for _, after in back] == []


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


@pytest.mark.parametrize("name", [*SEEN, "index"])
def test_place_of_the_keyboard_is_seen_on_every_control_and_nothing_moves(name: str, book: Path, tab: Any) -> None:
    tab.goto((book / f"{name}.html").as_uri())
    for scheme in ("dark", "light"):
        tab.emulate_media(color_scheme=scheme)
        controls, unseen = tab.evaluate(UNSEEN)
        assert controls > (1 if name == "index" else 4)
        assert unseen == [], scheme
    assert tab.evaluate(MOVING) == []  # as was asked for


def test_drawers_of_a_phone_are_closed_by_escape_and_give_the_focus_back(book: Path, chromium: Any) -> None:
    tab = chromium.new_page(viewport={"width": 360, "height": 800})
    tab.goto((book / "notebooks/3-06-suining-pv.html").as_uri())
    for side in ("primary", "secondary"):
        drawer = f"#pst-{side}-sidebar-modal"
        tab.locator(f".{side}-toggle").focus()
        tab.keyboard.press("Enter")
        tab.locator(drawer).wait_for(state="visible")
        assert focused(tab, drawer), side
        tab.keyboard.press("Tab")
        assert focused(tab, drawer), side
        tab.keyboard.press("Escape")
        tab.locator(drawer).wait_for(state="hidden")
        assert focused(tab, f".{side}-toggle"), side
    tab.close()


def test_search_is_opened_and_left_by_keyboard(book: Path, tab: Any) -> None:
    tab.goto((book / "book/index.html").as_uri())
    button = tab.locator(".search-button__button:visible")
    button.focus()
    tab.keyboard.press("Enter")
    assert focused(tab, "#pst-search-dialog input")
    tab.keyboard.press("Escape")
    assert focused(tab, ".search-button__button")


def test_chapters_put_away_take_no_focus(book: Path, tabs: dict[str, Any]) -> None:
    tab = tabs["desktop"]
    tab.goto((book / "book/index.html").as_uri())
    tab.locator(".primary-toggle").focus()
    tab.keyboard.press("Enter")
    assert focused(tab, ".primary-toggle")
    tab.keyboard.press("Shift+Tab")
    assert focused(tab, ".skip-link")
