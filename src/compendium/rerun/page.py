"""The page of a rerun: one HTML file with its style, charts and tables in it, which loads nothing."""

import base64
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import htpy as h
from markupsafe import Markup
from nbformat import NotebookNode

from compendium import paths
from compendium.display.markup import SOURCES_DOCUMENT, source_anchor
from compendium.i18n.messages import gettext, language
from compendium.rerun.book import Book
from compendium.sphinx_ext.chart_frames import Frame, is_chart, parted, place_name
from compendium.sphinx_ext.head.security_policy import policy

# The style sheets of a page of the book: those of the theme, then its own.
_OF_PACKAGES = (
    ("pydata_sphinx_theme", "theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css"),
    ("sphinx_book_theme", "theme/sphinx_book_theme/static/styles/sphinx-book-theme.css"),
    ("myst_nb", "static/mystnb.css"),
)
_OWN = paths.BOOK / "_static" / "style.css"
_FILE = re.compile(r"""url\(\s*["']?(?!["']?(?:data:|#))[^)]*\)""")  # of the controls of a book, which are not here
_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_ALONE = ".bd-main .bd-content .bd-article-container { margin-inline: auto; }"  # nothing stands at its sides
_MODE = (
    'document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";'
)


def page(notebook: NotebookNode, book: Book) -> str:
    """Return the page of a notebook whose prose is written.

    Args:
        notebook: executed.
        book: that it links to.
    """
    title = next(cell.source for cell in notebook.cells if cell.cell_type == "markdown").lstrip("# ").splitlines()[0]
    charts: list[str] = []
    shown = [_cell(cell, book, charts) for cell in notebook.cells]
    body = h.div(".bd-container")[
        h.div(".bd-container__inner.bd-page-width")[
            h.main("#main-content.bd-main")[
                h.div(".bd-content")[h.div(".bd-article-container")[h.article(".bd-article")[shown]]]
            ]
        ]
    ]
    head = [
        h.meta(charset="utf-8"),
        h.meta(name="viewport", content="width=device-width, initial-scale=1"),
        h.meta(name="robots", content="noindex"),
        h.title[gettext("{chapter} (rerun)", chapter=title)],
        h.script[Markup(_MODE)],  # noqa: S704 - our own
        h.style[Markup(_style())],  # noqa: S704 - those of the book
    ]
    made = f"{h.html(lang=language().tag, data_theme='light')[h.head[head], h.body[body]]}\n"
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(made)}">'
    return made.replace("<head>", f"<head>{tag}", 1)


def _style() -> str:
    """Return the book's style sheets without what they would load."""
    files = [_package(name) / path for name, path in _OF_PACKAGES]
    text = "\n".join(path.read_text(encoding="utf-8") for path in (*files, _OWN))
    return _FILE.sub("none", _FONT.sub("", _MAP.sub("", text + _ALONE))).replace("</", "<\\/")


def _package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name)
    return Path(found.origin).parent


def _cell(cell: NotebookNode, book: Book, charts: list[str]) -> h.Fragment | h.Element | None:
    if cell.cell_type == "markdown":
        return h.fragment[Markup(_markdown(cell.source))]  # noqa: S704 - the chapter's own prose
    tags = cell.metadata.get("tags", [])
    outputs = [part for output in cell.outputs if (part := _output(output, book, charts))]
    code = None if {"remove-input", "remove-cell"} & {*tags} else _code(cell.source)
    if code is None and not outputs:
        return None
    return h.div(".cell.docutils.container")[code, outputs and h.div(".cell_output.docutils.container")[outputs]]


def _markdown(source: str) -> str:
    from markdown_it import MarkdownIt

    # Quotation marks are set as the book sets them; Chinese has its own already.
    options = {"html": True, "typographer": not language().han}
    text = MarkdownIt("commonmark", options).enable(["table", "smartquotes"]).render(source)
    text = text.replace("<table>", '<div class="table-scroll" tabindex="0"><table class="table">')
    return str(text.replace("</table>", "</table></div>"))


def _code(source: str) -> h.Element:
    fold = h.details(class_="admonition hide above-input")
    words = (h.span(".collapsed")[gettext("Show the code")], h.span(".expanded")[gettext("Hide the code")])
    return fold[h.summary[words], h.div(".cell_input.docutils.container")[h.div(".highlight")[h.pre[source]]]]


def _output(output: NotebookNode, book: Book, charts: list[str]) -> h.Element | h.VoidElement | None:
    data: dict[str, Any] = output.get("data", {})
    if svg := data.get("image/svg+xml"):
        return _chart(svg, book, charts)
    if markup := data.get("text/html"):
        return h.div(class_="output text_html")[Markup(markup)]  # noqa: S704 - as the notebook shows it
    text = data.get("text/plain") or output.get("text", "")
    return h.pre[text] if text else None


def _chart(svg: str, book: Book, charts: list[str]) -> h.Element | h.VoidElement:
    """Return a chart in the frame that it has in the book, with its pictures and its data in the page."""
    if not is_chart(svg):
        return h.img(src=_inline("svg", svg), alt="")
    alone, narrow, about = parted(svg)

    def offered(_: str, end: str, text: str) -> str:
        return "" if end == "png" else _inline(end, text)

    def leads(key: str) -> str:
        return book.address(SOURCES_DOCUMENT, source_anchor(key))

    return Frame(alone, narrow, about, offered, leads).figure(place_name(about, charts))


def _inline(end: str, text: str) -> str:
    kind = {"svg": "image/svg+xml", "csv": "text/csv;charset=utf-8"}[end]
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"
