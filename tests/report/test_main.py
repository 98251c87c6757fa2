"""The command line tells every figure of this report, wherever it is called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.__main__ import main
from compendium.audit.audit import Audit


def test_audit_prints_every_figure_of_the_report(report: Audit, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(report.ledger.figures)
    assert sum(line.endswith(" material") for line in lines) == sum(v.material for v in report.verdicts.values())


@pytest.mark.slow
def test_audit_of_the_report_is_readable_json_from_any_folder(tmp_path: Path, report: Audit) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "compendium", "audit", "--json", "-"],
        cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    assert len(json.loads(result.stdout)["figures"]) == len(report.ledger.figures)
    assert list(tmp_path.iterdir()) == []
