"""What is replaced in the works of others must be there: where it is not, the build warns."""

import re
from types import ModuleType

import pytest

from compendium.sphinx_ext.patches.replacing import replace_each, replace_function, replace_once, substitute_each


def test_piece_that_stands_once_is_replaced_silently(warnings: list[str]) -> None:
    assert replace_once("flour and water", "water", "milk", "dough.html") == "flour and milk"
    assert warnings == []


@pytest.mark.parametrize(
    ("text", "count", "result"),
    [("flour and yeast", 0, "flour and yeast"), ("water, more water", 2, "milk, more milk")],
    ids=["gone", "twice"],
)
def test_piece_that_stands_not_exactly_once_is_warned_of(
    text: str, count: int, result: str, warnings: list[str]
) -> None:
    assert replace_once(text, "water", "milk", "dough.html") == result
    (told,) = warnings
    assert told.startswith(f"dough.html: expected once, found {count} times: 'water'")


def test_piece_is_replaced_wherever_it_stands(warnings: list[str]) -> None:
    assert replace_each("water, more water", "water", "milk", "dough.html") == "milk, more milk"
    assert substitute_each("9 eggs, 12 eggs", re.compile(r"\d+"), "no", "dough.html") == "no eggs, no eggs"
    assert warnings == []


def test_piece_that_stands_nowhere_is_warned_of(warnings: list[str]) -> None:
    assert replace_each("flour", "water", "milk", "dough.html") == "flour"
    assert substitute_each("flour", re.compile(r"\d+"), "no", "dough.html") == "flour"
    assert [told.partition(". An upgrade")[0] for told in warnings] == [
        "dough.html: not found: 'water'",
        r"dough.html: not found: \d+",
    ]


def test_function_that_is_there_is_replaced_silently(warnings: list[str]) -> None:
    oven = ModuleType("oven")
    oven.bake = lambda: "bread"
    replace_function(oven, "bake", lambda: "cake")
    assert oven.bake() == "cake"
    assert warnings == []


@pytest.mark.parametrize("there", [{}, {"bake": "a word"}], ids=["gone", "no function"])
def test_function_that_is_gone_is_warned_of(there: dict[str, str], warnings: list[str]) -> None:
    oven = ModuleType("oven")
    vars(oven).update(there)
    replace_function(oven, "bake", lambda: "cake")
    (told,) = warnings
    assert told.startswith("oven.bake is gone.")
