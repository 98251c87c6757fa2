"""A role sets a number of the ledger with its unit, link and verdict, or stops the build and says where and why."""

import re
from collections.abc import Callable

import pytest
from bs4 import Tag
from sphinx.errors import SphinxError

from compendium.ledger.vocabulary import Arithmetic, Evidence
from small_book import Book

Build = Callable[[dict[str, str]], Book]
LEDGER = {"book/ledger": "# Ledger\n", "book/sources": "# Sources\n"}


@pytest.mark.parametrize(
    ("role", "text", "kind", "nearest"),
    [
        ("printed", "bakery.co2_savd", "the id of a figure", "bakery.co2_saved"),
        ("printed", "bakery.flour_needed", "the id of a figure", None),
        ("verdict", "bakery.co2_savd", "the id of a figure", "bakery.co2_saved"),
        ("recomputed", "bakery.flour_neded", "the id of a derivation", "bakery.flour_needed"),
        ("recomputed", "bakery.co2_saved", "the id of a derivation", None),
        ("range", "bakery.flour_neded", "the id of a derivation", "bakery.flour_needed"),
        ("factor", "wood.c02", "the id of a factor", "wood.co2"),
        ("count", "evidence/contradictd", "a count", "evidence/contradicted"),
    ],
)
def test_unknown_id_stops_the_build_and_names_page_line_and_nearest(
    build: Build, role: str, text: str, kind: str, nearest: str | None
) -> None:
    with pytest.raises(SphinxError) as stop:
        build({"index": f"# Title\n\nOne line.\n\nThe number {{{role}}}`{text}` is wrong.\n"})
    message = str(stop.value)
    assert re.search(rf"index\.md:5: {{{role}}} wants {kind}: no row has the id '{re.escape(text)}'", message)
    if nearest:
        assert message.endswith(f"; nearest: '{nearest}'")


PAGE = """\
# Title

{printed}`bakery.co2_saved`
{printed}`bakery.wood_saved`
{recomputed}`bakery.flour_needed`
{factor}`wood.co2_net`
{verdict}`bakery.co2_saved`
"""


@pytest.fixture(scope="module")
def book(build: Build) -> Book:
    found = build({"index": "# Index\n", "notebooks/case": PAGE, **LEDGER})
    assert found.warnings == ""
    return found


def link(book: Book, id_: str) -> Tag:
    """Return the link to a row."""
    (found,) = book.tree("notebooks/case").select(f'a[href$="#{id_}"]:not(template a)')
    return found


def test_printed_figure_shows_number_unit_and_both_answers(book: Book) -> None:
    found = link(book, "bakery.co2_saved")
    assert found.get_text() == "12\N{NO-BREAK SPACE}t CO₂/a"
    assert found["href"] == "../book/ledger.html#bakery.co2_saved"
    assert set(found["class"]) >= {"number", "printed", "reproduced", "contradicted"}
    assert found["title"] == "CO2 saved: contradicted, reproduced"


def test_printed_figure_keeps_its_word_of_doubt(book: Book) -> None:
    assert link(book, "bakery.wood_saved").get_text() == "over 8\N{NO-BREAK SPACE}t/a"


def test_recomputed_number_shows_its_interval(book: Book) -> None:
    found = link(book, "bakery.flour_needed")
    assert found.get_text() == "100\N{NO-BREAK SPACE}kg/day"
    # 199.5 loaves of 0.45 kg to 200.5 of 0.55 kg
    assert found["title"] == "flour for the loaves: 89.8 to 110\N{NO-BREAK SPACE}kg/day"
    assert found["href"] == "../book/ledger.html#bakery.flour_needed"
    assert set(found["class"]) >= {"number", "recomputed"}


def test_range_shows_both_ends_and_has_its_value_at_hand(build: Build) -> None:
    found = build({"index": "# Index\n\n{range}`bakery.flour_needed`\n"}).tree("index").select_one("a.recomputed")
    assert found is not None
    assert found.get_text() == "89.8 to 110\N{NO-BREAK SPACE}kg/day"
    assert found["title"] == "flour for the loaves: 100\N{NO-BREAK SPACE}kg/day"


def test_factor_leads_to_its_source(book: Book) -> None:
    found = link(book, "wood.co2_net")
    assert found.get_text() == "0.3\N{NO-BREAK SPACE}t CO₂/t"
    assert found["href"] == "../book/sources.html#wood.co2_net"
    assert found["title"] == "CO2 of wood that grows again: Bo Miller 2021, grade B"
    assert set(found["class"]) >= {"number", "factor"}


def test_verdict_is_two_words_that_need_no_colour(book: Book) -> None:
    found = book.tree("notebooks/case").select("article .verdict, .body .verdict")
    assert [(one["class"], one.get_text()) for one in found] == [
        (["verdict", "contradicted"], "contradicted"),
        (["verdict", "reproduced"], "reproduced"),
    ]


def test_counts_are_those_of_the_ledger(build: Build) -> None:
    expected = {
        "figures": 5,
        "exclusions": 0,
        "factors": 5,
        "derivations": 7,
        "errata": 2,
        "sources": 2,
        "cited": 2,
        "checked": 3,
        "unchecked": 2,
        "material": 1,
        "saving of CO2": 1,
        "saving of CO2/supported": 0,
        "saving of CO2/contradicted": 1,
    }
    arithmetic = {Arithmetic.REPRODUCED: 1, Arithmetic.CONSISTENT: 1, Arithmetic.NO_INPUTS: 3}
    evidence = {Evidence.SUPPORTED: 1, Evidence.CONTRADICTED: 1, Evidence.UNTESTED: 3}
    expected |= {f"arithmetic/{answer}": arithmetic.get(answer, 0) for answer in Arithmetic}
    expected |= {f"evidence/{answer}": evidence.get(answer, 0) for answer in Evidence}
    text = "".join(f"\n{{count}}`{name}`\n" for name in expected)
    page = build({"index": f"# Title\n{text}"}).tree("index")
    found = [one.get_text() for one in page.select("span.count")]
    assert dict(zip(expected, found, strict=True)) == {name: str(count) for name, count in expected.items()}


RANGES = """\
# Title

From {recomputed}`bakery.flour_needed` to {recomputed}`bakery.flour_needed`,
from {recomputed}`bakery.flour_needed` to {recomputed}`bakery.flour_year`,
and {recomputed}`bakery.flour_needed` and {recomputed}`bakery.flour_needed`;
again {recomputed}`bakery.flour_needed` to {recomputed}`bakery.flour_needed`.
"""


def test_range_of_two_numbers_names_their_unit_once(build: Build) -> None:
    found = build({"index": "# Index\n", "notebooks/case": RANGES, **LEDGER})
    told = " ".join(found.tree("notebooks/case").select_one("section p").get_text().split())
    one, year = "100 kg/day", "36.5 t/a"
    assert told == f"From 100 to {one}, from {one} to {year}, and {one} and {one}; again 100 to {one}."
