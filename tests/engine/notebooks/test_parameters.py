"""The parameters of a notebook: what it does not know is refused in one line, in the notebook and by papermill."""

from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from compendium.ledger.problem import DataError
from compendium.notebooks.parameters import NAMES, check

GOOD = {"language": "en", "assumptions": {}, "allow_implausible": False}
AROUND = {"_": 1, "In": [], "Out": {}, "tables": ModuleType("tables"), "check": check, "Path": Path}


def test_names_of_imports_and_of_the_shell_are_no_parameters() -> None:
    check(GOOD | AROUND)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"assumption": {}}, "parameters: found 'assumption'; expected one of {}; nearest: 'assumptions'"),
        ({"sectoin": 3.6}, "parameters: found 'sectoin'; expected one of {}"),
        ({"x": None}, "parameters: found 'x'; expected one of {}"),
        ({"language": "eng"}, "parameters: found language 'eng'; expected one of en, zh; nearest: 'en'"),
        ({"allow_implausible": "yes"}, "parameters: found allow_implausible 'yes'; expected true or false"),
        (
            {"assumptions": [1]},
            "parameters: found assumptions: [1], a list; expected values by id, such as {{grid.x: 0.5}}",
        ),
    ],
)
def test_parameter_that_is_not_known_is_refused_in_one_line(given: dict[str, Any], line: str) -> None:
    with pytest.raises(DataError) as refusal:
        check(GOOD | AROUND | given)
    assert str(refusal.value) == line.format(", ".join(NAMES))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"assumption": {"flour.per_loaf": 0.6}}, "nearest: 'assumptions'"),
        ({"assumptions": {"flour.per_loaf": 500}}, "assumptions: found 500 kg / item for 'flour.per_loaf'; expected"),
    ],
)
def test_papermill_fails_with_that_line_alone(bakery: Path, tmp_path: Path, given: dict[str, Any], line: str) -> None:
    parameters = new_code_cell('language = "en"\nassumptions = {}\nallow_implausible = False')
    parameters.metadata["tags"] = ["parameters"]
    opened = f"""\
from pathlib import Path
from compendium.audit import open_audit
from compendium.ledger.loading import load
from compendium.notebooks.parameters import check
check(globals())
folder = Path({str(bakery)!r})
open_audit("1.1", assumptions, load(folder, folder / "references.bib"), allow_implausible=allow_implausible)"""
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[parameters, new_code_cell(opened)], metadata=metadata), tmp_path / "one.ipynb")
    with pytest.raises(papermill.PapermillExecutionError) as failure:
        papermill.execute_notebook(
            str(tmp_path / "one.ipynb"), str(tmp_path / "two.ipynb"), given, progress_bar=False, kernel_name="python3"
        )
    assert line in failure.value.evalue
    (told,) = failure.value.traceback
    assert told == failure.value.evalue
