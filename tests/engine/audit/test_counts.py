"""What prose may count is counted by name: rows of a kind, figures with an answer, amounts of a substance."""

from pathlib import Path

import pytest

from compendium.audit.audit import open_audit
from compendium.audit.counts import counts
from compendium.ledger.loading import load

FIGURES = """\
bakery.saved,1.1,2,10,t CO2 / a,exact,saving,2022,,CO2 saved,减排量,
bakery.saved_ever,1.1,2,40,kg CO2,exact,saving,2022,,CO2 saved so far,累计减排量,
bakery.saved_untested,1.1,2,40,t CO2,exact,saving,2022,,CO2 saved perhaps,可能减排量,
bakery.emitted,1.1,2,5,wan t CO2,exact,amount,2022,,CO2 emitted,碳排放量,
bakery.biogas,1.1,2,5,t CH4,exact,amount,2022,,methane,甲烷量,
bakery.intensity,1.1,2,5,kg CO2 / item,exact,amount,2022,,CO2 of a loaf,每个面包碳排放,
"""
FACTORS = """\
almanac.saved,25,,,t CO2 / a,,World,2020,almanac2020,page 8,saved: 25,A,saved,减排,
almanac.saved_ever,40,,,kg CO2,,World,2020,almanac2020,page 8,saved ever: 40,A,saved ever,累计减排,
almanac.emitted,5,,,wan t CO2,,World,2020,almanac2020,page 8,emitted: 5,A,emitted,排放,
almanac.biogas,5,,,t CH4,,World,2020,almanac2020,page 8,biogas: 5,A,biogas,沼气,
almanac.intensity,9,,,kg CO2 / item,,World,2020,almanac2020,page 8,intensity: 9,A,intensity,强度,
"""
DERIVATIONS = """\
bakery.saved_check,1.1,almanac.saved,t CO2 / a,cross_check,bakery.saved,,independent,,,saved,减排,
bakery.saved_ever_check,1.1,almanac.saved_ever,kg CO2,cross_check,bakery.saved_ever,,independent,,,saved ever,累计减排,
bakery.emitted_check,1.1,almanac.emitted,t CO2,cross_check,bakery.emitted,,independent,,,emitted,排放,
bakery.biogas_check,1.1,almanac.biogas,t CH4,cross_check,bakery.biogas,,independent,,,biogas,沼气,
bakery.intensity_check,1.1,almanac.intensity,kg CO2 / item,cross_check,bakery.intensity,,independent,,,intensity,强度,
"""


@pytest.fixture
def found(bakery: Path) -> dict[str, int]:
    for name, rows in {"figures": FIGURES, "factors": FACTORS, "derivations": DERIVATIONS}.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.write(rows)
    return counts(open_audit(ledger=load(bakery, bakery / "references.bib")))


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("figures", 8),
        ("exclusions", 1),
        ("factors", 6),
        ("derivations", 7),
        ("errata", 1),
        ("sources", 1),
        ("cited", 1),
        ("checked", 6),
        ("unchecked", 2),
        ("material", 2),
        ("arithmetic/reproduced", 0),
        ("arithmetic/consistent", 1),
        ("arithmetic/no inputs printed", 7),
        ("evidence/supported", 3),
        ("evidence/repeated only", 0),
        ("evidence/too wide to tell", 0),
        ("evidence/depends on the choice", 0),
        ("evidence/contested", 0),
        ("evidence/contradicted", 2),
        ("evidence/untested", 3),
    ],
)
def test_rows_and_answers_are_counted(found: dict[str, int], name: str, count: int) -> None:
    assert found[name] == count


def test_checked_figures_are_counted_by_kind_and_substance(found: dict[str, int]) -> None:
    """In all or in a year; an amount of CO2 for each of something is no amount of CO2."""
    named = {name: count for name, count in found.items() if " of " in name and count}
    assert named == {
        "saving of CO2": 2,
        "saving of CO2/supported": 1,
        "saving of CO2/contradicted": 1,
        "amount of CO2": 1,
        "amount of CO2/supported": 1,
        "amount of CH4": 1,
        "amount of CH4/supported": 1,
    }


def test_answer_that_no_figure_has_is_counted_as_none(found: dict[str, int]) -> None:
    assert (found["saving of CO2/contested"], found["amount of CH4/contradicted"]) == (0, 0)
