"""The self-check: what the authors' tests check and what nobody has checked, with the files for a checker."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docutils import nodes

from compendium import paths
from compendium.citation import codecheck, standing
from compendium.citation.identity import identity
from compendium.i18n.messages import gettext, language
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import book_audit, element, gettext_nodes, paragraph, reference

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class SelfCheckDirective(LedgerDirective):
    """What was checked and what was not, and that no checker is named."""

    rests_on = ("reviews",)

    def run(self) -> list[nodes.Node]:
        """Return the box."""
        reviews = self.audit().ledger.reviews
        root = "../" * self.env.docname.count("/")
        told = gettext_nodes(
            "{words} Checker: nobody yet. Certificate: none.",
            words=nodes.strong("", gettext(standing.self_check(reviews))),
        )
        files = gettext_nodes(
            "{configuration} lists what a checker would have to reproduce, with the SHA-256 of each file of this book; "
            "{digests} has the digests alone.",
            configuration=reference("codecheck.yml", f"{root}codecheck.yml"),
            digests=reference("codecheck.sha256", f"{root}codecheck.sha256"),
        )
        parts = [
            paragraph(*told),
            paragraph(gettext("Checked by the authors' own tests:")),
            _listed(codecheck.CHECKED),
            paragraph(gettext("Not checked:")),
            _listed(codecheck.unchecked(reviews)),
            paragraph(*files),
        ]
        return [element("div", *parts, classes=["self-check"])]


class ComparisonDirective(LedgerDirective):
    """The command that compares a book that was built again with the published digests."""

    def run(self) -> list[nodes.Node]:
        """Return the command for this edition's folder."""
        folder = PurePosixPath("_build/html", language().folder)
        text = f"make book\ncd {folder} && sha256sum --check published.sha256"
        return [nodes.literal_block(text, text, language="bash")]


def _listed(messages: Iterable[str]) -> nodes.Node:
    return element("ul", *(element("li", gettext(message)) for message in messages))


def write_codecheck(app: "Sphinx", failure: Exception | None) -> None:
    """Write the configuration of a check, with the digests of this edition's outputs, into the book."""
    if failure or app.builder.format != "html":
        return
    for name, text in codecheck.in_book(identity(), Path(app.outdir), book_audit().ledger.reviews).items():
        paths.write_whole(Path(app.outdir, name), text)
