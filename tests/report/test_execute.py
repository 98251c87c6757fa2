"""What a change of this report makes stale, and a notebook that runs on this report's tables."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.ledger.ledger import Ledger
from compendium.notebooks import execute, fingerprints
from compendium.notebooks.execute import fingerprint, notebooks, stale


def with_figure(ledger: Ledger, id_: str, printed: str) -> Ledger:
    figure = replace(ledger.figures[id_], printed=printed)
    return replace(ledger, figures={**ledger.figures, id_: figure})


def chapter(name: str) -> str:
    """Return the section that a notebook's name says it checks; the last two chapters look at the whole report."""
    if name == "python-frames":  # a guide, which shows the cases
        return "3"
    number = re.match(r"(\d)(?:-(\d\d))?-", name)
    assert number
    part = f"{number[1]}.{int(number[2])}" if number[2] else number[1]
    return "" if part in ("4", "5") else part


@pytest.fixture(scope="module")
def fresh(report: Audit, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Copies of all notebooks with the fingerprints that they have now."""
    folder, prints, copies = tmp_path_factory.mktemp("fresh"), {}, []
    for path in notebooks():
        copies.append(Path(shutil.copy(path, folder)))
        prints[path.stem] = fingerprint(path, nbformat.read(path, as_version=4), report)
    fingerprints.store(folder, prints)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(execute, "open_audit", lambda: report)
        assert stale(copies) == []
    return copies


@pytest.mark.slow
@pytest.mark.parametrize(
    ("id_", "printed", "sample"),
    [
        ("suining.co2_avoided", "1038", {"3-06-suining-pv", "3-cases", "4-challenges", "5-recommendations"}),
        ("inclusion.retired", "7", {"3-10-carbon-inclusion", "3-cases", "4-challenges", "5-recommendations"}),
        ("policy.so2_fall", "26.5", {"2-policies", "4-challenges", "5-recommendations"}),
        ("concepts.plan_issuers", "八", {"1-concepts", "4-challenges", "5-recommendations"}),
    ],
)
def test_one_changed_figure_makes_its_case_and_the_overviews_stale_and_nothing_else(
    report: Audit, fresh: list[Path], id_: str, printed: str, sample: set[str]
) -> None:
    altered = open_audit(ledger=with_figure(report.ledger, id_, printed))
    part = report.ledger.figures[id_].section
    cover = {path.stem for path in fresh if Audit(report.ledger, chapter(path.stem)).covers(part)}
    assert sample <= cover
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(execute, "open_audit", lambda: altered)
        assert {path.stem for path in stale(fresh)} == cover


def test_notebooks_stand_in_the_order_of_the_report() -> None:
    names = [path.stem for path in notebooks()]
    assert names == sorted(names)
    assert names[0] == "1-concepts"
    assert names[-3:] == ["4-challenges", "5-recommendations", "python-frames"]


@pytest.mark.slow
def test_kernel_opens_this_report_and_speaks_the_language_of_the_edition(
    report: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "EDITIONS", tmp_path / "editions")
    code = """\
from compendium.audit import open_audit
from compendium.display import labels
from compendium.i18n import use_language
use_language(language)
audit = open_audit("3.10", assumptions)
len(audit.verdicts), labels.label(audit.row("inclusion.projects"))"""
    parameters = new_code_cell('language = "en"\nassumptions = {}', metadata={"tags": ["parameters"]})
    path = tmp_path / "runs.ipynb"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=[parameters, new_code_cell(code)], metadata={"kernelspec": kernel}), path)
    (run,) = execute.execute([(path, "zh")])
    assert run.failure == ""
    made = nbformat.read(execute.place(path, "zh"), as_version=4)
    expected = (len(report.part("3.10").verdicts), report.ledger.figures["inclusion.projects"].labels["zh"])
    assert made.cells[-1].outputs[0].data["text/plain"] == repr(expected)
