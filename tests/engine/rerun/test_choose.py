"""What somebody types becomes a notebook and assumptions, or is refused with what is nearest or what is ambiguous."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from compendium import paths
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError
from compendium.ledger.rows import Preset, Words
from compendium.rerun import choose

SECTIONS = {
    "1-01-bakery": "1.1",
    "1-10-mill": "1.10",
    "2-all": "2",
    "2-elsewhere": "1",  # the number in the name is what a reader sees
    "3-end": "",
    "bakery-frames": "2.1",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, section in SECTIONS.items():
        nbformat.write(new_notebook(cells=[new_code_cell(f'open_audit("{section}")')]), tmp_path / f"{name}.ipynb")
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("1.1", "1-01-bakery"),
        ("1-01", "1-01-bakery"),
        ("1.01", "1-01-bakery"),
        ("1.10", "1-10-mill"),  # not 1.1
        ("1-10-mill", "1-10-mill"),
        ("1-10-mill.ipynb", "1-10-mill"),
        ("somewhere/2-all.ipynb", "2-all"),
        ("Mill", "1-10-mill"),
        ("3", "3-end"),
        ("2.1", "bakery-frames"),
        ("frames", "bakery-frames"),
    ],
)
def test_notebook_is_named_by_section_name_or_a_part_of_it(asked: str, name: str, folder: Path) -> None:
    assert choose.notebook(asked) == folder / f"{name}.ipynb"


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("2", "notebooks: found '2', which 2 notebooks are; expected one of 2-all, 2-elsewhere"),
        ("bakery", "notebooks: found 'bakery', which 2 notebooks are; expected one of 1-01-bakery, bakery-frames"),
        ("1.11", "expected a section with a notebook: 1.1, 1.10, 2, 2.1, 3; nearest: '1.1"),
        ("9", "notebooks: found '9'; expected a section with a notebook: 1.1, 1.10, 2, 2.1, 3"),
        ("milll", "nearest: '1-10-mill'"),
        ("1-01-bakry", "nearest: '1-01-bakery'"),
        ("zzz", "expected one of 1-01-bakery, 1-10-mill, 2-all, 2-elsewhere, 3-end, bakery-frames"),
        ("", "notebooks: found ''; expected one of"),
    ],
)
def test_notebook_that_is_none_or_several_is_refused(asked: str, line: str, folder: Path) -> None:
    with pytest.raises(DataError) as refusal:
        choose.notebook(asked)
    (told,) = str(refusal.value).splitlines()
    assert line in told


@pytest.fixture
def ledger(bakery_ledger: Ledger) -> Ledger:
    loaf = bakery_ledger.factors["flour.per_loaf"]
    rows = [
        loaf,
        *(replace(loaf, id=id_, value=0.06, low=0.06, high=0.06) for id_ in ("flour.per_roll", "flour.small")),
    ]
    words = Words({"en": "rolls", "zh": "小面包"})
    presets = [
        Preset("rolls", "flour.per_loaf", "flour.per_roll", words, ""),
        Preset("small", "flour.*", "flour.small", words, ""),
    ]
    return replace(
        bakery_ledger, factors={row.id: row for row in rows}, presets={preset.id: preset for preset in presets}
    )


def test_assumption_overrides_a_preset(ledger: Ledger) -> None:
    assert choose.assumptions(ledger, ["rolls"], []) == {"flour.per_loaf": 0.06}
    given = choose.assumptions(ledger, ["rolls", "rolls"], ["flour.per_loaf = 500 g/item", "bakery.loaves=120-150"])
    assert given == {"flour.per_loaf": "500 g/item", "bakery.loaves": "120-150"}
    assert choose.assumptions(ledger, [], []) == {}


@pytest.mark.parametrize(
    ("presets", "texts", "line"),
    [
        (["roll"], [], "presets: found 'roll'; expected one of rolls, small; nearest: 'rolls'"),
        (
            ["rolls", "small"],
            [],
            "presets: found 'rolls' and 'small', which both replace 'flour.per_loaf'; expected one of them",
        ),
        ([], ["0.5"], "assumptions: found '0.5'; expected id=value, such as grid.x=0.5"),
        ([], ["flour.per_loaf="], "assumptions: found 'flour.per_loaf='; expected id=value, such as grid.x=0.5"),
        ([], ["=0.5"], "assumptions: found '=0.5'; expected id=value, such as grid.x=0.5"),
        ([], ["a.b=1", "a.b=2"], "assumptions: found 'a.b' twice; expected one value"),
    ],
)
def test_what_cannot_be_assumed_is_refused(ledger: Ledger, presets: list[str], texts: list[str], line: str) -> None:
    with pytest.raises(DataError) as refusal:
        choose.assumptions(ledger, presets, texts)
    assert str(refusal.value) == line


def test_idle_are_single_assumptions_and_presets_as_a_whole() -> None:
    moving = {"a": True, "b": False, "c": False, "d": False}
    assert choose.idle(moving, {}) == ["b", "c", "d"]
    assert choose.idle(moving, {"both": ["a", "b"], "none": ["c"]}) == ["d", "none"]
