"""The picture of the front page: a tile for each figure in the row of its case, with its answers and a link."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.audit.verdicts import ARITHMETIC, EVIDENCE
from compendium.display import wording
from compendium.ledger.ledger import Ledger
from compendium.sphinx_ext.directives.front_page import cases, chapters, shown

Build = Callable[[dict[str, str]], Any]
PAGES = {
    "index": "# Index\n\n```{ledger-picture}\n```\n",
    "book/ledger": "# Ledger\n",
    "notebooks/2-policies": "# Policies\n",
    "notebooks/3-06-suining-pv": "# Suining\n",
}


@pytest.fixture(scope="module")
def picture(build: Build) -> str:
    book = build(PAGES)
    assert book.warnings == ""
    return str(book.page("index"))


def rows(picture: str) -> dict[str, list[tuple[str, tuple[str, ...], str]]]:
    """Return the tiles of each case: where a tile leads, the classes of its parts, its words."""
    found = {}
    for row in re.findall(r'<li class="case">.*?</ul></li>', picture, re.DOTALL):
        name = unescape(re.sub("<[^>]+>", "", row.partition("</span>")[0]))
        tiles = re.findall(r'<a class="tile" href="([^"]+)" title="[^"]*">(.*?)<span class="told">(.*?)</span>', row)
        found[name] = [
            (href, tuple(re.findall(r'class="answer ([\w-]+)"', parts)), unescape(words))
            for href, parts, words in tiles
        ]
    return found


def test_every_figure_has_one_tile_in_the_row_of_its_case(picture: str, report: Audit) -> None:
    found = rows(picture)
    led = [(name, href) for name, tiles in found.items() for href, _, _ in tiles]
    assert Counter(led) == Counter((report.case(id_), f"book/ledger.html#{id_}") for id_ in report.ledger.figures)
    assert list(found) == list(dict.fromkeys(report.case(id_) for id_ in report.ledger.figures))


def test_tile_shows_the_answer_of_evidence_and_that_of_arithmetic_where_there_is_one(
    picture: str, report: Audit
) -> None:
    for tiles in rows(picture).values():
        for href, parts, _ in tiles:
            verdict = report.verdict(href.partition("#")[2])
            expected = [verdict.evidence] if not verdict.recomputes else [verdict.arithmetic, verdict.evidence]
            assert list(parts) == [answer.replace(" ", "-") for answer in expected]


def test_tile_says_case_figure_number_and_both_answers(picture: str, report: Audit) -> None:
    words = {href: told for tiles in rows(picture).values() for href, _, told in tiles}
    figure = report.ledger.figures["suining.co2_avoided"]
    assert words["book/ledger.html#suining.co2_avoided"] == (
        f"3.6 Suining, {figure.label}, {wording.figure(figure)}: reproduced, contradicted"
    )
    assert words["book/ledger.html#suining.capacity"].endswith(": no inputs printed, untested")
    assert all(f'title="{told}"' in unescape(picture) for told in words.values())


def test_tiles_of_a_case_stand_in_the_order_of_the_answers(picture: str) -> None:
    for tiles in rows(picture).values():
        order = [EVIDENCE.index(parts[-1]) for _, parts, _ in tiles]
        assert order == sorted(order)


def test_legend_counts_every_answer_that_is_shown(picture: str, report: Audit) -> None:
    found = re.findall(r'<li><i class="answer ([\w-]+)"></i>([^<]+) <b>(\d+)</b>', picture)
    expected = [(answer, report.counts("evidence")[answer]) for answer in EVIDENCE]
    expected += [(answer, report.counts("arithmetic")[answer]) for answer in ARITHMETIC[:-1]]
    assert found == [(answer.replace(" ", "-"), answer, str(count)) for answer, count in expected if count]


def test_caption_counts_cases_by_what_can_be_checked(picture: str, report: Audit) -> None:
    states = {}
    for id_, verdict in report.verdicts.items():
        states.setdefault(report.case(id_), set()).add(verdict.evidence if verdict.checks else "")
    held = [name for name, answers in states.items() if answers - {""} == {"supported"}]
    open_ = [name for name, answers in states.items() if answers & {"contested", "contradicted"}]
    none = [name for name, answers in states.items() if answers == {""}]
    assert (
        f"in {len(held)} of {len(states)} every figure that can be checked is supported, in {len(open_)} some are "
        f"contested or contradicted, in {len(none)} nothing can be checked."
    ) in picture


def test_table_says_the_same_in_numbers(picture: str, report: Audit) -> None:
    (table,) = re.findall(r"<table.*?</table>", picture, re.DOTALL)
    cells = [
        [unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        for row in table.split("<tr")[2:]
    ]
    assert [row[0] for row in cells] == list(rows(picture))
    for name, *numbers in cells:
        parts = [parts for _, parts, _ in rows(picture)[name]]
        evidence = Counter(one[-1] for one in parts)
        assert list(map(int, numbers)) == [
            len(parts), *(evidence[answer] for answer in EVIDENCE), sum(len(one) == 2 for one in parts),
        ]  # fmt: skip
    assert sum(int(row[1]) for row in cells) == len(report.ledger.figures)


def test_keyboard_can_skip_the_picture(picture: str) -> None:
    (target,) = re.findall(r'<a class="skip" href="#([^"]+)"', picture)
    assert picture.index('class="skip"') < picture.index('class="cases"') < picture.index(f'id="{target}"')


def test_name_of_a_case_leads_to_its_chapter_if_the_book_has_it(picture: str) -> None:
    assert '<a href="notebooks/2-policies.html">2.2 Policy</a>' in picture
    assert '<li class="case"><span>1.4 Zhejiang</span>' in picture


def test_section_is_told_on_its_own_page_where_all_of_its_chapter_have_one() -> None:
    pages = [
        "a/1-ideas",
        "a/2-policies",
        "a/2-02-fall",
        "a/3-cases",
        "a/3-01-steel",
        "a/3-10-credits",
        "a/3-other",
        "a/5-end",
        "b",
    ]
    assert chapters(pages, ["1.4", "2.2", "2.3", "3.1", "3.10", "4.1", "5"]) == {
        "1.4": "a/1-ideas", "2.2": "a/2-policies", "2.3": "a/2-policies", "3.1": "a/3-01-steel",
        "3.10": "a/3-10-credits",
        "5": "a/5-end",
    }  # fmt: skip


def test_another_report_has_a_picture_of_its_own(bakery_ledger: Ledger) -> None:
    ((name, verdicts),) = cases(open_audit(ledger=bakery_ledger)).items()
    assert name == "1.1 Bakery"
    assert [(verdict.figure.id, shown(verdict)) for verdict in verdicts] == [
        ("bakery.flour", ("reproduced", "untested")),
        ("bakery.loaves", ("untested",)),
    ]
