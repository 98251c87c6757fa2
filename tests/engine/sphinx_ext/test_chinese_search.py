"""The Chinese index holds every pair of neighbouring characters, so that any phrase is found without a dictionary."""

import pytest

from compendium.sphinx_ext.chinese_search import Search


@pytest.fixture(scope="module")
def index() -> Search:
    return Search({})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("所列减排量", ["所列", "列减", "减排", "排量"]),
        ("烤房", ["烤房"]),
        ("煤", ["煤"]),
        ("甲烷按AR5计，约2.5吨", ["甲烷", "烷按", "AR5", "计", "约", "2", "5", "吨"]),
        ("〇八年 PM2.5 co_2", ["〇八", "八年", "PM2", "5", "co_2"]),
    ],
)
def test_text_is_cut_into_pairs_and_words(index: Search, text: str, words: list[str]) -> None:
    assert index.split(text) == words


def test_every_part_of_a_phrase_is_among_the_pairs_of_the_text(index: Search) -> None:
    text = "所列减排量高于任何电网平均排放因子"
    pairs = set(index.split(text))
    assert all(set(index.split(text[start:end])) <= pairs for start in range(15) for end in range(start + 2, 17))


def test_single_characters_are_not_indexed(index: Search) -> None:
    assert not index.word_filter("的")
    assert index.word_filter("电网")
