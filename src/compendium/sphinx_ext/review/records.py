"""The records: what reviewers recorded about figures."""

from docutils import nodes

from compendium.display import tables
from compendium.ledger.rows import Review
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import paragraph


class RecordsDirective(LedgerDirective):
    """The reviewers' records, under the figure that each is about."""

    rests_on = ("reviews",)  # and on the figures that they are linked to, as every page

    def run(self) -> list[nodes.Node]:
        """Return the records of each reviewed figure, in the order of the report; or that there is none."""
        ledger = self.audit().ledger
        reviewed = [id_ for id_ in ledger.figures if ledger.reviews_of(id_)]
        if not reviewed:
            return [self.listed(())]
        return [
            part for id_ in reviewed for part in (paragraph(self.row_link(id_)), self.listed(ledger.reviews_of(id_)))
        ]

    def listed(self, rows: tuple[Review, ...]) -> nodes.Node:
        """Return records as a list."""
        return nodes.raw("", str(tables.reviews(rows)), format="html")
