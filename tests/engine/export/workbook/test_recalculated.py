"""LibreOffice computes what Python does from a workbook with every case, and follows what is typed into it."""

from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.citation.identity import Identity
from compendium.export.workbook import workbook
from compendium.ledger.vocabulary import Evidence
from spreadsheet import Recalculated, number, recalculated

pytestmark = pytest.mark.slow


@pytest.fixture
def shipped(workshop: Audit, own: Identity, tmp_path: Path) -> Recalculated:
    """Recalculated from a file in which every result is zero, so nothing can be read from it."""
    return Recalculated(recalculated(workbook(workshop, own, cached=False), tmp_path / "office"))


def test_every_case_is_computed_as_python_does(workshop: Audit, shipped: Recalculated) -> None:
    assert shipped.differences(workshop) == []
    assert shipped.unsure() == shipped.uncertain() == set()
    answers = {verdict.evidence for verdict in workshop.verdicts.values()}
    assert {Evidence.DEPENDS, Evidence.SUPPORTED, Evidence.UNTESTED} <= answers  # there is something to compare


def test_open_end_and_printed_zero(shipped: Recalculated) -> None:
    rows = shipped.sheets["Derivations"]
    assert number(rows["shop.open"]["high"]) == float("inf")
    assert rows["shop.open"]["its interval"] == "static"
    assert rows["shop.none"]["ratio to printed"] == ""
    assert float(rows["shop.none"]["_distance"]) == 199


def test_typed_numbers_are_taken_as_assumptions_are(workshop: Audit, own: Identity, tmp_path: Path) -> None:
    typed = {"out.near": 100.5, "out.far": [98, 99, 103], "out.exact": 49.9}
    found = Recalculated(recalculated(workbook(workshop, own, typed=typed, cached=False), tmp_path / "office"))
    expected = open_audit(ledger=workshop.ledger, assumptions=typed)
    assert found.differences(expected) == []
    assert workshop.verdict("shop.split").evidence is Evidence.DEPENDS
    assert expected.verdict("shop.split").evidence is Evidence.SUPPORTED
    # The hump rests on nothing that was typed, what rests on it does: its interval is static and out of date.
    assert found.unsure() == {"shop.hump_t"}
    assert found.uncertain() == {"shop.plain"}
    assert found.sheets["Derivations"]["shop.hump_t"]["its interval"] == "static (sampled), out of date"


def test_typed_figure_replaces_what_the_printed_one_stands_for(workshop: Audit, own: Identity, tmp_path: Path) -> None:
    data = workbook(workshop, own, typed={"shop.plain": [270, 300, 330]}, cached=False)
    found = Recalculated(recalculated(data, tmp_path / "office"))
    expected = open_audit(ledger=workshop.ledger, assumptions={"shop.plain": "270—330"})
    assert found.differences(expected) == []
    assert expected.verdict("shop.plain").evidence is not workshop.verdict("shop.plain").evidence


def test_value_alone_is_a_point_and_an_end_alone_an_end(workshop: Audit, own: Identity, tmp_path: Path) -> None:
    data = workbook(workshop, own, typed={"out.wide": 90, "out.near": [95, 101, 102]}, cached=False)
    rows = Recalculated(recalculated(data, tmp_path / "office")).sheets["Factors"]
    used = ("low\nused", "value\nused", "high\nused")
    assert [float(rows["out.wide"][one]) for one in used] == [90, 90, 90]
    assert [float(rows["out.near"][one]) for one in used] == [95, 101, 102]
    assert rows["out.wide"]["state"] == "changed"
    assert rows["out.far"]["state"] == ""


def test_ends_that_do_not_rise_are_pointed_out_and_nothing_rests_on_them(
    workshop: Audit, own: Identity, tmp_path: Path
) -> None:
    data = workbook(workshop, own, typed={"out.far": [310, 300, 290]}, cached=False)
    found = Recalculated(recalculated(data, tmp_path / "office"))
    assert found.sheets["Factors"]["out.far"]["state"] == "low, value and high must rise"
    assert {"shop.none", "shop.way_far"} <= found.unsure()
    assert found.uncertain() == {"shop.zero", "shop.plain", "shop.split"}


def test_interval_is_not_claimed_where_its_corners_are_not_proved(
    workshop: Audit, own: Identity, tmp_path: Path
) -> None:
    data = workbook(workshop, own, typed={"out.share": [10, 150, 160]}, cached=False)
    found = Recalculated(recalculated(data, tmp_path / "office"))
    assert "shop.hump" in found.unsure()
    assert found.sheets["Factors"]["out.share"]["_reach"] == "1000000000"
