"""Checks of translations: the same numbers, links, sources and markup as the message, and well-formed Chinese.

Messages of pages are MyST Markdown, those of the code have fields in braces. Both are read by Babel.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message
    from markdown_it import MarkdownIt

# Patterns whose matches must be the same in a message and its translation, by their names.
_MARKUP = {
    "role": r"\{[\w:-]+\}`[^`]*`",
    "link": r"\]\([^)\s]*\)",
    "tag": r"</?[a-z][^>]*>",
    "literal": r"(?<!`)`[^`]+`(?!`)",
    "field": r"\{\w*(?::[^}`]*)?\}(?!`)",
}
# A single digit may become a word: chapter 2 is 第二章.
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.,])\d(?=[\d.,]*\d)[\d,]*(?:\.\d+)*(?![A-Za-z0-9_])")
_CHINESE = "[\u3400-\u9fff]"
_HABIT = {
    "a half-width mark after a Chinese character": rf"(?<={_CHINESE})[,;:!?](?!\w)|(?<={_CHINESE})\((?!\.|\w+://)",
    "a space beside a Chinese character": rf"(?<={_CHINESE}) (?![+|<-])|(?<![|>+#*-]) (?={_CHINESE})",
    "straight quotation marks around Chinese": rf'"(?={_CHINESE})|(?<={_CHINESE})"',
}
_NUMBERED = re.compile(r"^[\d.]+ ")  # a title may have a space after its number
_ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?: [A-Za-z]?[a-z]+){4,}\b")


def faults(message: str, translation: str) -> Iterator[str]:
    """Yield what is wrong with a translation of a message."""
    if not translation.strip():
        yield "not translated"
        return
    texts = [message, translation]
    for name, pattern in _MARKUP.items():
        wanted, found = (Counter(re.findall(pattern, one)) for one in texts)
        texts = [re.sub(pattern, "", one) for one in texts]
        if wanted != found:
            yield _changed(name, wanted - found, found - wanted)
    wanted, found = (Counter(number.replace(",", "") for number in _NUMBER.findall(one)) for one in texts)
    if wanted - found:  # a number in words may become digits, but not the other way round
        yield _changed("number", wanted - found, Counter())
    if _emphasis(message) != _emphasis(translation):
        yield "emphasis: ** closes elsewhere; beside a Chinese character it needs a letter within, no mark"
    prose = _NUMBERED.sub("", texts[1])
    for name, pattern in _HABIT.items():
        if hit := re.search(rf".{{0,12}}(?:{pattern}).{{0,12}}", prose):
            yield f"{name}: {hit[0]!r}"
    if hit := _ENGLISH.search(prose):
        yield f"English left: {hit[0]!r}"


def _changed(name: str, lost: Counter[str], added: Counter[str]) -> str:
    parts = {"lost": lost, "added": added}
    return f"{name}: " + "; ".join(f"{word} {', '.join(some)}" for word, some in parts.items() if some)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _emphasis(text: str) -> int:
    """Count the strong parts of a text; italics, which Chinese does not use, need not be kept."""
    return str(_parser().renderInline(text)).count("<strong>")


def catalog_faults(catalog: "Catalog") -> Iterator[str]:
    """Yield every fault of a catalog with its message."""
    for entry in catalog:
        if not entry.id:
            continue
        if entry.fuzzy:
            yield f"{_short(entry)}: fuzzy"
        for form in _forms(entry.string):
            for fault in faults(_forms(entry.id)[-1], form):
                yield f"{_short(entry)}: {fault}"


def _forms(text: "str | Sequence[str]") -> tuple[str, ...]:
    """Return the forms of a message or translation: one, or one for each plural form of the language."""
    return (text,) if isinstance(text, str) else tuple(text)


def _short(entry: "Message") -> str:
    text = _forms(entry.id)[-1]
    return repr(text if len(text) < 70 else f"{text[:67]}...")
