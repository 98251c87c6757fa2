"""The two sweeps of the book come to what other ways of computing come to."""

from pathlib import Path

import numpy as np
import pytest

from compendium import paths
from compendium.audit import region_sweep
from compendium.audit.audit import Audit
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
    waste = ledger.factors["changan.waste"].interval.value * 365.25 / 1e4  # 10,000 t a year
    gas, density = ledger.figures["landfill.gas_per_waste"].interval, ledger.factors["methane.density"].interval
    potentials = [ledger.factors[str(level)].value for level in design.axes[2].levels]
    methane, collected = (block.given[id_].value for id_ in ("methane.share", "lfg.collection"))
    potential = np.tile(potentials, design.scenarios // len(potentials))
    for side, yield_, heavy in (("low", gas.low, density.low), ("value", gas.value, density.value)):
        by_hand = waste * yield_ * collected / 100 * methane / 100 * heavy / 1000 * potential
        assert getattr(found.results["landfill.co2_from_waste"], side) == pytest.approx(by_hand, rel=2e-3)
