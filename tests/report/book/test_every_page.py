"""Every page of both editions in a real browser: in the dark on a phone, and in the light on a desktop."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import axe
from page import PAGES, RECORDS

# Charts are fetched when they come into view; a chapter is weighed as read to its end.
_READ_TO_THE_END = """() => Promise.all([...document.images].map((image) => {
    image.loading = "eager"
    return image.complete || new Promise((done) => { image.onload = image.onerror = done })
}))"""


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Iterator[Any]:
    """A tab with axe in it, and without motion: colours must not change while axe looks at them."""
    context = chromium.new_context(reduced_motion="reduce")
    context.add_init_script(axe.SCRIPT)
    yield context.new_page()
    context.close()


NAMES = [*PAGES, *RECORDS, "index", "search"]


@pytest.mark.parametrize("name", [f"{folder}{name}" for folder in ("", "zh/") for name in NAMES])
def test_page_is_light_quiet_fits_and_is_open_to_assistive_technology(name: str, book: Path, tab: Any) -> None:
    """A first visit fetches little, asks no other host, and brings no complaint, no sideways scroll, no finding of axe.

    What a phone fetches, as a server sends it, stays under 350 KB, under 300 on the page that computes, and under 60 on
    the record of a figure.
    """
    tab.goto("about:blank")  # the page before would fetch its narrow charts in the narrow window
    faults: list[object] = []
    fetched: set[str] = set()
    listeners = {
        "console": lambda one: faults.append(one.text) if one.type == "error" else None,
        "pageerror": lambda one: faults.append(str(one)),
        "request": lambda one: fetched.add(one.url),
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    for scheme, width in (("dark", 360), ("light", 1280)):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=scheme)
        tab.goto((book / f"{name}.html").as_uri())  # the theme sees at the start what will scroll
        if width == 360:
            if "notebooks/" in name:
                tab.evaluate(_READ_TO_THE_END)
            files = {unquote(urlsplit(url).path) for url in fetched if url.startswith("file:")}
            weight = sum(len(gzip.compress(Path(file).read_bytes())) for file in files)
        tab.evaluate("theme => { document.documentElement.dataset.theme = theme }", scheme)
        wide = tab.evaluate(
            """() => {
                const folds = document.querySelectorAll("article details:not([open])")
                const opened = (open) => folds.forEach((fold) => { fold.open = open })
                opened(true)
                const wide = document.documentElement.scrollWidth
                opened(false)
                return wide
            }"""
        )
        if wide > width:
            faults.append(f"{wide} pixels wide in a window of {width}")
        axe.keep_one_of_each(tab)
        faults += [(scheme, *found) for found in sorted(axe.violations(tab))]
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    assert faults == []
    assert [url for url in fetched if not url.startswith(("file:", "data:"))] == []
    most = 60_000 if "figures/" in name else 300_000 if name.endswith("what-if") else 350_000
    assert weight <= most
