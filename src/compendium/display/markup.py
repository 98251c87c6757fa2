"""Markup: HTML of rows, answers and messages, built with htpy, which escapes every text."""

from collections.abc import Iterable

import htpy as h
from markupsafe import Markup, escape

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.i18n.messages import N_, gettext
from compendium.ledger.ledger import Ledger
from compendium.ledger.vocabulary import Arithmetic, Evidence

# The pages that others link to, by Sphinx's document names. Chapters are built in a folder beside that of the pages.
LEDGER_DOCUMENT, SOURCES_DOCUMENT, WHAT_IF_DOCUMENT = "book/ledger", "book/sources", "book/what-if"
ROBUSTNESS_DOCUMENT, HOW_TO_READ_DOCUMENT = "book/robustness", "book/how-to-read"
PRINTED = "printed-"  # before a figure's id: the anchor of its row in the table of its chapter
FIRM = "◆"  # marks an answer that does not depend on the rule
NOTHING = N_("There is nothing to list here.")  # shown instead of a table without rows


def gettext_markup(message: str, **fields: object) -> Markup:
    """Return a translated message as HTML.

    Args:
        message: the message, a string literal so that it is found for translation.
        fields: the values of its fields; markup is kept, all other text is escaped.
    """
    return escape(gettext(message)).format(**fields)


def lines(parts: Iterable[object]) -> Markup:
    """Return parts on lines of their own."""
    return Markup(h.br).join(parts)  # type: ignore[arg-type]  # noqa: S704 - our own element


def enumerated(parts: Iterable[object]) -> Markup:
    """Return parts, each text or markup, joined by commas; text is escaped."""
    return escape(gettext(", ")).join(parts)  # type: ignore[arg-type]


def slug(answer: str) -> str:
    """Return an answer as a CSS class and URL value, the same in every language: ``not-reproduced``."""
    return answer.replace(" ", "-")


def badge(answer: Arithmetic | Evidence) -> h.Element:
    """Return an answer as a coloured word."""
    return h.span(class_=f"verdict {slug(answer)}")[labels.name(answer)]


def row_document(ledger: Ledger, id_: str) -> str:
    """Return the document with a row's entry: the page of sources for factors, the ledger for all others."""
    return SOURCES_DOCUMENT if id_ in ledger.factors else LEDGER_DOCUMENT


def link(audit: Audit, id_: str, words: str = "") -> h.Element:
    """Return a link from the page of a notebook to a row's entry.

    Args:
        audit: whose scope contains the row.
        id_: the row.
        words: the text of the link; the row's label if empty.

    Raises:
        KeyError: the row is not in the audit's scope.
    """
    page = f"../{row_document(audit.ledger, id_)}.html"
    return h.a(href=f"{page}#{id_}")[words or labels.label(audit.row(id_))]


def source(audit: Audit, key: str) -> h.Element:
    """Return a link from the page of a notebook to a source, by its key in the bibliography."""
    return h.a(href=f"../{SOURCES_DOCUMENT}.html#{source_anchor(key)}")[labels.work(audit.ledger, key)]


def source_anchor(key: str) -> str:
    """Return the anchor of a source on the page of sources."""
    return f"source-{key.replace('_', '-')}"  # docutils replaces underscores
