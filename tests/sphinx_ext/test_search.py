"""The index holds every word of a Chinese text, whatever stands beside it, and the terms of the book whole."""

import pytest

from compendium.sphinx_ext.search import Search


@pytest.fixture(scope="module")
def index() -> Search:
    return Search({})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("所列减排量高于任何电网平均排放因子", {"减排", "高于", "任何", "电网", "平均", "排放", "因子"}),
        ("电网平均排放因子", {"电网平均排放因子", "排放因子"}),  # a term of the glossary, and one within it
        ("甲烷按AR5计", {"甲烷", "AR5"}),
        ("烤房", {"烤房"}),
    ],
)
def test_words_are_found_without_spaces(index: Search, text: str, words: set[str]) -> None:
    assert words <= set(index.split(text))


def test_single_characters_are_not_indexed(index: Search) -> None:
    assert not index.word_filter("的")
    assert index.word_filter("电网")
