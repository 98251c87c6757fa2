"""Markdown of a chapter, translated and with its roles filled in, so that any program for notebooks can show it.

Numbers become links to their entries, verdicts bold words, citations the short names of their sources. A link within
the book gets the address that the caller gives it; where there is none its words alone are left.
"""

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.display.markup import SOURCES_DOCUMENT, row_document, source_anchor
from compendium.display.prose.roles import ROLES, Said, ranged, said
from compendium.i18n.messages import gettext, gettext_of

_ROLE = re.compile(r"\{([\w:]+)\}`([^`]+)`")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_FOLDER = "notebooks"  # of the chapters within the book
_NEW_LINE = r"[ \t]*\n[ \t>]*"  # within a paragraph of a list or a quotation
_DIRECTIVE = re.compile(r"^```\{[\w-]+\}.*?^```$", re.MULTILINE | re.DOTALL)
Address = Callable[[str, str], str]  # from a document of the book and a place in it; '' for nowhere


class ProseError(ValueError):
    """A text with something that only a page of the book can show."""


@dataclass(frozen=True)
class Writer:
    """Writes the Markdown of one chapter.

    Attributes:
        audit: of the whole report, with what is assumed.
        page: its document in the book.
        address: where a document of the book is.
    """

    audit: Audit
    page: str
    address: Address

    def cell(self, source: str) -> str:
        """Return the Markdown of a cell.

        Raises:
            RoleError: a role names no row.
            ProseError: there is a role that is not known.
        """
        source = _DIRECTIVE.sub(self._missing(), source)
        done, written = 0, ""
        for start, end, message in _messages(source):
            told = gettext_of(self.page, message)
            text = source[start:end] if told == message else told
            written += source[done:start] + self._text(text)
            done = end
        return written + source[done:]

    def _missing(self) -> str:
        """Return what stands in the place of a picture that only a page of the book has."""
        words = gettext("the book's page has a picture with the published numbers")
        return f"*[{words}]({posixpath.basename(self.page)}.ipynb)*"

    def _text(self, text: str) -> str:
        """Return a paragraph with its roles filled in and its links as they lead now."""
        parts: list[Said] = []
        done = 0
        for found in _ROLE.finditer(text):
            parts += [self._plain(text[done : found.start()]), *self._role(found[1], found[2])]
            done = found.end()
        return "".join(self._part(part) for part in _joined([*parts, self._plain(text[done:])]))

    def _role(self, role: str, name: str) -> tuple[Said, ...]:
        if role in ROLES:
            return said(self.audit, role, name)
        if role == "cite:p":
            cited = (self._cited(key.strip()) for key in name.split(","))
            return (Said(gettext("({sources})", sources=gettext("; ").join(cited))),)
        raise ProseError(f"the role {{{role}}} of `{name}` cannot be shown outside the book")

    def _cited(self, key: str) -> str:
        words = labels.work(self.audit.ledger, key)
        return self._link(_escaped(words), self.address(SOURCES_DOCUMENT, source_anchor(key)))

    def _part(self, part: Said) -> str:
        if part.id:
            address = self.address(row_document(self.audit.ledger, part.id), part.id)
            return self._link(_escaped(part.text), address, part.title)
        if "verdict" in part.classes:
            return f'<b class="{" ".join(part.classes)}">{html.escape(part.text)}</b>'
        return part.text

    def _plain(self, text: str) -> Said:
        return Said(_LINK.sub(self._relinked, text))

    def _relinked(self, found: re.Match[str]) -> str:
        document, place = target(found[2])
        address = self.address(document, place) if document else found[2]
        return self._link(found[1], address)

    def _link(self, words: str, address: str, title: str = "") -> str:
        if not address:
            return words
        told = title.replace("\\", "\\\\").replace('"', '\\"')
        return f'[{words}]({address} "{told}")' if title else f"[{words}]({address})"


def target(href: str, folder: str = _FOLDER) -> tuple[str, str]:
    """Return the document of the book, and the place in it, that a link of a chapter leads to; '' if it is none.

    Args:
        href: as it stands in a chapter: ``../book/ledger.html#x``, ``3-05-landfill-gas.ipynb``.
        folder: of the chapter.
    """
    path, _, place = href.partition("#")
    path = path.partition("?")[0]
    if not path or re.match(r"\w+:", path):
        return "", ""
    return posixpath.splitext(posixpath.normpath(posixpath.join(folder, path)))[0], place


def _joined(parts: list[Said]) -> Iterator[Said]:
    """Yield parts, with the unit of a range named once."""
    kept = [part for part in parts if part.text]
    for at, part in enumerate(kept):
        before, after = (kept[one] if 0 <= one < len(kept) else Said("") for one in (at - 1, at + 1))
        beyond = kept[at + 2] if at + 2 < len(kept) else Said("")
        if part.id and (found := ranged(part.text, (part.unit, beyond.unit), after.text)):
            yield Said(found[0], part.id, part.title, part.classes)
        elif not part.id and (found := ranged(before.text, (before.unit, after.unit), part.text)):
            yield Said(found[1])
        else:
            yield part


def _messages(source: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each paragraph, heading and cell of a table stands in Markdown, and the message that it is.

    It is what MyST takes for one message, so it is found in the catalogs.
    """
    from markdown_it import MarkdownIt

    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    done = 0
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type != "inline" or not token.content:
            continue
        pattern = _NEW_LINE.join(re.escape(line.strip()) for line in token.content.split("\n"))
        found = re.compile(pattern).search(source, max(done, lines[token.map[0]] if token.map else 0))
        if found is None:
            raise ProseError(f"a paragraph is not found in its own source: {token.content[:60]!r}")
        yield found.start(), found.end(), " ".join(token.content.split("\n")).strip()
        done = found.end()


def _escaped(text: str) -> str:
    """Return plain text as Markdown."""
    return re.sub(r"([\\`*_\[\]<])", r"\\\1", text)
