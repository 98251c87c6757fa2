"""The scale by which machines read the answers of the evidence, as a table."""

from docutils import nodes

from compendium.citation.structured import BEST, RATINGS, WORST
from compendium.display import wording
from compendium.i18n.messages import gettext
from compendium.ledger.vocabulary import Evidence
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import badge, table


class RatingsDirective(LedgerDirective):
    """Which answer has which rating."""

    def run(self) -> list[nodes.Node]:
        """Return the table, the answer that tests nothing last."""
        rows = [
            ([badge(answer)], wording.count(RATINGS[answer]) if answer in RATINGS else gettext("no rating"))
            for answer in Evidence
        ]
        return [table([gettext("evidence"), gettext("rating, {worst} to {best}", worst=WORST, best=BEST)], rows)]
