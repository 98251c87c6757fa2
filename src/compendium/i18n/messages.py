"""Messages in the current language: gettext, with the fields of a message filled in.

One language is current at a time, because a notebook and a build belong to one edition. A translation that is marked
fuzzy is a guess that nobody has checked; its message stays English until somebody has.
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
    """Return the current edition, a key of ``EDITIONS``."""
    return _current


def language() -> Language:
    """Return the current language."""
    return EDITIONS[_current]


def use_language(edition: str) -> None:
    """Set the current language to that of an edition.

    Args:
        edition: a key of ``EDITIONS``.

    Raises:
        ValueError: there is no such edition.
    """
    global _current  # noqa: PLW0603 - the one place that holds it
    if edition not in EDITIONS:
        raise ValueError(f"no edition in {edition!r}; there is {', '.join(EDITIONS)}")
    _current = edition


@contextmanager
def using_language(edition: str) -> Iterator[None]:
    """Use the language of an edition within a ``with`` block."""
    before = current_language()
    use_language(edition)
    try:
        yield
    finally:
        use_language(before)


def gettext(message: str, **fields: Any) -> str:
    """Return a message in the current language.

    Args:
        message: the English message; a string literal, so that it is found for translation, or one noted by ``N_``.
        fields: the values of its fields. Without any, braces in the message are left as they are.
    """
    words = translations(_current).gettext(message) if message else ""  # the empty message is a catalog's head
    return words.format(**fields) if fields else words


def ngettext(one: str, many: str, number: int, **fields: Any) -> str:
    """Return the form of a message that fits a number in the current language.

    Args:
        one: the English singular, a string literal.
        many: the English plural, a string literal.
        number: selects the form, and is the value of the field ``number``.
        fields: the values of the other fields.
    """
    return translations(_current).ngettext(one, many, number).format(number=number, **fields)


def gettext_each(*messages: str) -> tuple[str, ...]:
    """Return several messages in the current language, such as the names of a table's columns."""
    return tuple(gettext(message) for message in messages)


def gettext_template(message: str) -> str:
    """Return a message in the current language with its fields not yet filled in."""
    return gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it
    """Return a message unchanged; it is found for translation here, and translated by ``gettext`` where it is shown."""
    return message


def as_message(name: str) -> str:
    """Return the message for a name in the tables: ``Heat pump`` for ``heat_pump``."""
    return name.replace("_", " ").capitalize()


def gettext_of(page: str, message: str) -> str:
    """Return a message of the prose of a page, such as ``notebooks/3-cases``, in the current language."""
    return translations(_current, page).gettext(message) if message else ""


@cache
def translations(edition: str, *domains: str) -> standard.NullTranslations:
    """Return catalogs of an edition, those of the code and the tables if none is named, without fuzzy translations."""
    if edition == ORIGINAL:
        return standard.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    found: standard.NullTranslations | None = None
    catalogs = [paths.catalog(EDITIONS[edition].locale, domain) for domain in domains or DOMAINS]
    for path in catalogs:
        if domains and not path.is_file():  # a page that was never gathered for translation
            continue
        with path.open("rb") as file:
            catalog = read_po(file)
        compiled = BytesIO()
        write_mo(compiled, catalog)  # leaves out fuzzy translations
        compiled.seek(0)
        own = standard.GNUTranslations(compiled)
        if found is None:
            found = own
        else:
            found.add_fallback(own)
    return found or standard.NullTranslations()
