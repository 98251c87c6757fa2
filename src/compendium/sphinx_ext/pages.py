"""Directives: pages that are made of the ledger, and charts and tables of it on any page."""

from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from compendium import charts, findings, tables, wording
from compendium.audit import Audit, Result, Verdict
from compendium.language import listed, say, says
from compendium.ledger import Factor
from compendium.sphinx_ext.content import (
    badge,
    book_audit,
    enumerated,
    figure_text,
    reference,
    row_document,
    table,
    told,
)
from compendium.sphinx_ext.dependencies import COMMIT, TABLES, note
from compendium.sphinx_ext.images import drawn

if TYPE_CHECKING:
    from sphinx.application import Sphinx


# The packages whose version a reader may want to know, this one first.
_SHOWN = (
    "compendium", "jupyter-book", "sphinx", "myst-nb", "papermill", "pandas", "matplotlib", "seaborn", "sympy",
    "pint", "openscm-units",
)  # fmt: skip


class LedgerDirective(SphinxDirective):
    """A directive that shows rows of the ledger."""

    rests_on: tuple[str, ...] = TABLES  # what its page is read again for, as ``dependencies.note`` takes it

    def __init__(self, *parts: Any, **named: Any) -> None:
        super().__init__(*parts, **named)
        if self.env.app.builder.name == "gettext":  # it gathers what stands in pages; these words stand in the code
            self.run: Callable[[], list[nodes.Node]] = list

    def audit(self) -> Audit:
        """Return the audit of the whole report."""
        note(self.env, *self.rests_on)
        return book_audit()

    def row_link(self, id_: str) -> nodes.reference:
        """Return a row's label, leading to its entry."""
        audit = self.audit()
        document = row_document(audit, id_)
        own_page = document == self.env.docname
        page = "" if own_page else self.env.app.builder.get_relative_uri(self.env.docname, document)
        return reference(audit.ledger[id_].label, f"{page}#{id_}")

    def cited(self, key: str) -> list[nodes.Node]:
        """Return a citation of the bibliography."""
        found, _ = self.state.inline_text(f"{{cite:p}}`{key}`", self.lineno)
        return list(found)

    def basis(self, result: Result) -> list[nodes.Node | str]:
        """Return what a result rests on."""
        if not result.factors:
            return [say("the report alone")]
        links = enumerated(self.row_link(id_) for id_ in result.factors[: tables.LISTED])
        return [*links, tables.more(result.factors)]

    def ratios(self, verdict: Verdict) -> str:
        """Return what a figure's checks are over what is printed: one ratio, or the least and the greatest."""
        found = [check.ratio for check in verdict.checks]
        low, high = wording.ratio(min(found)), wording.ratio(max(found))
        return low if low == high else wording.span(low, high)


class FactorsDirective(LedgerDirective):
    """The table of factors, an anchored row each."""

    rests_on = ("factors",)

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        header = says("factor", "value", "range", "where, when", "source", "grade", "note")
        return [table(header, [self.row(factor) for factor in self.audit().ledger.factors.values()])]

    def row(self, factor: Factor) -> list[object]:
        """Return one factor as a row."""
        spread = wording.interval(factor.low, factor.high, factor.unit) if factor.low < factor.high else ""
        return [
            f"#{factor.id}",
            [factor.label, " ", nodes.literal("", factor.id)],
            wording.quantity(factor.value, factor.unit),
            spread,
            listed(part for part in (say(factor.region), wording.period(factor.year)) if part),
            [*self.cited(factor.source), " ", say(factor.locator)],
            factor.grade,
            say(factor.note),
        ]


class FindingsDirective(LedgerDirective):
    """The material findings, in the order of their consequence."""

    option_spec: ClassVar = {"limit": directives.positive_int}

    def run(self) -> list[nodes.Node]:
        """Return them as a table."""
        found = findings.ranked(self.audit())[: self.options.get("limit")]
        header = says("figure", "printed", "does it reproduce?", "does evidence support it?", "checks over printed")
        return [table(header, [self.row(verdict) for verdict in found])]

    def row(self, verdict: Verdict) -> list[object]:
        """Return one finding as a row."""
        return [
            told("{case}: {row}", case=self.audit().case(verdict.figure.id), row=self.row_link(verdict.figure.id)),
            figure_text(verdict.figure),
            badge(verdict.arithmetic),
            badge(verdict.evidence),
            self.ratios(verdict),
        ]


class AnswersDirective(LedgerDirective):
    """The chart of answers to one question."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the chart in its frame."""
        question = self.arguments[0]
        if question not in ("arithmetic", "evidence"):
            raise self.error(f"no question is called {question!r}; there are arithmetic and evidence")
        return drawn(self.env, charts.answers(self.audit(), question))


class VersionsDirective(LedgerDirective):
    """The versions of what made the book."""

    def run(self) -> list[nodes.Node]:
        """Return the table; the commit stands there if there is one."""
        note(self.env, COMMIT)
        rows = [(name, version(name)) for name in _SHOWN]
        if self.config.compendium_commit:
            rows.append((say("commit"), self.config.compendium_commit))
        return [table(says("made with", "version"), rows)]


def setup_pages(app: "Sphinx") -> None:
    """Register the directives."""
    for name, directive in (
        ("ledger-factors", FactorsDirective),
        ("ledger-findings", FindingsDirective),
        ("ledger-answers", AnswersDirective),
        ("ledger-versions", VersionsDirective),
    ):
        app.add_directive(name, directive)
