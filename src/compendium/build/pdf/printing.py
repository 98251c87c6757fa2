"""Printing a document with Chromium: what is too wide is set smaller, the contents get their page numbers."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from compendium.build.pdf.browser import PrintError

MILLIMETRE = 96 / 25.4
_TEXT = round((210 - 2 * 18) * MILLIMETRE)  # between the margins of print.css
_LEAST = 0.75  # how small a formula or table may be set

# Sets formulas and tables that are wider than the text a little smaller; a formula for which that is not enough gets
# a class with which it is set in several lines. Returns what is still too wide.
_FIT = """(least) => {
    const text = document.querySelector("main").getBoundingClientRect().right
    const parts = (one) => (one.localName === "math" ? one.querySelectorAll("*") : one.children)
    const right = (one) => Math.max(...[one, ...parts(one)].map((part) => part.getBoundingClientRect().right))
    const share = (one) => {
        const left = one.getBoundingClientRect().left
        return (Math.min(text, one.parentElement.getBoundingClientRect().right) - left) / (right(one) - left)
    }
    const all = [...document.querySelectorAll("math[display=block], table")].map((one) => [one, share(one)])
    for (const [one, first] of all.filter(([, first]) => first < 0.999)) {
        if (first < least) {
            one.classList.add("broken")
            for (const sign of one.querySelectorAll("mo"))
                if ("(),".includes(sign.textContent)) sign.classList.add("tight")
        }
        for (let turn = 0; turn < 3 && share(one) < 0.999; turn++)
            one.style.fontSize = `${parseFloat(getComputedStyle(one).fontSize) * Math.max(least, share(one) * 0.99)}px`
    }
    const end = (one) => {
        const box = one.getBoundingClientRect()
        const hidden = box.width <= 1 // words for listeners only
        return Math.max(box.right, hidden ? 0 : box.left + one.scrollWidth)
    }
    return [...document.querySelectorAll("main *")]
        .filter((one) => end(one) > text + 1 && !one.closest("svg *"))
        .map((one) => one.outerHTML.slice(0, 200))
}"""

# Returns the characters that no font has: they are drawn like one that cannot exist.
_MISSING = r"""() => {
    const canvas = document.createElement("canvas")
    canvas.width = canvas.height = 24
    const context = canvas.getContext("2d", { willReadFrequently: true })
    context.font = `16px ${getComputedStyle(document.body).fontFamily}`
    const drawn = (character) => {
        context.clearRect(0, 0, 24, 24)
        context.fillText(character, 2, 18)
        return context.getImageData(0, 0, 24, 24).data.join()
    }
    const nothing = new Set(["\u{10FFFE}", "\u{E000}", "\u{E001}"].map(drawn))
    const all = new Set(document.body.innerText.replace(/[\s\p{Cc}\p{Cf}]/gu, ""))
    return [...all].filter((character) => nothing.has(drawn(character)))
}"""

_NUMBER = """(numbers) => {
    for (const link of document.querySelectorAll(".book-contents .line a"))
        link.querySelector(".page").textContent = numbers[decodeURIComponent(link.hash.slice(1))] ?? ""
}"""


def printed(browser: Any, document: Path) -> bytes:
    """Print an HTML document as PDF.

    Args:
        browser: a running one.
        document: the file; it names its pictures by addresses that hold in its folder.

    Raises:
        PrintError: a character has no font, or something is wider than the paper.
    """
    tab = browser.new_page(viewport={"width": _TEXT, "height": 1000})
    try:
        tab.emulate_media(media="print", color_scheme="light")
        tab.goto(document.resolve().as_uri())
        _check(tab)
        return _numbered(tab)
    finally:
        tab.close()


def _check(tab: Any) -> None:
    missing = "".join(tab.evaluate(_MISSING))
    if missing:
        raise PrintError(
            f"no installed font has the characters {missing[:40]!r}: Debian's fonts-noto-cjk has Chinese ones, "
            "fonts-noto-core all others"
        )
    wide = tab.evaluate(_FIT, _LEAST)
    if wide:
        raise PrintError(f"{len(wide)} parts are wider than the paper, first {wide[0]}")


def _numbered(tab: Any) -> bytes:
    """Print; if there is a list of contents, write the numbers of the pages into it and print again."""
    made = _pdf(tab)
    if not tab.query_selector(".book-contents"):
        return made
    for _ in range(3):
        numbers = page_numbers(made)
        tab.evaluate(_NUMBER, numbers)
        made = _pdf(tab)
        if page_numbers(made) == numbers:
            return made
    raise PrintError("the contents move the pages that they number")


def _pdf(tab: Any) -> bytes:
    made: bytes = tab.pdf(prefer_css_page_size=True, tagged=True, outline=True, print_background=True)
    return made


def page_numbers(made: bytes) -> Mapping[str, int]:
    """Return the number of the page of each place in a PDF that a link leads to."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(made))
    places = reader.named_destinations
    return {name.removeprefix("/"): 1 + (reader.get_destination_page_number(places[name]) or 0) for name in places}


def page_count(made: bytes) -> int:
    """Return how many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(made)).pages)
