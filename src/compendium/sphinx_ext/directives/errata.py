"""The directive of the page of errata."""

import re
from collections import Counter
from collections.abc import Iterable

from docutils import nodes

from compendium.display import labels
from compendium.i18n.messages import N_, current_language, gettext, ngettext
from compendium.ledger.rows import Erratum
from compendium.ledger.vocabulary import Severity, Status
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import gettext_nodes, paragraph, permalink

# Every severity, the most serious first, with the title of its part of the page.
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
    """Return the report's words that an erratum is about, without HTML tags such as those of reference marks."""
    return re.sub(r"<[^>]+>", "", row.expect)


def anchor(row: Erratum) -> str:
    """Return the anchor of an entry on the page."""
    return f"erratum-{row.id.replace('_', '-')}"


def titled(name: str, title: str, *parts: nodes.Node) -> nodes.section:
    """Return a section of the page, whose heading is in the page's table of contents."""
    return nodes.section("", nodes.title("", title, translatable=False), *parts, ids=[name], names=[name])


class ErrataDirective(LedgerDirective):
    """The errata, the most serious first, each with the report's own words."""

    rests_on = ("errata",)  # links add the figures

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
        """Return one erratum with an anchor; the report's words are in the report's language in every edition."""
        name = anchor(row)
        box = nodes.container("", ids=[name], names=[name], classes=["ledger-entry"])
        words = nodes.inline("", quoted(row), classes=["quoted", f"language-{self.config.compendium_report_language}"])
        place = _PLACES.get(row.section, row.section)
        gloss = row.translations.by_language.get(current_language(), "")
        title = gettext_nodes("{name}: {text}", name=gettext(place), text=gloss or words)
        head = [paragraph(*title, " ", permalink(name), classes=["ledger-entry-title"])]
        head += [paragraph(*gettext_nodes("Printed: {words}", words=words))] if gloss else []
        text = (
            gettext("{sentence} {more}", sentence=labels.finding(row), more=gettext(row.note))
            if row.note
            else labels.finding(row)
        )
        figure = gettext_nodes("Figure: {row}. ", row=self.row_link(row.figure)) if row.figure else []
        box += [*head, paragraph(text), paragraph(*figure, gettext(STATUSES[row.status]))]
        return box
