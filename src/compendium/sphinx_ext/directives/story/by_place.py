"""The cases by place: where each is, with its chapter, what it is printed to save, and the answers."""

from collections.abc import Sequence

import htpy as h
from docutils import nodes

from compendium.audit.verdicts import Verdict
from compendium.display import labels, wording
from compendium.display.markup import badge
from compendium.i18n.messages import gettext
from compendium.ledger.ledger import case
from compendium.ledger.sections import within
from compendium.ledger.vocabulary import Kind
from compendium.sphinx_ext.dependencies import TABLES
from compendium.sphinx_ext.directives.front_page import chapters
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import row_address


class ByPlaceDirective(LedgerDirective):
    """The cases of a chapter, under the places that the report names."""

    required_arguments = 1  # the chapter
    rests_on = (*TABLES, "sites")

    def run(self) -> list[nodes.Node]:
        """Return a list of places, each with a list of its cases; a case whose section names no place comes last."""
        ledger = self.audit().ledger
        cases: dict[str, list[Verdict]] = {}
        for verdict in self.audit().verdicts.values():
            if within(verdict.figure.section, self.arguments[0]):
                cases.setdefault(case(verdict.figure.id), []).append(verdict)
        pages = chapters(self.env.found_docs, [found[0].figure.section for found in cases.values()])
        places: dict[str, list[h.Element]] = {}
        for name in sorted(cases, key=lambda name: name not in ledger.sites):  # the order is otherwise kept
            where = labels.place(ledger.sites[name]) if name in ledger.sites else gettext("No place named")
            places.setdefault(where, []).append(self.entry(cases[name], pages))
        listed = (h.li[h.h3[where], h.ul[found]] for where, found in places.items())
        return [nodes.raw("", str(h.figure(class_="scene by-place")[h.ul(class_="places")[listed]]), format="html")]

    def entry(self, verdicts: Sequence[Verdict], pages: dict[str, str]) -> h.Element:
        """Return a case: a link to its chapter, and its printed savings with their answers."""
        first = verdicts[0].figure
        name = labels.section_and_case(first)
        page = pages.get(first.section)
        link = h.a(href=self.env.app.builder.get_relative_uri(self.env.docname, page))[name] if page else name
        savings = [one for one in verdicts if one.figure.kind is Kind.SAVING]
        rows = (
            h.li[
                labels.label(one.figure), " ",
                h.a(class_="number", href=row_address(self.env, one.figure.id))[wording.figure(one.figure)], " ",
                badge(one.arithmetic), " ", badge(one.evidence),
            ]
            for one in savings
        )  # fmt: skip
        return h.li[h.p[link], h.ul[rows] if savings else h.p(class_="none")[gettext("no saving printed")]]
