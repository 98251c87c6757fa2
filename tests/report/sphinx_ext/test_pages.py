"""The pages made of the ledger hold every row of the report, each with an address of its own."""

from collections.abc import Callable

from bs4 import Tag

from compendium.audit.audit import Audit
from compendium.display import labels, wording
from small_book import Book, cells, column_names, directives, source_anchor, words


def table(book: Book, page: str, first: str) -> Tag:
    """Return the table of a page, no chart's, whose first column has a name."""
    (found,) = [
        one
        for one in book.tree(page).find_all("table")
        if column_names(one)[:1] == [first] and not one.find_parent("figure")
    ]
    return found


def anchors(book: Book, page: str) -> list[str]:
    return [one["id"] for one in book.tree(page).select("[id]")]


def test_every_figure_and_derivation_has_one_anchor_in_the_ledger(ledger_book: Book, report: Audit) -> None:
    found = anchors(ledger_book, "book/ledger")
    assert [id_ for id_ in (*report.ledger.figures, *report.ledger.derivations) if found.count(id_) != 1] == []


def test_every_factor_and_source_has_one_anchor(ledger_book: Book, report: Audit) -> None:
    found = anchors(ledger_book, "book/sources")
    for row in report.ledger.factors.values():
        assert found.count(row.id) == 1, row.id
        assert found.count(source_anchor(row.source)) == 1, row.source


def test_every_term_has_one_anchor_in_the_order_of_the_table(build: Callable[..., Book], report: Audit) -> None:
    book = build({"index": "# Index\n", "book/glossary": "# Glossary\n\n" + directives("ledger-glossary}")})
    assert book.warnings == ""
    found = [row["id"] for row in book.tree("book/glossary").select("tr[id]")]
    assert found == [f"term-{id_.replace('_', '-')}" for id_ in report.ledger.glossary]


def test_no_anchor_stands_twice_on_a_page(ledger_book: Book) -> None:
    for name in ledger_book.names:
        found = anchors(ledger_book, name)
        assert sorted({one for one in found if found.count(one) > 1}) == [], name


def test_every_link_between_the_pages_arrives(ledger_book: Book) -> None:
    known = {
        (ledger_book.folder / f"{name}.html").resolve(): {*anchors(ledger_book, name)} for name in ledger_book.names
    }
    for name in ledger_book.names:
        path = (ledger_book.folder / f"{name}.html").resolve()
        for href in {link["href"] for link in ledger_book.tree(name).select('a[href*="#"]')}:
            target, _, anchor = href.partition("#")
            if (
                ":" not in target and anchor and not anchor.startswith("show=")
            ):  # what a page that is not here shall show
                assert anchor in known[(path.parent / target).resolve() if target else path], f"{name}: {href}"


def test_factor_shows_value_source_and_grade(ledger_book: Book, report: Audit) -> None:
    row = report.ledger.factors["grid.sichuan_2022"]
    (found,) = [line for line in cells(table(ledger_book, "book/sources", "factor")) if line[0].parent["id"] == row.id]
    told = [words(cell) for cell in found]
    assert told[0] == f"{labels.label(row)} grid.sichuan_2022"
    assert told[1] == wording.quantity(row.value, row.unit).replace("\N{NO-BREAK SPACE}", " ")
    assert told[5] == row.grade


def test_findings_are_the_material_figures(ledger_book: Book, report: Audit) -> None:
    material = [verdict.figure.id for verdict in report.verdicts.values() if verdict.material]
    order, first = (
        [row[0].a["href"].partition("#")[2] for row in cells(table(ledger_book, page, "figure"))]
        for page in ("book/findings", "index")
    )
    assert sorted(order) == sorted(material)
    assert first == order[:3]


def test_answers_are_drawn_with_their_alternative_text(ledger_book: Book, report: Audit) -> None:
    told = [image["alt"] for image in ledger_book.tree("book/findings").select("img.chart")]
    assert len(told) == 2
    asked = (
        ("arithmetic", "no inputs printed", "we found no calculation; "),
        ("evidence", "untested", "we found no check that counts."),
    )
    for words_, (question, answer, title) in zip(told, asked, strict=True):
        open_ = report.counts(question)[answer]
        assert words_.startswith(f"For {open_} of {len(report.verdicts)} printed figures {title}")
