"""Search in Chinese, which is written without spaces: texts and queries are split into pairs of adjacent characters.

Pairs need no dictionary, so names that are in none are found too. Lucene's ``CJKAnalyzer`` splits in the same way. A
page is found if it contains all pairs of the query.
"""

import re
from typing import TYPE_CHECKING

from sphinx.search import SearchLanguage
from sphinx.search.zh import english_stopwords

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W{_HAN}]+")
_SPLITTER = f"""
var splitQuery = (query) =>
  query
    .replace(/[{_HAN}]+/g, " $& ")
    .split(/[^\\p{{Letter}}\\p{{Number}}_]+/u)
    .filter((run) => run)
    .flatMap((run) => (/^[{_HAN}]./.test(run) ? [...run].slice(1).map((end, place) => run[place] + end) : [run]));
"""


class Search(SearchLanguage):
    """An index of pairs of Chinese characters, and of the words of other scripts."""

    lang = "zh"
    language_name = "Chinese"
    stopwords = english_stopwords
    js_splitter_code = _SPLITTER

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx's name
        """Return the words of a text."""
        return [word for run in _RUN.findall(input) for word in _cut(run)]

    def stem(self, word: str) -> str:
        """Return the indexed form of a word, the same that the browser looks up."""
        return word.lower()

    def word_filter(self, word: str) -> bool:
        """Return whether a word is indexed; single characters, which are on nearly every page, are not."""
        return len(word) > 1


def _cut(run: str) -> list[str]:
    """Return the pairs of a run of Chinese characters, or any other word whole."""
    if len(run) > 1 and re.match(f"[{_HAN}]", run):
        return [run[place : place + 2] for place in range(len(run) - 1)]
    return [run]


def setup_search(app: "Sphinx") -> None:
    """Replace Sphinx's own Chinese index."""
    app.add_search_language(Search)
