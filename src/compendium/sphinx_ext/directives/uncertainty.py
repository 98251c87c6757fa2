"""Directives of uncertainty: the table of spreads, and charts of one derivation or one figure on any page."""

from docutils import nodes

from compendium.audit import uncertainty
from compendium.audit.verdicts import Check
from compendium.display import charts, labels, tables, wording
from compendium.display.drawing.frame import Chart
from compendium.i18n.messages import gettext, gettext_each
from compendium.sphinx_ext.chart_frames import placed
from compendium.sphinx_ext.dependencies import book_digests, note
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import book_spreads, gettext_nodes, paragraph, table


class SpreadsDirective(LedgerDirective):
    """The interval and the 5-95 % range of every check."""

    def run(self) -> list[nodes.Node]:
        """Return the table, a row for each check."""
        checks = [check for verdict in self.audit().verdicts.values() for check in verdict.checks]
        count = paragraph(gettext("Each range rests on {samples} samples.", samples=wording.count(uncertainty.POINTS)))
        header = gettext_each("figure", "check", "interval", "5 to 95%", "finding", "moved most by")
        return [count, table(header, [self.row(check) for check in checks])]

    def row(self, check: Check) -> list[object]:
        """Return one check as a row."""
        result = check.result
        unit, spread = result.derivation.unit, book_spreads().get(result.derivation.id)
        figure = self.audit().ledger.figures[result.derivation.checks]
        mover = uncertainty.mover(self.audit(), result.derivation.id)
        return [
            gettext_nodes(
                "{case}: {row}, {printed}",
                case=labels.section_and_case(figure),
                row=self.row_link(figure.id),
                printed=wording.figure(figure),
            ),
            self.row_link(result.derivation.id),
            wording.interval(result.interval, unit) + tables.sampled(result.method),
            wording.interval(spread.interval, unit) if spread else "",
            labels.name(check.finding),
            self.row_link(mover) if mover else "",
        ]


class ChartDirective(LedgerDirective):
    """A chart of one row of the ledger."""

    required_arguments = 1

    @property
    def rests_on(self) -> tuple[str, ...]:  # type: ignore[override]
        """The row that it draws."""
        return (self.arguments[0],)

    def chart(self, id_: str) -> Chart:
        """Return the chart of the row that the directive names."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """Return the chart in its frame; if its row has not changed since an earlier build, it is not drawn again.

        Raises:
            DirectiveError: there is no such row, or it has nothing to draw.
        """
        id_ = self.arguments[0]
        made_from = (self.config.compendium_engine, book_digests().get(id_))
        kept = vars(self.env).setdefault("compendium_charts", {})  # Sphinx keeps it for the next build
        if kept.get((self.name, id_), [None])[0] != made_from:
            try:
                kept[self.name, id_] = made_from, self.chart(id_).svg
            except (KeyError, ValueError) as error:
                raise self.error(f"{self.name}: {error.args[0]}") from error
        note(self.env, *self.rests_on)
        return [placed(kept[self.name, id_][1])]


class ChecksDirective(ChartDirective):
    """What every check of a figure gives, beside what is printed."""

    def chart(self, id_: str) -> Chart:
        """Return the chart of a figure."""
        return charts.checks(self.audit(), id_)


class TornadoDirective(ChartDirective):
    """How far each input moves a derivation."""

    def chart(self, id_: str) -> Chart:
        """Return the chart of a derivation."""
        return charts.tornado(self.audit(), id_)


class SpreadChartDirective(ChartDirective):
    """The spreads of a figure's checks, of those that have an interval with two ends."""

    def chart(self, id_: str) -> Chart:
        """Return the chart of a figure."""
        found = book_spreads()
        results = [check.result for check in self.audit().verdict(id_).checks]
        ids = [one.derivation.id for one in results if not one.interval.is_point and one.derivation.id in found]
        if not ids:
            raise ValueError(f"no check of {id_!r} has an interval with two ends")
        return charts.spreads(self.audit(), ids)
