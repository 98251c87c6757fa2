"""A page on paper: ink on white, the argument whole, and nothing that is there to be clicked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CASE = "notebooks/3-06-suining-pv"
editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
A4 = {"width": 680, "height": 1009}  # between margins of 15 mm


@pytest.fixture(scope="module")
def paper(chromium: Any) -> Iterator[Any]:
    """A tab that shows pages as they are printed, from a screen that is dark."""
    context = chromium.new_context(viewport=A4, color_scheme="dark")
    tab = context.new_page()
    tab.emulate_media(media="print")
    yield tab
    context.close()


def on_paper(tab: Any, address: Path) -> None:
    tab.goto(address.as_uri())
    tab.evaluate("document.documentElement.dataset.theme = 'dark'")


def shown(tab: Any, selector: str) -> list[str]:
    """Return what of a kind takes room on the paper."""
    found: list[str] = tab.eval_on_selector_all(
        selector, "all => all.filter(one => one.getClientRects().length).map(one => one.outerHTML.slice(0, 80))"
    )
    return found


@editions
@pytest.mark.parametrize("name", [CASE, "book/findings", "book/ledger"])
def test_page_is_printed_whole_in_ink_on_white_and_without_what_is_clicked(
    name: str, folder: str, book: Path, paper: Any
) -> None:
    on_paper(paper, book / folder / f"{name}.html")
    clicked = "button, input, .bd-sidebar, .bd-header-article, .prev-next-footer, .headerlink, .permalink"
    assert shown(paper, clicked) == []
    assert shown(paper, "h1") != []
    looks = paper.evaluate(
        """() => {
            const look = (selector, name) => [...new Set(Array.from(document.querySelectorAll(selector),
                (one) => getComputedStyle(one)[name]))]
            return {
                ink: look("article, article *:not(math *)", "color"),
                ground: look("html, body, article, article *", "backgroundColor"),
                scheme: look("html, figure.chart img", "colorScheme"),
                badge: look(".verdict", "borderTopColor"),
                stroke: look(".verdict", "borderTopStyle"),
            }
        }"""
    )
    assert looks == {
        "ink": ["rgb(0, 0, 0)"],
        "ground": ["rgba(0, 0, 0, 0)"],
        "scheme": ["light"],
        "badge": ["rgb(0, 0, 0)"],
        "stroke": ["solid"],
    }
    boxes = paper.eval_on_selector_all(
        "figure.chart img, table, pre, .math-line math",
        """all => all.filter(one => one.getClientRects().length).map(one => {
            const inner = [...one.children, one].map((part) => part.getBoundingClientRect().right)
            const scrolling = one.closest(".table-scroll, .pst-scrollable-table-container, .math-line")
            const clipped = [one, scrolling].some((box) => box && getComputedStyle(box).overflowX !== "visible"
                && box.scrollWidth > box.clientWidth)
            return [one.outerHTML.slice(0, 60), Math.max(...inner) <= innerWidth + 1 && !clipped]
        })""",
    )
    assert len(boxes) > 20 or name != CASE
    assert [box for box, whole in boxes if not whole] == []


def test_what_is_folded_is_printed_open(book: Path, paper: Any) -> None:
    on_paper(paper, book / f"{CASE}.html")
    paper.evaluate(
        """document.querySelector("article").insertAdjacentHTML("beforeend",
            "<details id='folded'><summary>More</summary><p>Within.</p></details>")"""
    )
    assert paper.locator("#folded p").is_visible()
    paper.emulate_media(media="screen")
    assert not paper.locator("#folded p").is_visible()
    paper.emulate_media(media="print")


def grounds(tab: Any, *selectors: str) -> dict[str, str]:
    """Return what the first of each kind is painted with; of a mark that is its dot."""
    look = """(one) => {
        const [selector, dot] = one.split("::")
        return getComputedStyle(document.querySelector(selector), dot && `::${dot}`).backgroundColor
    }"""
    return {one: tab.evaluate(look, one) for one in selectors}


def test_lines_and_marks_of_pictures_stand_on_paper(book: Path, paper: Any) -> None:
    on_paper(paper, book / "book/index.html")
    slider = (".track", ".needle", ".lanes .band", ".band.agrees", ".bar .print", ".bar .range", ".dot::before")
    found = grounds(paper, *(f".grid-slider {one}" for one in slider))
    assert "rgba(0, 0, 0, 0)" not in found.values(), found
    on_paper(paper, book / "book/what-if.html")
    paper.wait_for_selector("#what-if-form .plot .value", state="attached")
    found = grounds(paper, *(f".what-if {one}" for one in (".band", ".line", ".plot .range", ".plot .value::before")))
    assert "rgba(0, 0, 0, 0)" not in found.values(), found


def test_front_page_has_its_picture_once_on_paper(book: Path, paper: Any) -> None:
    on_paper(paper, book / "book/index.html")
    assert shown(paper, ".picture .tile") != []
    assert shown(paper, ".as-table") == []


def test_chart_is_the_wide_drawing_as_wide_as_the_text(book: Path, paper: Any) -> None:
    on_paper(paper, book / f"{CASE}.html")
    paper.set_viewport_size({"width": 560, "height": 1009})  # between wider margins: as narrow as a phone is wide
    share, source = paper.evaluate(
        """() => {
            const image = document.querySelector("figure.chart img")
            return [image.getBoundingClientRect().width / image.closest("section").clientWidth, image.currentSrc]
        }"""
    )
    paper.set_viewport_size(A4)
    assert share > 0.95
    assert "narrow" not in source
