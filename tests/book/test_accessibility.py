"""axe-core looks at every page of both editions, in the light on a desktop and in the dark on a phone."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from page import PAGES

# What is in order is counted nowhere, and naming it takes longer than finding it; style sheets are fetched again only
# for a rule that is off unless asked for.
ASKED = {"resultTypes": ["violations"], "preload": False}


@pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
def test_nothing_stands_in_the_way_of_assistive_technology(folder: str, book: Path, chromium: Any) -> None:
    """No rule that axe applies by default is broken on any page."""
    faults = set()
    # axe comes from outside the book, and wants colours that do not change while it looks at them.
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT)
    tab = context.new_page()
    for name in [*PAGES, "index", "search"]:
        for scheme, width in (("light", 1280), ("dark", 360)):
            tab.set_viewport_size({"width": width, "height": 800})
            tab.emulate_media(color_scheme=scheme)
            tab.goto((book / folder / f"{name}.html").as_uri())  # the theme sees at the start what will scroll
            tab.evaluate("theme => { document.documentElement.dataset.theme = theme }", scheme)
            found = tab.evaluate("asked => axe.run(asked).then((found) => found.violations)", ASKED)
            faults |= {(name, scheme, one["id"], node["html"][:120]) for one in found for node in one["nodes"]}
    context.close()
    assert faults == set()
