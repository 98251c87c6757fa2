"""The style sheets say nothing that a browser drops in silence."""

import re
from pathlib import Path

import pytest

from compendium import paths

SHEETS = sorted([*paths.SOURCE.rglob("*.css"), *(paths.BOOK / "_static").rglob("*.css")])
WITHIN = re.compile(r":(?:is|where|not|has)\((?:[^()]|\([^()]*\))*::")  # a browser takes such a rule for a mistake


def test_pseudo_element_within_a_selector_is_found() -> None:
    assert WITHIN.search("a :is(.bar, .dot::before) {")
    assert WITHIN.search("a :is(.bar:not(.b), .dot::before) {")
    assert not WITHIN.search("a :is(.bar, .dot)::before {")


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_pseudo_element_stands_within_a_selector(path: Path) -> None:
    assert WITHIN.findall(path.read_text(encoding="utf-8")) == []
