"""Sharing: metadata for search engines and social networks: a description in the page's language, and its card.

The tags are those of the Open Graph protocol (https://ogp.me). It requires absolute addresses, so tags with an address
are left out until the book has one (``address`` in ``identity.toml``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import htpy as h
from docutils import nodes
from markupsafe import Markup

from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import current_language, gettext, language
from compendium.ledger.vocabulary import Evidence
from compendium.sphinx_ext.nodes import book_audit

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "_static/cards"
# Nodes whose text is not part of a description: not sentences of the page, or not words.
_LEFT_OUT = (nodes.table, nodes.math, nodes.math_block, nodes.literal_block, nodes.Admonition, nodes.figure)
_CITATION = "bibtex-citation"
_ENDS = re.compile(r"[.!?](?= )|[。！？]")
_EDGES = " ，；：、"
_LOOSE = f"{_EDGES},;:–（("


def description(document: nodes.document) -> str:
    """Return the beginning of a page's text as its description, cut by ``shortened``."""
    most, joint = language().description, "" if language().han else " "
    words = ""
    for text in _sentences(document):
        words = joint.join(filter(None, (words, text)))
        if len(words) > most / 2:
            break
    return shortened(words, most)


def _sentences(document: nodes.document) -> Iterator[str]:
    """Yield the text of each paragraph in the page's language, without citations and tags of HTML."""
    foreign = {f"language-{edition}" for edition in EDITIONS} - {f"language-{current_language()}"}
    for paragraph in document.findall(nodes.paragraph):
        ancestor = paragraph
        while ancestor is not None and not isinstance(ancestor, _LEFT_OUT) and foreign.isdisjoint(ancestor["classes"]):
            ancestor = ancestor.parent
        if ancestor is None and not any(paragraph.findall(nodes.math)):
            bare = paragraph.deepcopy()
            citations = [one for one in bare.findall(nodes.inline) if _CITATION in one["classes"]]
            for node in (*citations, *bare.findall(nodes.raw)):
                node.parent.remove(node)
            text = " ".join(bare.astext().split())
            yield re.sub(r" (?=[.,;:])", "", text)  # the space that was before a citation


def shortened(text: str, most: int) -> str:
    """Return at most ``most`` characters of a text, up to the end of a sentence, or else of a word or clause.

    >>> shortened("One two three. Four five six.", 20)
    'One two three.'
    >>> shortened("One two three four", 12)
    'One two…'
    """
    if len(text) <= most:
        return text
    ends = [end.end() for end in _ENDS.finditer(text) if most / 2 < end.end() <= most]
    if ends:
        return text[: ends[-1]]
    cut = text[: most - 1]
    edge = max(map(cut.rfind, _EDGES))
    return (cut[:edge] if edge > most / 2 else cut).rstrip(_LOOSE) + "…"


def describe(app: "Sphinx", page: str, _: str, context: dict[str, Any], document: nodes.document | None) -> None:
    """Add description and Open Graph tags to a page's template; draw its card if the book has an address."""
    here = next(edition for edition in context["editions"] if edition["here"])
    name = str(app.config.html_title)
    title, text = name, gettext("Search the chapters, the ledger, the factors and their sources.")
    if document is not None:
        title = app.env.titles[page].astext() or page
        text = description(document) or title
    elif "landing" in context:
        text = next(edition["lead"] for edition in context["landing"] if edition["tag"] == here["tag"])
    found = (verdict.evidence for verdict in book_audit().verdicts.values())
    context["answers"] = tuple(sorted(found, key=list(Evidence).index))
    site = page in ("index", app.config.root_doc)
    picture = ""
    if app.config.html_baseurl:
        from compendium.sphinx_ext.head import social_cards

        picture = f"{here['alternate'].removesuffix(f'{page}.html')}{FOLDER}/{page}.png"
        card = social_cards.Card(title, text, name, context["answers"])
        social_cards.draw(card, Path(app.outdir, FOLDER, f"{page}.png"))
    told = tags(context["editions"], title, text, name, kind="website" if site else "article", picture=picture)
    context["shared"] = Markup("\n").join(Markup(str(tag)) for tag in told)  # noqa: S704 - made by htpy
    context["pageurl"] = ""  # the canonical address is among the tags; the theme would write it a second time


def tags(  # noqa: PLR0913
    editions: Sequence[Mapping[str, Any]], title: str, text: str, name: str, *, kind: str, picture: str
) -> Iterator[h.VoidElement]:
    """Yield what search engines and networks read in the head of a page; what has an address only if there is one.

    Args:
        editions: the page in every language, from ``languages.twins``.
        title: of the page.
        text: its description.
        name: of the book.
        kind: ``website`` for a front page, else ``article``.
        picture: the whole address of its picture; '' without one.
    """
    here = next(one for one in editions if one["here"])
    yield h.meta(name="description", content=text)
    if here["alternate"]:
        yield h.link(rel="canonical", href=here["alternate"])
        for one in editions:
            yield h.link(rel="alternate", hreflang=one["tag"], href=one["alternate"])
            if one["original"]:
                yield h.link(rel="alternate", hreflang="x-default", href=one["alternate"])
    graph = {
        "og:title": title,
        "og:description": text,
        "og:type": kind,
        "og:site_name": name,
        "og:locale": language().territory,
        "og:url": here["alternate"],
    }
    if picture:
        from compendium.sphinx_ext.head.social_cards import SIZE

        width, height = map(str, SIZE)
        graph |= {"og:image": picture, "og:image:width": width, "og:image:height": height, "og:image:alt": title}
    yield from (h.meta(property=property_, content=content) for property_, content in graph.items() if content)
    yield h.meta(name="twitter:card", content="summary_large_image" if picture else "summary")


def setup_sharing(app: "Sphinx") -> None:
    """Connect to the writing of pages, after ``languages`` has added the editions and the landing page's texts."""
    app.connect("html-page-context", describe, priority=700)
