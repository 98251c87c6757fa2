"""A chart on a page is described by the sentence that its drawing carries; sources, data and files stand beneath it."""

import csv
import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from bs4 import Tag

from compendium.citation.identity import identity
from small_book import Book

DATA = {"columns": ["case", "tonnes"], "rows": [["a <b>", 1234.5678], ["c", 7], ["none", None]]}
WORKS = [["almanac2020", "Almanac & Co 2020", "B"], ["rain_2021", "Rain 2021", ""]]
BARE = (
    '<svg role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg" width="9pt" height="6pt" viewBox="0 0 9 6">'
    "<metadata>{}</metadata><g/></svg>\n"
)
LABEL = "Rye &amp; wheat: 2 &lt; 3 &quot;loaves&quot;."


def drawing(label: str = LABEL, **about: object) -> str:
    """Return a drawing with what it carries."""
    return BARE.replace("{}", label, 1).replace("{}", escape(json.dumps({**DATA, **about}), quote=False), 1)


NARROW = drawing().replace("0 0 9 6", "0 0 6 12")
NAMED = drawing(name="checks-flour", title="Rye & wheat", words=["report 1.1"], works=WORKS, foot=1.5, narrow=NARROW)
Build = Callable[..., Book]


@pytest.fixture(scope="module")
def built(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A page with charts, a chart that has words on the page, and a drawing that is no chart; a second page."""
    folder: Path = tmp_path_factory.mktemp("images")
    for name, svg in {"told": drawing(), "own": drawing("Not this."), "named": NAMED}.items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    (folder / "silent.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>\n', encoding="utf-8")
    page = (
        "# Title\n\n![](told.svg)\n\n![My own words](own.svg)\n\n![](silent.svg)\n\n![](named.svg)\n\n![](named.svg)\n"
    )
    return build({"index": page, "deep/other": "# Other\n\n![](../told.svg)\n\n![](../named.svg)\n"}, folder)


@pytest.fixture(scope="module")
def images(built: Book) -> dict[str, Tag]:
    """The page's images by the name of their file."""
    return {str(image["src"]).rpartition("/")[2]: image for image in built.tree("index").find_all("img")}


@pytest.fixture(scope="module")
def figure(built: Book) -> Tag:
    """The frame of the chart that carries everything."""
    found = built.tree("index").select_one("#chart-checks-flour")
    assert found is not None
    return found


def test_drawing_without_a_sentence_is_left_alone(images: dict[str, Tag]) -> None:
    assert "chart" not in images["silent.svg"].get("class", [])


def test_words_of_the_page_go_before_those_of_the_drawing(images: dict[str, Tag]) -> None:
    assert images["own.svg"]["alt"] == "My own words"
    assert "chart" not in images["own.svg"].get("class", [])


def test_charts_take_their_sentence_and_their_size_from_the_drawing(images: dict[str, Tag]) -> None:
    chart = images["index-1.svg"]
    assert chart["alt"] == 'Rye & wheat: 2 < 3 "loaves".'
    assert (chart["width"], chart["height"], chart["loading"]) == ("12", "8", "lazy")


def test_page_shows_the_drawing_that_suits_the_screen_without_its_source_line(figure: Tag) -> None:
    (narrow,), (wide,) = figure.select("picture > source"), figure.select("picture > img")
    assert narrow["media"] == "screen and (max-width: 600px)"  # paper has the wide drawing
    assert str(narrow["srcset"]).endswith("index-checks-flour-narrow.svg")
    assert (narrow["width"], narrow["height"]) == ("8", "16")
    assert (wide["width"], wide["height"]) == ("12", "6")  # six points less a foot of one and a half
    assert wide["style"] == "--wide: 12 / 6; --narrow: 8 / 16"


def test_chart_keeps_its_address_when_another_is_added_before_it(built: Book) -> None:
    ids = [[one["id"] for one in built.tree(page).select("figure.chart")] for page in ("index", "deep/other")]
    assert ids == [["chart-1", "chart-checks-flour", "chart-checks-flour-2"], ["chart-1", "chart-checks-flour"]]
    for name in ids[0]:
        assert built.tree("index").select_one(f'figure.chart a.chart-link[href="#{name}"]')


def test_sources_are_links_with_their_grade_and_no_key_is_shown(figure: Tag) -> None:
    told = figure.select_one(".chart-sources")
    assert told is not None
    assert told.get_text() == "Source: report 1.1; Almanac & Co 2020; Rain 2021"
    links = told.find_all("a")
    assert [link["href"] for link in links] == [
        "book/sources.html#source-almanac2020",
        "book/sources.html#source-rain-2021",
    ]
    meaning = "Grade B: read in a secondary text, or with an inference that the note states"
    assert [link.get("title") for link in links] == [meaning, None]


def test_many_sources_are_folded_away(build: Build, tmp_path: Path) -> None:
    works = [[f"work{place}", f"Work {place}", "A"] for place in range(9)]
    (tmp_path / "many.svg").write_text(drawing(name="many", words=["report 1.1"], works=works), encoding="utf-8")
    page = build({"index": "# Title\n\n![](many.svg)\n"}, tmp_path).tree("index")
    told = page.select_one("details.chart-sources")
    assert told is not None
    assert [one.get_text() for one in told.find_all("summary")] == ["Sources (10)"]
    assert len(told.find_all("a")) == 9


def test_chart_can_be_cited(figure: Tag) -> None:
    forms = {str(one.dt.string): one.pre.get_text() for one in figure.select(".cite dl > div")}
    assert [*forms] == ["APA", "GB/T 7714", "BibTeX", "RIS", "CSL-JSON"]
    assert forms["APA"].startswith("Rye & wheat (chart in “Title”). (")
    (item,) = json.loads(forms["CSL-JSON"])
    assert (item["id"], item["container-title"]) == ("index-checks-flour", identity().title["en"])
    assert "CC BY 4.0" in figure.get_text()


@pytest.mark.parametrize("page", ["index", "deep/other"])
def test_chart_and_its_data_are_there_as_files(built: Book, page: str) -> None:
    links = [link["href"] for link in built.tree(page).select('a[href*="_downloads"]')]
    files = [(built.folder / f"{page}.html").parent / link for link in links]
    assert {path.suffix for path in files} == {".svg", ".png", ".csv"}
    for path in files:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as table:
                assert list(csv.reader(table)) == [["case", "tonnes"], ["a <b>", "1234.5678"], ["c", "7"], ["none", ""]]
        elif path.suffix == ".png":
            assert path.read_bytes().startswith(b"\x89PNG")
        else:
            text = path.read_text(encoding="utf-8")
            assert text.startswith('<svg role="img"')
            assert "narrow" not in text


def test_data_stand_under_the_chart_as_a_table(built: Book) -> None:
    frame = built.tree("index").select("figure.chart")[0]
    assert [summary.get_text() for summary in frame.find_all("summary")] == ["Data as a table", "Download and cite"]
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
