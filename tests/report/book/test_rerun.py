"""A chapter run again from the command line: two files that say what went in, or one line that says what is wrong."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup

from compendium import paths
from compendium.__main__ import main
from compendium.audit.audit import Audit, open_audit
from compendium.display import labels, wording
from compendium.display.prose.roles import ROLES
from compendium.i18n.messages import using_language
from compendium.notebooks import execute, fingerprints
from compendium.rerun.book import Book
from compendium.rerun.page import page

SUINING = "3-06-suining-pv"
CASES = "3-cases"
A_FACTOR = "expected a number, one with a unit, low..value..high or the id of a factor"
GRIDS = "expected 0 to 2.28291 (up to twice the dirtiest grid of the ledger), a number with another unit, or "
BAD = {
    "3-06 --sectoin 3.6": "python -m compendium: unrecognized arguments: --sectoin 3.6; --help lists what there is",
    "3-06 --assume grid.sichuan_2022=-1": f"found -1 kg CO2 / kWh for 'grid.sichuan_2022'; {GRIDS}",
    "3-06 --assume grid.sichuan_2022=1e300": f"found 1e+300 kg CO2 / kWh for 'grid.sichuan_2022'; {GRIDS}",
    "3-06 --assume grid.sichuan_2022=525.7": f"found 525.7 kg CO2 / kWh for 'grid.sichuan_2022'; {GRIDS}",
    "3-06 --assume grid.sichuan_2022=true": f"('true' does not begin with a number); {A_FACTOR}",
    "3-06 --assume grid.sichuan_2022=lots": f"('lots' does not begin with a number); {A_FACTOR}",
    "3-06 --assume grid.sichuan_2022=525.7g/km": f"(g/km is not a kind of kg CO2 / kWh); {A_FACTOR}",
    "3-06 --assume grid.sichuan_2022=0.7..0.6..0.8": f"(low, value and high do not rise); {A_FACTOR}",
    "3-06 --assume grid.sichuan_2022=[0.5,0.6]": f"(it has 2 numbers); {A_FACTOR}",
    "3-06 --assume grid.sichuan_2022=grid.natonal_2022": "(no factor has this id; nearest: 'grid.national_2022'); ",
    "3-06 --assume grid.sichuan_2022=methane.share": f"(percent is not a kind of kg CO2 / kWh); {A_FACTOR}",
    "3-06 --assume methane.share=150": "found 150 percent for 'methane.share'; expected 5 to 100 ",
    "3-06 --assume methane.share=40..50..600": "found 40 to 600 percent for 'methane.share'; expected 5 to 100",
    "3-06 --assume grid.sichuan_2202=0.5": "expected the id of a figure or factor; nearest: 'grid.sichuan_2022'",
    "3-06 --assume suining.co2_sichuan_2022=0.5": "which is computed; expected one of its inputs: suining.coal_saved, ",
    "3-06 --assume suining.co2_avoided=five": "expected a bare number or a range such as 100-140, without 'about' ",
    "3-06 --assume grid.sichuan_2022=0,2": "('0,2': a decimal comma? write 0.2)",
    "3-05 --assume methane.share=0.45..0.5..0.6": "for 'methane.share' (0.5 %, or 50 %?); expected 5 to 100 ",
    "3-06 --assume grid.sichuan_2022": "found 'grid.sichuan_2022'; expected id=value, such as grid.x=0.5",
    "3-06 --assume grid.sichuan_2022=0.5 --assume grid.sichuan_2022=0.6": "found 'grid.sichuan_2022' twice",
    "3-06 --assume classic.co2=0": "expected 0.0997 to 9.97 (from a tenth to ten times the book's own value)",
    "3-06 --assume classic.co2=0 --allow-implausible": "found classic.co2 in 'suining.co2_avoided / classic.co2' of",
    "1-concepts --assume classic.co2=0 --allow-implausible": "found classic.co2 in ",  # of another chapter
    "3-06 --preset national2022": "nearest: 'national_2022'",
    "3-06 --preset national_2022 --preset sichuan_2022": "which both replace 'classic.co2'; expected one of them",
    "3-06 --language english": "found language 'english'; expected one of en, zh",
    "3": "found '3', which 2 notebooks are; expected one of 3-cases, 3-elsewhere",
    "3.66": "found '3.66'; expected a section with a notebook: 1, 2, 2.2, ",
    "suinig": "nearest: '3-06-suining-pv'",
}


@pytest.mark.parametrize(("arguments", "line"), BAD.items(), ids=BAD)
def test_what_is_wrong_is_told_in_one_line_and_nothing_is_written_or_run(
    arguments: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execute, "prepare", lambda: None)
    monkeypatch.setattr(execute, "executed", lambda _: pytest.fail("it was run"))
    try:
        code = main(["rerun", *arguments.split(), "--out", str(tmp_path / "out")])
    except SystemExit as stop:
        code = int(stop.code or 0)
    assert code in (1, 2)
    out, err = capsys.readouterr()
    assert out == ""
    (told,) = err.splitlines()
    assert line in told
    assert not (tmp_path / "out").exists()


def test_book_s_own_notebook_is_not_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    before = (paths.NOTEBOOKS / f"{SUINING}.ipynb").read_bytes()
    assert main(["rerun", "3-06", "--out", str(paths.NOTEBOOKS)]) == 2
    assert "choose another folder" in capsys.readouterr().err
    assert (paths.NOTEBOOKS / f"{SUINING}.ipynb").read_bytes() == before


def test_place_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execute, "prepare", lambda: None)
    monkeypatch.setattr(execute, "executed", lambda notebook: notebook)
    (tmp_path / "out").write_text("a file")
    assert main(["rerun", "3-06", "--out", str(tmp_path / "out")]) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert told == f"rerun: {tmp_path / 'out'}: File exists"


def test_missing_library_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    monkeypatch.setattr("compendium.commands.rerun.find_spec", lambda name: name != "markdown_it")
    assert main(["rerun", "3-06"]) == 1
    assert capsys.readouterr().err == ("rerun: missing: markdown-it-py; pip install -r requirements.txt has them\n")


# --- what comes out ---------------------------------------------------------------------------------------------------

Made = Callable[[str, str], tuple[nbformat.NotebookNode, Any, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Reruns by chapter and language, each made once: its notebook, its page and what was said on stderr."""
    kept: dict[tuple[str, str], tuple[nbformat.NotebookNode, Any, str]] = {}

    def run(name: str, language: str) -> tuple[nbformat.NotebookNode, Any, str]:
        if (name, language) not in kept:
            out = tmp_path_factory.mktemp(f"{name}-{language}")
            kept[name, language] = _run(name, language, out)
        return kept[name, language]

    return run


def _run(name: str, language: str, out: Path) -> tuple[nbformat.NotebookNode, Any, str]:
    import contextlib
    import io

    told = io.StringIO()
    arguments = ["--assume", "grid.sichuan_2022=525.7g/kWh", "--preset", "gwp_ar6", "--language", language]
    with contextlib.redirect_stderr(told):
        assert main(["rerun", name, *arguments, "--out", str(out)]) == 0, told.getvalue()
    notebook = nbformat.read(out / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    soup: Any = BeautifulSoup((out / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    soup.folder = out
    return notebook, soup, told.getvalue()


both = pytest.mark.parametrize(("name", "language"), [(SUINING, "en"), (SUINING, "zh"), (CASES, "zh")])


def prose(notebook: nbformat.NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


@pytest.mark.slow
@both
def test_text_has_the_numbers_of_this_run_and_no_role(name: str, language: str, made: Made, report: Audit) -> None:
    notebook, page_, _ = made(name, language)
    for text in (prose(notebook), page_.select_one("article").get_text()):
        assert not re.search(rf"\{{(?:{'|'.join(ROLES)}|cite:p|[\w-]+\}}`)", text)
    assumed = open_audit(assumptions={"grid.sichuan_2022": 0.5257}, ledger=report.ledger)
    with using_language(language):
        ratio = assumed.result("suining.grid_needed_ratio")
        now = wording.in_prose(ratio.interval, ratio.derivation.unit)
        before = wording.in_prose(report.result("suining.grid_needed_ratio").interval, ratio.derivation.unit)
    assert now != before
    if name == SUINING:
        links = page_.select('a[href$="#suining.grid_needed_ratio"]')
        assert now in {link.get_text() for link in links}
        assert before not in {link.get_text() for link in links}


@pytest.mark.slow
@both
def test_text_is_in_the_language(name: str, language: str, made: Made) -> None:
    notebook, page_, _ = made(name, language)
    assert page_.html["lang"].startswith(language)
    sentence = "The words of this chapter were written about the published numbers"
    assert (sentence in prose(notebook)) == (language == "en")
    if language == "zh":
        english = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
        plain_text = [re.sub(r"`[^`]*`|```.*?```|\]\([^)]*\)", "", text, flags=re.DOTALL) for text in english]
        assert not [text for text in plain_text if re.search(r"\b(?:the|and|is|of)\b [a-z]+ [a-z]+", text)]


@pytest.mark.slow
@both
def test_page_loads_nothing_and_runs_one_script(name: str, language: str, made: Made) -> None:
    _, page_, _ = made(name, language)
    assert not page_.select("link, iframe, object, embed, script[src], img:not([src^='data:'])")
    assert not [one for one in page_.select("source") if not one["srcset"].startswith("data:")]
    style = "".join(one.get_text() for one in page_.select("style"))
    assert not re.search(r"@import|@font-face|url\((?!\s*[\"']?(?:data:|#))", style)
    assert len(page_.select("script")) == 1
    assert "sha256-" in page_.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]


@pytest.mark.slow
@both
def test_every_link_leads_somewhere(name: str, language: str, made: Made, book: Path) -> None:
    notebook, page_, _ = made(name, language)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    links = re.findall(r'(?:href="|\]\()([^")\s]+)', prose(notebook) + "".join(
        output.data.get("text/html", "") for output in outputs if "data" in output
    ))  # fmt: skip
    links += [link["href"] for link in page_.select("a[href]") if not link["href"].startswith("data:")]
    assert len(links) > 50
    ids: dict[Path, set[str]] = {}
    for link in {link.replace("&amp;", "&") for link in links}:
        if link.startswith("http"):
            continue
        path, _, place = link.partition("#")
        if not path:
            assert page_.find(id=place), link
            continue
        target = (page_.folder / path.partition("?")[0]).resolve()
        if target not in ids:
            assert target.is_file(), link
            tree = BeautifulSoup(target.read_text(encoding="utf-8"), "html.parser")
            ids[target] = {one["id"] for one in tree.find_all(id=True)}
        assert not place or place in ids[target], link


@pytest.mark.slow
@both
def test_charts_and_tables_are_those_of_the_notebook(name: str, language: str, made: Made) -> None:
    notebook, page_, _ = made(name, language)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    charts = [output for output in outputs if "image/svg+xml" in output.data]
    assert len(page_.select("figure.chart picture > img")) == len(charts) > 0
    assert page_.select("figure.chart source[media]"), "a drawing for phones"
    tables = sum(output.data.get("text/html", "").count("<table") for output in outputs)
    assert len(page_.select(".text_html table")) == tables > 0


@pytest.mark.slow
@both
def test_it_tells_what_it_was_made_from(name: str, language: str, made: Made, report: Audit) -> None:
    notebook, _, _ = made(name, language)
    about: dict[str, Any] = notebook.metadata["compendium"]
    assert about["assumptions"]["grid.sichuan_2022"] == "525.7g/kWh"
    assert about["presets"] == ["gwp_ar6"]
    assert (about["language"], about["notebook"]) == (language, name)
    assert about["fingerprint"] != fingerprints.stored(paths.NOTEBOOKS)[name]
    assert {"numpy", "papermill"} <= set(about["libraries"])
    last = notebook.cells[-1].source
    assert about["fingerprint"] in last
    assert f"rerun {name} --preset gwp_ar6 --assume grid.sichuan_2022=525.7g/kWh" in last
    assert "papermill" not in notebook.metadata
    banner = next(cell for cell in notebook.cells if "tables.changes" in cell.source).outputs[0].data["text/plain"]
    with using_language(language):
        assert labels.label(report.ledger.factors["grid.sichuan_2022"]) in banner


@pytest.mark.slow
def test_preset_that_moves_nothing_is_warned_of(made: Made) -> None:
    assert made(SUINING, "en")[2] == f"rerun: gwp_ar6 moves nothing in {SUINING}\n"
    assert made(CASES, "zh")[2] == ""


@pytest.mark.slow
def test_two_reruns_are_the_same_bytes(made: Made, tmp_path: Path) -> None:
    first = made(SUINING, "en")[1].folder
    _run(SUINING, "en", tmp_path)
    for end in ("ipynb", "html"):
        one, other = (folder / f"{SUINING}.{end}" for folder in (first, tmp_path))
        assert plain_links(one) == plain_links(other)


def plain_links(path: Path) -> str:
    """Return a file without the way from its folder to the book."""
    return re.sub(r"(?:\.\./)+[^\"()\s]*?_build/html", "BOOK", path.read_text(encoding="utf-8"))


def test_without_a_book_the_page_has_no_link_to_one() -> None:
    notebook = execute.read(paths.NOTEBOOKS / f"{SUINING}.ipynb")
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = Book("").relinked(output.data["text/html"])
        cell.source = cell.source if cell.cell_type == "code" else "# Title\n\nA table:\n\n| a |\n|---|\n| 'b' |\n"
    found: Any = BeautifulSoup(page(notebook, Book("")), "html.parser")
    assert not [link for link in found.select("a[href]") if not link["href"].startswith(("#", "data:"))]
    assert found.select_one(".table-scroll > table.table td").get_text() == "‘b’"
