"""The checklist: for each section what there is to check, where it is, and a box to tick."""

from dataclasses import dataclass

import htpy as h
from docutils import nodes

from compendium.audit import findings
from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.display import labels
from compendium.display.markup import LEDGER_DOCUMENT
from compendium.i18n.messages import gettext, gettext_each
from compendium.sphinx_ext.directives.front_page import chapters
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import gettext_nodes, paragraph, reference, table


@dataclass(frozen=True)
class Section:
    """A section of the report: its figures, and in which place it is suggested for review."""

    number: str
    verdicts: tuple[Verdict, ...]
    place: int

    @property
    def name(self) -> str:
        """The section's number and the names of its cases."""
        names = dict.fromkeys(labels.case_name(verdict.figure.id) for verdict in self.verdicts)
        return f"{self.number} {labels.enumerated(names)}"

    @property
    def checks(self) -> int:
        """How many derivations are compared with its figures."""
        return sum(len(verdict.checks) for verdict in self.verdicts)

    @property
    def material(self) -> int:
        """How many of its figures differ materially."""
        return sum(verdict.material for verdict in self.verdicts)


def sections(audit: Audit) -> list[Section]:
    """Return the sections that print figures, in the order of the report.

    The section with the finding of greatest consequence is suggested first; those without a finding come last, the one
    with most checks before the others.
    """
    found: dict[str, list[Verdict]] = {}
    for verdict in audit.verdicts.values():
        found.setdefault(verdict.figure.section, []).append(verdict)
    rest = sorted(found, key=lambda number: -sum(len(verdict.checks) for verdict in found[number]))
    order = [*dict.fromkeys([*(verdict.figure.section for verdict in findings.ranked(audit)), *rest])]
    return [Section(number, tuple(own), order.index(number) + 1) for number, own in found.items()]


class ChecklistDirective(LedgerDirective):
    """The checklist as a table, a section a row."""

    def run(self) -> list[nodes.Node]:
        """Return the table, and how much it is in all."""
        found = sections(self.audit())
        pages = chapters(self.env.found_docs, (one.number for one in found))
        header = gettext_each("section", "order", "figures", "checks", "material", "where to look")
        rows = [self.row(one, pages.get(one.number)) for one in found]
        told = gettext(
            "In all {figures} figures, {checks} checks and {material} material differences.",
            figures=sum(len(one.verdicts) for one in found),
            checks=sum(one.checks for one in found),
            material=sum(one.material for one in found),
        )
        return [table(header, rows), paragraph(told)]

    def row(self, section: Section, page: str | None) -> list[object]:
        """Return a section as a row; its chapter is linked if there is one."""
        name = gettext("Checked: {section}", section=section.name)
        box = nodes.raw("", str(h.input(type="checkbox", autocomplete="off", aria_label=name)), format="html")
        chapter = reference(section.name, self.address(page)) if page else section.name
        numbers = (section.place, len(section.verdicts), section.checks, section.material)
        return [[box, " ", chapter], *map(str, numbers), self.places(section, page)]

    def places(self, section: Section, page: str | None) -> list[nodes.Node | str]:
        """Return links to the section's entries in the ledger, and to its chapter as a notebook."""
        entries = reference(gettext("ledger"), f"{self.address(LEDGER_DOCUMENT)}?section={section.number}")
        if not page:
            return [entries]
        notebook = reference(gettext("notebook"), f"{self.address(page).removesuffix('.html')}.ipynb")
        return gettext_nodes("{entries}, {notebook}", entries=entries, notebook=notebook)

    def address(self, page: str) -> str:
        """Return the address of a page from the one that is being read."""
        return self.env.app.builder.get_relative_uri(self.env.docname, page)
