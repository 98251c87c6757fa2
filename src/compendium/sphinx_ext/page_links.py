"""Links of a page to what is beside the book: its notebook as a file, and where an error in it is reported.

A report goes to the repository that ``identity.toml`` names. While it names none, it goes to the page of the book that
has the text of a report ready to be copied.
"""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from docutils import nodes

from compendium.citation.identity import identity
from compendium.i18n.messages import gettext
from compendium.sphinx_ext.citing.box import copyable
from compendium.sphinx_ext.dependencies import COMMIT, note
from compendium.sphinx_ext.ledger_directive import LedgerDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

REPORT_DOCUMENT = "book/report-an-error"
_NOTEBOOKS = "notebooks/"


def report_text(page: str = "", commit: str = "") -> str:
    """Return the text of a report: what names the place, and what is to be filled in.

    Args:
        page: its address in the book.
        commit: that the book is built from; a page that shows it depends on it.
    """
    return "\n\n".join(
        (
            gettext("Page: {page}", page=page),
            built_from(commit),
            gettext("What stands there:"),
            gettext("What is right, and where it can be read:"),
        )
    )


def built_from(commit: str) -> str:
    """Return the line of a report that says which version of the book it is about."""
    version = identity().version
    if commit:
        return gettext("Version: {version}, English edition, commit {commit}", version=version, commit=commit)
    return gettext("Version: {version}, English edition", version=version)


def issue_address(repository: str, title: str, body: str) -> str:
    """Return the address at which a repository takes an issue, with its title and text filled in."""
    return f"{repository.rstrip('/')}/issues/new?{urlencode({'title': title, 'body': body})}"


class ReportDirective(LedgerDirective):
    """The text of a report, ready to be copied."""

    def run(self) -> list[nodes.Node]:
        """Return the text; a script fills in the page that the reader comes from."""
        note(self.env, COMMIT)
        box = copyable(report_text(commit=self.config.compendium_commit))
        return [nodes.raw("", str(box), format="html")]


def add_links(app: "Sphinx", page: str, _: str, context: dict[str, Any], document: nodes.document | None) -> None:
    """Add the links of a page to its template; load the script of the page of reports."""
    if document is None:
        return
    if page.startswith(_NOTEBOOKS):
        name = f"{page.removeprefix(_NOTEBOOKS)}.ipynb"
        title = gettext("Download this chapter as a notebook")
        context["notebook"] = {"address": name, "words": gettext("Notebook"), "title": title}
    if page == REPORT_DOCUMENT:
        app.add_js_file("report.js", loading_method="defer")
    elif repository := identity().repository:
        title, body = gettext("Error on {page}", page=page), report_text(f"{page}.html")
        address = issue_address(repository, title, body)
        context["report"] = {"address": address, "words": gettext("Report an error on this page")}
    elif REPORT_DOCUMENT in app.env.all_docs:
        query = urlencode({"page": f"{page}.html"}, safe="/")
        address = f"{context['pathto'](REPORT_DOCUMENT)}?{query}"
        context["report"] = {"address": address, "words": gettext("Report an error on this page")}


def copy_notebooks(app: "Sphinx", failure: Exception | None) -> None:
    """Put every notebook of the book, as it was executed, beside its page."""
    if failure or app.builder.format != "html":
        return
    for page in app.env.all_docs:
        if (source := Path(app.env.doc2path(page))).suffix == ".ipynb":
            shutil.copyfile(source, Path(app.outdir, f"{page}.ipynb"))


def setup_page_links(app: "Sphinx") -> None:
    """Connect to the build."""
    app.add_directive("ledger-report", ReportDirective)
    app.connect("html-page-context", add_links)
    app.connect("build-finished", copy_notebooks)
