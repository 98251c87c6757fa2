"""A role sets a number of the ledger with its unit, link and verdict, or stops the build and says where and why."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from sphinx.errors import SphinxError

from compendium.audit.audit import Audit
from compendium.display import wording

Build = Callable[[dict[str, str]], Any]
LEDGER = {"book/ledger": "# Ledger\n", "book/sources": "# Sources\n"}


@pytest.mark.parametrize(
    ("role", "text", "kind", "nearest"),
    [
        ("printed", "suining.co2_avoidd", "the id of a figure", "suining.co2_avoided"),
        ("printed", "suining.grid_needed", "the id of a figure", None),
        ("verdict", "suining.co2_avoidd", "the id of a figure", "suining.co2_avoided"),
        ("recomputed", "suining.grid_neded", "the id of a derivation", "suining.grid_needed"),
        ("recomputed", "suining.co2_avoided", "the id of a derivation", None),
        ("factor", "grid.sichuan_2o22", "the id of a factor", "grid.sichuan_2022"),
        ("count", "evidence/contradictd", "a count", "evidence/contradicted"),
    ],
)
def test_unknown_id_stops_the_build_and_names_page_line_and_nearest(
    build: Build, role: str, text: str, kind: str, nearest: str | None
) -> None:
    with pytest.raises(SphinxError) as stop:
        build({"index": f"# Title\n\nOne line.\n\nThe number {{{role}}}`{text}` is wrong.\n"})
    message = str(stop.value)
    assert re.search(rf"index\.md:5: {{{role}}} wants {kind}: no row has the id '{re.escape(text)}'", message)
    if nearest:
        assert message.endswith(f"; nearest: '{nearest}'")


PAGE = """\
# Title

{printed}`suining.co2_avoided`
{printed}`suining.generation`
{recomputed}`suining.dust_per_co2`
{factor}`grid.sichuan_2022`
{verdict}`suining.co2_avoided`
"""


@pytest.fixture(scope="module")
def page(build: Build) -> str:
    book = build({"index": "# Index\n", "notebooks/case": PAGE, **LEDGER})
    assert book.warnings == ""
    return str(book.page("notebooks/case"))


def link(page: str, id_: str) -> dict[str, str]:
    """Return the attributes and the text of the link to a row."""
    found = re.search(rf'<a ([^>]*href="[^"]*#{re.escape(id_)}"[^>]*)>(.*?)</a>', page)
    assert found, f"no link to {id_}"
    text = unescape(re.sub("<[^>]+>", "", found[2]))
    return {**{name: unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', found[1])}, "text": text}


def test_printed_figure_shows_number_unit_and_both_answers(page: str, report: Audit) -> None:
    found = link(page, "suining.co2_avoided")
    assert found["text"] == "1,037\N{NO-BREAK SPACE}t CO₂/a"
    assert found["href"] == "../book/ledger.html#suining.co2_avoided"
    assert set(found["class"].split()) >= {"number", "printed", "reproduced", "contradicted"}
    label = report.ledger.figures["suining.co2_avoided"].label
    assert found["title"] == f"{label}: reproduced, contradicted"


def test_printed_figure_keeps_its_word_of_doubt(page: str) -> None:
    assert link(page, "suining.generation")["text"] == "over 1 million\N{NO-BREAK SPACE}kWh/a"


def test_recomputed_number_shows_its_interval(page: str, report: Audit) -> None:
    found = link(page, "suining.dust_per_co2")
    result = report.result("suining.dust_per_co2")
    unit = result.derivation.unit
    assert found["text"] == wording.quantity(result.value, unit)
    assert found["title"].endswith(f": {wording.interval(result.low, result.high, unit)}")
    assert found["href"] == "../book/ledger.html#suining.dust_per_co2"
    assert set(found["class"].split()) >= {"number", "recomputed"}


def test_factor_leads_to_its_source(page: str, report: Audit) -> None:
    found = link(page, "grid.sichuan_2022")
    row = report.ledger.factors["grid.sichuan_2022"]
    assert found["text"] == wording.quantity(row.value, row.unit)
    assert found["href"] == "../book/sources.html#grid.sichuan_2022"
    assert found["title"] == f"{row.label}: {row.source}, grade {row.grade}"
    assert set(found["class"].split()) >= {"number", "factor"}


def test_verdict_is_two_words_that_need_no_colour(page: str) -> None:
    assert (
        '<span class="verdict reproduced">reproduced</span> <span class="verdict contradicted">contradicted</span>'
    ) in page


def test_counts_are_those_of_the_ledger(build: Build, report: Audit) -> None:
    ledger, verdicts = report.ledger, report.verdicts.values()
    expected = {
        "figures": len(ledger.figures),
        "exclusions": len(ledger.excluded),
        "factors": len(ledger.factors),
        "derivations": len(ledger.derivations),
        "sources": len({row.source for row in ledger.factors.values()}),
        "cited": sum(row.cites != "" for row in ledger.figures.values()),
        "checked": sum(len(verdict.checks) > 0 for verdict in verdicts),
        "material": sum(verdict.material for verdict in verdicts),
    }
    for question in ("arithmetic", "evidence"):
        expected |= {f"{question}/{answer}": count for answer, count in report.counts(question).items()}
    tonnes = ("t CO2", "t CO2 / a", "wan t CO2", "wan t CO2 / a")
    carbon = [one.evidence for one in verdicts if one.checks and one.figure.unit in tonnes]
    expected |= {"carbon": len(carbon), "carbon/supported": 0, "carbon/contradicted": carbon.count("contradicted")}
    text = "".join(f"\n{{count}}`{name}`\n" for name in expected)
    page = build({"index": f"# Title\n{text}"}).page("index")
    assert re.findall(r'<span class="count">(\d+)</span>', page) == [str(count) for count in expected.values()]
    assert sum(count for name, count in expected.items() if name.startswith("evidence/")) == expected["figures"]
