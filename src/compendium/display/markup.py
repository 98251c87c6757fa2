"""Markup: HTML of rows, answers and messages, built with htpy, which escapes every text."""

from collections.abc import Iterable

import htpy as h
from markupsafe import Markup, escape

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.i18n.messages import N_, gettext
from compendium.ledger.ledger import Ledger
from compendium.ledger.vocabulary import Arithmetic, Evidence

# The pages that others lead to, as Sphinx names them. Chapters are built beside the folder of the book's pages.
LEDGER_DOCUMENT, SOURCES_DOCUMENT, WHAT_IF_DOCUMENT = "book/ledger", "book/sources", "book/what-if"
NOTHING = N_("There is nothing to list here.")  # in the place of a table without rows


def gettext_markup(message: str, **fields: object) -> Markup:
    """Return a message in the current language whose fields may be markup; all other text is escaped."""
    return escape(gettext(message)).format(**fields)


def lines(parts: Iterable[object]) -> Markup:
    """Return parts one below the other."""
    return Markup(h.br).join(parts)  # type: ignore[arg-type]  # noqa: S704 - our own element


def enumerated(parts: Iterable[object]) -> Markup:
    """Return parts, some of them markup, as a list within a sentence."""
    return escape(gettext(", ")).join(parts)  # type: ignore[arg-type]


def slug(answer: str) -> str:
    """Return an answer as a class of the page or a value in an address, the same in every language."""
    return answer.replace(" ", "-")


def badge(answer: Arithmetic | Evidence) -> h.Element:
    """Return an answer as a coloured word; the word says it without the colour."""
    return h.span(class_=f"verdict {slug(answer)}")[labels.name(answer)]


def row_document(ledger: Ledger, id_: str) -> str:
    """Return the page on which a row has its entry: factors stand with their sources, all else in the ledger."""
    return SOURCES_DOCUMENT if id_ in ledger.factors else LEDGER_DOCUMENT


def link(audit: Audit, id_: str, words: str = "") -> h.Element:
    """Return a row's label, or other words, on the page of a notebook, leading to its entry."""
    page = f"../{row_document(audit.ledger, id_)}.html"
    return h.a(href=f"{page}#{id_}")[words or labels.label(audit.row(id_))]


def source(key: str) -> h.Element:
    """Return a key of the bibliography on the page of a notebook, leading to its entry."""
    return h.a(href=f"../{SOURCES_DOCUMENT}.html#source-{key.replace('_', '-')}")[key]  # docutils turns underscores
