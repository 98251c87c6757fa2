"""What every directive of the ledger has: the audit, links to rows and citations."""

import math
from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from compendium.audit.audit import Audit
from compendium.audit.evaluate import Result
from compendium.audit.verdicts import Verdict
from compendium.display import tables, wording
from compendium.i18n.messages import gettext
from compendium.sphinx_ext.dependencies import TABLES, note
from compendium.sphinx_ext.nodes import book_audit, enumerated, row_reference


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
        self.audit()  # notes what the page rests on
        return row_reference(self.env, id_)

    def cited(self, key: str) -> list[nodes.Node]:
        """Return a citation of the bibliography."""
        found, _ = self.state.inline_text(f"{{cite:p}}`{key}`", self.lineno)
        return list(found)

    def basis(self, result: Result) -> list[nodes.Node | str]:
        """Return what a result rests on."""
        if not result.factors:
            return [gettext("the report alone")]
        links = enumerated(self.row_link(id_) for id_ in result.factors[: tables.LISTED])
        return [*links, tables.more(result.factors)]

    def ratios(self, verdict: Verdict) -> str:
        """Return what a figure's checks are over what is printed: one ratio, or the least and the greatest."""
        found = [check.ratio for check in verdict.checks if not math.isnan(check.ratio)]
        if not found:  # beside a printed zero there is none
            return gettext("no ratio")
        low, high = wording.ratio(min(found)), wording.ratio(max(found))
        return low if low == high else wording.span(low, high)
