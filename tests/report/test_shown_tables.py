"""Every table and every worked formula of this report can be shown, with a row for each of its rows."""

from bs4 import BeautifulSoup

from compendium.audit.audit import Audit
from compendium.display import tables


def rows(shown: tables.Shown) -> int:
    """Return how many rows a table's body has."""
    return len(BeautifulSoup(shown.html, "html.parser").select("tbody tr"))


def test_every_table_of_the_report_can_be_shown(report: Audit) -> None:
    assert rows(tables.figures(report)) == len(report.ledger.figures)
    assert rows(tables.verdicts(report)) == len(report.ledger.figures)
    used = [id_ for id_ in report.ledger.ids() if id_ in report.scope]
    assert rows(tables.values(report, *used)) == len(used) > 300
    checked = [id_ for id_, verdict in report.verdicts.items() if verdict.checks]
    assert sum(rows(tables.checks(report, id_)) for id_ in checked) == sum(
        row.role.answers for row in report.ledger.derivations.values()
    )


def test_every_formula_of_the_report_can_be_shown(report: Audit) -> None:
    shown = BeautifulSoup(tables.working(report, *report.ledger.derivations).html, "html.parser")
    workings = shown.select("div.working")
    assert len(workings) == len(report.ledger.derivations)
    assert {len(working.select("div.math-line > math")) for working in workings} == {2}
