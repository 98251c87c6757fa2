"""Directives of uncertainty: the table of spreads, and charts of one derivation or one figure on any page."""

from typing import TYPE_CHECKING

from docutils import nodes

from compendium import charts, spread_charts, tables, uncertainty, wording
from compendium.audit import Check
from compendium.canvas import Chart
from compendium.language import say, says
from compendium.sphinx_ext.content import book_spreads, paragraph, table, told
from compendium.sphinx_ext.dependencies import book_digests, note
from compendium.sphinx_ext.images import drawn
from compendium.sphinx_ext.pages import LedgerDirective
from compendium.uncertainty import Spread

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class SpreadsDirective(LedgerDirective):
    """The interval of every derivation that checks a figure, and where nine in ten of its samples lie."""

    def run(self) -> list[nodes.Node]:
        """Return how many checks rest on their tails, and the table, a row a check in the order of the report."""
        checks = [check for verdict in self.audit().verdicts.values() for check in verdict.checks]
        met = [check for check in checks if check.meets]
        tails = [check for check in met if self.in_tails(check)]
        count = paragraph(
            say(
                "Of {all} checks, {met} meet what is printed with their whole interval, {tails} of them in their tails "
                "only: outside the range in which nine in ten samples lie. Each range rests on {samples} samples.",
                all=len(checks),
                met=len(met),
                tails=len(tails),
                samples=wording.count(uncertainty.POINTS),
            )
        )
        header = says("figure", "check", "interval", "5 to 95%", "meets it?", "moved most by")
        return [count, table(header, [self.row(check) for check in checks])]

    def row(self, check: Check) -> list[object]:
        """Return one check as a row."""
        result = check.result
        unit, spread = result.derivation.unit, self.spread(check)
        figure = self.audit().ledger.figures[result.derivation.checks]
        mover = uncertainty.mover(self.audit(), result.derivation.id)
        return [
            told(
                "{case}: {row}, {printed}",
                case=self.audit().case(figure.id),
                row=self.row_link(figure.id),
                printed=wording.figure(figure),
            ),
            self.row_link(result.derivation.id),
            wording.interval(result.low, result.high, unit) + tables.sampled(result.method),
            wording.interval(spread.p5, spread.p95, unit) if spread else "",
            self.meets(check),
            self.row_link(mover) if mover else "",
        ]

    def spread(self, check: Check) -> Spread | None:
        """Return a check's spread, or None where an input has no upper end."""
        return book_spreads().get(check.result.derivation.id)

    def meets(self, check: Check) -> str:
        """Return whether a check meets its figure, and whether with more than its tails."""
        if self.in_tails(check):
            return say("in its tails only")
        return say("yes") if check.meets else say("no")

    def in_tails(self, check: Check) -> bool:
        """Return whether a check meets its figure only where few samples lie."""
        spread = self.spread(check)
        return bool(spread and uncertainty.tails_only(self.audit(), check, spread))


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
        """Return the chart in its frame; one whose row has not changed since an earlier build is not drawn again.

        Raises:
            DirectiveError: there is no such row, or nothing of it to draw; the message names the page and the line.
        """
        id_ = self.arguments[0]
        made_from = (self.config.compendium_engine, book_digests().get(id_))
        kept = vars(self.env).setdefault("compendium_charts", {})  # Sphinx keeps it for the next build
        if kept.get((self.name, id_), [None])[0] != made_from:
            try:
                kept[self.name, id_] = made_from, self.chart(id_)
            except (KeyError, ValueError) as error:
                raise self.error(f"{self.name}: {error.args[0]}") from error
        note(self.env, *self.rests_on)
        return drawn(self.env, kept[self.name, id_][1])


class ChecksDirective(ChartDirective):
    """What every check of a figure gives, beside what is printed."""

    def chart(self, id_: str) -> Chart:
        """Return the chart of a figure."""
        return charts.checks(self.audit(), id_)


class TornadoDirective(ChartDirective):
    """How far each input moves a derivation."""

    def chart(self, id_: str) -> Chart:
        """Return the chart of a derivation."""
        return spread_charts.tornado(self.audit(), id_)


class SpreadChartDirective(ChartDirective):
    """The spreads of a figure's checks, of those that have an interval with two ends."""

    def chart(self, id_: str) -> Chart:
        """Return the chart of a figure."""
        found = book_spreads()
        results = [check.result for check in self.audit().verdict(id_).checks]
        ids = [one.derivation.id for one in results if one.low < one.high and one.derivation.id in found]
        if not ids:
            raise ValueError(f"no check of {id_!r} has an interval with two ends")
        return spread_charts.spreads(self.audit(), ids)


def setup_spread_pages(app: "Sphinx") -> None:
    """Register the directives."""
    app.add_directive("ledger-spreads", SpreadsDirective)
    app.add_directive("ledger-checks", ChecksDirective)
    app.add_directive("ledger-tornado", TornadoDirective)
    app.add_directive("ledger-spread-chart", SpreadChartDirective)
