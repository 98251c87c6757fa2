"""A chart on a page is described by the sentence that its drawing carries, and its data stand beside it."""

import csv
import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from small_book import Book

DATA = {"columns": ["case", "tonnes"], "rows": [["a <b>", 1234.5678], ["c", 7], ["none", None]]}
SVG = (
    '<svg role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg" width="9pt" height="6pt" viewBox="0 0 9 6">'
    f"<metadata>{escape(json.dumps(DATA), quote=False)}</metadata><g/></svg>\n"
)
Build = Callable[..., Book]


@pytest.fixture(scope="module")
def built(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A page with a chart, a chart that has words on the page, and a drawing that is no chart; a second page."""
    folder: Path = tmp_path_factory.mktemp("images")
    for name, label in {"told": "Rye &amp; wheat: 2 &lt; 3 &quot;loaves&quot;.", "own": "Not this."}.items():
        (folder / f"{name}.svg").write_text(SVG.replace("{}", label, 1), encoding="utf-8")
    (folder / "silent.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>\n', encoding="utf-8")
    page = "# Title\n\n![](told.svg)\n\n![My own words](own.svg)\n\n![](silent.svg)\n\n![](told.svg)\n"
    return build({"index": page, "deep/other": "# Other\n\n![](../told.svg)\n"}, folder)


@pytest.fixture(scope="module")
def images(built: Book) -> dict[str, dict[str, str]]:
    """The page's images by the name of their file."""
    return {image["src"].rpartition("/")[2]: image.attrs for image in built.tree("index").find_all("img")}


def test_drawing_without_a_sentence_is_left_alone(images: dict[str, dict[str, str]]) -> None:
    assert "chart" not in images["silent.svg"].get("class", [])


def test_words_of_the_page_go_before_those_of_the_drawing(images: dict[str, dict[str, str]]) -> None:
    assert images["own.svg"]["alt"] == "My own words"
    assert "chart" not in images["own.svg"].get("class", [])


def test_charts_take_their_sentence_and_their_size_from_the_drawing(images: dict[str, dict[str, str]]) -> None:
    for name in ("index-1.svg", "index-2.svg"):
        chart = images[name]
        assert chart["alt"] == 'Rye & wheat: 2 < 3 "loaves".'
        assert (chart["width"], chart["height"], chart["loading"]) == ("12", "8", "lazy")


@pytest.mark.parametrize("page", ["index", "deep/other"])
def test_chart_and_its_data_are_there_as_files(built: Book, page: str) -> None:
    links = [link["href"] for link in built.tree(page).select('a[href*="_downloads"]')]
    files = [(built.folder / f"{page}.html").parent / link for link in links]
    assert {path.suffix for path in files} == {".svg", ".csv"}
    for path in files:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as table:
                assert list(csv.reader(table)) == [["case", "tonnes"], ["a <b>", "1234.5678"], ["c", "7"], ["none", ""]]
        else:
            assert path.read_text(encoding="utf-8").startswith('<svg role="img"')


def test_data_stand_under_the_chart_as_a_table(built: Book) -> None:
    frame, _ = built.tree("index").select("figure.chart")
    assert [summary.get_text() for summary in frame.find_all("summary")] == ["Data as a table"]
    assert [cell.get_text() for cell in frame.find_all(["th", "td"])] == [
        "case",
        "tonnes",
        "a <b>",
        "1,234.6",
        "c",
        "7",
        "none",
        "",
    ]
