"""Directives of the page on combinations: how many there are, what they say of each figure and of all together."""

from collections.abc import Callable, Mapping, Sequence
from math import prod

from docutils import nodes

from compendium.audit import uncertainty
from compendium.audit.verdicts import Check
from compendium.display import labels, wording
from compendium.display.charts.multiverse import curve, shares
from compendium.display.charts.multiverse.shares import answer_name, by_evidence, by_share, question_name
from compendium.display.drawing.frame import Chart
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.vocabulary import Evidence, Finding
from compendium.scenarios.multiverse.specifications import Shares, Universe, spreads, universes
from compendium.scenarios.multiverse.together import Question, World, reached, shared_questions, worlds
from compendium.sphinx_ext.chart_frames import placed
from compendium.sphinx_ext.dependencies import TABLES, kept_with_data
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import (
    badge,
    book_audit,
    book_spreads,
    enumerated,
    gettext_nodes,
    paragraph,
    row_reference,
    table,
)


@kept_with_data
def book_universes() -> Mapping[str, Universe]:
    """Return the figures of the report with their specifications, computed once for the same data."""
    return universes(book_audit())


@kept_with_data
def book_questions() -> tuple[Question, ...]:
    """Return the questions that figures of the report share, found once for the same data."""
    return shared_questions(book_audit(), book_universes())


@kept_with_data
def book_worlds() -> tuple[World, ...]:
    """Return the combinations of the whole report, counted once for the same data."""
    return worlds(book_universes(), book_questions())


class CombinationsDirective(LedgerDirective):
    """A directive whose page rests on the presets, too, which say what stands for one quantity."""

    rests_on = (*TABLES, "presets")

    def named(self, id_: str) -> list[nodes.Node | str]:
        """Return a link to a figure, behind its case."""
        case = labels.section_and_case(self.audit().ledger.figures[id_])
        return gettext_nodes("{case}: {row}", case=case, row=self.row_link(id_))

    def figure_link(self, id_: str) -> nodes.reference:
        """Return a link to a figure with its case and its label."""
        row = self.audit().ledger.figures[id_]
        text = gettext("{case}: {row}", case=labels.section_and_case(row), row=labels.label(row))
        return row_reference(self.env, id_, text)

    def drawn(self, chart: Callable[[], Chart]) -> nodes.raw:
        """Return a chart in its frame.

        Raises:
            DirectiveError: there is no such row, or it has nothing to draw.
        """
        try:
            return placed(chart().svg)
        except (KeyError, ValueError) as error:
            raise self.error(f"{self.name}: {error.args[0]}") from error


class SharesDirective(CombinationsDirective):
    """What the combinations say of each figure: how many there are, the chart, and the table."""

    def run(self) -> list[nodes.Node]:
        """Return a sentence of counts, the chart of all figures, and a row for each with several combinations."""
        audit = self.audit()
        found = by_share(book_universes().values())
        several = [one for one in found if one.open_questions]
        every = [specification for one in several for specification in one.specifications]
        depends = [one for one in several if audit.verdict(one.figure.id).evidence is Evidence.DEPENDS]
        told = gettext(
            "{all} figures have a check that counts, {several} of them more than one combination: {combinations} of "
            "these together, of which {made} are combined here from parts that the ledger has. Of the {depends} "
            "figures whose answer depends on the choice, {right} are right in at least one combination; for the others "
            "the best that any combination says is that it cannot tell.",
            all=len(found), several=len(several), combinations=len(every),
            made=sum(not one.written for one in every), depends=len(depends),
            right=sum(one.shares.right > 0 for one in depends),
        )  # fmt: skip
        header = gettext_each("figure", "the book's answer", "combinations", "right", "too wide to tell", "wrong")
        chart = self.drawn(lambda: shares.shares(audit))
        rows = table(header, [self.row(one) for one in several])
        return [paragraph(told), chart, rows, *self.alone(found[len(several) :])]

    def alone(self, found: Sequence[Universe]) -> list[nodes.Node]:
        """Return a paragraph for each answer of figures with one combination, with a link to each figure."""
        said = [one.specifications[0].evidence for one in found]
        paragraphs = []
        for answer in by_evidence(said):
            links = [self.figure_link(one.figure.id) for one, own in zip(found, said, strict=True) if own is answer]
            text = gettext_nodes(
                "{answer} in the only combination: {figures}.", answer=badge(answer), figures=enumerated(links)
            )
            paragraphs.append(paragraph(*text))
        return paragraphs

    def row(self, one: Universe) -> list[object]:
        """Return a figure as a row."""
        answer = badge(self.audit().verdict(one.figure.id).evidence)
        counts = (one.shares.all, one.shares.right, one.shares.undecided, one.shares.wrong)
        return [self.named(one.figure.id), answer, *(wording.count(number) for number in counts)]


class CurveDirective(CombinationsDirective):
    """The specification curve of a figure."""

    required_arguments = 1

    @property
    def rests_on(self) -> tuple[str, ...]:  # type: ignore[override]
        """The figure that it draws."""
        return (self.arguments[0], "presets")

    def run(self) -> list[nodes.Node]:
        """Return the chart."""
        return [self.drawn(lambda: curve.specifications(self.audit(), self.arguments[0]))]


class RulesDirective(CombinationsDirective):
    """How many combinations are right and wrong by other rules, for each figure with several."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        found = [one for one in by_share(book_universes().values()) if one.open_questions]
        rules = uncertainty.judges({**book_spreads(), **spreads(self.audit(), book_universes())})
        header = gettext_each("figure", "combinations", "the book's rule", "where another rule differs")
        return [table(header, [self.row(one, rules) for one in found])]

    def row(self, one: Universe, rules: Mapping[str, Callable[[Check], Finding]]) -> list[object]:
        """Return a figure as a row, with each other pair of counts and the rules that give it."""
        by_rule = {rule: one.shares_by(judge) for rule, judge in rules.items()}
        others = [
            gettext(
                "{counts} by {rules}",
                counts=_told(shares),
                rules=labels.enumerated(gettext(labels.RULES[rule]) for rule, few in by_rule.items() if few == shares),
            )
            for shares in dict.fromkeys(by_rule.values())
            if shares != one.shares
        ]
        return [self.named(one.figure.id), wording.count(one.shares.all), _told(one.shares), labels.clauses(others)]


def _told(shares: Shares) -> str:
    return gettext("{right} right, {wrong} wrong", right=shares.right, wrong=shares.wrong)


class TogetherDirective(CombinationsDirective):
    """All figures together: which questions they share, how many combinations there are, and what they find."""

    def run(self) -> list[nodes.Node]:
        """Return the table of shared questions, the counts and the chart."""
        audit, found = self.audit(), book_universes()
        count = sum(one.all for one in book_worlds())
        counts = sum(one.counts for one in book_worlds())
        right = reached([int(number) for number in counts.sum(axis=1)])
        wrong = reached([int(number) for number in counts.sum(axis=0)])
        free = prod(len(one.specifications) for one in found.values())
        told = gettext(
            "That makes about {count} combinations of the whole report; if nothing were shared, about {free}. Over "
            "all of them, {least} to {greatest} of {all} figures are right, {median} in the median one, and "
            "{fewest} to {most} are wrong, {middle} in the median one. The rest cannot be told either way.",
            count=wording.number(count, 3), free=wording.number(free, 3), all=len(found),
            least=right[0], median=right[1], greatest=right[2], fewest=wrong[0], middle=wrong[1], most=wrong[2],
        )  # fmt: skip
        header = gettext_each("shared question", "answers", "figures")
        rows = [self.row(question) for question in book_questions()]
        return [table(header, rows), paragraph(told), self.drawn(lambda: shares.together(audit))]

    def row(self, question: Question) -> list[object]:
        """Return a shared question as a row."""
        answers = labels.clauses(answer_name(self.audit(), answer) for answer in question.answers)
        return [question_name(self.audit(), question), answers, enumerated(map(self.figure_link, question.figures))]


MULTIVERSE_DIRECTIVES = {
    "multiverse-curve": CurveDirective,
    "multiverse-rules": RulesDirective,
    "multiverse-shares": SharesDirective,
    "multiverse-together": TogetherDirective,
}
