"""The story as built: every picture is there without a script, its numbers are the ledger's, its claims still hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compendium import paths
from compendium.audit.audit import Audit
from compendium.audit.region_sweep import family, sweep
from compendium.display import wording
from compendium.i18n.messages import using_language
from compendium.ledger.vocabulary import Arithmetic, Evidence, Finding
from page import PAGES, Page

editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
SAVINGS = ("suining.coal_saved", "suining.co2_avoided", "suining.nox_avoided", "suining.dust_avoided")
HIDDEN = [f"suining.generation_from_{name}" for name in ("coal", "co2", "nox", "dust")]
# Whatever a picture hides until it is seen, and what is still moving.
_UNFINISHED = """() => [...document.querySelectorAll(".scene *, .scene *::before")].filter((one) => {
    const look = getComputedStyle(one), before = getComputedStyle(one, "::before")
    return look.opacity === "0" || look.transform !== "none" || !["none", ""].includes(before.transform)
}).map((one) => one.outerHTML.slice(0, 80))"""
_CUT = """() => [...document.querySelectorAll(".scene :is(a, span, b, li, small, figcaption, h3, p)")].filter((one) => {
    const box = one.getBoundingClientRect(), hidden = getComputedStyle(one).clipPath !== "none"
    return !hidden && (box.right > innerWidth + 0.5 || box.left < -0.5 || one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).display !== "inline")
}).map((one) => one.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def swept(report: Audit) -> Any:
    grids = family(report, "grid", *(f"mee_grid_factors{year}" for year in (2021, 2022, 2023)))
    return sweep(report, "suining.co2_sichuan_2022", "grid.sichuan_2022", grids).without("China")


# --- what the prose says --------------------------------------------------------------------------------------------


def test_four_savings_reproduce_and_two_of_them_are_contradicted(report: Audit) -> None:
    verdicts = [report.verdict(id_) for id_ in SAVINGS]
    assert {one.arithmetic for one in verdicts} == {Arithmetic.REPRODUCED}
    assert [one.evidence for one in verdicts] == [Evidence.DEPENDS] * 2 + [Evidence.CONTRADICTED] * 2
    assert [one.figure.cites for one in verdicts] == [""] * 4, "no source is printed"
    for one in verdicts[2:]:
        assert {check.finding for check in one.votes} == {Finding.MISSES}


def test_four_savings_give_one_output_to_the_fourth_digit_within_what_is_printed(report: Audit) -> None:
    outputs = [report.interval(id_, "wan kWh / a").value for id_ in HIDDEN]
    assert len({f"{value:.4g}" for value in outputs}) == 1
    printed = report.ledger.figures["suining.generation"]
    assert printed.interval.low <= min(outputs) <= max(outputs) <= printed.interval.high
    needed = report.interval("suining.output_needed", printed.unit)
    assert printed.interval.low <= needed.low <= needed.high <= printed.interval.high, "the best reply"


def test_dust_has_the_share_of_carbon(report: Audit) -> None:
    share = report.interval("carbon.share_of_co2").value
    found = report.interval("suining.dust_per_co2")
    assert found.low <= share <= found.high
    assert share == pytest.approx(12 / (12 + 16 + 16), rel=1e-6), "the parts of the molecule in the picture"


def test_no_province_reaches_the_printed_saving(swept: Any) -> None:
    assert not any(place.meets or place.factor.value >= swept.as_printed.low for place in swept.places)
    assert swept.years == ("2021", "2022", "2023")


def test_plants_of_2010_give_far_less_than_is_printed(report: Audit) -> None:
    for name in ("nox", "dust"):
        printed, then, later = (
            report.interval(f"suining.{name}_{end}", "t / a") for end in ("avoided", "2010", "2017")
        )
        assert later.high < then.low
        assert then.high < printed.low / 3


# --- the page -------------------------------------------------------------------------------------------------------


@editions
def test_every_number_of_the_pictures_is_the_ledgers(folder: str, read: dict[str, Page], report: Audit) -> None:
    page = read[f"{folder}book/story.html"]
    links = page.soup.select(".scene a.number")
    assert len(links) > 30
    with using_language("zh" if folder else "en"):
        for link in links:
            id_ = link["href"].partition("#")[2]
            row = report.ledger[id_]
            if id_ in report.ledger.figures:
                text = wording.figure(report.ledger.figures[id_])
            elif id_ in report.ledger.factors:
                text = wording.quantity(report.ledger.factors[id_].value, row.unit)
            else:
                text = wording.outcome(report.interval(id_), row.unit)
            assert link.get_text() == text, id_


@editions
def test_story_has_its_scenes_and_its_address_to_copy(folder: str, read: dict[str, Page]) -> None:
    page = read[f"{folder}book/story.html"]
    scenes = [one for one in page.soup.select("section section") if one.select("figure.scene")]
    assert len(scenes) == 8
    for scene in scenes:
        assert len(scene.select("figure.scene")) == 1
        assert scene.find("figure").find_next_sibling("p"), "a picture has its sentences"
    assert page.soup.select_one(".story-share button")
    tiles = page.soup.select(".tiles > li")
    assert (len(tiles), len([one for one in tiles if "empty" in one.get("class", [])])) == (34, 4)


@pytest.fixture(params=["no script", "less motion", "print"])
def still(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Any]:
    """A tab on a phone in which nothing is to move."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 800},
        java_script_enabled=request.param != "no script",
        reduced_motion="reduce" if request.param == "less motion" else "no-preference",
    )
    tab = context.new_page()
    if request.param == "print":
        tab.emulate_media(media="print")
    yield tab
    context.close()


@editions
def test_pictures_stand_as_in_the_end_where_nothing_moves(folder: str, book: Path, still: Any) -> None:
    still.goto((book / folder / "book" / "story.html").as_uri())
    assert still.locator("figure.scene").count() == 8
    assert all(one.is_visible() for one in still.locator("figure.scene").all())
    assert still.evaluate(_UNFINISHED) == []


@editions
@pytest.mark.parametrize("name", ["book/story", "notebooks/3-cases", "notebooks/3-elsewhere"])
def test_no_text_of_a_picture_is_cut_on_a_phone(name: str, folder: str, book: Path, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto((book / folder / f"{name}.html").as_uri())
    assert tab.evaluate(_CUT) == []
    context.close()


@editions
def test_each_scene_fits_a_phone(folder: str, book: Path, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto((book / folder / "book" / "story.html").as_uri())
    heights = tab.evaluate(
        "() => [...document.querySelectorAll('section:has(> .scene)')].map((one) => one.offsetHeight)"
    )
    assert len(heights) == 8
    assert max(heights) <= 800
    context.close()


@editions
def test_pictures_move_when_they_come_into_view_and_buttons_lead_on(folder: str, book: Path, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    tab = context.new_page()
    tab.goto((book / folder / "book" / "story.html").as_uri())
    last = tab.locator("figure.scene").last
    assert "seen" not in last.get_attribute("class")
    steps = tab.locator(".story-steps")
    assert steps.is_visible()
    for place in range(int(steps.locator("span").inner_text().split(" / ")[0]), 8):
        steps.locator("button").last.click()
        tab.wait_for_function(
            "place => document.querySelector('.story-steps span').textContent === `${place} / 8`", arg=place + 1
        )
    assert steps.locator("button").last.is_disabled()
    tab.wait_for_function("() => document.querySelectorAll('.scene:not(.seen)').length === 0")
    context.close()


def test_address_is_copied_without_the_place_on_the_page(served: str, chromium: Any) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(f"{served}/book/story.html#the-best-reply")
    tab.locator(".story-share button").click()
    tab.locator(".story-share [role=status]:not(:empty)").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == f"{served}/book/story.html"
    context.close()


# --- the cases by place, and the order of the chapters --------------------------------------------------------------


@editions
def test_cases_stand_under_their_places_with_their_chapters(folder: str, read: dict[str, Page], report: Audit) -> None:
    page = read[f"{folder}notebooks/3-cases.html"]
    language = "zh" if folder else "en"
    found = {
        entry.p.a["href"]: place.h3.get_text()
        for place in page.soup.select(".places > li")
        for entry in place.select("ul > li:has(> p)")
    }
    assert len(found) == 10
    sites = {row.section: row.places[language] for row in report.ledger.sites.values()}
    for address, place in found.items():
        section = "3." + str(int(address.split("-")[1]))
        assert place == sites.get(section, {"en": "No place named", "zh": "未写明地点"}[language])


@editions
def test_next_page_follows_the_report(folder: str, read: dict[str, Page]) -> None:
    """From the front page by what is next, every page of the list is reached, in its order."""
    here, found = "book/index", ["book/index"]
    while link := read[f"{folder}{here}.html"].soup.select_one("a.right-next"):
        parts = (here.rpartition("/")[0] + "/" + link["href"].removesuffix(".html")).split("/")
        here = "/".join(parts[-2:])
        found.append(here)
    assert found == PAGES


@editions
def test_only_a_part_of_the_report_has_a_number(folder: str, read: dict[str, Page]) -> None:
    titles = [read[f"{folder}notebooks/{path.stem}.html"].soup.h1.get_text() for path in
              sorted(paths.NOTEBOOKS.glob("*.ipynb"))]  # fmt: skip
    numbers = [title.split()[0] for title in titles if title[0].isdigit()]
    assert len(set(numbers)) == len(numbers)
