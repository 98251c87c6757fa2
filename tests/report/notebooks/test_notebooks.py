"""Every notebook is executed, compared as a whole, fed by the ledger alone, and runs anywhere with stock papermill."""

import ast
import os
import re
import statistics
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbval.plugin import IPyNbFile
from sphinx_external_toc.parsing import parse_toc_yaml

from compendium import paths
from compendium.audit.audit import Audit
from compendium.display import labels, wording
from compendium.ledger.problem import nearest
from compendium.notebooks import execute

NAMES = [
    name.removeprefix("notebooks/") for name in parse_toc_yaml(paths.ROOT / "_toc.yml") if name.startswith("notebooks/")
]
PROSE = sorted(paths.BOOK.glob("*.md"))
READ = {name: nbformat.read(paths.NOTEBOOKS / f"{name}.ipynb", as_version=4) for name in NAMES}
CHAPTERS = [name for name in NAMES if name[0].isdigit()]  # the others are guides
ADDED = "3-elsewhere"  # a chapter of which the report has no part; its title says so in place of a number
every = pytest.mark.parametrize("name", NAMES)
every_chapter = pytest.mark.parametrize("name", CHAPTERS)


def cells(name: str, kind: str) -> list[Any]:
    return [cell for cell in READ[name].cells if cell.cell_type == kind]


def outputs(name: str) -> Iterator[Any]:
    return (output for cell in cells(name, "code") for output in cell.outputs)


def part(name: str) -> str:
    """Return the section that a notebook's name says it checks; the last two chapters look at the whole report."""
    number = re.match(r"(\d)(?:-(\d\d))?-[a-z]", name)
    assert number, f"{name} does not start with the section it checks"
    found = f"{number[1]}.{int(number[2])}" if number[2] else number[1]
    return "" if found in ("4", "5") else found


# --- the set ----------------------------------------------------------------------------------------------------------


def test_table_of_contents_lists_every_notebook_once() -> None:
    assert sorted(NAMES) == sorted(path.stem for path in paths.NOTEBOOKS.glob("*.ipynb"))


def test_every_chapter_and_every_case_has_a_notebook() -> None:
    parts = {part(name) for name in CHAPTERS} - {""}
    assert {"1", "2", "3", *(f"3.{case}" for case in range(1, 11))} <= parts
    assert {"4-challenges", "5-recommendations"} <= set(NAMES)


# --- executed, and compared as a whole --------------------------------------------------------------------------------


@every
def test_every_code_cell_was_executed_once_and_in_order(name: str) -> None:
    counts = [cell.execution_count for cell in cells(name, "code")]
    assert counts == list(range(1, len(counts) + 1))


@every
def test_nothing_failed_or_complained(name: str) -> None:
    told = [output for output in outputs(name) if output.output_type == "error" or output.get("name") == "stderr"]
    assert told == []


@every
def test_no_notebook_passes_empty(name: str) -> None:
    assert sum(len(output.get("data", {})) > 0 for output in outputs(name)) >= 1


def skipped() -> set[str]:
    """Return what nbval does not compare, as it says itself."""
    source = Path(sys.modules[IPyNbFile.__module__].__file__ or "").read_text(encoding="utf-8")
    tuples = [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
        and node.targets[0].attr == "skip_compare"
    ]  # fmt: skip
    return {constant.value for one in tuples for constant in ast.walk(one) if isinstance(constant, ast.Constant)}


def test_nbval_skips_pictures_and_widgets() -> None:
    assert {"image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json"} <= skipped()
    assert skipped().isdisjoint({"text/html", "text/plain", "image/svg+xml"})


@every
def test_every_output_is_compared(name: str) -> None:
    kinds = {kind for output in outputs(name) for kind in output.get("data", {})}
    assert sorted(kinds & skipped()) == []
    assert kinds <= {"text/html", "text/plain", "image/svg+xml"}
    assert [output.output_type for output in outputs(name) if output.output_type != "execute_result"] == []


@every
def test_no_cell_opts_out_of_the_comparison(name: str) -> None:
    assert {tag for cell in READ[name].cells for tag in cell.metadata.get("tags", [])} <= {
        "parameters",
        "remove-cell",
        "remove-input",
        "show-input",
    }
    comments = [
        line for cell in cells(name, "code") for line in cell.source.splitlines() if re.search("NBVAL|PYTEST", line)
    ]
    assert comments == []


def test_no_notebook_is_out_of_date() -> None:
    assert execute.stale([paths.NOTEBOOKS / f"{name}.ipynb" for name in NAMES]) == []


# --- how they are written ---------------------------------------------------------------------------------------------


@every
def test_parameters_come_first(name: str) -> None:
    first = cells(name, "code")[0]
    assert first.source == 'language = "en"\nassumptions = {}\nallow_implausible = False'
    assert first.metadata.tags == ["parameters", "remove-cell"]


@every_chapter
def test_chapter_opens_with_its_answer(name: str) -> None:
    title, _, setup, answer, *_ = READ[name].cells
    assert len(title.source.splitlines()) == 1
    assert setup.metadata.tags == ["remove-cell"]
    assert answer.metadata.tags == ["remove-input"]
    assert re.fullmatch(r"tables\.answers?\(audit.*\)", answer.source)
    assert 'class="answer-box"' in answer.outputs[0].data["text/html"]


@every_chapter
def test_audit_is_opened_once_for_the_section_in_the_name(name: str) -> None:
    code = "\n".join(cell.source for cell in cells(name, "code"))
    calls = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("open_audit")
    ]
    assert calls == [f"open_audit({part(name)!r}, assumptions, allow_implausible=allow_implausible)"]


@every
def test_what_came_in_is_checked_first_and_what_it_changed_is_said(name: str) -> None:
    setup = [line for line in cells(name, "code")[1].source.splitlines() if line and "import" not in line]
    assert setup[0] == "parameters.check(globals())"
    assert setup[-1] == "tables.changes(audit)"
    assert not cells(name, "code")[1].outputs


@every
def test_language_is_chosen_before_the_audit_is_opened(name: str) -> None:
    lines = "\n".join(cell.source for cell in cells(name, "code")).splitlines()
    assert lines.count("use_language(language)") == 1
    (opened,) = [place for place, line in enumerate(lines) if "open_audit(" in line]
    assert lines.index("use_language(language)") < opened


@every_chapter
def test_audit_is_asked_for_nothing_that_the_fingerprint_leaves_out(name: str) -> None:
    """Rows reached past the audit's own section would not make the notebook stale."""
    code = "\n".join(cell.source for cell in cells(name, "code"))
    reached = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Attribute | ast.Subscript) and ast.unparse(node.value).endswith(".ledger")
    ]
    allowed = {"audit.ledger.excluded"} | ({"audit.ledger.figures"} if part(name) == "" else set())
    assert sorted(set(reached) - allowed) == []


@every
def test_imports_stand_at_the_top(name: str) -> None:
    where = [
        place
        for place, cell in enumerate(cells(name, "code"))
        if re.search(r"^\s*(import|from) ", cell.source, re.MULTILINE)
    ]
    assert where == [1]


@every
def test_cells_are_short(name: str) -> None:
    lengths = [len(cell.source.splitlines()) for cell in cells(name, "code")]
    assert max(lengths) <= 30
    assert statistics.median(lengths) <= 12


@every_chapter
def test_first_heading_starts_with_the_section(name: str) -> None:
    title = READ[name].cells[0].source.splitlines()[0]
    assert title.startswith("# Added by this audit: " if name == ADDED else f"# {part(name) or name[0]} ")
    assert [line for cell in cells(name, "markdown") for line in cell.source.splitlines() if line.startswith("# ")] == [
        title
    ]


def test_no_answer_is_the_predicate_of_a_sentence() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in PROSE}
    texts |= {name: "\n".join(cell.source for cell in cells(name, "markdown")) for name in NAMES}
    found = {name: re.findall(r"\b(?:is|are|was|were|be)\s+\{verdict\}`[\w.]+`", text) for name, text in texts.items()}
    assert {name: one for name, one in found.items() if one} == {}


@every
def test_nothing_tells_where_or_when_it_was_run(name: str) -> None:
    text = (paths.NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8")
    for trace in (
        str(paths.ROOT),
        str(Path.home()) + "/",
        "/tmp/",
        "/home/",
        "/Users/",
        'papermill":',
        "start_time",
        "iopub",
    ):
        assert trace not in text
    assert set(READ[name].metadata) == {"kernelspec", "language_info"}
    assert READ[name].metadata.language_info == {"name": "python"}


@every
def test_every_drawing_describes_itself(name: str) -> None:
    drawings = [output.data["image/svg+xml"] for output in outputs(name) if "image/svg+xml" in output.get("data", {})]
    assert drawings
    roots = [ET.fromstring(drawing) for drawing in drawings]
    assert [root.attrib for root in roots if root.get("role") != "img" or len(root.get("aria-label", "")) < 20] == []


# --- prose ------------------------------------------------------------------------------------------------------------

# What prose may say in digits without being a statistic. Everything else comes from a role.
ALLOWED = "|".join(
    [
        r"\b(?:19|20)\d\d\b",  # years
        r"\bPM2\.5\b|\b(?:CO2|SO2|CH4|N2O)\b",  # substances
        r"1\.5 °C|\bNo\. ?\d+\b|\b365\.25 days\b",  # names; the registry's year
        r"\bGB/T \d+\b|\bAR[456]\b|\bISO \d+\b",  # standards, assessments
        # references to parts of the report
        r"(?i:\b(?:chapters?|sections?|cases?|questions?)) \d+(?:\.\d+)?(?:(?:,| and| to) \d+(?:\.\d+)?)*",
        r"\b(?:CC BY|Attribution|Python) \d\.\d+\b|\b[Vv]ersion \d+(?:\.\d+)+",  # licences, versions
    ]
)
MARKUP = "|".join(
    [
        r"^(`{3,}|~{3,}).*?^\1",  # code and directives
        r"^---\n.*?\n---$",  # front matter
        r"\{[\w:-]+\}`[^`]*`",  # roles
        r"`[^`]*`",  # code
        r"\$\$.*?\$\$|\$[^$\n]+\$",  # formulas
        r"(?<=\])\([^)]*\)",  # where a link leads
        r"<[^>\n]+>",  # HTML
        r"^\[[^\]]+\]: .*$|^\([\w-]+\)=$",  # link definitions, anchors
        r"^#+ \d+(?:\.\d+)? ",  # the section of the report, at the start of a heading
        r"^\d+\. ",  # the number of a list's entry
    ]
)


def typed_statistics(text: str) -> list[str]:
    """Return the numbers that a text types, each with the words around it."""
    bare = re.sub(MARKUP, " ", text, flags=re.MULTILINE | re.DOTALL)
    bare = re.sub(ALLOWED, " ", bare)
    return [
        bare[max(0, hit.start() - 25) : hit.end() + 25].replace("\n", " ") for hit in re.finditer(r"\d[\d,.]*", bare)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It saves 1,037 t of CO2 a year.",
        "A fall of 29.9 %.",
        "The report of 2023 counts 7 of them.",
        "## Ten of 12 cases",
        "- It is 3.6 times as much",
        "Between 1.2 and 2023",
        "[12 routes](2-policies.ipynb)",
    ],
)
def test_typed_statistic_is_seen(text: str) -> None:
    assert len(typed_statistics(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "# 3.6 Suining: a roof\n\nIn 2022, as chapter 3 and section 3.10 say, CO2 and PM2.5 fell below 1.5 °C.",
        "The {printed}`suining.co2_avoided` of [case 3.6](../notebooks/3-06-suining-pv.ipynb) at No. 9.",
        "```bash\npapermill 3-06.ipynb -y 'a: 0.5257'\n```\n\nand `0.5` and $x = 3$ and {cite:p}`a2020,b2021`.",
        "Sections 1 to 3 and cases 3.1, 3.2 and 3.3.\n\n1. first\n2. second",
    ],
)
def test_names_years_references_and_code_are_no_statistics(text: str) -> None:
    assert typed_statistics(text) == []


@every
def test_prose_of_a_notebook_types_no_statistic(name: str) -> None:
    found = [one for cell in cells(name, "markdown") for one in typed_statistics(cell.source)]
    assert found == []


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.stem)
def test_prose_of_a_page_types_no_statistic(path: Path) -> None:
    assert typed_statistics(path.read_text(encoding="utf-8")) == []


def test_planted_statistic_is_found_in_a_real_chapter() -> None:
    cell = cells("3-06-suining-pv", "markdown")[1]
    planted = cell.source.replace("{printed}`suining.capacity`", "1.2 MW")
    assert planted != cell.source
    (found,) = typed_statistics(planted)
    assert "1.2 MW" in found


ROLE = re.compile(r"\{(printed|recomputed|factor|verdict)\}`([^`]+)`")


def unknown_ids(text: str, audit: Audit) -> list[str]:
    ledger = audit.ledger
    tables = {
        "printed": ledger.figures,
        "verdict": ledger.figures,
        "recomputed": ledger.derivations,
        "factor": ledger.factors,
    }
    return [
        f"{{{role}}}`{id_}`; nearest: {nearest(id_, tables[role])}"
        for role, id_ in ROLE.findall(text)
        if id_ not in tables[role]
    ]


def test_unknown_id_in_a_role_is_seen(report: Audit) -> None:
    assert unknown_ids("so {printed}`suining.co2_avoidd` it says", report) == [
        "{printed}`suining.co2_avoidd`; nearest: suining.co2_avoided"
    ]


def test_every_id_in_a_role_exists(report: Audit) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in PROSE}
    texts |= {name: "\n\n".join(cell.source for cell in cells(name, "markdown")) for name in NAMES}
    assert sum(len(ROLE.findall(text)) for text in texts.values()) > 100
    assert {name: found for name, text in texts.items() if (found := unknown_ids(text, report))} == {}


@every_chapter
def test_every_chapter_ends_with_what_would_change_the_answer_and_how_to_rerun_it(name: str) -> None:
    last = cells(name, "markdown")[-1].source
    headings = re.findall(r"^## .+$", "\n\n".join(cell.source for cell in cells(name, "markdown")), re.MULTILINE)
    assert headings[-1] == "## What would change the answer"
    assert f"python -m compendium rerun {name} --assume " in last


# --- anywhere, and with other assumptions -----------------------------------------------------------------------------


def papermill(name: str, folder: Path, assumptions: str) -> subprocess.CompletedProcess[str]:
    source, target = str(paths.NOTEBOOKS / f"{name}.ipynb"), str(folder / "out.ipynb")
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--no-progress-bar",
        source,
        target,
        "-y",
        f"assumptions: {assumptions}",
    ]
    return subprocess.run(command, cwd=folder, env=os.environ, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_unknown_assumption_is_refused_by_name(tmp_path: Path) -> None:
    result = papermill("3-06-suining-pv", tmp_path, "{grid.sichuan_2o22: 1}")
    assert result.returncode != 0
    assert "'grid.sichuan_2o22'" in result.stderr
    assert "nearest: 'grid.sichuan_2022'" in result.stderr


@pytest.mark.slow
def test_rerun_with_another_grid_changes_what_rests_on_it(tmp_path: Path, report: Audit) -> None:
    result = papermill("3-06-suining-pv", tmp_path, "{grid.sichuan_2022: 0.5257}")
    assert result.returncode == 0, result.stderr
    before = [output.data["text/plain"] for output in outputs("3-06-suining-pv")]
    done = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    after = [output.data["text/plain"] for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    banner = after.pop(0)
    assert banner.splitlines()[0] == "This is a rerun with other assumptions. It is not the published audit."
    assert "2 results changed that count as no check" in banner  # the factor was published after the report
    assert len(after) == len(before)
    label = labels.label(report.ledger.derivations["suining.co2_sichuan_2022"])
    value = plain(wording.quantity(report.result("suining.co2_sichuan_2022").value, "t CO2 / a"))
    old, new = ([text for text in texts if label in text] for texts in (before, after))
    assert len(old) == len(new) >= 2
    # 0.5257 kg/kWh times the output of 1.04 million kWh that is hidden in the printed CO2
    assert {"546.7" in told(label, text) for text in new} == {True}
    assert {value in told(label, text) for text in old} == {True}
    assert value != "546.7 t CO₂/a"
    assert any("(assumed)" in text for text in new)
    assert before[0] == after[0]


def told(label: str, text: str) -> str:
    """Return what an output says of a row: what follows its label, as far as the next row goes."""
    return plain(re.split(r"[;\n]", text.partition(label)[2])[0])


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
