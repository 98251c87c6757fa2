"""A notebook is rerun when something that it shows can have changed, and is written whole or not at all."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.ledger.loading import load
from compendium.notebooks import execute, fingerprints
from compendium.notebooks.execute import NotebookError, fingerprint, notebooks, section, stale

PARAMETERS = 'language = "en"\nassumptions = {}'
# A kernel is another process, which knows only by its environment that the tables here are the bakery's.
IMPORTS = """\
import os
from pathlib import Path
from compendium import paths
from compendium.audit import open_audit
from compendium.display import labels
from compendium.i18n import use_language
paths.DATA = Path(os.environ["TABLES"])
use_language(language)"""


def notebook(*code: str, markdown: str = "# A title") -> nbformat.NotebookNode:
    return new_notebook(
        cells=[new_markdown_cell(markdown), *(new_code_cell(source) for source in (PARAMETERS, IMPORTS, *code))],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )


def opens(chapter: str) -> str:
    return f'audit = open_audit("{chapter}", assumptions)'


# --- which section ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("1 + 1", 0),
        ("audit = open_audit(chapter, assumptions)", 0),
        ('one = open_audit("3.6")\nother = open_audit("3.8")', 2),
    ],
)
def test_notebook_without_one_plain_section_is_refused(code: str, count: int) -> None:
    expected = f'3-06.ipynb: found {count} sections; expected one open_audit("<section>", ...)'
    with pytest.raises(NotebookError, match=re.escape(expected)):
        section(Path("3-06.ipynb"), notebook(code))


@pytest.mark.parametrize("chapter", ["", "1", "3.6", "3.10"])
def test_section_is_the_one_its_audit_is_opened_for(chapter: str) -> None:
    assert section(Path("any.ipynb"), notebook(opens(chapter))) == chapter


def test_section_named_in_prose_does_not_count() -> None:
    assert section(Path("any.ipynb"), notebook(opens("3.6"), markdown='open_audit("3.8")')) == "3.6"


# --- what the fingerprint takes in ------------------------------------------------------------------------------------


@pytest.fixture
def brewery(bakery: Path) -> Path:
    """The bakery, and a brewery in another chapter with rows of its own."""
    more = {
        "figures": "brewery.beer,2.1,3,5,l / day,exact,amount,2022,,beer,啤酒,\n",
        "factors": "hops.per_beer,2,,,kg / l,,World,2020,almanac2020,page 9,hops in beer: 2,A,hops in beer,啤酒花,\n",
        "derivations": "brewery.hops,2.1,brewery.beer * hops.per_beer,kg / day,derived,,,,,,hops needed,所需啤酒花,\n",
    }
    for name, row in more.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.write(row)
    return bakery


@pytest.fixture
def tables(bakery: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bakery's tables, in the place of the project's, here and in every kernel."""
    monkeypatch.setattr(paths, "DATA", bakery)
    monkeypatch.setenv("TABLES", str(bakery))
    return bakery


def whole(folder: Path) -> Audit:
    return open_audit(ledger=load(folder, folder / "references.bib"))


def changed(folder: Path, table: str, old: str, new: str) -> set[str]:
    """Change a table; return the sections whose notebook has another fingerprint than before."""
    before = whole(folder)
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    after = whole(folder)
    book = {chapter: notebook(opens(chapter)) for chapter in ("", "1", "1.1", "2", "2.1")}
    where = Path("any.ipynb")
    return {name for name, one in book.items() if fingerprint(where, one, before) != fingerprint(where, one, after)}


BAKERY_CHAPTERS = {"", "1", "1.1"}


@pytest.mark.parametrize(
    ("table", "old", "new", "sections"),
    [
        ("figures", "2,200,item", "2,210,item", BAKERY_CHAPTERS),
        ("figures", ",loaves baked,", ",loaves sold,", BAKERY_CHAPTERS),
        ("figures", "3,5,l", "3,6,l", {"", "2", "2.1"}),
        ("factors", "0.5,0.45,0.55", "0.5,0.45,0.60", BAKERY_CHAPTERS),
        ("factors", "page 9", "page 10", {"", "2", "2.1"}),
        ("derivations", "bakery.loaves * flour.per_loaf", "2 * bakery.loaves * flour.per_loaf", BAKERY_CHAPTERS),
        ("derivations", "brewery.beer * hops.per_beer", "brewery.beer * hops.per_beer / 2", {"", "2", "2.1"}),
        # Any notebook may show any of the exclusions: they are one list.
        ("excluded", ",2022,a year", ",2023,a year", {"", "1", "1.1", "2", "2.1"}),
    ],
)
def test_change_of_a_row_concerns_the_notebooks_that_rest_on_it(
    brewery: Path, table: str, old: str, new: str, sections: set[str]
) -> None:
    assert changed(brewery, table, old, new) == sections


def test_derivation_that_borrows_from_another_chapter_follows_it(brewery: Path) -> None:
    with (brewery / "derivations.csv").open("a", encoding="utf-8") as table:
        table.write("bakery.beer_bread,1.1,brewery.hops * bakery.loaves,kg * item / day ** 2,derived,,,,,,b,b,\n")
    assert changed(brewery, "factors", "hops.per_beer,2,", "hops.per_beer,3,") == {"", "1", "1.1", "2", "2.1"}


@pytest.fixture
def print_of(brewery: Path) -> Callable[[nbformat.NotebookNode], str]:
    audit = whole(brewery)
    return lambda one: fingerprint(Path("any.ipynb"), one, audit)


def test_prose_and_outputs_change_nothing(print_of: Callable[[nbformat.NotebookNode], str]) -> None:
    one = notebook(opens("1.1"))
    other = notebook(opens("1.1"), markdown="Another title")
    other.cells[-1].execution_count = 7
    other.cells[-1].outputs = [nbformat.v4.new_output("stream", text="old")]
    assert print_of(one) == print_of(other)


def test_code_changes_it(print_of: Callable[[nbformat.NotebookNode], str]) -> None:
    one, other = notebook(opens("1.1")), notebook(opens("1.1"), "audit.verdicts")
    assert print_of(one) != print_of(other)


@pytest.mark.parametrize(
    ("module", "shown"),
    [
        ("audit/audit.py", True),
        ("ledger/units.py", True),
        ("display/labels.py", True),
        ("display/charts/rows.py", False),  # not imported by this notebook
        ("notebooks/execute.py", False),
        ("sphinx_ext/nodes.py", False),
    ],
)
def test_engine_changes_it_where_the_notebook_imports_the_module(
    print_of: Callable[[nbformat.NotebookNode], str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    module: str,
    shown: bool,
) -> None:
    before = print_of(notebook(opens("1.1")))
    copy = tmp_path / "engine"
    shutil.copytree(paths.SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(paths, "SOURCE", copy)
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write("# a comment\n")
    assert print_of(notebook(opens("1.1"))) == before
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write("changed = True\n")
    assert (print_of(notebook(opens("1.1"))) != before) is shown


def test_libraries_change_it(
    print_of: Callable[[nbformat.NotebookNode], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = print_of(notebook(opens("1.1")))
    lock = tmp_path / "run.txt"
    lock.write_text(paths.LIBRARIES.read_text(encoding="utf-8") + "another==1.0\n", encoding="utf-8")
    monkeypatch.setattr(paths, "LIBRARIES", lock)
    assert print_of(notebook(opens("1.1"))) != before


# --- what is stale ----------------------------------------------------------------------------------------------------


def test_only_the_notebooks_that_a_change_concerns_are_stale(brewery: Path, tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name, chapter in (("1-bakery", "1"), ("2-brewery", "2"), ("3-all", "")):
        one = notebook(opens(chapter))
        nbformat.write(one, folder / f"{name}.ipynb")
        fingerprints.store(folder, {name: fingerprint(Path(name), one, whole(brewery))})
    every = sorted(folder.glob("*.ipynb"))
    assert stale(every, audit=whole(brewery)) == []
    table = brewery / "figures.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2.1,3,5,l", "2.1,3,6,l"), encoding="utf-8")
    assert [path.stem for path in stale(every, audit=whole(brewery))] == ["2-brewery", "3-all"]


def test_notebook_never_executed_is_stale(tables: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.ipynb"
    nbformat.write(notebook(opens("1.1")), path)
    assert stale([path]) == [path]


@pytest.mark.parametrize(
    "output",
    [
        nbformat.v4.new_output("stream", name="stderr", text="findfont: no such font"),
        nbformat.v4.new_output("error", ename="ValueError", evalue="no bread", traceback=[]),
    ],
)
def test_notebook_that_shows_a_complaint_is_stale_whatever_its_fingerprint(
    tables: Path, tmp_path: Path, output: nbformat.NotebookNode
) -> None:
    path = tmp_path / "complains.ipynb"
    one = notebook(opens("1.1"))
    nbformat.write(one, path)
    fingerprints.store(tmp_path, {path.stem: fingerprint(path, one, open_audit())})
    assert stale([path]) == []
    one.cells[-1].outputs = [output]
    nbformat.write(one, path)
    assert stale([path]) == [path]


# --- execution --------------------------------------------------------------------------------------------------------


def written(path: Path, *code: str) -> bytes:
    nbformat.write(notebook(*code), path)
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ('raise ValueError("no bread\\ntoday")', "ValueError: no bread; today"),
        ('open_audit("1.1", {"bakery.flor": 7})', "nearest: 'bakery.flour'"),
        ('import sys; print("no flour", file=sys.stderr)', "wrote to stderr: no flour"),
        ('import warnings; warnings.warn("stale bread")', "UserWarning: stale bread"),
        ("import os; os._exit(3)", "DeadKernelError: Kernel died"),
    ],
)
def test_notebook_that_fails_keeps_what_it_had_and_says_why_in_one_line(
    tables: Path, tmp_path: Path, code: str, reason: str
) -> None:
    path = tmp_path / "notebooks" / "fails.ipynb"
    path.parent.mkdir()
    before = written(path, opens("1.1"), code)
    (run,) = execute.execute([(path, "en")], jobs=1)
    assert reason in run.failure
    assert "\n" not in run.failure
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["fails.ipynb"]
    assert stale([path]) == [path]


@pytest.mark.slow
def test_notebook_that_its_author_saves_while_it_runs_is_not_overwritten(tables: Path, tmp_path: Path) -> None:
    path = tmp_path / "saved.ipynb"
    saving = f"from pathlib import Path\nown = Path({str(path)!r})\n"
    saving += 'own.write_text(own.read_text().replace("A title", "A better title"))'
    written(path, opens("1.1"), saving)
    (run,) = execute.execute([(path, "en")], jobs=1)
    assert "saved while it was executed" in run.failure
    text = path.read_text(encoding="utf-8")
    assert "# A better title" in text
    assert '"execution_count": 1' not in text
    assert stale([path]) == [path]


@pytest.mark.slow
def test_notebook_that_runs_is_written_clean_from_any_folder(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, elsewhere = tmp_path / "runs.ipynb", tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    written(path, opens("1.1"), "len(audit.verdicts)", "audit.result('bakery.flour_needed').value")
    (run,) = execute.execute([(path, "en")], jobs=1)
    assert (run.path, run.failure) == (path, "")
    assert run.seconds > 0
    text = path.read_text(encoding="utf-8")
    one = nbformat.reads(text, as_version=4)
    nbformat.validate(one)
    code = [cell for cell in one.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4, 5]
    assert code[-2].outputs[0].data == {"text/plain": "2"}
    assert code[-1].outputs[0].data == {"text/plain": "100.0"}
    assert set(one.metadata) == {"kernelspec", "language_info"}
    assert one.metadata.language_info == {"name": "python"}
    assert [dict(cell.metadata) for cell in one.cells] == [{}] * 6
    assert stale([path]) == []
    for trace in (
        str(tmp_path),
        str(Path.home()) + "/",
        "papermill",
        "start_time",
        "iopub",
        "T0",
        sys.version.split()[0],
    ):
        assert trace not in text
    assert list(elsewhere.iterdir()) == []
    first = path.read_bytes()
    list(execute.execute([(path, "en")], jobs=1))
    assert path.read_bytes() == first


@pytest.mark.slow
def test_command_runs_from_any_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from compendium.notebooks import execute; print(len(execute.notebooks()))"]
    run = subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=True)
    assert int(run.stdout) == len(notebooks())


def test_factor_that_no_formula_uses_counts_where_the_code_names_its_source(brewery: Path) -> None:
    with (brewery / "factors.csv").open("a", encoding="utf-8") as table:
        table.write("flour.rye,0.6,,,kg / item,,World,2020,almanac2020,page 8,0.6 kg,A,rye in a loaf,黑麦用量,\n")
    sweeping, plain = notebook(opens("1"), 'sources = ["almanac2020"]'), notebook(opens("1"), "sources = []")
    before = [fingerprint(Path("1-bakery.ipynb"), one, whole(brewery)) for one in (sweeping, plain)]
    table = brewery / "factors.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("flour.rye,0.6", "flour.rye,0.7"), encoding="utf-8")
    after = [fingerprint(Path("1-bakery.ipynb"), one, whole(brewery)) for one in (sweeping, plain)]
    assert after[0] != before[0]
    assert after[1] == before[1]


# --- editions ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def editions(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is built, and catalogs that may be changed."""
    shutil.copytree(paths.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(paths, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(paths, "EDITIONS", tmp_path / "editions")
    return tmp_path / "editions"


@pytest.mark.slow
def test_other_edition_is_executed_apart_and_speaks_its_language(tmp_path: Path, editions: Path) -> None:
    path = tmp_path / "runs.ipynb"
    one = notebook(opens("1.1"), "labels.label(audit.row('bakery.loaves'))")
    one.cells[1].metadata["tags"] = ["parameters"]
    before = nbformat.writes(one)
    path.write_text(before, encoding="utf-8")
    assert stale([path], "zh") == [path]
    (run,) = execute.execute([(path, "zh")])
    assert run.failure == ""
    assert path.read_text(encoding="utf-8") == before
    made = nbformat.read(editions / "zh" / "notebooks" / "runs.ipynb", as_version=4)
    assert [cell.source for cell in made.cells][1] == 'language = "zh"\nassumptions = {}'
    assert len(made.cells) == len(one.cells)
    assert made.cells[-1].outputs[0].data["text/plain"] == "'面包数'"
    assert stale([path], "zh") == []


@pytest.mark.slow
def test_other_edition_follows_its_words_and_its_prose(tmp_path: Path, editions: Path) -> None:
    path = tmp_path / "runs.ipynb"
    written(path, opens("1.1"))
    list(execute.execute([(path, "zh")]))
    assert stale([path], "zh") == []
    catalog = paths.catalog("zh_CN", "compendium")
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("已复现", "能复现"), encoding="utf-8")
    assert stale([path], "zh") == [path]
    list(execute.execute([(path, "zh")]))
    path.write_text(path.read_text(encoding="utf-8").replace("A title", "Another title"), encoding="utf-8")
    assert stale([path], "zh") == [path]
    assert (editions / "zh").is_dir()
