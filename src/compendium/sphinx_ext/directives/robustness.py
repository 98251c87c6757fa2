"""Directives of robustness: answers by other rules, checks that do not count, default uncertainties."""

from collections.abc import Mapping

from docutils import nodes

from compendium.audit import uncertainty
from compendium.display import labels, wording
from compendium.display.markup import FIRM
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.vocabulary import Evidence
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import badge, book_spreads, gettext_nodes, paragraph, table


class RobustnessDirective(LedgerDirective):
    """The answer of the evidence by other rules, for each figure with a check that counts."""

    def run(self) -> list[nodes.Node]:
        """Return how many answers are the same by every rule, and the table."""
        found = uncertainty.robustness(self.audit(), book_spreads())
        firm = uncertainty.firm(self.audit(), book_spreads())
        count = paragraph(
            gettext(
                "Of {all} figures with a check that counts, {firm} get the same answer by every rule tried here. They "
                "are marked with {mark}.",
                all=len(found), firm=len(firm), mark=FIRM,
            )
        )  # fmt: skip
        header = gettext_each("figure", "printed", "the book's rule", "where another rule differs")
        return [count, table(header, [self.row(id_, answers, id_ in firm) for id_, answers in found.items()])]

    def row(self, id_: str, answers: Mapping[str, Evidence], firm: bool) -> list[object]:
        """Return one figure as a row, with each other answer and the rules that give it."""
        verdict = self.audit().verdict(id_)
        mark = [f" {FIRM}"] if firm else []
        others: list[nodes.Node | str] = []
        for answer in dict.fromkeys(answers.values()):
            if answer is not verdict.evidence:
                rules = labels.enumerated(
                    gettext(labels.RULES[rule]) for rule, given in answers.items() if given is answer
                )
                others += gettext_nodes("{answer} by {rules}. ", answer=badge(answer), rules=rules)
        named = gettext_nodes("{case}: {row}", case=labels.section_and_case(verdict.figure), row=self.row_link(id_))
        return [[*named, *mark], wording.figure(verdict.figure), badge(verdict.evidence), others]


class UncountedDirective(LedgerDirective):
    """The cross-checks that do not count, each with the reason."""

    def run(self) -> list[nodes.Node]:
        """Return them as a table, in the order of the report."""
        checks = [
            check for verdict in self.audit().verdicts.values() for check in verdict.cross_checks if check.differs
        ]
        header = gettext_each("figure", "check", "ratio to printed", "differs in", "reason")
        rows = [
            [
                self.row_link(check.result.derivation.checks),
                self.row_link(check.result.derivation.id),
                wording.ratio(check.ratio),
                labels.enumerated(labels.name(one) for one in check.differs),
                gettext(check.result.derivation.note),
            ]
            for check in checks
        ]
        return [table(header, rows)]


class DefaultsDirective(LedgerDirective):
    """The uncertainty of factors whose source states none, by kind."""

    def run(self) -> list[nodes.Node]:
        """Return it as a table."""
        rows = [
            [
                labels.name(row.kind),
                gettext("−{low}% to +{high}%", low=row.low, high=row.high),
                self.cited(row.source),
                gettext(row.note),
            ]
            for row in self.audit().ledger.defaults.values()
        ]
        return [table(gettext_each("kind of factor", "uncertainty", "source", "note"), rows)]
