"""How a page comes up in a real browser: in its colours at once, and without waiting for scripts."""

import re
from pathlib import Path
from typing import Any

import pytest

from page import Page

PAPER, INK = "rgb(255, 255, 255)", "rgb(18, 18, 18)"


def test_no_page_waits_for_a_script(read: dict[str, Page]) -> None:
    waited = {name: found for name, page in read.items() if (found := page.soup.select("script[src]:not([defer])"))}
    assert waited == {}


def test_pages_of_prose_load_nothing_for_code_or_outputs(read: dict[str, Page]) -> None:
    loaded = " ".join(read["book/findings.html"].fetched)
    assert "style.css" in loaded
    assert not re.search("pygments|mystnb|copybutton|clipboard|bootstrap", loaded)
    assert "copybutton.js" in " ".join(read["book/rerun.html"].fetched)
    assert "mystnb" in " ".join(read["notebooks/3-06-suining-pv.html"].fetched)


@pytest.mark.parametrize(
    ("system", "chosen", "ground"),
    [
        ("light", None, PAPER),
        ("dark", None, INK),
        ("dark", "auto", INK),
        ("dark", "light", PAPER),
        ("light", "dark", INK),
    ],
)
def test_page_is_light_or_dark_before_any_script_has_come(
    system: str, chosen: str | None, ground: str, book: Path, chromium: Any
) -> None:
    context = chromium.new_context(color_scheme=system)
    if chosen:
        context.add_init_script(f"localStorage.setItem('mode', '{chosen}')")
    tab = context.new_page()
    tab.route("**/*.js*", lambda route: route.abort())
    tab.goto((book / "book" / "index.html").as_uri())
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    context.close()


def test_page_without_script_has_its_colours(book: Path, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((book / "book" / "index.html").as_uri())
    assert tab.locator("html[data-theme='light']").count() == 1
    context.close()
