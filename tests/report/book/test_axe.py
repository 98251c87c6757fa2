"""What axe is not shown again, it has seen: a fault in one of many entries is found when the others are gone."""

from collections.abc import Iterator
from typing import Any

import pytest

import axe

_ENTRY = '<li><a href="#top"><img src="data:," alt="bread"> one</a> <button aria-label="more"></button></li>'
_ROW = "<tr><td>loaves</td><td>200</td></tr>"
_PAGE = """<!doctype html><html lang="en"><head><title>Bakery</title><style>
    tr:nth-child(even) {{ background: {stripe} }} .pale {{ color: #ddd }} .narrow {{ width: 9rem; overflow: auto }}
</style></head><body><main id="top"><h1>Bakery</h1><ul>{entries}</ul><table>{rows}</table>
<div class="narrow">{lines}</div></main></body></html>"""
FAULTS = {
    "no alternative": ("entries", 'alt="bread"', ""),
    "empty alternative and no word": ("entries", 'alt="bread"> one', 'alt="">'),
    "pale by its class": ("entries", "<a ", '<a class="pale" '),
    "pale by its style": ("entries", "<a ", '<a style="color: #ddd" '),
    "control without a name": ("entries", 'aria-label="more"', 'aria-label=""'),
    "role that there is not": ("entries", "<a ", '<a role="lnk" '),
    "attribute with a wrong value": ("entries", "<a ", '<a aria-hidden="perhaps" '),
    "list item astray": ("entries", "<button", "<div><li>astray</li></div><button"),
    "pale word in a cell": ("rows", "200", '<span class="pale">200</span>'),
    "word on every second row": ("stripe", "", "#333"),
    "line that makes its box scroll": ("lines", "flour", "flour" * 40),
}


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Iterator[Any]:
    tab = chromium.new_page()
    yield tab
    tab.close()


def page(place: str, old: str, new: str) -> str:
    """Return a page on which a fault stands in the sixth of nine entries, rows or lines."""
    repeated = {"entries": [_ENTRY] * 9, "rows": [_ROW] * 9, "lines": ["<p>flour</p>"] * 9}
    if place in repeated:
        repeated[place][5] = repeated[place][5].replace(old, new)
    return _PAGE.format(
        stripe=new if place == "stripe" else "#fff", **{name: "".join(all_) for name, all_ in repeated.items()}
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_in_one_entry_is_found_when_what_repeats_is_gone(fault: str, tab: Any) -> None:
    tab.set_content(page(*FAULTS[fault]))
    whole = {rule for rule, _ in axe.violations(tab)}
    axe.keep_one_of_each(tab)
    assert whole
    assert {rule for rule, _ in axe.violations(tab)} == whole
    assert tab.locator("main ul > li").count() <= 4
    assert tab.locator("td").count() <= 6


def test_page_without_a_fault_stays_without_one(tab: Any) -> None:
    tab.set_content(page("entries", "", ""))
    axe.keep_one_of_each(tab)
    assert axe.violations(tab) == set()
