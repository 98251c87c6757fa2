"""The pages of an edition joined to one HTML document for printing: the book, or the key points alone."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import htpy as h
from markupsafe import Markup

from compendium.build.pdf import front, paper
from compendium.build.pdf.contents import LANDING, Page, pages, parts, soup, target
from compendium.i18n.messages import gettext, language

BRIEF = "book/brief"
SOURCES = "book/sources"
STYLE = Path(__file__).with_name("print.css")


@dataclass
class Document:
    """An edition read for printing."""

    about: front.Edition
    pages: Sequence[Page]
    texts: Mapping[str, Any]  # the text of each page, by its name
    styles: Sequence[str]  # the addresses of the pages' style sheets
    lines: list[front.Line] = field(default_factory=list)  # of the contents

    def book(self) -> str:
        """Return the book; the numbers in its contents are filled in when it is printed."""
        chapters = (
            h.section(".chapter", id=page.anchor, style=f"page: chapter-{number}")[
                page.part and h.h1(".part", id=f"part:{page.anchor}")[page.part], _whole(self.texts[page.name])
            ]
            for number, page in enumerate(self.pages)
        )
        heads = "\n".join(
            f"@page chapter-{number} {{ @top-right {{ content: {_quoted(page.title)} }} }}"
            for number, page in enumerate(self.pages)
        )
        body = (front.title_page(self.about), front.contents(self.lines), *chapters)
        return self._whole(self.title(), body, "book", heads)

    def brief(self) -> str:
        """Return the key points alone, with the sources that they cite and how to cite the book."""
        body = h.section(".chapter")[
            h.article(".bd-article")[_whole(self.texts[BRIEF])],
            h.section(".sources")[h.h2[gettext("Sources")], _whole(self.texts[SOURCES])],
            front.imprint(self.about),
        ]
        return self._whole(self.title(brief=True), body, "brief", "")

    def title(self, brief: bool = False) -> str:
        """Return the title of the book, or of its key points."""
        return f"{self.pages[0].title}: {self.about.title}" if brief else self.about.title

    def _whole(self, title: str, body: Any, kind: str, rules: str) -> str:
        """Return a whole HTML document."""
        feet = (
            f"@page {{ @top-left {{ content: {_quoted(self.about.title)} }} "
            f"@bottom-left {{ content: {_quoted(self.about.stand)} }} }}\n"
        )
        style = STYLE.read_text(encoding="utf-8") + feet + rules
        document = h.html(lang=language().tag, data_theme="light", class_=f"pdf {kind}")[
            h.head[
                h.meta(charset="utf-8"),
                h.title[title],
                (h.link(rel="stylesheet", href=one) for one in self.styles),
                h.style[Markup(style)],  # noqa: S704 - the project's own, and quoted titles
            ],
            h.body[h.main(".bd-main")[h.div(".bd-content")[body]]],
        ]
        return f"<!DOCTYPE html>\n{document}\n"


def read(folder: Path, start: Path, about: front.Edition, brief: bool = False) -> Document:
    """Read the built pages of an edition and make them parts of one document.

    Args:
        folder: where they are.
        start: the folder that the document will be in.
        about: what is told of the edition.
        brief: read the key points and the sources that they cite, and nothing else.
    """
    wanted = [page for page in pages(folder) if not brief or page.name in (BRIEF, SOURCES)]
    seen = {page.name: soup(folder / f"{page.name}.html") for page in wanted}
    styles = {_style(folder, start, page, link["href"]): None for page in seen for link in _linked(seen[page])}
    texts = {page.name: paper.article(seen[page.name]) for page in wanted}
    if brief:
        texts[SOURCES] = _cited(texts[BRIEF], texts[SOURCES])
    known = {(name, one["id"]) for name, text in texts.items() for one in text.find_all(id=True)}
    leads = paper.within({page.name: page for page in wanted if not brief}, known, about.address)
    document = Document(about, wanted, texts, list(styles))
    for page, moved in parts(wanted):
        paper.joined(page, texts[page.name], moved, leads, paper.relative(folder, start))
    document.lines += _telling([line for page in wanted for line in _lines(page, texts[page.name])])
    return document


def _telling(lines: list[front.Line]) -> list[front.Line]:
    """Leave out the headings that are the same in several chapters; the bookmarks have them all."""
    often = Counter(line.words for line in lines)
    return [line for line in lines if line.level < front.HEADING or often[line.words] == 1]


def _cited(text: Any, sources: Any) -> Any:
    """Drop all sources but those that a text cites."""
    cited = {link["href"].rpartition("#")[2] for link in text.select("a[href*='#source-']")}
    found = sources.select_one(".citation").parent
    for one in found.select(".citation"):
        if one["id"] not in cited:
            one.decompose()
    return found


def _linked(document: Any) -> list[Any]:
    return list(document.select("link[rel~=stylesheet][href]"))


def _style(folder: Path, start: Path, page: str, address: str) -> str:
    return f"{paper.relative(folder, start)}/{target(page, address)[0]}"


def _lines(page: Page, text: Any) -> list[front.Line]:
    """Return the lines of the contents for a page: its part, its title, and its headings of the second level."""
    found = [front.Line(f"part:{page.anchor}", page.part, 0)] if page.part else []
    found.append(front.Line(page.anchor, page.title, page.level))
    if page.name == LANDING:
        return found
    for heading in text.select(".was-h2"):
        section = heading.find_parent("section", id=True)
        if section is not None:
            found.append(front.Line(section["id"], " ".join(heading.get_text().split()), front.HEADING))
    return found


def _whole(text: Any) -> Markup:
    return Markup(text)  # noqa: S704 - the built page, parsed and written again


def _quoted(text: str) -> str:
    """Return a string of CSS."""
    return json.dumps(text, ensure_ascii=False).replace("<", "\\3c ")
