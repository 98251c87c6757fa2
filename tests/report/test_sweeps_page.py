"""What the page on sweeps shows as examples can be computed, and moves something."""

import re
from pathlib import Path

import pytest

from compendium import paths
from compendium.audit.audit import Audit
from compendium.scenarios.design.blocks import Values
from compendium.scenarios.sweeps.run import Options, read

_BLOCKS = re.findall(r"```(toml|text)\n(.*?)```", (paths.BOOK / "sweeps.md").read_text(encoding="utf-8"), re.DOTALL)


def test_page_has_an_example_of_each_kind() -> None:
    assert [kind for kind, _ in _BLOCKS][:3] == ["text", "toml", "toml"]


@pytest.mark.parametrize(("kind", "text"), _BLOCKS[:3], ids=["table", "grid", "sobol"])
def test_example_is_a_design(kind: str, text: str, report: Audit, tmp_path: Path) -> None:
    path = tmp_path / {"text": "scenarios.csv", "toml": "plan.toml"}[kind]
    path.write_text(text, "utf-8")
    design = read(path, report.ledger, Options(block=2))
    assert design.scenarios > 3
    block = design.block(Values(report.ledger), 0, design.handed(0))
    assert len(block.names) == 2
    moved = {row.id for id_ in report.results for row in report.ledger.inputs(id_)}
    assert set(design.varied) & moved
