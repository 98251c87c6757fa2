"""The two sweeps of the book come to what other ways of computing come to."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compendium import paths
from compendium.audit import region_sweep
from compendium.audit.audit import Audit
from compendium.ledger import units
from compendium.scenarios.batch import Batch, Computed
from compendium.scenarios.design import plan
from compendium.scenarios.design.blocks import Block, Values
from compendium.scenarios.design.grid import Grid


def computed(report: Audit, name: str) -> tuple[Grid, Block, Computed]:
    design = plan.read(paths.DATA / "sweeps" / f"{name}.toml", report.ledger, 1000)
    assert isinstance(design, Grid)
    block = design.block(Values(report.ledger), 0)
    return design, block, Batch(report, design.varied).compute(block.given, design.scenarios)


def test_every_plan_of_the_book_can_be_computed(report: Audit) -> None:
    names = sorted(path.stem for path in Path(paths.DATA / "sweeps").glob("*.toml"))
    assert names == ["landfill", "provinces"]
    for name in names:
        assert not computed(report, name)[2].failures


@pytest.mark.parametrize(
    ("id_", "replaced"),
    [
        ("suining.co2_sichuan_2022", "grid.sichuan_2022"),
        ("biogas.co2_sichuan", "grid.sichuan_2022"),
        ("trucks.net_year_sichuan", "grid.sichuan_2022"),
        ("landfill.co2_ar5_credit", "grid.national_in_force"),
    ],
)
def test_provinces_are_those_of_the_chapter_on_other_grids(report: Audit, id_: str, replaced: str) -> None:
    design, _, found = computed(report, "provinces")
    members = [str(level) for level in design.axes[0].levels]
    assert len(members) == 30 * 3
    rows = [report.ledger.factors[member] for member in members]
    assert len({(row.region, row.year) for row in rows}) == 90
    swept = region_sweep.sweep(report, id_, replaced, members)
    for place, one in enumerate(swept.places):
        ends = [float(end[place]) for end in found.results[id_]]
        assert ends == pytest.approx([one.interval.low, one.interval.value, one.interval.high], rel=1e-12)


def test_landfill_is_the_product_of_what_it_is_made_of(report: Audit) -> None:
    """Waste, gas of a tonne, share collected, share of methane, its density and potential, worked out by hand."""
    design, block, found = computed(report, "landfill")
    ledger = report.ledger
    waste = ledger.factors["changan.waste"].interval.scaled(365.25 / 1e4)  # 10,000 t a year
    gas, density = ledger.figures["landfill.gas_per_waste"].interval, ledger.factors["methane.density"].interval
    potentials = [ledger.factors[str(level)].value for level in design.axes[2].levels]
    methane, collected = (block.given[id_].value for id_ in ("methane.share", "lfg.collection"))
    potential = np.tile(potentials, design.scenarios // len(potentials))
    for side in ("low", "value", "high"):
        received, yield_, heavy = (getattr(one, side) for one in (waste, gas, density))
        by_hand = received * yield_ * collected / 100 * methane / 100 * heavy / 1000 * potential
        assert getattr(found.results["landfill.co2_from_waste"], side) == pytest.approx(by_hand, rel=1e-12)


# --- what the page says -----------------------------------------------------------------------------------------------


def said(report: Audit, found: Computed, id_: str, figure: str) -> Any:
    """Return what each scenario says: by its interval beside the printed one, with 5 % of the printed number."""
    printed = report.ledger.figures[figure]
    scale = units.factor(report.ledger.derivations[id_].unit, printed.unit)
    low, high = (end * scale for end in (found.results[id_].low, found.results[id_].high))
    least, most = (
        printed.interval.low - printed.interval.value / 20,
        printed.interval.high + printed.interval.value / 20,
    )
    inside = (least <= low) & (high <= most)
    return np.where(low > most, "above", np.where(high < least, "below", np.where(inside, "agrees", "open")))


@pytest.mark.parametrize(
    ("id_", "figure", "expected"),
    [
        ("suining.co2_sichuan_2022", "suining.co2_avoided", {"below": 90}),
        ("heat_pump.co2_sichuan", "heat_pump.co2_avoided", {"below": 90}),
        ("tobacco.net_printed_sichuan", "tobacco.co2_avoided", {"below": 90}),
        ("tobacco.net_curing_sichuan", "tobacco.co2_avoided", {"above": 82, "open": 8}),
        ("biogas.co2_sichuan", "biogas.co2_avoided", {"above": 2, "agrees": 11, "below": 16, "open": 61}),
        ("landfill.co2_ar5_credit", "landfill.co2_avoided", {"open": 90}),
    ],
)
def test_only_the_distillery_is_right_on_some_grids(
    report: Audit, id_: str, figure: str, expected: dict[str, int]
) -> None:
    _, _, found = computed(report, "provinces")
    assert Counter(said(report, found, id_, figure).tolist()) == expected


def test_only_the_dirtiest_grids_leave_the_curing_open(report: Audit) -> None:
    design, _, found = computed(report, "provinces")
    values = np.array([report.ledger.factors[str(level)].value for level in design.axes[0].levels])
    left = said(report, found, "tobacco.net_curing_sichuan", "tobacco.co2_avoided") == "open"
    assert values[left].min() > values[~left].max()


def test_no_landfill_settles_its_number_and_most_leave_it_possible(report: Audit) -> None:
    design, _, found = computed(report, "landfill")
    cells = said(report, found, "landfill.co2_from_waste", "landfill.co2_avoided")
    assert Counter(cells.tolist()) == {"open": 367, "above": 134, "below": 11}
    cells = cells.reshape([len(axis.levels) for axis in design.axes])  # methane, share collected, potential
    for axis in (0, 1):  # more of either is never less than printed where less of it was more
        assert np.all(np.diff((cells == "above").astype(int), axis=axis) >= 0)
        assert np.all(np.diff((cells == "below").astype(int), axis=axis) <= 0)
    potentials = [report.ledger.factors[str(level)].value for level in design.axes[2].levels]
    assert set(np.nonzero(cells == "below")[2].tolist()) == {int(np.argmin(potentials))}
