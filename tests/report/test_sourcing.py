"""Every figure of the report is counted once in its section, and the case studies name no source."""

from compendium.audit.audit import Audit
from compendium.audit.sourcing import by_section


def test_sections_account_for_every_figure_of_the_report(report: Audit) -> None:
    rows = by_section(report)
    assert sum(row.figures for row in rows) == len(report.ledger.figures)
    assert sum(row.named for row in rows) == sum(bool(row.cites) for row in report.ledger.figures.values())


def test_case_studies_name_no_source(report: Audit) -> None:
    cases = [row for row in by_section(report) if row.section.startswith("3.")]
    assert len(cases) == 10
    assert [row.section for row in cases if row.named] == []
