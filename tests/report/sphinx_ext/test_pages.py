"""The pages made of the ledger hold every row, each with an address of its own."""

import re
from collections.abc import Callable
from html import unescape
from importlib.metadata import version
from typing import Any

from compendium.audit.audit import Audit
from compendium.display import wording
from compendium.display.tables import source_anchor
from page import Page

Build = Callable[[dict[str, str]], Any]


def anchors(page: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', page)


def text(html: str) -> str:
    """Return the words of a piece of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def entry(page: str, id_: str) -> str:
    """Return one entry of the ledger."""
    found = re.search(
        rf'<div class="ledger-entry"[^>]* id="{re.escape(id_)}">.*?(?=<div class="ledger-entry"|</section>)',
        page,
        re.DOTALL,
    )
    assert found, f"no entry {id_}"
    return found[0]


def body(page: str, header: str) -> list[list[str]]:
    """Return the cells of the table whose header starts with a word, as text."""
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        rows = [
            [text(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in table.split("<tr")[1:]
        ]
        if rows[0][0] == header:
            return rows[1:]
    raise AssertionError(f"no table with {header}")


def test_unknown_question_stops_the_directive(build: Build) -> None:
    book = build({"index": "# Title\n\n```{ledger-answers} arithmetics\n```\n"})
    assert "index.md:3: ERROR: no question is called 'arithmetics'; there are arithmetic and evidence" in book.warnings


def test_every_figure_and_derivation_has_one_anchor_in_the_ledger(ledger_book: Any, report: Audit) -> None:
    found = anchors(ledger_book.page("book/ledger"))
    for id_ in (*report.ledger.figures, *report.ledger.derivations):
        assert found.count(id_) == 1, id_


def test_entries_stand_in_the_order_of_the_tables(ledger_book: Any, report: Audit) -> None:
    order = re.findall(r'<div class="ledger-entry"[^>]* id="([^"]+)"', ledger_book.page("book/ledger"))
    assert order == [*report.ledger.figures, *report.ledger.derivations]


def test_every_factor_and_source_has_one_anchor(ledger_book: Any, report: Audit) -> None:
    found = anchors(ledger_book.page("book/sources"))
    for row in report.ledger.factors.values():
        assert found.count(row.id) == 1, row.id
        assert found.count(source_anchor(row.source)) == 1, row.source


def test_no_anchor_stands_twice_on_a_page(ledger_book: Any) -> None:
    for name in ledger_book.names:
        found = anchors(ledger_book.page(name))
        assert sorted({one for one in found if found.count(one) > 1}) == [], name


def test_every_link_between_the_pages_arrives(ledger_book: Any) -> None:
    pages = {ledger_book.folder / f"{name}.html": ledger_book.page(name) for name in ledger_book.names}
    known = {path: set(anchors(page)) for path, page in pages.items()}
    for path, page in pages.items():
        for href in set(re.findall(r'href="([^":]*#[^"]+)"', page)):
            target, _, anchor = href.partition("#")
            if not anchor.startswith("show="):  # what a page that is not here shall show
                assert anchor in known[(path.parent / target).resolve() if target else path], f"{path.name}: {href}"


def test_entry_of_a_figure_says_all_that_is_known(ledger_book: Any, report: Audit) -> None:
    found = entry(ledger_book.page("book/ledger"), "suining.co2_avoided")
    row = report.ledger.figures["suining.co2_avoided"]
    words = text(found)
    assert words.startswith(f"{row.label} suining.co2_avoided")
    assert f"1,037 t CO₂/a, section 3.6 (Suining), from page {row.page}" in words
    assert "Stands for 1,036.5 to 1,037.5 t CO₂/a (exact)." in words
    assert "No source named." in words
    assert "reproduced contradicted ratio 1, material" in words
    checks = [check.result.derivation for check in report.verdict(row.id).checks]
    assert [href for href in re.findall(r'href="#([^"]+)"', found) if href in {one.id for one in checks}] == [
        check.id for check in checks
    ]


def test_figure_with_a_source_cites_it(ledger_book: Any, report: Audit) -> None:
    row = next(row for row in report.ledger.figures.values() if row.cites)
    found = entry(ledger_book.page("book/ledger"), row.id)
    assert f'href="sources.html#{source_anchor(row.cites)}"' in found
    assert "Source named:" in text(found)


def test_entry_of_a_derivation_is_worked_out(ledger_book: Any, report: Audit) -> None:
    found = entry(ledger_book.page("book/ledger"), "suining.dust_as_carbon")
    result = report.result("suining.dust_as_carbon")
    assert found.count("<math ") == 2
    assert wording.quantity(result.value, result.derivation.unit).replace("\N{NO-BREAK SPACE}", " ") in text(found)
    assert 'href="#suining.co2_avoided"' in found
    assert 'href="sources.html#carbon.share_of_co2"' in found


def test_factor_shows_value_source_and_grade(ledger_book: Any, report: Audit) -> None:
    row = report.ledger.factors["grid.sichuan_2022"]
    (cells,) = [
        cells for cells in body(ledger_book.page("book/sources"), "factor") if cells[0].endswith(" grid.sichuan_2022")
    ]
    assert cells[0] == f"{row.label} grid.sichuan_2022"
    assert cells[1] == wording.quantity(row.value, row.unit).replace("\N{NO-BREAK SPACE}", " ")
    assert cells[5] == row.grade


def test_findings_are_the_material_figures(ledger_book: Any, report: Audit) -> None:
    material = [verdict.figure.id for verdict in report.verdicts.values() if verdict.material]
    pages = (ledger_book.page("book/findings"), ledger_book.page("index"))
    tables = [next(t for t in re.findall(r"<table.*?</table>", page, re.DOTALL) if "printed" in t) for page in pages]
    order, first = (re.findall(r'href="[^"]*ledger\.html#([^"]+)"', table) for table in tables)
    assert sorted(order) == sorted(material)
    assert first == order[:3]


def test_answers_are_drawn_with_their_alternative_text(ledger_book: Any, report: Audit) -> None:
    labels = [image["alt"] for image in Page(ledger_book.page("book/findings")).images]
    assert len(labels) == 2
    for label, answer in zip(labels, ("no inputs printed", "untested"), strict=True):
        question = "arithmetic" if answer == "no inputs printed" else "evidence"
        open_ = report.counts(question)[answer]
        assert label.startswith(f"{open_} of {len(report.verdicts)} printed figures: {answer}.")


def test_versions_are_those_installed(ledger_book: Any) -> None:
    found = dict(row[:2] for row in body(ledger_book.page("book/findings"), "made with"))
    assert found["sphinx"] == version("sphinx")
    assert found["pandas"] == version("pandas")
