"""A card tells every formula of the report in words."""

from compendium.audit.audit import Audit
from compendium.sphinx_ext.hover_cards.rows import spelled


def test_every_formula_of_the_report_is_told_without_an_id(report: Audit) -> None:
    left = {
        row.id: told
        for row in report.ledger.derivations.values()
        if any(id_ in (told := spelled(report, row.formula)) for id_ in row.names) or "*" in told
    }
    assert left == {}
