"""The what-if page computes what Python computes, shows it, and keeps it in its address."""

import shlex
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import axe
from compendium.audit.audit import Audit, open_audit
from compendium.audit.evaluation.search import FINEST
from compendium.display import wording
from compendium.i18n.messages import using_language
from compendium.ledger.problem import DataError
from compendium.ledger.vocabulary import Arithmetic, Evidence, Method
from compendium.rerun import choose

editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
PAGE = "book/what-if.html"
DESKTOP = {"width": 1280, "height": 900}
COMPUTED = """assumed => ({
  results: Object.fromEntries(Object.keys(MODEL.derivations).map(id => [id, AUDIT.result(id, assumed)])),
  verdicts: Object.fromEntries(Object.keys(MODEL.figures).map(id => {
    const { arithmetic, evidence, material } = AUDIT.verdict(id, assumed);
    return [id, [arithmetic, evidence, material]];
  })),
})"""


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """What the pages have complained of since the last test."""
    return []


@pytest.fixture(scope="module")
def context(chromium: Any, complaints: list[str]) -> Iterator[Any]:
    # Playwright waits for what a text says by evaluating it, which the page's policy forbids.
    found = chromium.new_context(viewport=DESKTOP, bypass_csp=True)
    found.on("console", lambda one: complaints.append(one.text) if one.type in ("error", "warning") else None)
    found.on("weberror", lambda one: complaints.append(str(one.error)))
    yield found
    found.close()


@pytest.fixture(scope="module")
def any_tab(context: Any) -> Any:
    return context.new_page()


@pytest.fixture
def quiet(complaints: list[str]) -> Iterator[None]:
    """Fails the test if a page complained."""
    yield
    found = complaints.copy()
    complaints.clear()  # they are this test's alone
    assert found == []


@pytest.fixture
def tab(any_tab: Any, quiet: None) -> Any:
    """A tab on a desktop, to open a page in, which must not complain."""
    any_tab.set_viewport_size(DESKTOP)
    any_tab.emulate_media(color_scheme="light", reduced_motion="no-preference")
    return any_tab


@pytest.fixture(scope="module")
def loaded(book: Path, context: Any) -> Any:
    """A tab with the page, which only computes: what is assumed is told to its engine, not to the page."""
    opened = context.new_page()
    open_at(opened, book)
    return opened


@pytest.fixture
def computing(loaded: Any, quiet: None) -> Any:
    return loaded


def open_at(tab: Any, book: Path, folder: str = "", state: str = "") -> None:
    tab.goto("about:blank")
    tab.goto((book / folder / PAGE).as_uri() + state)
    tab.locator("#what-if-chart .row").first.wait_for()
    tab.locator("#what-if-rows tr").first.wait_for()


def moved(report: Audit, seed: int) -> dict[str, float]:
    """Return random assumptions: some factors at half to one and a half times their value."""
    generator = np.random.default_rng(seed)
    used = sorted({id_ for result in report.results.values() for id_ in result.factors})
    chosen = [id_ for id_ in used if generator.random() < 0.3]
    return {id_: report.ledger.factors[id_].value * float(generator.uniform(0.5, 1.5)) for id_ in chosen}


@pytest.mark.parametrize("seed", range(-1, 12))
def test_browser_computes_what_python_computes(seed: int, computing: Any, report: Audit) -> None:
    assumptions = moved(report, seed) if seed >= 0 else {}
    assert len(assumptions) > 20 or seed < 0
    audit = open_audit("", assumptions, ledger=report.ledger, allow_implausible=True)
    found = computing.evaluate(
        COMPUTED.replace("AUDIT.result(id, assumed)", "AUDIT.result(id, assumed).map(String)"), assumptions
    )
    assert set(found["results"]) == set(audit.results)
    for id_, result in audit.results.items():
        ends = result.interval
        expected = (ends.low, ends.value, ends.high)
        # where neither proves the ends, both search for them, and end within its last step
        near = FINEST * (ends.high - ends.low) if result.method is Method.SAMPLED else 0
        low, value, high = (float(end) for end in found["results"][id_])
        pole = 1e4 * abs(ends.value)
        if near and ends.high - ends.low > pole:  # both searches ran towards a pole: how far they got says nothing
            assert (value, high - low > pole) == (pytest.approx(ends.value, rel=1e-9), True), id_
        else:
            assert [low, value, high] == pytest.approx(expected, rel=1e-9, abs=near), id_
    told = {id_: [one.arithmetic, one.evidence, one.material] for id_, one in audit.verdicts.items()}
    assert found["verdicts"] == told


SHOWN = """() => Object.fromEntries(Object.entries(MODEL.derivations).map(([id, row]) => {
  const [low, value, high] = AUDIT.result(id, {});
  return [id, [AUDIT.outcome(row, low, value, high), AUDIT.interval(row, low, high)]];
}))"""


@editions
def test_every_value_and_interval_is_set_as_everywhere_in_the_book(
    folder: str, book: Path, tab: Any, report: Audit
) -> None:
    open_at(tab, book, folder)
    shown = tab.evaluate(SHOWN)
    assert len(shown) == len(report.results) > 300
    with using_language("zh" if folder else "en"):
        for id_, result in report.results.items():
            unit = result.derivation.unit
            assert shown[id_] == [wording.outcome(result.interval, unit), wording.interval(result.interval, unit)], id_


@editions
def test_numbers_are_set_as_everywhere_in_the_book(folder: str, book: Path, tab: Any, report: Audit) -> None:
    open_at(tab, book, folder, "#show=suining.co2_avoided")
    values = [text.strip() for text in tab.locator("#what-if-rows td:nth-child(2)").all_inner_texts()]
    with using_language("zh" if folder else "en"):
        checks = report.verdict("suining.co2_avoided").checks
        assert values == [wording.outcome(check.result.interval, check.result.derivation.unit) for check in checks]
        assert values[0] in tab.locator("#what-if-chart").inner_text()


def test_moving_a_factor_changes_values_verdict_chart_address_and_command(book: Path, tab: Any, report: Audit) -> None:
    open_at(tab, book, "", "#show=suining.co2_avoided")
    before = tab.locator("#what-if-chart").inner_html()
    assert "not reproduced" not in tab.locator("#what-if-told").inner_text()
    tab.locator("#what-if-more summary").click()  # it is no factor of a grid
    tab.get_by_role("spinbutton", name="classical CO₂ per kWh").fill("0.5366")
    tab.wait_for_function("location.hash.includes('classic.co2=0.5366')")
    told = tab.locator("#what-if-told")
    assert told.locator(".verdict").all_inner_texts()[1].endswith("not reproduced")
    audit = open_audit("3.6", {"classic.co2": 0.5366}, ledger=report.ledger)
    expected = wording.outcome(audit.result("suining.co2_from_coal").interval, "t CO2 / a")
    assert expected in tab.locator("#what-if-rows").inner_text().replace("\t", " ")
    tab.wait_for_function("before => document.querySelector('#what-if-chart').innerHTML !== before", arg=before)
    row = tab.locator("#what-if-chart .row", has_text="with 0.5366 instead of 0.997")
    assert expected in row.inner_text()
    assert row.get_attribute("class") == "row missed"
    assert "classic.co2=0.5366" in tab.locator("#what-if-command").inner_text()
    tab.get_by_role("button", name="Reset", exact=True).click()
    tab.wait_for_function("!location.hash.includes('classic')")
    assert "not reproduced" not in told.inner_text()


def test_slider_moves_by_keyboard(book: Path, tab: Any) -> None:
    open_at(tab, book, "", "#show=suining.co2_avoided")
    slider = tab.get_by_role("slider", name="Sichuan grid average 2022")
    slider.focus()
    slider.press("ArrowRight")
    tab.wait_for_function("location.hash.includes('grid.sichuan_2022')")
    box = tab.get_by_role("spinbutton", name="Sichuan grid average 2022")
    assert 0.1404 < float(box.input_value()) < 0.15
    tab.get_by_role("button", name="reset Sichuan grid average 2022").click()
    tab.wait_for_function("!location.hash.includes('grid.sichuan_2022')")


@editions
def test_address_restores_the_state_and_goes_along_to_the_other_language(folder: str, book: Path, tab: Any) -> None:
    state = "#show=landfill.co2_avoided&gwp.sar=28"
    open_at(tab, book, folder, state)
    shown = tab.locator("#what-if-rows td:nth-child(4)").all_inner_texts()
    assert tab.locator("[data-factor='gwp.sar'] input[type=number]").input_value() == "28"
    tab.locator("a.language").first.click()
    tab.wait_for_url(f"**/{PAGE}{state}")
    tab.locator("#what-if-rows tr").first.wait_for()
    assert ("/zh/" in tab.url) != bool(folder)
    assert tab.locator("#what-if-rows td:nth-child(4)").all_inner_texts() == shown


def test_address_that_asks_for_what_is_not_there_is_no_fault(book: Path, tab: Any) -> None:
    open_at(tab, book, "", "#show=nothing.there&gwp.nobody=3&gwp.sar=many")
    assert tab.locator("#what-if-rows tr").count() > 5
    assert "gwp" not in tab.url


def test_presets_set_every_factor_of_their_kind_within_the_case(book: Path, tab: Any, report: Audit) -> None:
    open_at(tab, book, "", "#show=landfill.co2_avoided")
    tab.get_by_label("Assume").select_option("gwp_ar5")
    tab.wait_for_function("location.hash.includes('gwp.sar=28')")
    audit = open_audit("3.5", report.ledger.preset("gwp_ar5"), ledger=report.ledger)
    ratios = [wording.ratio(check.ratio) for check in audit.verdict("landfill.co2_avoided").checks]
    assert tab.locator("#what-if-rows td:nth-child(4)").all_inner_texts() == ratios
    assert tab.locator("#what-if-preset option[value=classical_coal]").is_disabled()
    told = tab.locator("#what-if-sets").inner_text()
    assert told.startswith("Sets 4 of the ")
    assert "to 28\N{NO-BREAK SPACE}t CO₂/t CH₄: methane GWP, SAR; methane GWP, AR4; " in told
    tab.locator("#what-if-case").select_option("3.6")
    assert "gwp" not in tab.url  # no factor of this case


@editions
def test_command_reruns_the_chapter_with_what_is_assumed(folder: str, book: Path, tab: Any, report: Audit) -> None:
    open_at(tab, book, folder, "#show=suining.co2_avoided&grid.sichuan_2022=0.0000001404&carbon.share_of_co2=0.25")
    words = shlex.split(tab.locator("#what-if-command").inner_text())
    assert words[:5] == ["python", "-m", "compendium", "rerun", "3-06-suining-pv"]
    assert words[-2:] == (["--language", "zh"] if folder else ["--assume", "carbon.share_of_co2=0.25"])
    given = [words[at + 1] for at, word in enumerate(words) if word == "--assume"]
    assert given == ["grid.sichuan_2022=0.0000001404", "carbon.share_of_co2=0.25"]
    open_audit("3.6", choose.assumptions(report.ledger, (), given), ledger=report.ledger)


@pytest.mark.parametrize(("value", "allowed"), [("2.2", False), ("2.3", True), ("-1", True)])
def test_command_allows_what_would_be_refused(value: str, allowed: bool, book: Path, tab: Any, report: Audit) -> None:
    open_at(tab, book, "", f"#show=suining.co2_avoided&grid.sichuan_2022={value}")
    words = shlex.split(tab.locator("#what-if-command").inner_text())
    assert ("--allow-implausible" in words) == allowed
    with pytest.raises(DataError) if allowed else nullcontext():
        open_audit("3.6", {"grid.sichuan_2022": float(value)}, ledger=report.ledger)


def test_command_names_the_preset(book: Path, tab: Any) -> None:
    open_at(tab, book, "", "#show=landfill.co2_avoided")
    tab.get_by_label("Assume").select_option("gwp_ar5")
    tab.wait_for_function("document.getElementById('what-if-command').textContent.includes('--preset')")
    assert tab.locator("#what-if-command").inner_text().endswith("rerun 3-05-landfill-gas --preset gwp_ar5")


def test_nothing_offers_to_copy_where_the_browser_cannot(book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.goto((book / PAGE).as_uri())
    tab.wait_for_selector("#what-if-form:not([hidden])")
    assert [tab.locator(f"#what-if-copy-{one}").is_hidden() for one in ("command", "link")] == [True, True]
    tab.close()


def test_evidence_stands_before_the_arithmetic(book: Path, tab: Any) -> None:
    tab.goto((book / PAGE).as_uri())
    tab.wait_for_selector("#what-if-told .verdict")
    evidence, arithmetic = tab.locator("#what-if-told .verdict").all_inner_texts()[:2]
    assert evidence in {str(one) for one in Evidence}
    assert arithmetic in {str(one) for one in Arithmetic}


def test_link_and_command_can_be_copied(served: str, chromium: Any) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"], bypass_csp=True)
    tab = context.new_page()
    tab.goto(f"{served}/{PAGE}#show=suining.co2_avoided&gwp.sar=28")
    for name, expected in (
        ("Copy a link to this state", f"{served}/{PAGE}#show=suining"),
        ("Copy the command", "python -m compendium rerun "),
    ):
        tab.get_by_role("button", name=name).click()
        tab.wait_for_function(
            "expected => navigator.clipboard.readText().then(one => one.startsWith(expected))", arg=expected
        )
    assert tab.locator("#what-if-copied").inner_text() == "Copied."
    context.close()


@editions
def test_page_is_clean_to_axe_with_factors_moved(folder: str, book: Path, tab: Any) -> None:
    tab.emulate_media(reduced_motion="reduce")
    open_at(tab, book, folder, "#show=suining.co2_avoided&grid.sichuan_2022=0.5&classic.co2=0.5")
    axe.keep_one_of_each(tab)
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
        assert axe.violations(tab) == set(), scheme


@editions
def test_page_fits_a_phone_whatever_is_shown(folder: str, book: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": 360, "height": 780})
    open_at(tab, book, folder)
    for case in tab.locator("#what-if-case option").evaluate_all("all => all.map(one => one.value)"):
        tab.locator("#what-if-case").select_option(case)
        tab.locator("#what-if-chart .row").first.wait_for()
        assert tab.evaluate("document.documentElement.scrollWidth") == 360, case


def test_page_without_a_script_says_what_to_do(book: Path, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((book / PAGE).as_uri())
    assert "The command “rerun” does the same" in tab.locator("article").inner_text()
    assert not tab.locator("#what-if-form").is_visible()
    context.close()


@editions
def test_page_opens_on_what_it_names_with_its_grids_first_and_the_rest_folded(
    folder: str, book: Path, tab: Any, report: Audit
) -> None:
    open_at(tab, book, folder)
    assert "show=suining.co2_avoided" in tab.url
    figures = tab.locator("#what-if-target option").evaluate_all("all => all.map(one => one.value)")
    assert set(figures) <= set(report.ledger.figures)
    assert not tab.locator("#what-if-other").is_visible()
    seen = tab.locator("#what-if-factors [data-factor]").evaluate_all("all => all.map(one => one.dataset.factor)")
    folded = tab.locator("#what-if-more [data-factor]").evaluate_all("all => all.map(one => one.dataset.factor)")
    assert {report.ledger.factors[id_].kind for id_ in seen} == {"grid"}
    used = {id_ for check in report.verdict("suining.co2_avoided").checks for id_ in check.result.factors}
    assert {*seen, *folded} == used
    assert not tab.locator("#what-if-more [data-factor]").first.is_visible()


def test_factor_that_the_address_moves_is_not_folded_away(book: Path, tab: Any) -> None:
    open_at(tab, book, "", "#show=suining.co2_avoided&classic.co2=0.5")
    assert tab.locator("[data-factor='classic.co2']").is_visible()


def test_quantity_that_is_not_printed_is_found_under_more(book: Path, tab: Any, report: Audit) -> None:
    open_at(tab, book)
    tab.locator("#what-if-others summary").click()
    tab.locator("#what-if-other").select_option("suining.grid_needed_ratio")
    tab.wait_for_function("location.hash.includes('show=suining.grid_needed_ratio')")
    assert tab.locator("#what-if-target").input_value() == ""
    assert tab.locator("#what-if-chart .row").get_attribute("class") == "row aside"
    assert tab.locator("#what-if-chart .line").count() == 0


def test_preset_says_what_it_sets_and_each_row_what_stands_for_what(book: Path, tab: Any, report: Audit) -> None:
    open_at(tab, book)
    tab.get_by_label("Assume").select_option("national_2022")
    tab.wait_for_function("location.hash.includes('grid.sichuan_2022=0.5366')")
    told = tab.locator("#what-if-sets").inner_text()
    assert "to 0.5366" in told
    assert report.ledger.factors["grid.sichuan_2022"].labels["en"] in told
    assert "at Sichuan's grid 2022, with 0.5366 instead of 0.1404" in tab.locator("#what-if-chart").inner_text()


@editions
def test_printed_line_has_a_name_and_crosses_neither_names_nor_values(folder: str, book: Path, tab: Any) -> None:
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        open_at(tab, book, folder)
        assert "1037" in tab.locator("#what-if-chart .print").inner_text().replace(",", "")
        lines = [one.bounding_box() for one in tab.locator("#what-if-chart .line").all()]
        texts = [one.bounding_box() for one in tab.locator("#what-if-chart :is(.label, .told, .print)").all()]
        assert len(lines) > 10
        for line in lines:
            for text in texts:
                beside = line["x"] + line["width"] <= text["x"] or text["x"] + text["width"] <= line["x"]
                apart = line["y"] + line["height"] <= text["y"] + 1 or text["y"] + text["height"] <= line["y"] + 1
                assert beside or apart


def test_sliders_can_be_touched(book: Path, tab: Any) -> None:
    open_at(tab, book)
    for slider in tab.locator("#what-if-factors input[type=range]").all():
        assert slider.bounding_box()["height"] >= 44
