"""Figures and exclusions account for every Arabic numeral of the report's body, and stand where the tables say."""

import csv
import re
from collections import Counter

import pytest

from compendium import paths
from compendium.audit.audit import Audit

NUMERAL = re.compile(r"\d+(?:\.\d+)?")

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    with (paths.DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def figures() -> list[Row]:
    return rows("figures")


@pytest.fixture(scope="module")
def excluded() -> list[Row]:
    return rows("excluded")


def misplaced(body: dict[str, str], figures: list[Row], excluded: list[Row]) -> list[str]:
    """Return the rows whose text does not stand in their section."""
    wanted = [(row["section"], row["context"], "to exclude") for row in excluded]
    wanted += [(row["section"], row["printed"], f"for {row['id']}") for row in figures]
    return [f"{section}: no {words!r} {use}" for section, words, use in wanted if words not in body.get(section, "")]


def unaccounted(section: str, words: str, printed: list[str], contexts: list[str]) -> list[str]:
    """Return the numerals of one section that are too many or too few for its rows."""
    hidden = {
        place
        for context in contexts
        for found in re.finditer(re.escape(context), words)
        for place in range(*found.span())
    }
    standing = [place for place in NUMERAL.finditer(words) if place.start() not in hidden]
    wanted = Counter(numeral for text in printed for numeral in NUMERAL.findall(text))
    counts = Counter(place[0] for place in standing)
    strangers = [place for place in standing if place[0] not in wanted]
    return [
        f"{section}: {place[0]} is neither figure nor excluded in {words[place.start() - 8 : place.end() + 8]!r}"
        for place in strangers
    ] + [
        f"{section}: {numeral} is printed {counts[numeral]} times for {times} figures"
        for numeral, times in wanted.items()
        if counts[numeral] < times
    ]


def complaints(body: dict[str, str], figures: list[Row], excluded: list[Row]) -> list[str]:
    """Return what the tables and the report's body do not agree on, a line each."""
    found = misplaced(body, figures, excluded)
    for section, words in body.items():
        printed = [row["printed"] for row in figures if row["section"] == section]
        contexts = [row["context"] for row in excluded if row["section"] == section]
        found += unaccounted(section, words, printed, contexts)
    return found


def test_every_numeral_of_the_body_is_a_figure_or_excluded(
    body: dict[str, str], figures: list[Row], excluded: list[Row]
) -> None:
    assert complaints(body, figures, excluded) == []


def test_phrase_of_a_figure_has_its_number_and_stands_in_its_section(body: dict[str, str], figures: list[Row]) -> None:
    phrased = [row for row in figures if row["phrase_zh"]]
    assert [row["id"] for row in phrased if row["printed"] not in row["phrase_zh"]] == []
    bare = {section: re.sub(r"\s", "", words) for section, words in body.items()}
    assert [row["id"] for row in phrased if row["phrase_zh"] not in bare[row["section"]]] == []


def test_body_has_its_preface_and_all_thirty_sections(body: dict[str, str]) -> None:
    assert Counter(number.split(".")[0] for number in body) == {
        "0": 1,
        "1": 5,
        "2": 7,
        "3": 11,
        "4": 6,
        "5": 6,
    }


def test_page_of_a_figure_is_that_of_its_section_in_the_table_of_contents(
    contents: dict[str, str], figures: list[Row]
) -> None:
    assert contents["1.1"] == "2"
    assert contents["3.10"] == "20"
    assert {row["id"]: row["page"] for row in figures} == {row["id"]: contents[row["section"]] for row in figures}


def test_a_figure_left_out_is_missed(body: dict[str, str], figures: list[Row], excluded: list[Row]) -> None:
    for row in figures:
        if not NUMERAL.search(row["printed"]):
            continue  # in Chinese numerals: the walk is over Arabic ones
        others = [other for other in figures if other is not row]
        twin = any((other["section"], other["printed"]) == (row["section"], row["printed"]) for other in others)
        assert twin or complaints(body, others, excluded), row["id"]


def test_an_exclusion_left_out_is_missed(body: dict[str, str], figures: list[Row], excluded: list[Row]) -> None:
    for row in excluded:
        others = [other for other in excluded if other is not row]
        assert complaints(body, figures, others), row["context"]


def test_a_figure_in_the_wrong_section_or_with_a_lost_zero_is_noticed(
    body: dict[str, str], figures: list[Row], excluded: list[Row]
) -> None:
    first = {**figures[0], "section": "5.1"}
    assert complaints(body, [first, *figures[1:]], excluded) == [f"5.1: no '七' for {first['id']}"]
    trips = next(row for row in figures if row["printed"] == "18.0")
    lost = [{**row, "printed": "18"} if row is trips else row for row in figures]
    assert any("18.0 is neither figure nor excluded" in line for line in complaints(body, lost, excluded))


def test_place_of_a_case_stands_in_its_section(text: str, body: dict[str, str], report: Audit) -> None:
    sites = report.ledger.sites
    headings = set(re.findall(r"^#+ [（(].[）)](.+)$", text, re.MULTILINE))
    assert [id_ for id_, row in sites.items() if row.quote not in body[row.section] and row.quote not in headings] == []
    # The Chinese name of each place is in the report's words, but for the word that says what it is.
    assert [id_ for id_, row in sites.items() if row.places["zh"].rstrip("省市县") not in row.quote] == []
    cases = {row.id.partition(".")[0] for row in report.ledger.figures.values() if row.section.startswith("3.")}
    assert cases - sites.keys() == {"inclusion"}, "whose section names no place"
