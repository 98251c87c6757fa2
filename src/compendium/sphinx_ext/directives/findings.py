"""Directives of the page of findings: the material differences, and the charts of answers."""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from compendium.audit import findings
from compendium.audit.audit import QUESTIONS
from compendium.audit.verdicts import Verdict
from compendium.display import charts, labels
from compendium.i18n.messages import gettext_each
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
            "figure", "printed", "does it reproduce?", "does evidence support it?", "checks over printed"
        )
        return [table(header, [self.row(verdict) for verdict in found])]

    def row(self, verdict: Verdict) -> list[object]:
        """Return one finding as a row."""
        return [
            gettext_nodes(
                "{case}: {row}", case=labels.section_and_case(verdict.figure), row=self.row_link(verdict.figure.id)
            ),
            figure_text(verdict.figure),
            badge(verdict.arithmetic),
            badge(verdict.evidence),
            self.ratios(verdict.votes),
        ]


class AnswersDirective(LedgerDirective):
    """The chart of answers to one question."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the chart in its frame."""
        question = self.arguments[0]
        if question not in QUESTIONS:
            raise self.error(f"no question is called {question!r}; there are {' and '.join(QUESTIONS)}")
        return [placed(charts.answers(self.audit(), question).svg)]
