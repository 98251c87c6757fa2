"""axe-core looks at every page of both editions, in the light on a desktop and in the dark on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import axe
from page import PAGES


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Iterator[Any]:
    """A tab for axe, which comes from outside the book and wants colours that do not change while it looks at them."""
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(axe.SCRIPT)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", [f"{folder}{name}" for folder in ("", "zh/") for name in [*PAGES, "index", "search"]])
def test_nothing_stands_in_the_way_of_assistive_technology(name: str, book: Path, tab: Any) -> None:
    """No rule that axe applies by default is broken on any page."""
    faults = {}
    for scheme, width in (("light", 1280), ("dark", 360)):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=scheme)
        tab.goto((book / f"{name}.html").as_uri())  # the theme sees at the start what will scroll
        tab.evaluate("theme => { document.documentElement.dataset.theme = theme }", scheme)
        faults[scheme] = axe.violations(tab)
    assert faults == {"light": set(), "dark": set()}
