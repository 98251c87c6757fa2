"""Roles: numbers of the ledger in prose, with unit and a link to the entry, and verdicts and counts.

``{printed}`case.figure` ``, ``{recomputed}`case.derivation` ``, ``{range}`case.derivation` ``,
``{factor}`grid.factor` ``, ``{verdict}`case.figure` `` and ``{count}`evidence/contradicted` ``.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.docutils import SphinxRole

from compendium.audit.audit import Audit
from compendium.audit.counts import counts
from compendium.display import digits, labels, wording
from compendium.display.markup import slug
from compendium.i18n.messages import gettext, language
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import unknown
from compendium.sphinx_ext.dependencies import COUNT, note
from compendium.sphinx_ext.nodes import badge, book_audit, gettext_nodes, row_reference

if TYPE_CHECKING:
    from sphinx.application import Sphinx

JUDGED = "judged"  # the attribute of a verdict's node that names the figure; no page shows it


class RoleError(SphinxError):
    """A role whose text is not the name of a row or count."""

    category = "Ledger"


class LedgerRole(SphinxRole):
    """A role that looks its text up in one table of the ledger."""

    rests_on = "{}"  # the dependency of a page with this role, as ``note`` takes it; ``{}`` is the role's text

    def audit(self) -> Audit:
        """Return the audit of the whole report."""
        return book_audit()

    def require(self, names: Iterable[str], kind: str) -> str:
        """Return the role's text if it is one of the names.

        Raises:
            RoleError: it is not; the message has the page, the line and the nearest name.
        """
        if self.text not in (names := list(names)):
            source, line = self.get_source_info()
            raise RoleError(f"{source}:{line}: {{{self.name}}} wants {kind}: {unknown(self.text, names)}")
        note(self.env, self.rests_on.format(self.text))
        return self.text

    def link(self, id_: str, text: str, classes: list[str]) -> nodes.reference:
        """Return a link to the row's entry, with the row's label as its title."""
        node = row_reference(self.env, id_, text, ["number", *classes])
        node["reftitle"] = labels.label(self.audit().ledger[id_])
        return node


class PrintedRole(LedgerRole):
    """A figure as printed."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number with its unit, marked with its two answers."""
        id_ = self.require(self.audit().ledger.figures, "the id of a figure")
        verdict = self.audit().verdict(id_)
        answers = [slug(answer) for answer in (verdict.arithmetic, verdict.evidence)]
        node = self.link(id_, wording.figure(verdict.figure), ["printed", *answers])
        node["reftitle"] += gettext(
            ": {evidence}, {arithmetic}", evidence=gettext(verdict.evidence), arithmetic=gettext(verdict.arithmetic)
        )
        return [node], []


class RecomputedRole(LedgerRole):
    """A derivation's value."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number with its unit; the title holds its interval."""
        id_ = self.require(self.audit().ledger.derivations, "the id of a derivation")
        result = self.audit().result(id_)
        unit = result.derivation.unit
        node = self.link(id_, wording.in_prose(result.interval, unit), ["recomputed"])
        node["reftitle"] += gettext(": {told}", told=wording.interval(result.interval, unit))
        node["unit"] = wording.with_unit("", wording.bare(unit))
        return [node], []


class RangeRole(LedgerRole):
    """A derivation's interval, for a result so wide that its value alone would say too much."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return both ends with their unit; the title holds the value."""
        id_ = self.require(self.audit().ledger.derivations, "the id of a derivation")
        result = self.audit().result(id_)
        unit = result.derivation.unit
        ends = result.interval
        if unit == "dimensionless":  # how many times: two digits, as in all prose
            ends = Interval(*(digits.shown(end, digits.FEWEST) for end in (ends.low, ends.value, ends.high)))
        node = self.link(id_, wording.interval(ends, unit), ["recomputed"])
        node["reftitle"] += gettext(": {told}", told=wording.in_prose(result.interval, unit))
        return [node], []


class FactorRole(LedgerRole):
    """A factor's value."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number with its unit; the title names the source."""
        id_ = self.require(self.audit().ledger.factors, "the id of a factor")
        row = self.audit().ledger.factors[id_]
        node = self.link(id_, wording.quantity(row.value, wording.bare(row.unit)), ["factor"])
        node["reftitle"] += gettext(
            ": {source}, grade {grade}", source=labels.work(self.audit().ledger, row.source), grade=row.grade
        )
        return [node], []


class VerdictRole(LedgerRole):
    """A figure's two answers."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return two coloured words."""
        verdict = self.audit().verdict(self.require(self.audit().ledger.figures, "the id of a figure"))
        evidence = badge(verdict.evidence)
        evidence[JUDGED] = verdict.figure.id
        both = gettext_nodes("{one} {other}", one=evidence, other=badge(verdict.arithmetic))
        return [nodes.Text(part) if isinstance(part, str) else part for part in both], []


class CountRole(LedgerRole):
    """A count of rows or of figures with an answer, by its name in ``audit.counts``."""

    rests_on = COUNT

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the count as text."""
        found = counts(self.audit())
        return [nodes.inline("", str(found[self.require(found, "a count")]), classes=["count"])], []


def join_ranges(app: "Sphinx", doctree: nodes.document) -> None:
    """Name the unit of a range once: of ``{recomputed}`a` to {recomputed}`b` `` only the second number has it."""
    low, between, high = "\0", gettext(" to "), "\1"
    joiner = gettext("{low} to {high}", low=low, high=high).strip(low + high)
    for text in list(doctree.findall(nodes.Text)):
        at = next(at for at, one in enumerate(text.parent.children) if one is text)  # an equal text is another
        pair = [text.parent[one] for one in (at - 1, at + 1) if 0 <= one < len(text.parent)]
        units = {node.get("unit", "") for node in pair if isinstance(node, nodes.reference)}
        if text != between or len(pair) != 2 or len(units) != 1:
            continue
        (unit,) = units
        if language().han and unit.startswith("%"):
            unit = ""  # both ends have the sign
        first = pair[0]
        first.children = [nodes.Text(first.astext().removesuffix(unit))]
        text.parent[at] = nodes.Text(joiner)


def setup_roles(app: "Sphinx") -> None:
    """Register the roles."""
    for name, role in (
        ("printed", PrintedRole),
        ("recomputed", RecomputedRole),
        ("range", RangeRole),
        ("factor", FactorRole),
        ("verdict", VerdictRole),
        ("count", CountRole),
    ):
        app.add_role(name, role())
    app.connect("doctree-read", join_ranges)
