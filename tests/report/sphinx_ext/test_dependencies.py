"""Every row of the report stands for all that is told of it."""

from compendium.audit.audit import Audit
from compendium.sphinx_ext.dependencies import said_with


def test_row_stands_for_what_is_told_of_it(report: Audit) -> None:
    ledger = report.ledger
    for id_ in ledger.ids():
        found = set(said_with(report, id_))
        assert id_ in found
        if id_ in ledger.figures:
            assert {check.id for check in ledger.checks(id_)} <= found
        if id_ in ledger.derivations:
            assert {*ledger.derivations[id_].names, *(row.id for row in ledger.inputs(id_))} <= found
            assert not ledger.derivations[id_].checks or ledger.derivations[id_].checks in found
