"""On a phone nothing that counts is out of sight unless its box says so, and what is tapped is large enough."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from page import PAGES, RECORDS

# Texts with a digit, and answers, that end right of the window, in no box that scrolls and has a shadow at its edge.
HIDDEN = r"""() => {
    for (const fold of document.querySelectorAll("article details")) fold.open = true
    const edge = document.documentElement.clientWidth + 1
    const says = (box) => {
        const { overflowX, backgroundImage, backgroundAttachment } = getComputedStyle(box)
        return ["auto", "scroll"].includes(overflowX) && backgroundImage.includes("gradient") &&
            backgroundAttachment.includes("local")
    }
    const shown = (node) => node.checkVisibility({ contentVisibilityAuto: true }) &&
        getComputedStyle(node).clipPath === "none"
    const found = []
    const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const text = texts.currentNode, holder = text.parentElement
        if (!/\d/.test(text.data) && !holder.closest(".verdict")) continue
        if (!shown(holder) || holder.closest("thead, .told")) continue
        const range = document.createRange()
        range.selectNodeContents(text)
        if (Math.max(...[...range.getClientRects()].map((one) => one.right), 0) <= edge) continue
        let box = holder
        while (box && !says(box)) box = box.parentElement
        if (!box) found.push(text.data.trim().slice(0, 40))
    }
    return found
}"""

# What stands by itself: the buttons of the page, its navigation, the fields of forms, folds, the first links of tables.
SMALL = """() => {
    const alone = [
        ".bd-header-article :is(button, a)", ".bd-sidebar-primary :is(a, button)", ".prev-next-footer a",
        ".ledger-controls :is(button, select, input:not([type=checkbox]), .ledger-tick)",
        ".ledger-table td:first-child > a:first-child", "figure.chart .chart-link", "article summary",
        "body > .ways a", ".onward a", ".neighbours a", ".figures a", // of the records
    ]
    const found = []
    for (const node of document.querySelectorAll(alone.join(","))) {
        const { width, height } = node.getBoundingClientRect()
        if (!node.checkVisibility() || !width) continue
        if (height < 43.5) found.push(`${node.tagName} ${node.textContent.trim().slice(0, 30)} ${height}`)
    }
    return found
}"""


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Iterator[Any]:
    """A tab of a phone."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", [f"{folder}{name}" for folder in ("", "zh/") for name in [*PAGES, *RECORDS]])
def test_nothing_that_counts_is_out_of_sight_and_targets_are_large(name: str, book: Path, tab: Any) -> None:
    tab.goto((book / f"{name}.html").as_uri())
    assert tab.evaluate(SMALL) == []
    assert tab.evaluate(HIDDEN) == []


def test_what_is_out_of_sight_is_seen_by_the_test(book: Path, tab: Any) -> None:
    tab.goto((book / "notebooks/3-06-suining-pv.html").as_uri())
    tab.add_style_tag(content=".ledger-table * { white-space: nowrap !important; min-width: 20rem !important }")
    assert tab.evaluate(HIDDEN) == []
    tab.add_style_tag(content=".table-scroll { background: none !important }")
    assert len(tab.evaluate(HIDDEN)) > 5


def test_what_is_small_is_seen_by_the_test(book: Path, tab: Any) -> None:
    tab.goto((book / "book/ledger.html").as_uri())
    tab.add_style_tag(content="* { min-height: 0 !important; padding-block: 0 !important }")
    assert len(tab.evaluate(SMALL)) > 20


def test_answers_come_before_other_cells_of_a_card(book: Path, tab: Any) -> None:
    tab.goto((book / "book/findings.html").as_uri())
    card = tab.locator(".ledger-table.cards tbody tr").first
    tops = {cell.get_attribute("data-label"): cell.bounding_box()["y"] for cell in card.locator("td").all()}
    order = sorted(tops, key=lambda label: tops[label])
    assert order[:3] == ["figure", "does evidence support it?", "does it reproduce?"]
    assert card.get_attribute("role") == "row"


def test_chinese_titles_break_between_words(book: Path, tab: Any) -> None:
    """A line of a title ends at a mark or a space; only a run without either may be longer than a line."""
    tab.goto((book / "zh/notebooks/3-06-suining-pv.html").as_uri())
    lines = tab.evaluate(
        """() => {
            const text = document.querySelector("article h1").firstChild, found = [""]
            let top = null
            for (let place = 0; place < text.length; place += 1) {
                const range = document.createRange()
                range.setStart(text, place)
                range.setEnd(text, place + 1)
                const y = range.getBoundingClientRect().top
                if (top !== null && Math.abs(y - top) > 10) found.push("")
                top = y
                found[found.length - 1] += text.data[place]
            }
            return found.map((line) => line.trim())
        }"""
    )
    assert len(lines) > 1
    assert [line for line in lines[:-1] if line[-1] not in "：，、 "] == []
