"""The records of the printed figures: one each in both languages, whole, light, with calculations that compute."""

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import axe
from calculation import FORMULA, calculation
from compendium import paths
from compendium.audit.audit import Audit
from compendium.sphinx_ext.addresses import Address, faults, listed
from page import PAGES, Page, joined, texts

editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])
REPLY = {"": "The best reply", "zh/": "对报告最有利的解释"}
ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?:,? [a-z]+){4,}\b")
CHINESE = re.compile(r"[\u3400-\u9fff][^a-zA-Z]{0,3}[\u3400-\u9fff]{3,}")


@pytest.fixture
def records(folder: str, read: dict[str, Page], report: Audit) -> dict[str, Page]:
    """The records of one edition by the ids of their figures."""
    return {id_: read[f"{folder}figures/{id_}.html"] for id_ in report.verdicts}


@editions
def test_every_figure_has_a_record_and_the_list_leads_to_each(
    folder: str, read: dict[str, Page], report: Audit
) -> None:
    own = {name for name in read if name.startswith(f"{folder}figures/")}
    assert own == {f"{folder}figures/{name}.html" for name in ("index", *report.verdicts)}
    listing = read[f"{folder}figures/index.html"]
    assert [link["href"] for link in listing.soup.select(".figures a")] == [f"{id_}.html" for id_ in report.verdicts]
    ledger = read[f"{folder}book/ledger.html"].links
    assert {f"../figures/{name}.html" for name in ("index", *report.verdicts)} <= set(ledger)


@editions
def test_record_is_light(folder: str, records: dict[str, Page], book: Path) -> None:
    """With style sheet, script and icon; as files, and as a server sends them.

    As files all but the three figures with the most calculations stay under 60 KB.
    """
    beside = [book / folder / "_static" / name for name in ("record.css", "record.js", "copy.js", "mark.svg")]
    shared = [path.read_bytes() for path in beside]
    plain = {id_: len(page.text.encode()) + sum(map(len, shared)) for id_, page in records.items()}
    sent = max(sum(len(gzip.compress(one)) for one in (page.text.encode(), *shared)) for page in records.values())
    assert len([id_ for id_, size in plain.items() if size > 60_000]) <= 3
    assert max(plain.values()) < 80_000
    assert sent < 20_000


@editions
def test_calculations_of_the_records_compute(folder: str, records: dict[str, Page], report: Audit) -> None:
    shown = {id_: FORMULA.findall(page.text)[1::2] for id_, page in records.items()}
    for id_, verdict in report.verdicts.items():
        computed = [check for check in verdict.checks if len(check.result.derivation.names) > 1]
        assert len(shown[id_]) >= len(computed), id_
    unique = {formula for found in shown.values() for formula in found}
    assert len(unique) > 100
    # The book's pages name the namespace of each formula, which a reader of XML needs; these do not.
    whole = (one.replace("<math ", '<math xmlns="http://www.w3.org/1998/Math/MathML" ', 1) for one in unique)
    assert not [fault for one in whole if (fault := calculation(one).fault())]


@editions
def test_record_has_every_check_with_its_inputs(folder: str, records: dict[str, Page], report: Audit) -> None:
    for id_, verdict in report.verdicts.items():
        boxes = set(records[id_].ids)
        wanted = {check.result.derivation.id for check in verdict.checks}
        wanted |= {one for check in verdict.checks for one in check.result.factors}
        assert wanted <= boxes, id_


@editions
def test_every_figure_on_the_page_of_findings_has_its_best_reply(
    folder: str, records: dict[str, Page], read: dict[str, Page]
) -> None:
    findings = read[f"{folder}book/findings.html"].soup
    paragraphs = [p for p in findings.article.select("section > p") if p.get_text().startswith(REPLY[folder])]
    quoted = {id_: page.soup.select("#reply blockquote") for id_, page in records.items()}
    replies = {id_: found[0].get_text().strip() for id_, found in quoted.items() if found}
    told = {re.sub(rf"^{REPLY[folder]}[.。]\s*", "", p.get_text()).strip() for p in paragraphs}
    assert {" ".join(one.split()) for one in replies.values()} == {" ".join(one.split()) for one in told}
    assert len(paragraphs) >= 9
    assert "suining.co2_avoided" in replies
    assert "universiade.cars" in replies


@editions
def test_record_is_in_its_language(folder: str, records: dict[str, Page]) -> None:
    foreign = {}
    for id_, page in records.items():
        own = "zh" if folder else "en"
        parts = page.outside(
            lambda tag, own=own: tag.name in ("script", "style", "pre", "code", "title")
            or not tag.get("lang", own).startswith(own) or "id" in tag.get("class", ())
        )  # fmt: skip
        prose = joined(texts(parts))
        if found := (ENGLISH if folder else CHINESE).findall(prose):
            foreign[id_] = found
    names = {"减污降碳协同增效", "四川省交通运输厅", "四川发布", "居全国第三"}  # given in Chinese on purpose
    assert {id_: found for id_, found in foreign.items() if set(found) - names} == {}


@editions
def test_nothing_of_the_record_is_said_by_its_address_while_there_is_none(
    folder: str, records: dict[str, Page]
) -> None:
    for page in records.values():
        head = page.soup.head
        assert head.select("link[rel=canonical], link[rel=alternate], meta[property='og:url']") == []
        assert len(head.select("meta[name=description]")) == len(head.select("meta[name=viewport]")) == 1
        assert not [one for one in page.fetched if urlsplit(one).scheme]


@editions
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_unfolded_record_is_open_to_assistive_technology(folder: str, scheme: str, book: Path, chromium: Any) -> None:
    """What is folded axe does not see, and a record folds most of its checks."""
    context = chromium.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": 360, "height": 800})
    tab = context.new_page()
    tab.goto((book / folder / "figures/suining.co2_avoided.html").as_uri())
    tab.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    assert axe.violations(tab) == set()
    context.close()


@editions
def test_copy_button_copies_and_a_link_opens_what_is_folded(folder: str, served: str, chromium: Any) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(f"{served}/{folder}figures/suining.co2_avoided.html#dispute")
    assert tab.locator("#dispute").get_attribute("open") is not None
    tab.locator("#dispute button").click()
    assert tab.evaluate("navigator.clipboard.readText()") == tab.locator("#dispute pre").text_content()
    fold = tab.locator("#inputs details").first
    assert fold.get_attribute("open") is None
    tab.evaluate("id => { location.hash = id }", fold.get_attribute("id"))
    tab.wait_for_function("id => document.getElementById(id).open", arg=fold.get_attribute("id"))
    context.close()


@editions
def test_button_opens_every_box_but_the_tools_and_is_not_there_without_scripts(
    folder: str, book: Path, chromium: Any
) -> None:
    for scripts in (True, False):
        context = chromium.new_context(java_script_enabled=scripts)
        tab = context.new_page()
        tab.goto((book / folder / "figures/suining.co2_avoided.html").as_uri())
        button = tab.get_by_role("button", name="展开全部内容" if folder else "Open all boxes")
        assert button.count() == scripts
        if scripts:
            assert tab.locator("main details:not([open])").count() > 10
            button.click()
            assert tab.locator("main details:not([open])").count() == tab.locator("#tools details").count()
            assert button.count() == 0
        context.close()


@editions
@pytest.mark.parametrize("width", [360, 1280])
def test_references_stand_one_below_the_other_as_wide_as_their_box(
    width: int, folder: str, book: Path, chromium: Any
) -> None:
    tab = chromium.new_page(viewport={"width": width, "height": 800})
    tab.goto(f"{(book / folder / 'figures/suining.co2_avoided.html').as_uri()}#cite")
    sides = tab.eval_on_selector_all(
        "#cite pre", "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.width, box.top])"
    )
    tab.close()
    assert len(sides) == 7
    assert {round(left) for left, _, _ in sides} == {round(sides[0][0])}
    assert min(wide for _, wide, _ in sides) > 0.8 * min(width, 700)
    assert [top for _, _, top in sides] == sorted(top for _, _, top in sides)


@editions
def test_every_figure_has_its_picture(folder: str, book: Path, report: Audit) -> None:
    sizes = [(book / folder / "figures" / f"{id_}.png").stat().st_size for id_ in report.verdicts]
    assert max(sizes) < 40_000


# --- addresses --------------------------------------------------------------------------------------------------------


def test_list_of_addresses_knows_every_page_and_none_is_lost(report: Audit) -> None:
    """Fails with the line to add to ``book/addresses.csv``, or the address whose page is gone."""
    pages = {f"{name}.html" for name in PAGES} | {f"figures/{name}.html" for name in ("index", *report.verdicts)}
    assert [*faults(listed(paths.ROOT), pages)] == []


@editions
def test_every_address_of_the_list_answers(folder: str, book: Path) -> None:
    rows = listed(paths.ROOT)
    assert len(rows) > 130
    assert [row.address for row in rows if not (book / folder / row.address).is_file()] == []


def test_page_that_is_gone_would_be_missed(report: Audit) -> None:
    pages = {row.address for row in listed(paths.ROOT)}
    assert len([*faults([*listed(paths.ROOT), Address("book/gone.html", "")], pages)]) == 1
    assert len([*faults(listed(paths.ROOT), pages - {"figures/index.html"})]) == 1
