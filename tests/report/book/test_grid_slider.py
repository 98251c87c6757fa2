"""The slider of the front page says what Python computes, by keyboard, from its address, and as a picture."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compendium import paths
from compendium.audit.audit import Audit
from compendium.display import wording
from compendium.export import grid_slider
from compendium.i18n.messages import using_language

editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
PAGE = "book/index.html"
FACTOR = "grid.national_in_force"
ADDED = ("grid-model.js", "rules.js", "engine.js", "grid-slider.js", "grid-slider.css")


@pytest.fixture(scope="module")
def context(chromium: Any) -> Iterator[Any]:
    found = chromium.new_context(bypass_csp=True)  # Playwright evaluates what it waits for
    yield found
    found.close()


@pytest.fixture
def tab(context: Any) -> Iterator[Any]:
    faults: list[str] = []
    found = context.new_page()
    found.set_viewport_size({"width": 1280, "height": 900})
    found.on("pageerror", lambda error: faults.append(str(error)))
    yield found
    found.close()
    assert faults == []


def open_at(tab: Any, book: Path, folder: str = "", state: str = "") -> None:
    tab.goto((book / folder / PAGE).as_uri() + state)
    tab.locator("#grid-slider.moves").wait_for()


def shown(tab: Any) -> dict[str, tuple[str, str]]:
    """Return the value and the state of each case, as they stand on the page."""
    cases = tab.locator("#grid-slider li.case")
    return {
        case.get_attribute("data-case"): (
            case.locator(".value").inner_text(), case.get_attribute("class").removeprefix("case ")
        )
        for case in cases.all()
    }  # fmt: skip


def expected(report: Audit, ids: list[str], value: float) -> dict[str, tuple[str, str]]:
    """Return what the page should say of each case at a value of the factor."""
    one = grid_slider.slider(report, FACTOR, 1.1, ids)
    found = {}
    for row in one.cases:
        figure = one.figure(row)
        told = wording.outcome(one.interval(row, value), figure.unit if figure else row.unit)
        found[row.id] = (told, one.state(row, value).replace(" ", "-"))
    return found


@editions
@pytest.mark.parametrize("value", [0.1404, 0.5703, 0.6, 0.997])
def test_cases_are_at_any_factor_what_python_computes(
    value: float, folder: str, book: Path, tab: Any, report: Audit
) -> None:
    open_at(tab, book, folder, f"#grid={value}")
    found = shown(tab)
    with using_language("zh" if folder else "en"):
        assert found == expected(report, list(found), value)
        assert wording.number(value) in tab.locator("#grid-now").inner_text()
    assert len(found) >= 5


def test_keyboard_moves_cases_words_and_address(book: Path, tab: Any, report: Audit) -> None:
    open_at(tab, book)
    slider = tab.get_by_role("slider", name="How dirty is the grid?")
    before = shown(tab)
    assert before == expected(report, list(before), 0.5703)
    slider.press("ArrowRight")
    tab.wait_for_function("location.hash === '#grid=0.58'")
    assert shown(tab) == expected(report, list(before), 0.58) != before
    slider.press("ArrowLeft")
    tab.wait_for_function("location.hash === '#grid=0.5703'")  # the step that stands for the mark
    assert shown(tab) == before
    slider.press("End")
    assert shown(tab) == expected(report, list(before), 1.1)
    told = slider.get_attribute("aria-valuetext").replace("\N{NO-BREAK SPACE}", " ")
    assert told.startswith("1.1 kg CO₂/kWh. Suining: 1,144 t CO₂/a, not as printed; ")


def test_listeners_are_told_once_it_rests_and_only_of_another_set(book: Path, tab: Any) -> None:
    open_at(tab, book)
    status = tab.locator("#grid-told")
    slider = tab.locator("#grid-range")
    slider.press("ArrowRight")
    tab.wait_for_timeout(1000)
    assert status.inner_text() == ""
    tab.get_by_role("button", name="Suining, implied").click()
    tab.wait_for_function("document.getElementById('grid-told').textContent.includes('Suining')")
    assert tab.url.endswith("#grid=0.997")


def test_address_is_restored_and_goes_along_to_the_other_language(book: Path, tab: Any) -> None:
    open_at(tab, book, "", "#grid=0.85")
    assert tab.locator("#grid-range").input_value() == "0.85"
    tab.locator("a.language").first.click()
    tab.wait_for_url(f"**/zh/{PAGE}#grid=0.85")
    assert tab.locator("#grid-range").input_value() == "0.85"


@pytest.mark.parametrize("state", ["#grid=", "#grid=many", "#grid=-1", "#grid=2", "#figures-by-case"])
def test_address_without_a_factor_of_the_slider_changes_nothing(state: str, book: Path, tab: Any) -> None:
    open_at(tab, book, "", state)
    assert tab.locator("#grid-range").input_value() == "0.57"
    assert "0.5703" in tab.locator("#grid-now").inner_text()


@editions
def test_picture_is_whole_without_a_script(folder: str, book: Path, chromium: Any, report: Audit) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((book / folder / PAGE).as_uri())
    found = shown(tab)
    with using_language("zh" if folder else "en"):
        assert found == expected(report, list(found), 0.5703)
    assert tab.locator("#grid-slider .needle").is_visible()
    assert tab.locator("#grid-slider .lanes .band").count() > 4
    assert not tab.locator("#grid-range").is_visible()
    context.close()


@editions
def test_marks_can_be_touched_and_do_not_overlap_on_a_phone(folder: str, book: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 360, "height": 800})
    open_at(tab, book, folder)
    boxes = [one.bounding_box() for one in tab.locator("#grid-slider .marks button").all()]
    assert tab.locator("#grid-range").bounding_box()["height"] >= 44
    assert all(box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            below = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            assert beside or below


def test_dirtiest_is_so_of_the_latest_year_and_no_province_reaches_the_print(report: Audit) -> None:
    page = (paths.BOOK / "index.md").read_text(encoding="utf-8")
    (pattern,) = [line.split()[1] for line in page.splitlines() if line.startswith(":dirtiest:")]
    (case,) = [line.split()[1] for line in page.splitlines() if line.startswith(":cases:")]
    provinces = [row for id_, row in report.ledger.factors.items() if id_.startswith("province.")]
    latest = max(row.year for row in provinces)
    assert pattern.endswith(latest)
    assert grid_slider.greatest(report, pattern).value == max(row.value for row in provinces if row.year == latest)
    one = grid_slider.slider(report, FACTOR, 1.1, [case])
    (right,) = [stretch for stretch in one.stretches(one.cases[0]) if stretch.state == "agrees"]
    assert max(row.value for row in provinces) < right.low < 0.997 < right.high


def test_slider_is_light(book: Path) -> None:
    weight = sum(len(gzip.compress((book / "_static" / "what-if" / name).read_bytes())) for name in ADDED)
    assert weight <= 25_000
