"""A chart on a page is described by the sentence that its drawing carries."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

SVG = '<svg role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g/></svg>\n'
Build = Callable[..., Any]


@pytest.fixture
def images(build: Build, tmp_path: Path) -> dict[str, str]:
    """The tags of a page's images, by what they show."""
    labels = {"told": "Rye &amp; wheat: 2 &lt; 3 &quot;loaves&quot;.", "own": "Not this.", "bare": ""}
    for name, label in labels.items():
        (tmp_path / f"{name}.svg").write_text(SVG.format(label), encoding="utf-8")
    (tmp_path / "silent.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>\n', encoding="utf-8")
    page = "# Title\n\n![](told.svg)\n\n![My own words](own.svg)\n\n![](silent.svg)\n"
    html = build({"index": page}, tmp_path).page("index")
    return {re.search(r"_images/(\w+)\.svg", tag)[1]: tag for tag in re.findall(r"<img [^>]*>", html)}


def test_drawing_without_a_sentence_is_left_alone(images: dict[str, str]) -> None:
    assert "chart" not in images["silent"]


def test_words_of_the_page_go_before_those_of_the_drawing(images: dict[str, str]) -> None:
    assert 'alt="My own words"' in images["own"]
    assert "chart" not in images["own"]


def test_chart_takes_its_sentence_from_the_drawing(images: dict[str, str]) -> None:
    found = re.search(r'alt="([^"]*)"', images["told"])
    assert found
    assert unescape(found[1]) == 'Rye & wheat: 2 < 3 "loaves".'
    assert 'class="chart"' in images["told"]
