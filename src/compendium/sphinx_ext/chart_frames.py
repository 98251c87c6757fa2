"""Charts on a page: the picture in two widths, its sources as links, its data, files of both, and words to cite it by.

A chart has a name that depends on what it shows, so its address stays the same when another is added before it.
"""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import htpy as h
from docutils import nodes
from markupsafe import Markup

from compendium import paths
from compendium.display import labels, tables, wording
from compendium.display.drawing.raster import png
from compendium.display.markup import SOURCES_DOCUMENT, enumerated, source_anchor
from compendium.i18n.messages import gettext
from compendium.sphinx_ext.citing.box import cited
from compendium.sphinx_ext.citing.pages import address
from compendium.sphinx_ext.nodes import book_works

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

_SVG = "{http://www.w3.org/2000/svg}"
_PIXELS = 96 / 72  # CSS pixels per point
_PHONE = "screen and (max-width: 600px)"  # as in the style sheet
_CITED = Markup("<!-- cited -->")  # where the page that is written has how the chart is cited
_NAMED = 8  # sources that are shown; more are folded away


def placed(svg: str) -> nodes.raw:
    """Return the place of a chart on a page, which ``frame_charts`` fills."""
    return nodes.raw("", "", format="html", chart=svg)


@dataclass(frozen=True)
class Frame:
    """A chart with what its drawing carries.

    Attributes:
        svg: the drawing for wide screens, without the other one.
        narrow: the drawing for phones; '' if there is one drawing only.
        about: its name, title, sources and data.
        offered: the address of a file of the chart, from its name, its ending and its text; '' for one not offered.
        leads: the address of the entry of a source, by its key; '' for none.
    """

    svg: str
    narrow: str
    about: dict[str, Any]
    offered: Callable[[str, str, str], str]
    leads: Callable[[str], str]

    def figure(self, name: str, cited: Markup | None = None) -> h.Element:
        """Return the chart as HTML; its files become downloads of the page.

        Args:
            name: of the chart on its page.
            cited: how it is cited; None where it is not to be.
        """
        svg, data = self.offered(name, "svg", self.svg), self.offered(name, "csv", _separated(self.about))
        image = self.offered(name, "png", self.svg)
        files = ((svg, gettext("SVG")), (image, gettext("PNG")), (data, gettext("CSV")))
        links = [h.a(href=address, download="")[words] for address, words in files if address]
        cells = [[_cell(cell) for cell in row] for row in self.about["rows"]]
        table = Markup(tables.table(cells, self.about["columns"]).html)  # noqa: S704 - made by htpy
        return h.figure(class_="chart", id=f"chart-{name}")[
            self._picture(name, svg),
            h.figcaption[
                self._sources(),
                h.div(class_="chart-tools")[
                    h.details[h.summary[gettext("Data as a table")], table],
                    h.details[
                        h.summary[gettext("Download and cite") if cited else gettext("Download")],
                        h.p[gettext("Download: "), enumerated(links)],
                        cited,
                    ],
                    h.a(class_="chart-link", href=f"#chart-{name}")[gettext("Link to this chart")],
                ],
            ],
        ]

    def _picture(self, name: str, address: str) -> h.Element:
        """Return the drawing that suits the screen, without its source line, which stands below as links."""
        wide, tall = _size(self.svg)
        shapes = [f"--wide: {wide} / {tall}"]
        small: list[h.VoidElement] = []
        if not self.narrow:
            shapes.append(f"max-width: {wide}px")
        if self.narrow:
            width, height = _size(self.narrow)
            shapes.append(f"--narrow: {width} / {height}")
            file = self.offered(f"{name}-narrow", "svg", self.narrow)
            small = [h.source(media=_PHONE, srcset=file, width=str(width), height=str(height))]
        alt = ElementTree.fromstring(self.svg).get("aria-label", "")  # noqa: S314 - our own drawing
        image = h.img(
            class_="chart", src=address, alt=alt, width=str(wide), height=str(tall), style="; ".join(shapes),
            loading="lazy", decoding="async",
        )  # fmt: skip
        return h.picture[*small, image]

    def _sources(self) -> h.Element | None:
        """Return the sources, each work with a link to its entry and its grade; None if the chart names none."""
        words, works = self.about.get("words", []), self.about.get("works", [])
        if not words and not works:
            return None
        parts: list[object] = list(words)
        for key, name, grade in works:
            title = gettext("Grade {grade}", grade=labels.grade(grade)) if grade else None
            address = self.leads(key)
            parts.append(h.a(href=address, title=title)[name] if address else name)
        if len(parts) > _NAMED:
            return h.details(class_="chart-sources")[
                h.summary[gettext("Sources ({count})", count=len(parts))], _clauses(parts)
            ]
        return h.p(class_="chart-sources")[gettext("Source: "), _clauses(parts)]


def place_name(about: dict[str, Any], taken: list[str]) -> str:
    """Return the name of a chart on its page, and note it among those taken there."""
    name = str(about.get("name") or len(taken) + 1)
    taken.append(name)
    again = taken.count(name)
    return f"{name}-{again}" if again > 1 else name


def parted(svg: str) -> tuple[str, str, dict[str, Any]]:
    """Return the drawing for wide screens, the one for phones or '', and what the drawing carries."""
    about = _carried(ElementTree.fromstring(svg))  # noqa: S314 - our own drawing
    narrow = about.pop("narrow", "")
    told = f"<metadata>{_json(about)}</metadata>"
    return re.sub(r"<metadata>.*?</metadata>", lambda _: told, svg, flags=re.DOTALL), narrow, about


def is_chart(svg: str) -> bool:
    """Return whether a drawing is a chart of this book, which carries what it shows."""
    return "<metadata>{" in svg


def _clauses(parts: list[object]) -> Markup:
    return Markup(gettext("; ")).join(parts)  # type: ignore[arg-type]  # noqa: S704 - joins escaped texts


def _size(svg: str) -> tuple[int, int]:
    """Return the width and the height of a drawing above its source line, in CSS pixels."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    width, height = (float(end) for end in root.get("viewBox", "").split()[2:])
    foot = _carried(root).get("foot", 0.0)
    return round(width * _PIXELS), round((height - foot) * _PIXELS)


def _carried(root: ElementTree.Element) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(root.findtext(f"{_SVG}metadata", ""))
    return found


def _separated(data: dict[str, Any]) -> str:
    """Return a chart's data as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([data["columns"], *data["rows"]])
    return text.getvalue()


def _cell(cell: str | float | None) -> str:
    """Return a cell as text: an integer with all digits, a float to five."""
    match cell:
        case None:
            return ""
        case int():
            return wording.count(cell)
        case float():
            return wording.number(cell, 5)
    return cell


class chart_frame(nodes.raw):  # type: ignore[misc]  # noqa: N801 - docutils names its nodes so
    """A chart in its frame; how it is cited is added when the page is written."""


def visit_frame(translator: "HTML5Translator", node: chart_frame) -> None:
    """Write a chart with the references that the identity and the sources give it now."""
    works = book_works(translator.config)
    item = works.part(node["cited"], f"{address(node['page'])}#chart-{node['name']}", node["key"])
    shown = cited(item, notes=(gettext("Licence: {licence}.", licence=works.own.licence("content")),))
    translator.body.append(node.astext().replace(_CITED, str(shown)))
    raise nodes.SkipNode


def _framed(env: "BuildEnvironment", svg: str, chapter: str) -> chart_frame:
    """Return a chart in its frame."""
    alone, narrow, about = parted(svg)
    name = place_name(about, env.temp_data.setdefault("charts", []))
    page = env.app.builder.get_relative_uri(env.docname, SOURCES_DOCUMENT)
    frame = Frame(alone, narrow, about, partial(_stored, env), lambda key: f"{page}#{source_anchor(key)}")
    title = gettext("{chart} (chart in “{chapter}”)", chart=about.get("title") or name, chapter=chapter)
    return chart_frame(
        "",
        str(frame.figure(name, _CITED)),
        format="html",
        cited=title,
        page=env.docname,
        name=name,
        key=f"{env.docname.rpartition('/')[2]}-{name}",
    )


def _stored(env: "BuildEnvironment", name: str, end: str, text: str) -> str:
    """Write a file named after the page and the chart, and return its address relative to the page."""
    path = Path(env.app.outdir).parent / "charts" / env.docname
    path = path / f"{env.docname.rpartition('/')[2]}-{name}.{end}"
    path.parent.mkdir(parents=True, exist_ok=True)
    if end == "png":
        path.write_bytes(png(text))
    else:
        paths.write_whole(path, text)
    source = Path(os.path.relpath(path, env.srcdir)).as_posix()
    return f"{'../' * env.docname.count('/')}_downloads/{env.dlfiles.add_file(env.docname, source)}"


def _json(data: dict[str, Any]) -> str:
    return escape(json.dumps(data, ensure_ascii=False), quote=False)


def frame_charts(app: "Sphinx", doctree: nodes.document) -> None:
    """Put every chart that a directive or a notebook shows into its frame."""
    chapter = " ".join(next((title.astext() for title in doctree.findall(nodes.title)), "").split())
    for node in list(doctree.findall(lambda one: isinstance(one, nodes.image | nodes.raw))):
        svg = node.get("chart", "")
        if isinstance(node, nodes.image):
            path = Path(app.env.relfn2path(node["uri"])[1])
            if path.suffix == ".svg" and not node.get("alt") and path.is_file():
                svg = path.read_text(encoding="utf-8")
        if is_chart(svg):
            node.parent.replace(node, _framed(app.env, svg, chapter))


def setup_chart_frames(app: "Sphinx") -> None:
    """Connect to the reading of pages, before Sphinx collects their images and files."""
    app.add_node(chart_frame, html=(visit_frame, None))
    app.connect("doctree-read", frame_charts, priority=400)
