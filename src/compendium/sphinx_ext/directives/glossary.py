"""The glossary: its page, and links to it from where a chapter first uses a term."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from compendium.display import labels
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import current_language, gettext, language
from compendium.ledger.rows import Term
from compendium.sphinx_ext.dependencies import note
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import book_audit, reference, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

GLOSSARY_DOCUMENT = "book/glossary"
_CHAPTERS = "notebooks/"
# Nodes in whose text no links to terms are made.
_APART = (
    addnodes.pending_xref,
    nodes.reference,
    nodes.literal,
    nodes.title,
    nodes.math,
    nodes.raw,
    nodes.caption,
    nodes.FixedTextElement,
)


class GlossaryDirective(LedgerDirective):
    """Every term, in both languages, with its meaning."""

    rests_on = ("glossary",)

    def run(self) -> list[nodes.Node]:
        """Return the table, an anchored row a term, in the order of the data."""
        others = (gettext(one.heading) for edition, one in EDITIONS.items() if edition != current_language())
        head = (gettext("term"), *others, gettext("meaning"))
        return [table(head, [self.row(term) for term in self.audit().ledger.glossary.values()])]

    def row(self, term: Term) -> list[object]:
        """Return one term as a row: its name here, its name in every other language, its meaning."""
        others = (
            nodes.inline("", term.terms[edition], classes=[f"language-{edition}"])
            for edition in EDITIONS
            if edition != current_language()
        )
        return [f"#{anchor(term)}", labels.term(term), *others, labels.definition(term)]


def anchor(term: Term) -> str:
    """Return the anchor of a term's entry."""
    return f"term-{term.id.replace('_', '-')}"


def link_terms(app: "Sphinx", doctree: nodes.document) -> None:
    """Link each term to its entry where a chapter uses it first."""
    document = app.env.docname
    if not document.startswith(_CHAPTERS):
        return
    note(app.env, "glossary")
    page = app.builder.get_relative_uri(document, GLOSSARY_DOCUMENT)
    if not book_audit().ledger.glossary:
        return
    terms = {labels.term(term).lower(): term for term in book_audit().ledger.glossary.values()}
    pattern = _pattern(terms)
    linked: set[str] = set()
    for text in list(doctree.findall(nodes.Text)):
        if not any(isinstance(above, _APART) for above in _above(text)):
            parts = _linked(text.astext(), pattern, terms, linked, page)
            if parts:
                text.parent.replace(text, parts)


def _above(node: nodes.Node) -> Iterator[nodes.Node]:
    while (node := node.parent) is not None:
        yield node


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of the names, the longest first; English ones as whole words, also in the plural."""
    any_ = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?P<term>{any_})s?\b" if not language().han else f"(?P<term>{any_})", re.IGNORECASE)


def _linked(
    text: str, pattern: re.Pattern[str], terms: Mapping[str, Term], linked: set[str], page: str
) -> list[nodes.Node]:
    """Return a text as parts with links for the first uses of terms, which are added to ``linked``; [] without any."""
    parts: list[nodes.Node] = []
    done = 0
    for hit in pattern.finditer(text):
        term = terms[hit["term"].lower()]
        if term.id not in linked:
            linked.add(term.id)
            link = reference(hit[0], f"{page}#{anchor(term)}", ["term"])
            link["reftitle"] = labels.definition(term)
            parts += [nodes.Text(text[done : hit.start()]), link]
            done = hit.end()
    return [part for part in (*parts, nodes.Text(text[done:])) if part.astext()] if parts else []
