"""Directives of findings: the material differences, the figures with one answer, and the charts of answers."""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from compendium.audit import findings
from compendium.audit.audit import QUESTIONS
from compendium.audit.verdicts import Verdict
from compendium.display import charts, labels, wording
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger import units
from compendium.ledger.vocabulary import Evidence, Kind
from compendium.sphinx_ext.chart_frames import placed
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import badge, figure_text, gettext_nodes, table


class FindingsDirective(LedgerDirective):
    """The material findings, ordered by their consequence."""

    option_spec: ClassVar = {"limit": directives.positive_int}

    def run(self) -> list[nodes.Node]:
        """Return them as a table."""
        found = findings.ranked(self.audit())[: self.options.get("limit")]
        header = gettext_each(
            "figure", "printed", "does evidence support it?", "does it reproduce?",
            "range of the checks that count, over printed",
        )  # fmt: skip
        return [table(header, [self.row(verdict) for verdict in found])]

    def row(self, verdict: Verdict) -> list[object]:
        """Return one finding as a row."""
        return [
            gettext_nodes(
                "{case}: {row}", case=labels.section_and_case(verdict.figure), row=self.row_link(verdict.figure.id)
            ),
            figure_text(verdict.figure),
            badge(verdict.evidence),
            badge(verdict.arithmetic),
            _over_printed(verdict),
        ]


def _over_printed(verdict: Verdict) -> str:
    """Return the range of the checks that count, with their intervals, over the printed number."""
    printed = verdict.figure.interval.value
    if not verdict.argued or printed == 0:
        return gettext("no ratio")
    return wording.interval(verdict.argued.scaled(1 / printed), "dimensionless")


class BriefDirective(LedgerDirective):
    """The figures with one answer, for readers who want to quote them."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"saving": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return them as a table: with the range of the checks that count, or with their sources."""
        if (answer := self.arguments[0]) not in list(Evidence):
            raise self.error(f"no answer is called {answer!r}; there are {', '.join(Evidence)}")
        substance = self.options.get("saving")
        found = [
            verdict
            for verdict in self.audit().verdicts.values()
            if verdict.evidence == answer and (substance is None or _saves(verdict, substance))
        ]
        supported = answer == Evidence.SUPPORTED
        last = gettext("sources") if supported else gettext("range of the checks that count")
        header = [*gettext_each("figure", "printed"), last]
        return [table(header, [self.row(verdict, supported) for verdict in found])]

    def row(self, verdict: Verdict, supported: bool) -> list[object]:
        """Return one figure as a row; its last cell cites what supports it, or has the range of its checks."""
        name = gettext_nodes(
            "{case}: {row}", case=labels.section_and_case(verdict.figure), row=self.row_link(verdict.figure.id)
        )
        ids = dict.fromkeys(id_ for check in verdict.votes for id_ in check.result.factors)
        keys = dict.fromkeys(self.audit().ledger.factors[id_].source for id_ in ids)
        cited = [node for key in keys for node in self.cited(key)]
        ranged = wording.interval(verdict.argued, verdict.figure.unit) if verdict.argued else ""
        return [name, figure_text(verdict.figure), cited if supported else ranged]


def _saves(verdict: Verdict, substance: str) -> bool:
    return verdict.figure.kind is Kind.SAVING and units.measures(verdict.figure.unit, substance)


class AnswersDirective(LedgerDirective):
    """The chart of answers to one question."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the chart in its frame."""
        question = self.arguments[0]
        if question not in QUESTIONS:
            raise self.error(f"no question is called {question!r}; there are {' and '.join(QUESTIONS)}")
        return [placed(charts.answers(self.audit(), question).svg)]
