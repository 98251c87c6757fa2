"""A notebook's fingerprint follows what it imports and shows: code, not comments, and only the code it can reach."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from compendium import paths
from compendium.audit.audit import open_audit
from compendium.ledger.ledger import Ledger
from compendium.notebooks import fingerprints
from compendium.notebooks.fingerprints import bare, imported

CODE = "from compendium.display import tables\nfrom compendium.audit import open_audit\n"


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the engine that may be changed."""
    copy = tmp_path / "engine"
    shutil.copytree(paths.SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "SOURCE", copy)
    return copy


def names(code: str) -> set[str]:
    return {path.relative_to(paths.SOURCE).as_posix() for path in imported(code)}


def test_imports_are_followed_through_other_modules() -> None:
    found = names(CODE)
    assert {
        "display/tables/__init__.py",
        "display/tables/grid.py",
        "display/labels.py",
        "audit/audit.py",
        "ledger/formula.py",
        "ledger/units.py",
    } <= found
    assert found.isdisjoint({"display/charts/frame.py", "display/fonts/__init__.py", "__main__.py"})
    assert {name.partition("/")[0] for name in found}.isdisjoint({"notebooks", "export", "sphinx_ext", "build"})


def test_packages_that_a_module_lies_in_count_with_it() -> None:
    assert {"__init__.py", "ledger/__init__.py", "ledger/problem.py"} <= names("import compendium.ledger.problem")


def test_imports_within_functions_are_followed(engine: Path) -> None:
    assert "audit/region_sweep.py" not in names("from compendium.ledger import problem")
    path = engine / "ledger" / "problem.py"
    path.write_text("def f():\n    from compendium.audit import region_sweep\n", encoding="utf-8")
    assert "audit/region_sweep.py" in names("from compendium.ledger import problem")


def test_names_that_a_package_hands_on_lead_to_their_modules() -> None:
    assert "audit/audit.py" in names("from compendium.audit import open_audit")
    assert "display/charts/timeline.py" in names("from compendium.display import charts")


def test_files_of_a_package_count_with_it() -> None:
    found = names("from compendium.display.drawing import frame")
    kept = {"__init__.py", "CompendiumSans-Bold.ttf", "CompendiumSansSC-Regular.otf"}
    assert {f"display/fonts/{name}" for name in kept} <= found
    assert "display/fonts/subset.py" not in found


def test_other_packages_and_names_that_are_no_modules_are_passed_over() -> None:
    found = names("import pandas as pd\nfrom compendium.ledger.problem import nearest")
    assert found == {"__init__.py", "ledger/__init__.py", "ledger/problem.py"}


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("x = 1\n", "# why\nx = 1  # so\n", True),
        (
            'def f():\n    """One."""\n    return 1\n',
            'def f():\n    """Two,\n\n    at length."""\n    return 1\n',
            True,
        ),
        ("class A:\n    x = 1\n", 'class A:\n    """A class."""\n    x = 1\n', True),
        ("x = 1\n", "x = 2\n", False),
        ('x = "# one"\n', 'x = "# two"\n', False),
        ('x = """\na\n\nb"""\n', 'x = """\na\nb"""\n', False),
        ('x = f"{y} # one"\n', 'x = f"{y} # two"\n', False),
        ('def f():\n    return """One."""\n', 'def f():\n    return """Two."""\n', False),
    ],
)
def test_comments_and_docstrings_are_no_code(tmp_path: Path, before: str, after: str, same: bool) -> None:
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text(before, encoding="utf-8")
    other.write_text(after, encoding="utf-8")
    assert (bare(one) == bare(other)) is same


def test_letter_in_a_works_name_is_an_input(bakery_ledger: Ledger) -> None:
    (key,) = {row.source for row in bakery_ledger.factors.values() if row.source}
    work = replace(bakery_ledger.works[key], year="2020")
    one, twin = ({**before, key: work} for before in ({}, {"another": work}))
    audits = [open_audit(ledger=replace(bakery_ledger, works=works)) for works in (one, dict(one), twin)]
    prints = [fingerprints.fingerprint([], "1.1", audit) for audit in audits]
    assert prints[0] == prints[1] != prints[2]


def test_prints_are_kept_in_one_file_by_name(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.ipynb").touch()
    fingerprints.store(tmp_path, {"b": "2", "gone": "0"})
    fingerprints.store(tmp_path, {"a": "1"})
    assert (tmp_path / "fingerprints.json").read_text(encoding="utf-8") == '{\n "a": "1",\n "b": "2"\n}\n'
    assert fingerprints.stored(tmp_path) == {"a": "1", "b": "2"}
    assert fingerprints.stored(tmp_path / "nowhere") == {}
