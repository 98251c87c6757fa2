"""What the what-if page can ask: cases that have a notebook and a factor to move, presets, messages."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.export import what_if
from compendium.ledger.loading import load
from compendium.ledger.vocabulary import Arithmetic, Evidence, Finding

SECTIONS = {"1-01-bakery": "1.1", "1-all": "1", "2-01-brewery": "2.1", "2-02-mill": "2.2"}


@pytest.fixture
def audit(bakery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """A report with a notebook for each of three sections and one for a chapter; the brewery rests on no factor."""
    more = {
        "figures": [
            "brewery.beer,2.1,3,5,t / day,exact,amount,2022,,beer,啤酒,",
            "mill.grain,2.2,3,5,t / day,exact,amount,2022,,grain,谷物,",
        ],
        "factors": [
            "flour.per_grain,0.7,,,dimensionless,,World,2020,almanac2020,page 9,70 %,A,flour of grain,出粉率,",
            "flour.per_roll,90,,,g / item,,World,2020,almanac2020,page 9,90 g,A,flour in a roll,小面包用面粉,",
        ],
        "derivations": [
            "brewery.beer_year,2.1,brewery.beer,t / a,derived,,,,,,beer in a year,年产啤酒,",
            "mill.flour,2.2,mill.grain * flour.per_grain,t / day,derived,,,,,,flour milled,磨得面粉,",
        ],
        "presets": ["rolls,flour.per_loaf,flour.per_roll,rolls for loaves,以小面包代面包,"],
    }
    for name, rows in more.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.writelines(f"{row}\n" for row in rows)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name, section in SECTIONS.items():
        nbformat.write(new_notebook(cells=[new_code_cell(f'open_audit("{section}")')]), folder / f"{name}.ipynb")
    monkeypatch.setattr(paths, "NOTEBOOKS", folder)
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


def test_every_section_with_a_factor_is_a_case_with_its_notebook(audit: Audit) -> None:
    assert what_if.cases(audit) == [
        {
            "section": "1.1",
            "name": "1.1 Bakery",
            "notebook": "1-01-bakery.ipynb",
            "figures": ["bakery.flour"],
            "others": ["bakery.flour_year"],
        },
        {"section": "2.2", "name": "2.2 Mill", "notebook": "2-02-mill.ipynb", "figures": [], "others": ["mill.flour"]},
    ]


def test_preset_stands_in_the_unit_of_what_it_replaces(audit: Audit) -> None:
    (preset,) = what_if.model(audit)["presets"]
    assert preset == {"id": "rolls", "label": "rolls for loaves", "assumptions": {"flour.per_loaf": 0.09}}


def test_model_can_be_written_and_names_every_answer(audit: Audit) -> None:
    model = json.loads(json.dumps(what_if.model(audit), allow_nan=False))
    assert set(model["answers"]) == {*Arithmetic, *Evidence}
    assert set(model["findings"]) == {*Finding}
    assert all(model["findings"].values())
    assert all(model["words"].values())
