"""A notebook is rerun when something that it shows can have changed, and is written whole or not at all."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.notebooks import execute, fingerprints
from compendium.notebooks.execute import NotebookError, execute, fingerprint, notebooks, section, stale

HEAD = ['language = "en"\nassumptions = {}', "from compendium.audit import open_audit"]


def notebook(*code: str, markdown: str = "# A title") -> nbformat.NotebookNode:
    return new_notebook(
        cells=[new_markdown_cell(markdown), *(new_code_cell(source) for source in (*HEAD, *code))],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )


def opens(chapter: str) -> str:
    return f'audit = open_audit("{chapter}", assumptions, language)'


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
        "figures": "brewery.beer,2.1,3,5,hl / day,exact,2022,,beer,啤酒,\n",
        "factors": "hops.per_beer,2,,,kg / hl,World,2020,almanac2020,page 9,A,hops in beer,啤酒花,\n",
        "derivations": "brewery.hops,2.1,brewery.beer * hops.per_beer,kg / day,derived,,hops needed,所需啤酒花,\n",
    }
    for name, row in more.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.write(row)
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
        ("figures", "3,5,hl", "3,6,hl", {"", "2", "2.1"}),
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
        table.write("bakery.beer_bread,1.1,brewery.hops * bakery.loaves,kg * item / day ** 2,derived,,b,b,\n")
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
        ("audit.py", True),
        ("units.py", True),
        ("charts.py", False),  # not imported by this notebook
        ("rerun.py", False),
        ("sphinx_ext/pages.py", False),
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


# --- on the real report -----------------------------------------------------------------------------------------------


def with_figure(ledger: Ledger, id_: str, printed: str) -> Ledger:
    figure = replace(ledger.figures[id_], printed=printed)
    return replace(ledger, figures={**ledger.figures, id_: figure})


def chapter(name: str) -> str:
    """Return the section that a notebook's name says it checks; the last two chapters look at the whole report."""
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


def test_notebook_never_executed_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "new.ipynb"
    nbformat.write(notebook(opens("3.10")), path)
    assert stale([path]) == [path]


@pytest.mark.parametrize(
    "output",
    [
        nbformat.v4.new_output("stream", name="stderr", text="findfont: no such font"),
        nbformat.v4.new_output("error", ename="ValueError", evalue="no bread", traceback=[]),
    ],
)
def test_notebook_that_shows_a_complaint_is_stale_whatever_its_fingerprint(
    tmp_path: Path, output: nbformat.NotebookNode
) -> None:
    path = tmp_path / "complains.ipynb"
    one = notebook(opens("3.10"))
    nbformat.write(one, path)
    fingerprints.store(tmp_path, {path.stem: fingerprint(path, one, open_audit())})
    assert stale([path]) == []
    one.cells[-1].outputs = [output]
    nbformat.write(one, path)
    assert stale([path]) == [path]


def test_notebooks_stand_in_the_order_of_the_report() -> None:
    names = [path.stem for path in notebooks()]
    assert names == sorted(names)
    assert names[0] == "1-concepts"
    assert names[-2:] == ["4-challenges", "5-recommendations"]


# --- execution --------------------------------------------------------------------------------------------------------


def written(path: Path, *code: str) -> bytes:
    nbformat.write(notebook(*code), path)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ('raise ValueError("no bread\\ntoday")', "ValueError: no bread; today"),
        ('open_audit("3.10", {"inclusion.retird": 7})', "nearest: 'inclusion.retired'"),
        ('import sys; print("no flour", file=sys.stderr)', "wrote to stderr: no flour"),
        ('import warnings; warnings.warn("stale bread")', "UserWarning: stale bread"),
        ("import os; os._exit(3)", "DeadKernelError: Kernel died"),
    ],
)
def test_notebook_that_fails_keeps_what_it_had_and_says_why_in_one_line(tmp_path: Path, code: str, reason: str) -> None:
    path = tmp_path / "fails.ipynb"
    before = written(path, opens("3.10"), code)
    (run,) = execute([(path, "en")], jobs=1)
    assert reason in run.failure
    assert "\n" not in run.failure
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["fails.ipynb"]
    assert stale([path]) == [path]


def test_notebook_that_runs_is_written_clean_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, elsewhere = tmp_path / "runs.ipynb", tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    written(path, opens("3.10"), "len(audit.verdicts)", "audit.result('inclusion.price').value")
    (run,) = execute([(path, "en")], jobs=1)
    assert (run.path, run.failure) == (path, "")
    assert run.seconds > 0
    text = path.read_text(encoding="utf-8")
    one = nbformat.reads(text, as_version=4)
    nbformat.validate(one)
    code = [cell for cell in one.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4, 5]
    assert code[-2].outputs[0].data == {"text/plain": str(len(open_audit("3.10").verdicts))}
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
    list(execute([(path, "en")], jobs=1))
    assert path.read_bytes() == first


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        paths.write_whole(target, "new \udcff")
    assert target.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["file.txt"]
    paths.write_whole(target, "新\n")
    assert target.read_bytes() == "新\n".encode()
    assert oct(target.stat().st_mode & 0o777) == "0o644"


def test_command_runs_from_any_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from compendium import rerun; print(len(execute.notebooks()))"]
    run = subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=True)
    assert int(run.stdout) == len(notebooks())


def test_factor_that_no_formula_uses_counts_where_the_code_names_its_source(brewery: Path) -> None:
    with (brewery / "factors.csv").open("a", encoding="utf-8") as table:
        table.write("flour.rye,0.6,,,kg / item,World,2020,almanac2020,page 8,A,rye in a loaf,黑麦用量,\n")
    sweeping, plain = notebook(opens("1"), 'sources = ["almanac2020"]'), notebook(opens("1"), "sources = []")
    before = [fingerprint(Path("1-bakery.ipynb"), one, whole(brewery)) for one in (sweeping, plain)]
    table = brewery / "factors.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("flour.rye,0.6", "flour.rye,0.7"), encoding="utf-8")
    after = [fingerprint(Path("1-bakery.ipynb"), one, whole(brewery)) for one in (sweeping, plain)]
    assert after[0] != before[0]
    assert after[1] == before[1]


# --- editions ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is built, and catalogs that may be changed."""
    shutil.copytree(paths.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(paths, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(paths, "EDITIONS", tmp_path / "editions")
    return tmp_path / "editions"


def test_other_edition_is_executed_apart_and_speaks_its_language(tmp_path: Path, editions: Path) -> None:
    path = tmp_path / "runs.ipynb"
    one = notebook(opens("3.10"), "audit.row('inclusion.projects').label")
    one.cells[1].metadata["tags"] = ["parameters"]
    before = nbformat.writes(one)
    path.write_text(before, encoding="utf-8")
    assert stale([path], "zh") == [path]
    (run,) = execute([(path, "zh")])
    assert run.failure == ""
    assert path.read_text(encoding="utf-8") == before
    made = nbformat.read(editions / "zh" / "notebooks" / "runs.ipynb", as_version=4)
    assert [cell.source for cell in made.cells][1] == 'language = "zh"\nassumptions = {}'
    assert len(made.cells) == len(one.cells)
    label = open_audit("3.10").row("inclusion.projects").label_zh
    assert made.cells[-1].outputs[0].data["text/plain"] == repr(label)
    assert stale([path], "zh") == []


def test_other_edition_follows_its_words_and_its_prose(tmp_path: Path, editions: Path) -> None:
    path = tmp_path / "runs.ipynb"
    written(path, opens("3.10"))
    list(execute([(path, "zh")]))
    assert stale([path], "zh") == []
    catalog = paths.catalog("zh_CN", "compendium")
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("可复现", "能复现"), encoding="utf-8")
    assert stale([path], "zh") == [path]
    list(execute([(path, "zh")]))
    path.write_text(path.read_text(encoding="utf-8").replace("A title", "Another title"), encoding="utf-8")
    assert stale([path], "zh") == [path]
    assert (editions / "zh").is_dir()
