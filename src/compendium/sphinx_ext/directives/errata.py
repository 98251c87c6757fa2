"""The directive of the errata's page."""

import re
from collections import Counter
from collections.abc import Iterable

from docutils import nodes

from compendium.display import labels
from compendium.i18n.messages import N_, gettext, ngettext
from compendium.ledger.rows import Erratum
from compendium.ledger.vocabulary import Severity, Status
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import gettext_nodes, paragraph, reference

# Every severity, the gravest first: what each means, and how its part of the page is called.
SEVERITIES = {
    Severity.NUMBER: N_("Numbers, and the words of doubt beside them"),
    Severity.LABEL: N_("Labels: what is counted, and in which unit"),
    Severity.DATE: N_("Dates"),
    Severity.SOURCING: N_("Sources"),
    Severity.TYPING: N_("Spelling, names and sentences"),
}
_PLACES = {"0": N_("Preface"), "references": N_("List of references")}
STATUSES = {Status.OPEN: N_("Status: open."), Status.MENDED: N_("Status: mended.")}


def quoted(row: Erratum) -> str:
    """Return the words of the report that an erratum is about, without the markup of a raised reference mark."""
    return re.sub(r"<[^>]+>", "", row.expect)


def titled(name: str, title: str, *parts: nodes.Node) -> nodes.section:
    """Return a part of the page, with a heading that its table of contents lists."""
    return nodes.section("", nodes.title("", title, translatable=False), *parts, ids=[name], names=[name])


class ErrataDirective(LedgerDirective):
    """The errata, the gravest first, each with the words that stand in the report."""

    rests_on = ("errata",)  # and on the figures that it links to

    def run(self) -> list[nodes.Node]:
        """Return a sentence with the counts and a part for each severity that occurs."""
        rows = self.audit().ledger.errata.values()
        counts = Counter(row.severity for row in rows)
        open_ = sum(row.status is Status.OPEN for row in rows)
        if open_ == len(rows):
            text = ngettext("{number} entry, which is open.", "{number} entries, all of them open.", open_)
        else:
            text = ngettext(
                "{number} entry; {open} open.", "{number} entries; {open} of them open.", len(rows), open=open_
            )
        lead = paragraph(text)
        return [lead, *(self.part(severity, rows) for severity in SEVERITIES if counts[severity])]

    def part(self, severity: Severity, rows: Iterable[Erratum]) -> nodes.section:
        """Return the errata of one severity."""
        entries = [self.entry(row) for row in rows if row.severity == severity]
        title = gettext("{name} ({count})", name=gettext(SEVERITIES[severity]), count=len(entries))
        return titled(f"errata-{severity}", title, *entries)

    def entry(self, row: Erratum) -> nodes.container:
        """Return one erratum with an address of its own; the report's words are in its own language on every page."""
        name = f"erratum-{row.id.replace('_', '-')}"
        box = nodes.container("", ids=[name], names=[name], classes=["ledger-entry"])
        words = nodes.inline("", quoted(row), classes=["quoted", f"language-{self.config.compendium_report_language}"])
        place = _PLACES.get(row.section, row.section)
        title = gettext_nodes("{name}: {text}", name=gettext(place), text=words)
        head = paragraph(
            *title, " ", reference("#", f"#{name}", ["permalink"]),
            classes=["ledger-entry-title"],
        )  # fmt: skip
        text = (
            gettext("{sentence} {more}", sentence=labels.finding(row), more=gettext(row.note))
            if row.note
            else labels.finding(row)
        )
        figure = gettext_nodes("Figure: {row}. ", row=self.row_link(row.figure)) if row.figure else []
        box += [head, paragraph(text), paragraph(*figure, gettext(STATUSES[row.status]))]
        return box
