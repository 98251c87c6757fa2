"""What is replaced in the works of others must be there: where it is not, the build warns."""

import logging
from collections.abc import Iterator
from types import ModuleType

import pytest
from sphinx.util.logging import getLogger

from compendium.sphinx_ext.patches import replacing
from compendium.sphinx_ext.patches.replacing import replace_function, replace_once


@pytest.fixture
def warnings() -> Iterator[list[str]]:
    """The warnings that are logged as Sphinx logs them: a warning fails the build."""
    found: list[str] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            assert (record.type, record.subtype) == ("compendium", "patch")
            found.append(record.getMessage())

    logger, noting = getLogger(replacing.__name__).logger, Noting(logging.WARNING)
    logger.addHandler(noting)
    yield found
    logger.removeHandler(noting)


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
