"""Charts on a page: the picture with its alternative text, its data as a table, and both as files."""

import csv
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import htpy as h
from docutils import nodes
from markupsafe import Markup

from compendium import paths
from compendium.display import tables, wording
from compendium.i18n.messages import gettext

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_SVG = "{http://www.w3.org/2000/svg}"
_PIXELS = 96 / 72  # CSS pixels per point


def framed(env: "BuildEnvironment", svg: str) -> nodes.raw:
    """Return a chart in its frame; picture and data become downloads of the page that is being read.

    Args:
        env: Sphinx's environment, with the current page.
        svg: a drawing that carries its alternative text and its data, as ``charts.frame.finish`` writes it.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    data = json.loads(root.findtext(f"{_SVG}metadata", ""))
    picture, sheet = (_offered(env, end, text) for end, text in (("svg", svg), ("csv", _separated(data))))
    env.temp_data["charts"] = env.temp_data.get("charts", 1) + 1
    width, height = (round(float(end) * _PIXELS) for end in root.get("viewBox", "").split()[2:])
    table = tables.table([[_cell(cell) for cell in row] for row in data["rows"]], data["columns"])
    image = h.img(
        class_="chart", src=picture, alt=root.get("aria-label", ""), width=str(width), height=str(height),
        loading="lazy", decoding="async",
    )  # fmt: skip
    data_table = h.details[h.summary[gettext("Data as a table")], Markup(table.html)]  # noqa: S704 - made by htpy
    links = [
        h.a(href=address, download="")[words]
        for address, words in ((sheet, gettext("Data as CSV")), (picture, gettext("Chart as SVG")))
    ]
    figure = h.figure(class_="chart")[image, h.figcaption[data_table, links[0], " ", links[1]]]
    return nodes.raw("", str(figure), format="html")


def _offered(env: "BuildEnvironment", end: str, text: str) -> str:
    """Write a file named after the page and the chart's position, and return its address relative to the page."""
    name = f"{env.docname.rpartition('/')[2]}-{env.temp_data.get('charts', 1)}.{end}"
    path = Path(env.app.outdir).parent / "charts" / env.docname / name
    path.parent.mkdir(parents=True, exist_ok=True)
    paths.write_whole(path, text)
    source = Path(os.path.relpath(path, env.srcdir)).as_posix()
    return f"{'../' * env.docname.count('/')}_downloads/{env.dlfiles.add_file(env.docname, source)}"


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


def frame_charts(app: "Sphinx", doctree: nodes.document) -> None:
    """Put every chart that a notebook shows into its frame."""
    for image in list(doctree.findall(nodes.image)):
        path = Path(app.env.relfn2path(image["uri"])[1])
        if path.suffix == ".svg" and not image.get("alt") and path.is_file():
            svg = path.read_text(encoding="utf-8")
            if "<metadata>{" in svg:
                image.parent.replace(image, framed(app.env, svg))


def setup_chart_frames(app: "Sphinx") -> None:
    """Connect to the reading of pages, before Sphinx collects their images and files."""
    app.connect("doctree-read", frame_charts, priority=400)
