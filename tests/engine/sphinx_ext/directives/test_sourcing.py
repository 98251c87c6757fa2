"""The pages about sources say which figures nobody can check, why, and which name a source."""

import pytest

from compendium.audit.audit import Audit
from compendium.audit.weaknesses import Datum, Weakness
from compendium.sphinx_ext.directives import sourcing
from small_book import Book, cells, column_names, words


def test_every_weakness_and_every_datum_has_plain_words() -> None:
    assert set(sourcing.REASONS) == set(Weakness)
    assert set(sourcing.REMEDIES) == set(Datum)


def test_figure_with_a_check_is_not_called_uncheckable(audit: Audit) -> None:
    assert [verdict.figure.id for verdict in sourcing.unchecked(audit)] == ["bakery.loaves", "bakery.wood_saved"]


@pytest.mark.parametrize(
    ("id_", "reasons", "remedies"),
    [
        (
            "bakery.loaves",  # a reading: nothing could be printed to recompute it from
            "the report names no source; no public record that is like for like was found",
            "the name of the source; the measured or registered value, where others can read it",
        ),
        (
            "bakery.wood_saved",
            "the report names no source; it prints nothing to recompute it from; "
            "no public record that is like for like was found",
            "the name of the source; the inputs and coefficients of the calculation; "
            "the measured or registered value, where others can read it",
        ),
    ],
)
def test_reason_and_remedy_are_told_in_plain_words(audit: Audit, id_: str, reasons: str, remedies: str) -> None:
    verdict = audit.verdict(id_)
    assert (sourcing.reasons(verdict), sourcing.remedies(verdict)) == (reasons, remedies)


def test_uncheckable_figures_stand_under_their_case_those_with_the_same_reasons_together(
    ledger_book: Book, audit: Audit
) -> None:
    page = ledger_book.tree("book/not-checked")
    assert words(page.select_one("section > p")).startswith(
        "2 of 5 figures can be neither recomputed nor held against a public record. 0 of them name a source"
    )
    (part,) = page.select("section section")
    assert words(part.h2).removesuffix("¶") == "1.1 Bakery (2)"
    assert [[one.get_text() for one in told.find_all("strong")] for told in part.find_all("p", recursive=False)] == [
        ["Why: ", "What would settle it: "]
    ] * 2
    for told, table, id_ in zip(
        part.find_all("p", recursive=False), part.find_all("table"), ("bakery.loaves", "bakery.wood_saved"), strict=True
    ):
        verdict = audit.verdict(id_)
        assert words(told) == (f"Why: {sourcing.reasons(verdict)}. What would settle it: {sourcing.remedies(verdict)}.")
        assert [link["href"] for link in table.find_all("a")] == [f"ledger.html#{id_}"]


def test_figures_that_name_a_source_are_listed_with_what_they_were_held_against(ledger_book: Book) -> None:
    page = ledger_book.tree("book/sourcing")
    (told,) = [one for one in page.find_all("p") if "name no source for any of them" in words(one)]
    assert words(told) == (
        "0 of the 2 sections with figures name no source for any of them. "
        "Those that do: 1.1, for 1 of 4; 2.10, for 1 of 1."
    )
    (table,) = [table for table in page.find_all("table") if not table.find_parent("figure")]
    assert column_names(table) == [
        "it names", "figure", "printed", "does public evidence support it?", "held against",
    ]  # fmt: skip
    assert [[words(cell) for cell in row[1:]] for row in cells(table)] == [
        ["flour used", "about 100 kg/day", "untested", "flour for the loaves"],
        ["power of the mill", "nearly 36 MWh/a", "supported", "power by the hours, power of an older mill"],
    ]
    cited = [row[0].a["href"].partition("#")[2] for row in cells(table)]
    assert cited == ["source-almanac2020", "source-survey2021"]
