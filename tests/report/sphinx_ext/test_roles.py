"""Counts in prose are those of the report's ledger; its numbers are set as they are printed."""

from collections.abc import Callable

from compendium.audit.audit import Audit
from small_book import Book


def test_counts_are_those_of_the_ledger(build: Callable[..., Book], report: Audit) -> None:
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
    carbon = [
        one.evidence for one in verdicts if one.checks and one.figure.kind == "saving" and one.figure.unit in tonnes
    ]
    expected |= {
        "saving of CO2": len(carbon),
        "saving of CO2/supported": 0,
        "saving of CO2/contradicted": carbon.count("contradicted"),
    }
    text = "".join(f"\n{{count}}`{name}`\n" for name in expected)
    page = build({"index": f"# Title\n{text}"}).tree("index")
    assert [one.get_text() for one in page.select("span.count")] == [str(count) for count in expected.values()]
    assert len(carbon) > 3
    assert sum(count for name, count in expected.items() if name.startswith("evidence/")) == expected["figures"]


def test_printed_numbers_are_those_of_the_report(build: Callable[..., Book]) -> None:
    text = "# Title\n\n{printed}`suining.co2_avoided` {printed}`suining.generation`\n"
    page = build({"index": text, "book/ledger": "# Ledger\n"}).tree("index")
    shown = [one.get_text().replace("\N{NO-BREAK SPACE}", " ") for one in page.select("a.printed")]
    assert shown == ["1,037 t CO₂/a", "over 1 million kWh/a"]
