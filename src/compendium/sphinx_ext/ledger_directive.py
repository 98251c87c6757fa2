"""The base class of directives: the audit, links to rows, citations."""

import math
from collections.abc import Callable, Iterable
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Result
from compendium.audit.verdicts import Check
from compendium.display import tables, wording
from compendium.i18n.messages import gettext
from compendium.sphinx_ext.dependencies import TABLES, note
from compendium.sphinx_ext.nodes import book_audit, enumerated, row_reference


class LedgerDirective(SphinxDirective):
    """A directive that shows rows of the ledger."""

    rests_on: tuple[str, ...] = TABLES  # the dependencies of its page, as ``dependencies.note`` takes them

    def __init__(self, *parts: Any, **named: Any) -> None:
        super().__init__(*parts, **named)
        if self.env.app.builder.name == "gettext":  # it gathers the pages' own messages, and these are of the code
            self.run: Callable[[], list[nodes.Node]] = list

    def audit(self) -> Audit:
        """Return the audit of the whole report, and note the dependencies of the page."""
        note(self.env, *self.rests_on)
        return book_audit()

    def row_link(self, id_: str) -> nodes.reference:
        """Return a link to a row's entry, with its label."""
        self.audit()  # notes the dependencies of the page
        return row_reference(self.env, id_)

    def cited(self, key: str) -> list[nodes.Node]:
        """Return a citation, by its key in the bibliography."""
        found, _ = self.state.inline_text(f"{{cite:p}}`{key}`", self.lineno)
        return list(found)

    def basis(self, result: Result) -> list[nodes.Node | str]:
        """Return what a result is computed from: the report alone, or links to the first of its factors."""
        if not result.factors:
            return [gettext("the report alone")]
        links = enumerated(self.row_link(id_) for id_ in result.factors[: tables.LISTED])
        return [*links, tables.more(result.factors)]

    def ratios(self, checks: Iterable[Check]) -> str:
        """Return the ratios of checks to the printed number: one, or the least and the greatest."""
        found = [check.ratio for check in checks if not math.isnan(check.ratio)]
        if not found:  # there is no ratio to a printed zero
            return gettext("no ratio")
        low, high = wording.ratio(min(found)), wording.ratio(max(found))
        return low if low == high else wording.span(low, high)
