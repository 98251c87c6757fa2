"""Messages in the current language: gettext, with the fields of a message filled in.

One language is current at a time, as a notebook is one edition's and so is a build. A translation that is marked fuzzy
is a guess that nobody has read: its message stays English until somebody has.
"""

import gettext as standard
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import Any

from compendium import paths
from compendium.i18n.language import Language
from compendium.i18n.languages import EDITIONS, ORIGINAL

DOMAINS = ("compendium", "data")  # words of the code and the notebooks, and words of the tables
_current = ORIGINAL


def current_language() -> str:
    """Return the edition whose language is current: a key of ``EDITIONS``."""
    return _current


def language() -> Language:
    """Return the current language."""
    return EDITIONS[_current]


def use_language(edition: str) -> None:
    """Make another edition's language current from here on.

    Raises:
        ValueError: there is none of this name.
    """
    global _current  # noqa: PLW0603 - the one place that holds it
    if edition not in EDITIONS:
        raise ValueError(f"no edition in {edition!r}; there is {', '.join(EDITIONS)}")
    _current = edition


@contextmanager
def using_language(edition: str) -> Iterator[None]:
    """Make an edition's language current for a while."""
    before = current_language()
    use_language(edition)
    try:
        yield
    finally:
        use_language(before)


def gettext(message: str, **fields: Any) -> str:
    """Return a message in the current language, its fields filled in. Written with the message in plain text."""
    words = translations(_current).gettext(message) if message else ""  # the empty message is a catalog's head
    return words.format(**fields) if fields else words


def ngettext(one: str, many: str, number: int, **fields: Any) -> str:
    """Return the form of a message that goes with a number in the current language; ``number`` is a field, too."""
    return translations(_current).ngettext(one, many, number).format(number=number, **fields)


def gettext_each(*messages: str) -> tuple[str, ...]:
    """Return several messages in the current language: the heads of a table."""
    return tuple(gettext(message) for message in messages)


def gettext_template(message: str) -> str:
    """Return a message in the current language with its fields still open, for others to fill."""
    return gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it
    """Return a message unchanged: it is a name in the code, and is translated where it is shown."""
    return message


def as_message(name: str) -> str:
    """Return the message that a name of the tables is shown as: ``Heat pump`` for ``heat_pump``."""
    return name.replace("_", " ").capitalize()


@cache
def translations(edition: str) -> standard.NullTranslations:
    """Return an edition's catalogs, without what is fuzzy."""
    if edition == ORIGINAL:
        return standard.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    found: standard.NullTranslations | None = None
    for domain in DOMAINS:
        with paths.catalog(EDITIONS[edition].locale, domain).open("rb") as file:
            catalog = read_po(file)
        compiled = BytesIO()
        write_mo(compiled, catalog)  # leaves out what is fuzzy
        compiled.seek(0)
        own = standard.GNUTranslations(compiled)
        if found is None:
            found = own
        else:
            found.add_fallback(own)
    return found or standard.NullTranslations()
