"""Language: in which edition the book speaks, and the words of that edition.

Messages are English; the catalogs of ``locale/`` hold them in the other languages. One language is spoken at a time, as
a notebook is one edition's and so is a build.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from compendium import paths

ORIGINAL = "en"  # the language of the messages
LOCALES = {"en": "en", "zh": "zh_CN"}  # by edition; the folder of its catalogs
DOMAINS = ("compendium", "data")  # words of the code and the notebooks, and words of the tables
_spoken = ORIGINAL


def spoken() -> str:
    """Return the edition that is spoken: a key of ``LOCALES``."""
    return _spoken


def speak(edition: str) -> None:
    """Speak another edition from here on.

    Raises:
        ValueError: there is none of this name.
    """
    global _spoken  # noqa: PLW0603 - the one place that holds it
    if edition not in LOCALES:
        raise ValueError(f"no edition in {edition!r}; there is {', '.join(LOCALES)}")
    _spoken = edition


@contextmanager
def speaking(edition: str) -> Iterator[None]:
    """Speak an edition for a while."""
    before = spoken()
    speak(edition)
    try:
        yield
    finally:
        speak(before)


def say(message: str, **fields: Any) -> str:
    """Return a message in the spoken language, its fields filled in. Written with the message in plain text."""
    words = message if _spoken == ORIGINAL else _catalog(_spoken).get(message, message)
    return words.format(**fields) if fields else words


def says(*messages: str) -> tuple[str, ...]:
    """Return several messages in the spoken language: the heads of a table."""
    return tuple(say(message) for message in messages)


def mark(message: str) -> str:
    """Return a message unchanged: it is a name in the code, and is said elsewhere by ``say(name)``."""
    return message


def listed(parts: Iterable[str]) -> str:
    """Return parts as a list within a sentence."""
    return say(", ").join(parts)


def chained(parts: Iterable[str]) -> str:
    """Return clauses, one behind the other."""
    return say("; ").join(parts)


@cache
def _catalog(edition: str) -> dict[str, str]:
    """Return an edition's messages with their translations."""
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    for domain in DOMAINS:
        with paths.catalog(LOCALES[edition], domain).open("rb") as file:
            found |= {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}
    return found
