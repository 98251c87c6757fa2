"""LibreOffice computes what Python does from the workbook of this report, as it is and with other numbers typed."""

import math
from pathlib import Path
from typing import Any

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.citation.identity import identity
from compendium.display import labels
from compendium.export.workbook import workbook
from compendium.i18n.messages import gettext, using_language
from compendium.ledger.rows import Factor
from spreadsheet import Recalculated, cells, recalculated

HEADS = {"arithmetic": "does it reproduce?", "evidence": "does evidence support it?"}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def as_shipped(report: Audit, tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    """Recalculated from a file in which every result is zero, so nothing can be read from it."""
    data = workbook(report, identity(), cached=False)
    return Recalculated(recalculated(data, tmp_path_factory.mktemp("shipped")))


def test_every_result_and_verdict_is_that_of_python(report: Audit, as_shipped: Recalculated) -> None:
    assert as_shipped.differences(report) == []
    assert as_shipped.unsure() == as_shipped.uncertain() == set()


def test_results_beside_the_formulas_are_those_that_are_recalculated(
    report: Audit, as_shipped: Recalculated, tmp_path: Path
) -> None:
    for name, sheet in cells(workbook(report, identity())).items():
        rows = [*as_shipped.sheets.get(name, {}).values()]
        for address, cell in sheet.items():
            column = address.rstrip("0123456789")
            place = int(address[len(column) :]) - 3
            if not cell.formula or name == "Sign-off":
                continue
            shown = [*rows[place].values()][_place(column)]
            if cell.kind == "n" and cell.value:
                assert math.isclose(float(cell.value), float(shown), rel_tol=1e-9, abs_tol=1e-12), (name, address)
            elif cell.kind == "b":
                assert shown == ("TRUE" if cell.value == "1" else "FALSE"), (name, address)
            else:
                assert shown == cell.value, (name, address)


def _place(column: str) -> int:
    place = 0
    for letter in column:
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1


def changes(report: Audit) -> dict[str, Any]:
    """Return other numbers for the twenty factors on which most checks rest: every other one with an interval."""
    votes = [check for verdict in report.verdicts.values() for check in (*verdict.votes, *verdict.recomputes)]
    rests = {id_: sum(id_ in check.result.factors for check in votes) for id_ in report.ledger.factors}
    most = sorted(rests, key=lambda id_: (-rests[id_], id_))[:20]
    found: dict[str, Any] = {}
    for place, id_ in enumerate(most):
        row: Factor = report.ledger.factors[id_]
        value = row.value * (3, 0.3, 0.3, 3)[place % 4]
        value = min(value, 97.0) if row.unit == "percent" else value
        found[id_] = value if place % 2 else [value * 0.96, value, value * 1.02]
    return found


def test_twenty_changed_factors_move_every_result_as_in_python(
    report: Audit, as_shipped: Recalculated, tmp_path: Path
) -> None:
    typed = changes(report)
    assert len(typed) == 20
    found = Recalculated(recalculated(workbook(report, identity(), typed=typed, cached=False), tmp_path))
    expected = open_audit(assumptions=typed, allow_implausible=True)  # the workbook takes any number
    assert found.differences(expected) == []
    # What the workbook leaves open is little, and what it does not has moved.
    derivations, verdicts = found.sheets["Derivations"], found.sheets["Verdicts"]
    moved = {id_ for id_, row in derivations.items() if row["_changed"] == "1"}
    values = {id_ for id_ in moved if not math.isclose(report.results[id_].value, expected.results[id_].value)}
    sampled = {id_ for id_, one in report.results.items() if one.method == "sampled"}
    assert len(values) > 100
    assert sampled & moved <= found.unsure()
    assert len(found.unsure() - sampled) < 0.1 * len(moved)
    shipped = as_shipped.sheets["Verdicts"]
    turned = {id_ for id_, row in verdicts.items() if any(row[one] != shipped[id_][one] for one in HEADS.values())}
    assert len(turned - found.uncertain()) >= 5
    assert {id_ for id_, row in found.sheets["Factors"].items() if row["state"] == "changed"} == {*typed}


def test_chinese_edition_answers_in_chinese(report: Audit, tmp_path: Path) -> None:
    with using_language("zh"):
        sheets = recalculated(workbook(report, identity(), cached=False), tmp_path)
        rows = sheets[gettext("Verdicts")]
        for question in ("arithmetic", "evidence"):
            head = gettext(HEADS[question])
            shown = {id_: row[head] for id_, row in rows.items()}
            assert shown == {id_: labels.name(getattr(one, question)) for id_, one in report.verdicts.items()}
