"""Search in Chinese, which sets no spaces: words are found in the pages by jieba and in a query by the browser."""

from typing import TYPE_CHECKING

import jieba
from sphinx.search import SearchLanguage
from sphinx.search.zh import SearchChinese

from compendium.sphinx_ext.content import book_audit

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# A word that no page has by itself is cut into the longest that some page has; a single character is in no index.
# A browser takes names that it does not know apart, so what the index has whole is not given to it.
_SPLITTER = """
var splitQuery = (query) => {
  const known = (word) => Object.hasOwn(Search._index.terms, word) || Object.hasOwn(Search._index.titleterms, word);
  const cut = (word) => {
    if (word.length < 2 || known(word)) return word.length < 2 ? [] : [word];
    for (let end = word.length - 1; end > 1; end--)
      if (known(word.slice(0, end))) return [word.slice(0, end), ...cut(word.slice(end))];
    return cut(word.slice(1));
  };
  const words = new Intl.Segmenter("zh", { granularity: "word" });
  const parted = (run) => (known(run) ? [run] : [...words.segment(run)].flatMap((word) => cut(word.segment)));
  return (query.match(/\\p{Script=Han}+|[\\p{Letter}\\p{Number}_]+/gu) || []).flatMap((run) =>
    /^\\p{Script=Han}/u.test(run) ? parted(run) : [run]
  );
};
"""


class Search(SearchChinese):
    """Sphinx's Chinese index, every dictionary word at every place in it, the glossary's terms among them."""

    js_splitter_code = _SPLITTER
    js_stemmer_code = SearchLanguage.js_stemmer_code  # none: Sphinx's own evaluates a string, which no page here may

    def init(self, options: dict[str, str]) -> None:
        """Teach jieba the terms of the book."""
        super().init(options)
        jieba.setLogLevel("ERROR")
        for term in book_audit().ledger.glossary.values():
            jieba.add_word(term.term_zh)

    def stem(self, word: str) -> str:
        """Return a word as it is indexed, as the browser will look it up."""
        return word.lower()

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx's name
        """Return the words of a text: what stands there does not depend on what stands beside it."""
        return [*jieba.cut(input, cut_all=True), *super().split(input)]


def setup_search(app: "Sphinx") -> None:
    """Take the place of Sphinx's own Chinese index."""
    app.add_search_language(Search)
