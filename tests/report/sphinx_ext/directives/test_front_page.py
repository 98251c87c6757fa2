"""The picture of the front page: a tile for each figure in the row of its case, with its answers and a link."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

from compendium.audit.audit import Audit
from compendium.display import labels, wording
from compendium.ledger.vocabulary import Arithmetic, Evidence
from small_book import Book, cells, words

ORDER = [answer.replace(" ", "-") for answer in Evidence]
OPEN = {"depends on the choice", "contested", "contradicted"}
PAGES = {
    "index": "# Index\n\n```{ledger-picture}\n```\n",
    "book/ledger": "# Ledger\n",
    "notebooks/2-policies": "# Policies\n",
    "notebooks/3-06-suining-pv": "# Suining\n",
}


@pytest.fixture(scope="module")
def picture(build: Callable[..., Book]) -> BeautifulSoup:
    book = build(PAGES)
    assert book.warnings == ""
    return book.tree("index")


def rows(picture: BeautifulSoup) -> dict[str, list[Tag]]:
    """Return the tiles of each case by its name."""
    return {words(case.span): case.select("a.tile") for case in picture.select("li.case")}


def answers(tile: Tag) -> list[str]:
    """Return the answers that the parts of a tile show."""
    return [(set(part["class"]) - {"answer"}).pop() for part in tile.select("i.answer")]


def told(tile: Tag) -> str:
    """Return what a tile says to those who do not see it."""
    (found,) = tile.select("span.told")
    return found.get_text()


def test_every_figure_has_one_tile_in_the_row_of_its_case(picture: BeautifulSoup, report: Audit) -> None:
    figures = report.ledger.figures.values()
    led = [(name, tile["href"]) for name, tiles in rows(picture).items() for tile in tiles]
    assert Counter(led) == Counter((labels.section_and_case(row), f"book/ledger.html#{row.id}") for row in figures)
    assert list(rows(picture)) == list(dict.fromkeys(map(labels.section_and_case, figures)))


def test_tile_shows_the_answer_of_evidence_and_that_of_arithmetic_where_there_is_one(
    picture: BeautifulSoup, report: Audit
) -> None:
    for tile in picture.select("a.tile"):
        verdict = report.verdict(tile["href"].partition("#")[2])
        expected = [verdict.evidence] if not verdict.recomputes else [verdict.arithmetic, verdict.evidence]
        assert answers(tile) == [answer.replace(" ", "-") for answer in expected]


def test_tile_says_case_figure_number_and_both_answers(picture: BeautifulSoup, report: Audit) -> None:
    said = {tile["href"]: told(tile) for tile in picture.select("a.tile")}
    figure = report.ledger.figures["suining.co2_avoided"]
    assert said["book/ledger.html#suining.co2_avoided"] == (
        f"3.6 Suining, {labels.label(figure)}, {wording.figure(figure)}: reproduced, depends on the choice"
    )
    assert said["book/ledger.html#suining.area"].endswith(": no inputs printed, untested")
    assert [tile["title"] for tile in picture.select("a.tile")] == list(said.values())


def test_tiles_of_a_case_stand_in_the_order_of_the_answers(picture: BeautifulSoup) -> None:
    for tiles in rows(picture).values():
        order = [ORDER.index(answers(tile)[-1]) for tile in tiles]
        assert order == sorted(order)


def test_legend_counts_every_answer_that_is_shown(picture: BeautifulSoup, report: Audit) -> None:
    items = picture.select(".legend li")
    found = [(answers(item), item.i.next_sibling.strip(), item.b.get_text()) for item in items]
    expected = [(answer, report.counts("evidence")[answer]) for answer in Evidence]
    expected += [
        (answer, report.counts("arithmetic")[answer]) for answer in Arithmetic if answer != "no inputs printed"
    ]
    assert found == [([answer.replace(" ", "-")], answer, str(count)) for answer, count in expected if count]


def test_caption_counts_cases_by_what_was_found(picture: BeautifulSoup, report: Audit) -> None:
    states: dict[str, set[str]] = {}
    for verdict in report.verdicts.values():
        case = labels.section_and_case(verdict.figure)
        states.setdefault(case, set()).add(verdict.evidence)
    held = [name for name, found in states.items() if found - {"untested"} == {"supported"}]
    open_ = [name for name, found in states.items() if found & OPEN]
    none = [name for name, found in states.items() if found == {"untested"}]
    left = len(states) - len(held) - len(open_) - len(none)
    (caption,) = picture.select("figure.picture > figcaption")
    # of so many cases: all that was tested is supported; some are open; the rest but repeated or too wide; none tested
    numbers = [int(number) for number in re.findall(r"\d+", words(caption))]
    assert numbers == [len(states), len(held), len(open_), left, len(none)]
    assert len(open_) > len(held) > 0


def test_table_says_the_same_in_numbers(picture: BeautifulSoup, report: Audit) -> None:
    (table,) = picture.select("details.as-table table")
    found = [[words(cell) for cell in row] for row in cells(table)]
    assert [row[0] for row in found] == list(rows(picture))
    for name, *numbers in found:
        parts = [answers(tile) for tile in rows(picture)[name]]
        evidence = Counter(one[-1] for one in parts)
        assert list(map(int, numbers)) == [
            len(parts), *(evidence[answer] for answer in ORDER), sum(len(one) == 2 for one in parts),
        ]  # fmt: skip
    assert sum(int(row[1]) for row in found) == len(report.ledger.figures)


def test_name_of_a_case_leads_to_its_chapter_if_the_book_has_it(picture: BeautifulSoup) -> None:
    names = {words(case.span): case.span.a and case.span.a["href"] for case in picture.select("li.case")}
    assert names["2.2 Policy"] == "notebooks/2-policies.html"
    assert names["1.4 Zhejiang"] is None
