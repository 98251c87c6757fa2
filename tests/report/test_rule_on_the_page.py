"""The page on how to read states the rule that the audit applies: its answers, their order, and the threshold."""

import re
from itertools import product

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from compendium import paths
from compendium.audit import rules
from compendium.ledger.vocabulary import Arithmetic, Evidence, Finding

PAGE = paths.BOOK / "how-to-read.md"
NUMBERS = {"two": 2, "five": 5, "ten": 10}
Tally = dict[str, int]
# What each answer means, for the number of questions by what they say: the order in which they are asked is the page's.
MEANS = {
    "contested": lambda tally: tally["misses"] and any(tally[one] for one in tally if one not in ("misses", "repeats")),
    "contradicted": lambda tally: tally["misses"],
    "depends on the choice": lambda tally: tally["depends"],
    "supported": lambda tally: tally["independent"],
    "too wide to tell": lambda tally: tally["too wide"],
    "repeated only": lambda tally: tally["own_inputs"] or tally["repeats"],
    "untested": lambda tally: not any(tally.values()),
}
QUESTIONS = ("misses", "depends", "too wide", "independent", "own_inputs", "repeats")
TALLIES = [dict(zip(QUESTIONS, counts, strict=True)) for counts in product((0, 1), repeat=len(QUESTIONS))]


def bare(token: Token) -> str:
    """Return the words of a piece of Markdown without its marks and without HTML."""
    return "".join(one.content for one in token.children or [] if one.type in ("text", "code_inline")).strip()


def tables(text: str) -> list[list[list[str]]]:
    """Return the tables of a page: the words of each cell, row by row, the heads first."""
    found: list[list[list[str]]] = []
    for token in MarkdownIt().enable("table").parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and found and token.level > 3 and found[-1]:
            found[-1][-1].append(bare(token))
    return found


def table_of(answers: set[str]) -> list[str]:
    """Return the answers of the page's one table that tells them, from its first line to its last."""
    found = []
    for rows in tables(PAGE.read_text(encoding="utf-8")):
        columns = [list(column) for column in zip(*rows[1:], strict=True)]
        found += [column for column in columns if set(column) & answers == set(column)]
    (column,) = found
    return column


@pytest.fixture(scope="module")
def order() -> list[str]:
    return table_of({*map(str, Evidence)})


def first_that_applies(order: list[str], tally: Tally) -> str:
    return next(answer for answer in order if MEANS[answer](tally))


def test_tables_are_read_with_their_answers() -> None:
    text = '| when | answer |\n|---|---|\n| no *check* | <span class="verdict">untested</span> |\n'
    assert tables(f"# Title\n\n{text}\n\nwords\n\n{text}") == [[["when", "answer"], ["no check", "untested"]]] * 2


@pytest.mark.parametrize("answers", [Evidence, Arithmetic, Finding])
def test_every_answer_stands_once_in_its_table(answers: type[Evidence | Arithmetic | Finding]) -> None:
    told = table_of({*map(str, answers)})
    assert sorted(told) == sorted(map(str, answers))


def test_seven_answers_are_told(order: list[str]) -> None:
    assert len(order) == 7
    assert set(order) == set(MEANS)


def test_table_read_from_the_top_gives_what_the_audit_gives(order: list[str]) -> None:
    assert len(TALLIES) == 64
    told = {tuple(tally.values()): first_that_applies(order, tally) for tally in TALLIES}
    assert told == {tuple(tally.values()): rules.outcome(tally) for tally in TALLIES}
    assert set(told.values()) == set(order)


def test_number_of_questions_does_not_matter_beyond_one(order: list[str]) -> None:
    for tally in TALLIES:
        assert rules.outcome({name: 3 * count for name, count in tally.items()}) == first_that_applies(order, tally)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("contested", "contradicted"), ("depends on the choice", "supported"), ("supported", "too wide to tell"),
     ("too wide to tell", "repeated only"), ("contradicted", "repeated only"), ("contradicted", "supported")],
)  # fmt: skip
def test_table_in_another_order_would_be_noticed(order: list[str], upper: str, lower: str) -> None:
    first, second = order.index(upper), order.index(lower)
    assert first < second
    swapped = [lower if one == upper else upper if one == lower else one for one in order]
    assert any(first_that_applies(swapped, tally) != rules.outcome(tally) for tally in TALLIES)


def test_answers_wear_the_colour_of_their_name() -> None:
    badges = re.findall(r'<span class="verdict ([\w-]+)">([^<]+)</span>', PAGE.read_text(encoding="utf-8"))
    assert len(badges) >= len(Evidence) + len(Arithmetic)
    assert [(name, words) for name, words in badges if name != words.replace(" ", "-")] == []


def shares(words: str) -> list[float]:
    """Return the shares that a text names in per cent, in words or in figures."""
    found = re.findall(r"\b(\w+) per cent|(\d+(?:\.\d+)?)\s*%", words)
    return [(NUMBERS[word] if word in NUMBERS else float(word or figure)) / 100 for word, figure in found]


def test_shares_are_read_in_words_and_in_figures() -> None:
    assert shares("by five per cent, at 10% and at 2 per cent") == [0.05, 0.1, 0.02]


def test_threshold_of_the_page_is_that_of_the_audit() -> None:
    tokens = MarkdownIt().enable("table").parse(PAGE.read_text(encoding="utf-8"))
    defined = [
        bare(token)
        for token in tokens
        if token.type == "inline"
        and any(
            one.type == "strong_open" and token.children[place + 1].content == "threshold"
            for place, one in enumerate(token.children or [])
        )
    ]
    assert len(defined) == 1
    assert shares(defined[0]) == [rules.MATERIALITY]


@pytest.mark.parametrize("page", ["index", "uncertainty"])
def test_other_pages_name_no_other_threshold(page: str) -> None:
    text = (paths.BOOK / f"{page}.md").read_text(encoding="utf-8")
    assert set(shares(text)) <= {rules.MATERIALITY}
