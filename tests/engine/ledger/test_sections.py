"""Sections are the report's own numbers, of any depth: they nest and sort as the report has them."""

import pytest

from compendium.ledger import sections


@pytest.mark.parametrize(
    ("section", "chapter"), [("3.6", "3"), ("3", "3"), ("12.10.4", "12"), ("A.1", "A"), ("annex", "annex")]
)
def test_chapter_is_the_first_part(section: str, chapter: str) -> None:
    assert sections.chapter(section) == chapter


@pytest.mark.parametrize(
    ("section", "part", "lies_within"),
    [
        ("3.6", "", True),
        ("3.6", "3.6", True),
        ("3.6", "3", True),
        ("2.10.4", "2.10", True),
        ("2.10.4", "2", True),
        ("A.1", "A", True),
        ("3.10", "3.1", False),
        ("30.1", "3", False),
        ("3", "3.6", False),
        ("3.6", "6", False),
        ("3.6", "3.", False),
    ],
)
def test_section_lies_in_its_chapter_and_in_no_namesake(section: str, part: str, lies_within: bool) -> None:
    assert sections.within(section, part) is lies_within


def test_sections_sort_by_number_and_letters_come_last() -> None:
    wanted = [
        "0",
        "1",
        "1.1",
        "2",
        "2.2",
        "2.10",
        "2.10.4",
        "2.11",
        "10.1",
        "A",
        "A.1",
        "A.2",
        "A.10",
        "B.1",
        "references",
    ]
    as_text = sorted(wanted)
    assert as_text != wanted
    assert sorted(as_text, key=sections.order) == wanted


def test_number_and_letter_within_one_part_sort_too() -> None:
    assert sorted(["3b", "3a", "10a", "3"], key=sections.order) == ["3", "3a", "3b", "10a"]
