"""The page of sweeps: its titles count what is drawn, and what is kept between builds follows plans and tables."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from compendium.audit.audit import Audit
from compendium.sphinx_ext import dependencies
from compendium.sphinx_ext.nodes import book_audit
from compendium.sphinx_ext.scenario_pages import multiverse, sweeps
from small_book import made_of

PLAN = 'kind = "grid"\n\n[[vary]]\nset = "wood.co2"\nfrom = 1\nto = 2\nsteps = {steps}\n'


def test_title_counts_the_marks_of_the_cases_with_a_printed_number(audit: Audit) -> None:
    page = SimpleNamespace(audit=lambda: audit)
    cases = ["bakery.co2_burned", "bakery.co2_net", "bakery.flour_year"]  # for the last nothing is printed
    cells = np.array([[["agrees", "above"]], [["agrees", "agrees"]], [["saves", "saves"]]])
    told = sweeps.RegionsDirective._finding(page, cases, cases, cells)  # type: ignore[arg-type]
    assert told == "3 of 4 marks agree with the printed number"


@pytest.fixture
def data(tables: Path, tmp_path: Path) -> Path:
    """The bakery's own tables, with the plan of a sweep."""
    own = tmp_path / "data"
    shutil.copytree(tables, own)
    (own / "sweeps").mkdir()
    (own / "sweeps" / "wood.toml").write_text(PLAN.format(steps=3), encoding="utf-8")
    return own


def test_changed_plan_is_swept_again_in_the_same_process(data: Path) -> None:
    with made_of(data):
        dependencies.read_data_again()
        first = sweeps._swept("wood")
        dependencies.read_data_again()
        assert sweeps._swept("wood") is first
        (data / "sweeps" / "wood.toml").write_text(PLAN.format(steps=5), encoding="utf-8")
        dependencies.read_data_again()
        assert (first.design.scenarios, sweeps._swept("wood").design.scenarios) == (3, 5)
    dependencies.read_data_again()


def test_changed_table_is_combined_and_swept_again_in_the_same_process(data: Path) -> None:
    with made_of(data):
        dependencies.read_data_again()
        found = [book_audit(), multiverse.book_universes(), multiverse.book_questions(), multiverse.book_worlds()]
        swept = sweeps._swept("wood")
        path = data / "figures.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("2,8,t / a,over", "2,9,t / a,over"), encoding="utf-8")
        dependencies.read_data_again()
        assert multiverse.book_universes() is not found[1]
        assert multiverse.book_questions.__wrapped__  # type: ignore[attr-defined]
        assert multiverse.book_universes()["bakery.co2_saved"].figure is book_audit().ledger.figures["bakery.co2_saved"]
        before, after = (one.ends("bakery.co2_burned", "t CO2 / a").value for one in (swept, sweeps._swept("wood")))
        assert after == pytest.approx(before * 9 / 8)
    dependencies.read_data_again()
