"""Every erratum is guarded by words of the report: they stand there while it is open and are gone once it is mended."""

import re
from dataclasses import replace

import pytest

from compendium.audit.audit import Audit
from compendium.display.unit_words import multiplier
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Erratum

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module")
def sections(body: dict[str, str], references: str) -> dict[str, str]:
    return {**body, "references": references}


def stale(sections: dict[str, str], errata: list[Erratum]) -> list[str]:
    """Return what the errata and the report's text do not agree on, a line each."""
    found = []
    for row in errata:
        stands = row.expect in sections.get(row.section, "")
        if row.status == "open" and not stands:
            found.append(f"{row.id}: {row.section} does not say {row.expect!r}: mended, or never there?")
        if row.status == "mended" and stands:
            found.append(f"{row.id}: {row.section} still says {row.expect!r}")
    return found


def test_mended_text_is_noticed(sections: dict[str, str], ledger: Ledger) -> None:
    for row in ledger.errata.values():
        if row.status == "open":
            mended = {**sections, row.section: sections[row.section].replace(row.expect, "")}
            assert any(line.startswith(f"{row.id}: ") for line in stale(mended, list(ledger.errata.values())))


def test_fault_that_stands_is_not_called_mended(sections: dict[str, str], ledger: Ledger) -> None:
    first = next(iter(ledger.errata.values()))
    lines = stale(sections, [replace(first, status="mended")])
    assert lines == [f"{first.id}: {first.section} still says {first.expect!r}"]


def test_guard_in_another_section_is_noticed(sections: dict[str, str], ledger: Ledger) -> None:
    first = next(iter(ledger.errata.values()))
    assert len(stale(sections, [replace(first, section="5.5")])) == 1


def test_open_errata_stand_in_the_report(sections: dict[str, str], ledger: Ledger) -> None:
    assert stale(sections, list(ledger.errata.values())) == []


def test_guard_stands_once_in_its_section(sections: dict[str, str], ledger: Ledger) -> None:
    counts = {row.id: sections[row.section].count(row.expect) for row in ledger.errata.values()}
    assert {id_: times for id_, times in counts.items() if times != 1} == {}


def test_references_4_and_7_are_one(references: str) -> None:
    entries = dict(
        line.removeprefix("- [").split("] ", 1) for line in references.splitlines() if line.startswith("- [")
    )
    assert sorted(map(int, entries)) == list(range(1, 13))
    assert len(set(entries.values())) == 11
    assert entries["4"] == entries["7"]


def test_institute_has_two_names(text: str) -> None:
    assert text.count("四川省环境政策研究与规划局") == 1
    assert text.count("四川省环境政策研究与规划院") == 7


def test_findings_are_each_in_their_language(ledger: Ledger) -> None:
    rows = ledger.errata.values()
    assert [row.id for row in rows if CHINESE.search(row.findings["en"] + row.note)] == []
    assert [row.id for row in rows if not CHINESE.search(row.findings["zh"])] == []


def test_finding_is_one_sentence(ledger: Ledger) -> None:
    assert [row.id for row in ledger.errata.values() if not row.findings["en"].endswith(".")] == []
    assert [row.id for row in ledger.errata.values() if row.findings["en"].count(". ")] == []
    assert [row.id for row in ledger.errata.values() if row.findings["zh"].count("。") != 1] == []


def test_erratum_of_a_figure_stands_in_its_section(ledger: Ledger) -> None:
    rows = [row for row in ledger.errata.values() if row.figure]
    assert len(rows) > 20
    assert [row.id for row in rows if ledger.figures[row.figure].section != row.section] == []


def test_dust_is_the_carbon_of_the_co2_by_hand(report: Audit) -> None:
    dust, co2 = (report.ledger.figures[f"suining.{name}_avoided"] for name in ("dust", "co2"))
    carbon = float(co2.printed) * 12 / 44
    assert dust.unit == "t / a"
    assert float(dust.printed) == pytest.approx(carbon, abs=0.1)  # 1037 * 12 / 44 is 282.8


def test_landfill_runs_eight_thousand_hours_by_hand(report: Audit) -> None:
    generation, capacity = (report.ledger.figures[f"landfill.{name}"] for name in ("generation", "capacity"))
    kilowatt_hours = float(generation.printed) * 10 ** multiplier(generation.unit)
    assert kilowatt_hours / (float(capacity.printed) * 1000) == pytest.approx(8000, abs=1e-6)


def test_every_wording_of_the_report_is_given_in_english(ledger: Ledger) -> None:
    told = {id_: row.translations["en"] for id_, row in ledger.errata.items()}
    assert [id_ for id_, words in told.items() if not words or re.search("[\u3400-\u9fff]", words)] == []
