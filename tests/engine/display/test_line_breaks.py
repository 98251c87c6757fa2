"""A text is broken where Unicode allows it, in Latin at spaces only, and a title's lines are of like length."""

import pytest

from compendium.display.line_breaks import balanced, broken


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("rides/vehicle/day", 5, ["rides/vehicle/day"]),  # a piece that is wider stands alone
        ("面包用面粉", 2, ["面包", "用面", "粉"]),
        ("面包，面粉", 2, ["面", "包，", "面粉"]),  # no line begins with a comma
    ],
)
def test_line_is_no_wider_than_was_asked_for(text: str, width: int, lines: list[str]) -> None:
    assert broken(text, width, len) == lines


def test_last_line_is_not_left_with_one_word() -> None:
    text = "one two six ten add"
    assert broken(text, 15, len) == ["one two six ten", "add"]
    lines = balanced(text, 15, len)
    assert len(lines) == 2
    assert " ".join(lines) == text
    assert min(map(len, lines)) > len("add")
