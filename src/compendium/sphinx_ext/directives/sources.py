"""The directive of the page of sources: the table of factors."""

from docutils import nodes

from compendium.display import labels, wording
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.rows import Factor
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import table


class FactorsDirective(LedgerDirective):
    """The table of factors, each in an anchored row."""

    rests_on = ("factors",)

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        header = gettext_each("factor", "value", "range", "where, when", "source", "grade", "note")
        return [table(header, [self.row(factor) for factor in self.audit().ledger.factors.values()])]

    def row(self, factor: Factor) -> list[object]:
        """Return one factor as a row."""
        spread = wording.interval(factor.interval, factor.unit) if not factor.interval.is_point else ""
        return [
            f"#{factor.id}",
            [labels.label(factor), " ", nodes.literal("", factor.id)],
            wording.quantity(factor.value, factor.unit, wording.GIVEN),
            spread,
            labels.joined(gettext(factor.region), wording.period(factor.year)),
            [*self.cited(factor.source), " ", gettext(factor.locator)],
            factor.grade,
            gettext(factor.note),
        ]
