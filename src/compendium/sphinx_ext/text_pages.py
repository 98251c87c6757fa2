"""Directives: the pages about the report's text: its errata, what nobody can check in it, and who says so."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes

from compendium import sourcing
from compendium.audit import Audit, Verdict
from compendium.language import chained, mark, say, says
from compendium.ledger import Erratum
from compendium.sphinx_ext.content import badge, enumerated, figure_text, paragraph, reference, table, told
from compendium.sphinx_ext.images import drawn
from compendium.sphinx_ext.pages import LedgerDirective
from compendium.weaknesses import missing, weaknesses

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Every severity, the gravest first: what each means, and how its part of the page is called.
SEVERITIES = {
    "number": mark("Numbers, and the words of doubt beside them"),
    "label": mark("Labels: what is counted, and in which unit"),
    "date": mark("Dates"),
    "sourcing": mark("Sources"),
    "typing": mark("Spelling, names and sentences"),
}
_PLACES = {"0": mark("Preface"), "references": mark("List of references")}
STATUSES = {"open": mark("Status: open."), "mended": mark("Status: mended.")}
# What stands in the way of a check, in words that need no glossary.
REASONS = {
    "no source named": mark("the report names no source"),
    "no inputs printed": mark("it prints nothing to recompute it from"),
    "borrowed coefficient": mark("only a number from elsewhere reproduces it"),
    "arithmetic not met": mark("no recomputation meets it"),
    "baseline left open": mark("what it is a saving from is left open"),
    "other record differs": mark("another record differs"),
    "no public test": mark("no public record to hold it against was found"),
}
REMEDIES = {
    "source": mark("the name of the source"),
    "inputs and coefficients": mark("the inputs and coefficients of the calculation"),
    "baseline": mark("the baseline"),
    "measured value": mark("the measured or registered value, where others can read it"),
}


def unchecked(audit: Audit) -> tuple[Verdict, ...]:
    """Return the figures that nobody can check: nothing to recompute them from, nothing to hold them against."""
    return tuple(verdict for verdict in audit.verdicts.values() if not verdict.checks)


def reasons(verdict: Verdict) -> str:
    """Return why a figure cannot be checked, in plain words."""
    return chained(say(REASONS[kind]) for kind in weaknesses(verdict))


def remedies(verdict: Verdict) -> str:
    """Return what would make a figure checkable, in plain words."""
    return chained(say(REMEDIES[datum]) for datum in missing(verdict))


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
        open_ = sum(row.status == "open" for row in rows)
        counted = mark("{count} entries; {open} of them open.")
        if open_ == len(rows):
            counted = mark("{count} entries, all of them open.")
        lead = paragraph(say(counted, count=len(rows), open=open_))
        return [lead, *(self.part(severity, rows) for severity in SEVERITIES if counts[severity])]

    def part(self, severity: str, rows: Iterable[Erratum]) -> nodes.section:
        """Return the errata of one severity."""
        entries = [self.entry(row) for row in rows if row.severity == severity]
        title = say("{name} ({count})", name=say(SEVERITIES[severity]), count=len(entries))
        return titled(f"errata-{severity}", title, *entries)

    def entry(self, row: Erratum) -> nodes.container:
        """Return one erratum with an address of its own; the report's words are Chinese on every page."""
        name = f"erratum-{row.id.replace('_', '-')}"
        box = nodes.container("", ids=[name], names=[name], classes=["ledger-entry"])
        words = nodes.inline("", quoted(row), classes=["quoted", "language-zh"])
        place = _PLACES.get(row.section, row.section)
        head = paragraph(
            *told("{name}: {text}", name=say(place), text=words), " ", reference("#", f"#{name}", ["permalink"]),
            classes=["ledger-entry-title"],
        )  # fmt: skip
        text = say("{sentence} {more}", sentence=row.finding, more=say(row.note)) if row.note else row.finding
        figure = told("Figure: {row}. ", row=self.row_link(row.figure)) if row.figure else []
        box += [head, paragraph(text), paragraph(*figure, say(STATUSES[row.status]))]
        return box


class OpenDirective(LedgerDirective):
    """Every figure that nobody can check, why, and what would make it checkable."""

    def run(self) -> list[nodes.Node]:
        """Return a sentence with the counts and a part for each case."""
        audit = self.audit()
        found = unchecked(audit)
        named = sum(bool(verdict.figure.cites) for verdict in found)
        lead = paragraph(
            say(
                "{count} of {all} figures can be neither recomputed nor held against a public record. {named} of them "
                "name a source, which was not found or could not be read at that place.",
                count=len(found),
                all=len(audit.verdicts),
                named=named,
            )
        )
        cases: dict[str, list[Verdict]] = {}
        for verdict in found:
            cases.setdefault(verdict.figure.id.partition(".")[0], []).append(verdict)
        return [lead, *(self.part(case, verdicts) for case, verdicts in cases.items())]

    def part(self, case: str, verdicts: list[Verdict]) -> nodes.section:
        """Return the figures of one case, those with the same reasons together."""
        first = verdicts[0].figure
        name = f"open-{first.section}-{case}".replace(".", "-").replace("_", "-")
        alike: dict[tuple[str, str], list[Verdict]] = {}
        for verdict in verdicts:
            alike.setdefault((reasons(verdict), remedies(verdict)), []).append(verdict)
        parts = [node for words, group in alike.items() for node in self.group(*words, group)]
        return titled(name, say("{name} ({count})", name=self.audit().case(first.id), count=len(verdicts)), *parts)

    def group(self, why: str, wanted: str, verdicts: list[Verdict]) -> list[nodes.Node]:
        """Return why these figures cannot be checked and what would settle them, then the figures."""
        strong = {name: nodes.strong("", say(name)) for name in (mark("Why: "), mark("What would settle it: "))}
        head = paragraph(
            *told(
                "{because}{reasons}. {settled}{remedies}.",
                because=strong["Why: "], reasons=why, settled=strong["What would settle it: "], remedies=wanted,
            )
        )  # fmt: skip
        rows = [[self.row_link(one.figure.id), figure_text(one.figure), say(one.figure.note)] for one in verdicts]
        return [head, table(says("figure", "printed", "note"), rows)]


class UnsourcedDirective(LedgerDirective):
    """The chart of figures that name no source."""

    def run(self) -> list[nodes.Node]:
        """Return the chart in its frame."""
        return drawn(self.env, sourcing.unnamed(self.audit()))


class CitedDirective(LedgerDirective):
    """The figures that name a source, with what public evidence says of them."""

    def run(self) -> list[nodes.Node]:
        """Return them as a table, by the reference they name."""
        found = [verdict for verdict in self.audit().verdicts.values() if verdict.figure.cites]
        header = says("it names", "figure", "printed", "does public evidence support it?", "held against")
        return [table(header, [self.row(verdict) for verdict in sorted(found, key=lambda one: one.figure.cites)])]

    def row(self, verdict: Verdict) -> list[object]:
        """Return one figure as a row."""
        row = verdict.figure
        held = enumerated(self.row_link(check.result.derivation.id) for check in verdict.checks)
        answer = badge(verdict.evidence)
        return [self.cited(row.cites), self.row_link(row.id), figure_text(row), answer, held or say("nothing")]


def setup_text_pages(app: "Sphinx") -> None:
    """Register the directives."""
    for name, directive in (
        ("ledger-errata", ErrataDirective),
        ("ledger-open", OpenDirective),
        ("ledger-unsourced", UnsourcedDirective),
        ("ledger-cited", CitedDirective),
    ):
        app.add_directive(name, directive)
