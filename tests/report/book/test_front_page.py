"""The identity of the book and its front page: mark, descriptions and cards on every page, and the picture as built."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from uniseg import linebreak

from compendium import paths
from compendium.audit.audit import Audit
from compendium.citation import structured
from compendium.citation.identity import identity
from compendium.citation.works import Works
from compendium.display import labels
from compendium.display.charts.answers import ANSWER_COLOURS
from compendium.display.markup import slug
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import using_language
from compendium.ledger.vocabulary import Evidence
from compendium.sphinx_ext.head.social_cards import SIZE, Card, draw
from page import PAGES, Page
from spreadsheet import cells
from structured_data import faults

editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
STATIC = paths.BOOK / "_static"
HAN = re.compile("[\u3400-\u9fff]")


def described(page: Page) -> str:
    (told,) = page.soup.head.select("meta[name=description]")
    return told["content"]


def shared(page: Page) -> dict[str, str]:
    return {tag["property"]: tag["content"] for tag in page.soup.head.select("meta[property^='og:']")}


def edition(name: str) -> str:
    return "zh" if name.startswith("zh/") else "en"


# --- every page -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(read: dict[str, Page]) -> dict[str, Page]:
    """Every page but the one for a wrong address, which needs no other file and is neither found nor shared."""
    return {name: page for name, page in read.items() if not name.endswith("404.html")}


def test_every_page_shows_the_mark_on_its_tab(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        (icon,) = page.soup.head.select("link[rel=icon]")
        assert icon["href"].endswith("_static/mark.svg"), name
        assert icon["href"] in page.fetched, "what is fetched is tested to be there"


def test_every_page_describes_itself_in_its_language_and_in_words_of_its_own(pages: dict[str, Page]) -> None:
    told = {name: described(page) for name, page in pages.items()}
    assert len(set(told.values())) == len(told)
    for name, text in told.items():
        most = EDITIONS[edition(name)].description
        assert most / 5 <= len(text) <= most, f"{name}: {text}"
        share = len(HAN.findall(text)) / len(text)
        # Names of parameters and ids of figures are in Latin letters.
        assert share > 0.25 if edition(name) == "zh" else share == 0, f"{name}: {text}"
        assert re.search(r"[.。…!?]$", text), f"{name}: {text}"
        assert not re.search(r"\[\d+\]|  | [.,;:]|[{}`$\\]", text), f"{name}: {text}"


def test_every_page_says_what_is_shared_of_it(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        tags = shared(page)
        assert tags["og:description"] == described(page), name
        assert tags["og:title"], name
        assert tags["og:locale"] == {"en": "en_US", "zh": "zh_CN"}[edition(name)], name
        assert tags["og:type"] in ("website", "article"), name
        assert [tag["content"] for tag in page.soup.head.select("meta[name='twitter:card']")] == ["summary"], name
        # the book has no address yet, and the protocol wants whole ones
        assert {"og:image", "og:url"}.isdisjoint(tags), name


def test_every_page_has_a_card_as_soon_as_an_address_leads_to_it(
    book: Path, pages: dict[str, Page], report: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A title is broken again at every width that is tried, which takes most of the time; where it may be stays.
    find = linebreak.line_break_units
    monkeypatch.setattr(linebreak, "line_break_units", cache(lambda text: list(find(text))))
    assert list(book.rglob("_static/cards")) == [], "none is drawn that nothing links to"
    answers = tuple(sorted((one.evidence for one in report.verdicts.values()), key=list(Evidence).index))
    path = tmp_path / "card.png"
    for name, page in pages.items():
        tags = shared(page)
        title, lead, site = (tags[f"og:{tag}"] for tag in ("title", "description", "site_name"))
        with using_language(edition(name)):
            draw(Card(title, lead, site, answers), path)
        assert Image.open(path).size == SIZE == (1200, 630), name
        assert path.stat().st_size < 40_000, name


# --- one look ---------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_one_accent_colour_is_in_the_pages_the_landing_page_and_the_mark() -> None:
    light, dark = re.findall(r"--accent: (#\w{6});", (STATIC / "style.css").read_text(encoding="utf-8"))
    assert f"light-dark({light}, {dark})" in (STATIC / "landing.css").read_text(encoding="utf-8")
    shapes = ET.parse(STATIC / "mark.svg").iter()
    colours = {shape.get(name, "none") for shape in shapes for name in ("fill", "stroke")}
    assert colours == {light, "#ffffff", "none"}
    assert contrast(light, "#ffffff") > 4.5
    assert contrast(dark, "#121212") > 4.5


@pytest.mark.parametrize("sheet", ["front-page.css", "landing.css"])
def test_answers_have_the_colours_of_the_charts(sheet: str, book: Path) -> None:
    text = (book / "_static" / sheet).read_text(encoding="utf-8").lower()
    shown = ["supported", "contested", "contradicted", *(["consistent"] if sheet == "front-page.css" else [])]
    assert [answer for answer in shown if ANSWER_COLOURS[answer].lower() not in text] == []
    assert min(contrast("#111111", ANSWER_COLOURS[answer]) for answer in shown) > 4.5


# --- the picture ------------------------------------------------------------------------------------------------------


@editions
def test_picture_has_a_tile_for_each_figure_that_says_both_answers(
    folder: str, read: dict[str, Page], report: Audit
) -> None:
    tiles = read[f"{folder}book/index.html"].soup.select("a.tile")
    figures = report.ledger.figures
    assert sorted(tile["href"] for tile in tiles) == sorted(f"ledger.html#{id_}" for id_ in figures)
    for tile in tiles:
        verdict = report.verdict(tile["href"].partition("#")[2])
        assert tile.select(".answer")[-1]["class"] == ["answer", slug(verdict.evidence)]
        assert len(tile.get_text()) > 15


@editions
def test_numbers_of_the_front_page_are_those_of_the_ledger(folder: str, read: dict[str, Page], report: Audit) -> None:
    soup = read[f"{folder}book/index.html"].soup
    counts = soup.select("ul.strip .count")
    evidence = report.counts("evidence")
    answers = ("supported", "depends on the choice", "contradicted", "untested")
    assert [int(count.get_text()) for count in counts] == [len(report.verdicts), *(evidence[one] for one in answers)]
    for answer, link in zip(answers[:3], soup.select("ul.strip a")[1:], strict=False):
        assert link["href"] == f"ledger.html?evidence={slug(answer)}&show=figure"


@editions
def test_front_page_says_its_version_and_until_when_its_sources_were_read(folder: str, read: dict[str, Page]) -> None:
    words = read[f"{folder}book/index.html"].soup.select_one("p.edition").get_text()
    read_on = re.findall(r"urldate *= *\{([\d-]+)\}", paths.BIBLIOGRAPHY.read_text(encoding="utf-8"))
    assert identity().version in words
    assert max(read_on) in words


@editions
def test_key_points_list_the_figures_by_their_answer(folder: str, read: dict[str, Page], report: Audit) -> None:
    tables = read[f"{folder}book/brief.html"].soup.select("table")
    listed = [[link["href"].partition("#")[2] for link in table.select("tbody td:first-child a")] for table in tables]
    by = {answer: [id_ for id_, one in report.verdicts.items() if one.evidence == answer] for answer in Evidence}
    savings = [id_ for id_ in by[Evidence.DEPENDS] if id_.endswith(".co2_avoided")]
    assert listed == [by[Evidence.CONTRADICTED], savings, by[Evidence.SUPPORTED]]


@editions
def test_strip_stands_in_one_line_on_a_desktop(folder: str, book: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto((book / folder / "book/index.html").as_uri())
    tops = tab.eval_on_selector_all("ul.strip > li", "items => items.map(one => one.getBoundingClientRect().top)")
    assert len(tops) == 5
    assert max(tops) - min(tops) < 1


@editions
def test_every_case_leads_to_its_chapter(folder: str, read: dict[str, Page]) -> None:
    names = read[f"{folder}book/index.html"].soup.select("li.case > span:first-child")
    targets = {name.a["href"].removeprefix("../").removesuffix(".html") for name in names}
    assert targets <= set(PAGES)
    assert len(targets) == 12  # chapters one and two, and the ten cases


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Iterator[Any]:
    found = chromium.new_page()
    yield found
    found.close()


@editions
def test_front_page_fits_a_narrow_phone_and_its_tiles_can_be_hit(folder: str, book: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    for page in ("index", "book/index"):
        tab.goto((book / folder / f"{page}.html").as_uri())
        for scheme in ("dark", "light"):
            tab.emulate_media(color_scheme=scheme)
            assert tab.evaluate("document.documentElement.scrollWidth") == 360, (page, scheme)
            sides = tab.eval_on_selector_all(
                ".tile",
                "tiles => tiles.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height, box.right])",
            )
            assert (sides != []) == (page == "book/index")
            assert [side for side in sides if min(side[:2]) < 24 or side[2] > 360] == [], scheme


@editions
def test_keyboard_opens_the_words_of_a_tile_and_may_skip_all(folder: str, book: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto((book / folder / "book/index.html").as_uri())
    told = tab.locator(".tile").first.locator(".told")
    assert told.bounding_box()["width"] <= 1
    tab.locator(".picture .skip").focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "tile"
    assert told.bounding_box()["width"] > 100
    tab.locator(".picture .skip").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('.as-table') !== null")


@editions
def test_text_keeps_its_measure(folder: str, book: Path, tab: Any) -> None:
    """No line of a paragraph is longer than some 80 letters or 40 Chinese characters."""
    tab.set_viewport_size({"width": 1600, "height": 900})
    tab.goto((book / folder / "book/uncertainty.html").as_uri())
    lines = tab.eval_on_selector_all(
        ".bd-article p",
        """(all, long) => all.filter(one => one.textContent.length > long).map(one =>
             one.textContent.length / Math.round(one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)))""",
        80 if folder else 160,
    )
    assert lines
    assert max(lines) <= (40 if folder else 80)


# --- citing the book --------------------------------------------------------------------------------------------------


FORMS = ["APA", "GB/T 7714", "BibTeX", "RIS", "CSL-JSON"]


def references(box: Any) -> list[tuple[str, str]]:
    return [(one.dt.get_text(), one.pre.get_text()) for one in box.select("dl > div")]


@editions
def test_book_and_report_can_be_cited_in_every_form(folder: str, read: dict[str, Page]) -> None:
    soup = read[f"{folder}book/cite.html"].soup
    book, report = (dict(references(box)) for box in soup.select(".cite"))
    assert [*book] == [*report] == FORMS
    own = identity()
    for text in book.values():
        assert own.title[edition(folder)] in text
    for text in (book["APA"], book["BibTeX"], book["RIS"], book["CSL-JSON"]):
        assert own.version in text
    for text in report.values():
        assert own.report.title["zh"] in text


@editions
def test_every_page_and_chart_can_be_cited(folder: str, read: dict[str, Page]) -> None:
    for name in PAGES:
        soup = read[f"{folder}{name}.html"].soup
        boxes = soup.select("details.cite-box")
        assert len(boxes) == (name != "book/cite"), name
        for box in boxes:
            assert [kind for kind, _ in references(box)] == [*FORMS, "APA", "GB/T 7714"], name
        charts = soup.select("figure.chart")
        found = [references(chart) for chart in charts]
        assert [[kind for kind, _ in one] for one in found] == [FORMS] * len(charts), name
        assert len({dict(one)["CSL-JSON"] for one in found}) == len(charts), "each is another work"


def test_what_is_not_known_is_said_and_left_out(read: dict[str, Page]) -> None:
    lacking = [gap for gap in identity().gaps if gap in ("people", "address")]
    for name in PAGES:
        page = read[f"{name}.html"].soup
        assert not page.select('meta[content=""]'), name
        assert not page.select("meta[name=citation_author]") or "people" not in lacking, name
        for box in page.select(".cite-box"):
            assert ("No author is named yet" in box.p.get_text()) == ("people" in lacking), name
            assert ("no public address" in box.p.get_text()) == ("address" in lacking), name


def test_reference_is_copied_or_at_least_marked(served: str, chromium: Any) -> None:
    for allowed in ([], ["clipboard-read", "clipboard-write"]):
        context = chromium.new_context(permissions=allowed)
        tab = context.new_page()
        tab.goto(f"{served}/book/cite.html")
        form = tab.locator(".cite dl > div").nth(2)
        form.locator("button").click()
        text = form.locator("pre").text_content()
        assert tab.evaluate("getSelection().toString()").strip() == text
        if allowed:
            form.get_by_text("Copied").wait_for()
            assert tab.evaluate("navigator.clipboard.readText()") == text
        context.close()


def test_reference_can_be_read_and_selected_without_scripts(book: Path, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((book / "notebooks/3-06-suining-pv.html").as_uri())
    box = tab.locator("details.cite-box")
    assert not box.locator("pre").first.is_visible()
    box.locator("summary").click()
    assert box.locator("pre").first.is_visible()
    assert box.locator("button").count() == 0, "no button that does nothing"
    context.close()


@pytest.mark.parametrize("opened", [False, True])
def test_fold_of_code_says_one_thing(opened: bool, book: Path, tab: Any) -> None:
    tab.goto((book / "notebooks/3-06-suining-pv.html").as_uri())
    fold = tab.locator("details.hide").first
    if opened:
        fold.locator("summary").click()
    assert fold.locator("summary span:visible").all_text_contents() == ["Hide the code" if opened else "Show the code"]


# --- what machines read -----------------------------------------------------------------------------------------------


@editions
def test_structured_data_of_every_page_are_valid(folder: str, read: dict[str, Page]) -> None:
    kinds = {}
    for name in PAGES:
        blocks = read[f"{folder}{name}.html"].soup.select('script[type="application/ld+json"]')
        for block in blocks:
            told = json.loads(block.string)
            assert faults(told) == [], name
            kinds[name] = told["@type"]
    assert kinds.pop("book/index") == "Book"
    assert kinds.pop("book/cite") == "Dataset"
    assert kinds == {name: "ScholarlyArticle" for name in PAGES if name.startswith("notebooks/")}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_verdict_is_a_valid_review_in_few_words(language: str, report: Audit) -> None:
    with using_language(language):
        works = Works(identity(), language, report.ledger.read_until)
        found = [structured.claim_review(one, works, f"figures/{id_}.html") for id_, one in report.verdicts.items()]
    reviews = [review for review in found if review]
    assert len(reviews) == len(report.verdicts) - report.counts("evidence")["untested"]
    assert [faults(review) for review in reviews] == [[]] * len(reviews)
    claims = [review["claimReviewed"] for review in reviews]
    assert len(set(claims)) == len(claims)
    assert max(map(len, claims)) <= 75, "what Google shows in one line on a phone"


@editions
def test_methods_explain_the_ratings(folder: str, read: dict[str, Page]) -> None:
    section = read[f"{folder}book/how-to-read.html"].soup.select_one("#for-machines")
    rows = [[cell.get_text() for cell in row.select("td")] for row in section.select("tbody tr")]
    with using_language(edition(folder)):
        names = [labels.name(answer) for answer in Evidence]
    assert [name for name, _ in rows] == names
    none = "无评分" if folder else "no rating"
    assert [rating for _, rating in rows] == [str(structured.RATINGS.get(answer, none)) for answer in Evidence]


@editions
def test_workbook_for_reviewers_is_a_download_in_the_language_of_the_edition(
    folder: str, book: Path, read: dict[str, Page]
) -> None:
    links = read[f"{folder}book/cite.html"].soup.select('a[download][href$=".xlsx"]')
    assert [link["href"] for link in links] == ["../_static/review-workbook.xlsx"]
    found = cells((book / folder / "_static" / "review-workbook.xlsx").read_bytes())
    assert [*found][1] == ("报告数字" if folder else "Figures")
