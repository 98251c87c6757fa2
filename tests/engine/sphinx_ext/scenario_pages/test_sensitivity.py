"""The page on what would settle a figure: a table, a chart a case, and sentences that follow from the indices."""

import shutil
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup

from compendium.scenarios.sensitivity import UnboundedError
from compendium.sphinx_ext.scenario_pages import sensitivity as page_module
from made_up import add
from small_book import Book, build_book, cells, column_names, directives, made_of, words

PAGES = {
    "index": "# Index\n",
    "book/ledger": "# Ledger\n\n" + directives("ledger-figures}", "ledger-derivations}"),
    "book/sources": "# Sources\n\n" + directives("ledger-factors}", "bibliography}\n:all:"),
    "book/sensitivity": "# Settled\n\n"
    + directives("ledger-settling}")
    + "## Cases\n\n"
    + directives("ledger-sensitivity}"),
}
# More than eight tonnes of wood saved stand for 8 to 9: one way misses that, one agrees, one is too wide to tell.
FACTORS = """\
wood.counted,20,15,25,t / a,,World,2020,almanac2020,page 7,20 t,A,wood counted,清点的木柴,
wood.weighed,8.5,8.4,8.6,t / a,,World,2020,almanac2020,page 7,8.5 t,A,wood weighed,称量的木柴,
wood.guessed,7.5,5,10,t / a,,Europe,2021,survey2021,page 7,7.5 t,A,wood guessed,估计的木柴,
"""
WAYS = "".join(
    f"bakery.wood_{way},1.1,wood.{way},t / a,cross_check,bakery.wood_saved,,independent,,method,wood as {way},{way},\n"
    for way in ("counted", "weighed", "guessed")
)


@pytest.fixture(scope="module")
def book(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    own = tmp_path_factory.mktemp("tables") / "own"
    shutil.copytree(tables, own)
    add(own, factors=FACTORS, derivations=WAYS)
    with made_of(own):
        built = build_book(tmp_path_factory.mktemp("book"), PAGES, own / "references.bib")
    assert built.warnings == ""
    return built


@pytest.fixture(scope="module")
def page(book: Book) -> BeautifulSoup:
    return book.tree("book/sensitivity")


def said(page: BeautifulSoup, figure: str) -> str:
    """Return the sentences about a figure."""
    part = page.find(id=page_module.anchor(figure))
    assert part
    return words(part.p)


def test_table_has_the_material_figures_in_the_order_of_the_findings(page: BeautifulSoup) -> None:
    table = page.find("table")
    assert column_names(table) == [
        "figure", "does evidence support it?", "its checks differ above all by", "share of the variance",
        "verdict clear if that is known",
    ]  # fmt: skip
    first, second = [[words(cell) for cell in row] for row in cells(table)]
    assert first[:3] == ["1.1 Bakery: CO2 saved, 12 t CO₂/a", "contradicted", "CO2 of wood that grows again"]
    assert first[4] == "clear already"
    assert second[:3] == ["1.1 Bakery: wood saved, over 8 t/a", "depends on the choice", "the method"]
    assert second[4] == "at 2 of 3 answers"


def test_lead_counts_what_a_choice_would_settle(page: BeautifulSoup) -> None:
    assert (
        "Of 2 material findings 1 have no clear verdict. In all of these the checks differ above all by a choice, "
        "and for 0 it would be enough that the report named its answer, whichever it was."
    ) in [words(one) for one in page.find_all("p")]


def test_sentences_follow_from_the_indices(page: BeautifulSoup) -> None:
    text = said(page, "bakery.wood_saved")
    assert text.startswith(
        "wood saved (over 8 t/a), depends on the choice: The checks differ above all by the method: "
    )
    assert (
        "If the report said which of 3 answers it took, the verdict would be clear for 2 of them. "
        "1 would be too wide to tell; the input that moves those most is wood guessed."
    ) in text
    assert "Even without that" not in text  # the choice would decide whatever the wood weighs


def test_figure_with_a_clear_verdict_needs_nothing(page: BeautifulSoup) -> None:
    text = said(page, "bakery.co2_saved")
    assert text.endswith(
        "The verdict is clear already, whatever their values; they move only the size of the difference."
    )


def test_all_inputs_stand_in_a_table_with_who_could_publish_them(page: BeautifulSoup) -> None:
    inputs, answers = page.select(f"#{page_module.anchor('bakery.wood_saved')} table")
    rows = [[words(cell) for cell in row] for row in cells(inputs)]
    assert {row[0]: row[4] for row in rows} == {
        "the method": "the report’s authors", "wood counted": "Ann Baker 2020", "wood guessed": "Bo Miller 2021",
        "the rounding of the printed number": "the report’s authors", "wood weighed": "Ann Baker 2020",
    }  # fmt: skip
    totals = [float(row[2].partition(" ")[0]) for row in rows]
    assert totals == sorted(totals, reverse=True)
    assert rows[0][3] == "at 2 of 3 answers"
    assert [[words(cell) for cell in row][:3] for row in cells(answers)] == [
        ["wood as counted", "misses", "wood counted"],
        ["wood as weighed", "agrees", "the rounding of the printed number"],
        ["wood as guessed", "too wide", "wood guessed"],
    ]
    assert [words(row[4]) != "" for row in cells(answers)] == [False, False, True]


def test_case_has_one_chart_with_its_figures_and_an_alternative_text(page: BeautifulSoup) -> None:
    (image,) = page.select("img.chart")
    assert image["alt"].startswith("For 1 of 2 figures the checks differ above all by a choice. CO2 saved, ")
    assert "Wood saved, the method: " in image["alt"]


def test_record_leads_to_the_place_on_the_page(book: Book, page: BeautifulSoup) -> None:
    link = book.tree("figures/bakery.wood_saved").find("a", string="How much each input and choice matters")
    document, _, anchor = link["href"].partition("#")
    assert document == "../book/sensitivity.html"
    assert page.find(id=anchor)
    other = book.tree("figures/bakery.loaves")  # no material finding
    assert not other.find("a", string="How much each input and choice matters")


def test_only_an_input_without_an_upper_end_leaves_a_figure_unanalysed(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = SimpleNamespace(figure=SimpleNamespace(id="bakery.loaves"))
    page = SimpleNamespace(env=SimpleNamespace(), audit=lambda: None)
    monkeypatch.setattr(page_module, "book_digests", lambda: {"bakery.loaves": "digest"})

    def analysis(error: Exception) -> object:
        monkeypatch.setattr(page_module, "sensitivity", Mock(side_effect=error))
        return page_module.SettlingDirective.analysis(page, verdict)  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="no finite value"):
        analysis(ValueError("no finite value at 3 of 24 points"))
    assert analysis(UnboundedError("no upper end")) is None


def test_share_beside_what_is_left_is_that_of_the_ranking(page: BeautifulSoup) -> None:
    _, answers = page.select(f"#{page_module.anchor('bakery.wood_saved')} table")
    assert column_names(answers)[2:4] == ["then moved most by", "with others"]


def test_analysis_is_kept_until_a_row_or_its_code_changes(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysed: list[str] = []
    true = page_module.sensitivity

    def noted(audit, verdict):  # type: ignore[no-untyped-def]
        analysed.append(verdict.figure.id)
        return true(audit, verdict)

    monkeypatch.setattr(page_module, "sensitivity", noted)
    own = tmp_path / "tables"
    shutil.copytree(tables, own)
    add(own, factors=FACTORS, derivations=WAYS)
    source = tmp_path / "book"
    source.mkdir()
    with made_of(own):
        build_book(source, PAGES, own / "references.bib")
        assert sorted(analysed) == ["bakery.co2_saved", "bakery.wood_saved"]
        analysed.clear()
        page = source / "book" / "sensitivity.md"
        build_book(source, PAGES | {"book/sensitivity": PAGES["book/sensitivity"] + "More.\n"}, own / "references.bib")
        assert "More." in page.read_text(encoding="utf-8")
        assert analysed == []
        table = own / "factors.csv"
        table.write_text(table.read_text(encoding="utf-8").replace("7.5,5,10", "7.5,5,11"), encoding="utf-8")
        build_book(source, PAGES, own / "references.bib")
        assert analysed == ["bakery.wood_saved"]
