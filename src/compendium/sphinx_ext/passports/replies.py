"""The best reply of a report's authors to a verdict: the paragraph of the page of findings, which is its one source.

A paragraph of that page which begins with the words for the best reply is given to each figure whose verdict stands
above it in its section and below the reply before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from docutils import nodes
from markupsafe import Markup

from compendium.i18n.messages import gettext
from compendium.sphinx_ext.roles import JUDGED

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOCUMENT = "book/findings"
_HREF = re.compile(r'(?<=href=")(?![a-z]+:)([^"]*)')


def heading() -> str:
    """Return the words with which such a paragraph begins, without the mark behind them."""
    return gettext("The best reply")


@dataclass(frozen=True)
class Reply:
    """A paragraph of the page of findings, as HTML for a page in a folder beside that page's, and its section there."""

    html: Markup
    section: str


def replies(app: "Sphinx") -> dict[str, Reply]:
    """Return the replies of a finished build, by figure."""
    page = Path(app.outdir, f"{DOCUMENT}.html")
    if DOCUMENT not in app.env.found_docs or not page.is_file():
        return {}
    text = page.read_text(encoding="utf-8")
    found: dict[str, Reply] = {}
    for anchor, groups in _sections(app.env.get_doctree(DOCUMENT)):
        for figures, reply in zip(groups, _paragraphs(text, anchor), strict=False):
            found |= dict.fromkeys(figures, Reply(reply, anchor))
    return found


def _sections(document: nodes.document) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the anchor of each section, with the figures that each of its replies is for."""
    for section in document.findall(nodes.section):
        groups: list[list[str]] = []
        figures: list[str] = []
        for part in section.children:
            if not isinstance(part, nodes.paragraph):
                continue
            if _replies(part):
                groups.append(figures)
                figures = []
            figures += [node[JUDGED] for node in part.findall(nodes.inline) if JUDGED in node]
        if groups:
            yield section["ids"][0], groups


def _replies(paragraph: nodes.paragraph) -> bool:
    first = next((child for child in paragraph.children if child.astext()), None)  # MyST begins with an empty text
    return isinstance(first, nodes.strong) and first.astext().strip(".。") == heading()


def _paragraphs(page: str, anchor: str) -> list[Markup]:
    """Return the replies from a section on without their first words, their links as they are from a record."""
    _, _, after = page.partition(f'<section id="{anchor}"')
    found = re.findall(rf"<p>\s*<strong>{re.escape(heading())}[.。]?</strong>[.。]?\s*(.*?)</p>", after, re.DOTALL)
    return [Markup(_HREF.sub(lambda link: _moved(link[1]), one)) for one in found]  # noqa: S704 - Sphinx's own HTML


def _moved(address: str) -> str:
    """Return an address on the page of findings as it is from a page in another folder beside its own.

    >>> _moved("ledger.html#a.b"), _moved("../notebooks/1-a.html"), _moved("#note")
    ('../book/ledger.html#a.b', '../notebooks/1-a.html', '../book/findings.html#note')
    """
    return f"..{urljoin(f'/{DOCUMENT}.html', address)}"
