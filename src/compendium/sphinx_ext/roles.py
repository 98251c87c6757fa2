"""Roles: what ``display.prose.roles`` says, as nodes that link to the entries of the ledger."""

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxRole

from compendium.display.prose import roles
from compendium.display.prose.roles import Said
from compendium.sphinx_ext.dependencies import COUNT, note
from compendium.sphinx_ext.nodes import book_audit, row_reference

if TYPE_CHECKING:
    from sphinx.application import Sphinx

JUDGED = "judged"  # the attribute of a verdict's first node that names the figure; no page shows it


class RoleError(SphinxError):
    """A role whose text is not the name of a row or count."""

    category = "Ledger"


class LedgerRole(SphinxRole):
    """A role that looks its text up in the ledger."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the parts of what it says.

        Raises:
            RoleError: its text names nothing; the message has the page, the line and the nearest name.
        """
        try:
            parts = roles.said(book_audit(), self.name, self.text)
        except roles.RoleError as error:
            source, line = self.get_source_info()
            raise RoleError(f"{source}:{line}: {error}") from None
        note(self.env, COUNT.format(self.text) if self.name == "count" else self.text)
        found = [self._node(part) for part in parts]
        if self.name == "verdict":
            next(node for node in found if isinstance(node, nodes.inline))[JUDGED] = self.text
        return found, []

    def _node(self, part: Said) -> nodes.Node:
        """Return a number as a link to its row's entry, and any other part as coloured or bare text."""
        if part.id:
            node = row_reference(self.env, part.id, part.text, part.classes)
            node["reftitle"] = part.title
            node["unit"] = part.unit
            return node
        return nodes.inline("", part.text, classes=list(part.classes)) if part.classes else nodes.Text(part.text)


def join_ranges(app: "Sphinx", doctree: nodes.document) -> None:
    """Name the unit of a range once."""
    for text in list(doctree.findall(nodes.Text)):
        at = next(at for at, one in enumerate(text.parent.children) if one is text)  # an equal text is another
        pair = [text.parent[one] for one in (at - 1, at + 1) if 0 <= one < len(text.parent)]
        if len(pair) != 2 or not all(isinstance(node, nodes.reference) for node in pair):
            continue
        units = (pair[0].get("unit"), pair[1].get("unit"))
        if joined := roles.ranged(pair[0].astext(), units, text.astext()):
            pair[0].children = [nodes.Text(joined[0])]
            text.parent[at] = nodes.Text(joined[1])


def setup_roles(app: "Sphinx") -> None:
    """Register the roles."""
    for name in roles.ROLES:
        app.add_role(name, LedgerRole())
    app.connect("doctree-read", join_ranges)
