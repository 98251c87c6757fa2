"""Directives of the pages about sources: figures that nobody can check, that name no source, and that name one."""

from docutils import nodes

from compendium.audit.audit import Audit
from compendium.audit.counts import by_section
from compendium.audit.verdicts import Verdict
from compendium.audit.weaknesses import missing, weaknesses
from compendium.display import labels
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger.ledger import case
from compendium.sphinx_ext.directives.errata import titled
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import badge, enumerated, figure_text, gettext_nodes, paragraph, table

# Why a figure cannot be checked, by the name of the weakness, in words that need no glossary.
REASONS = {
    "no source named": N_("the report names no source"),
    "no inputs printed": N_("it prints nothing to recompute it from"),
    "borrowed coefficient": N_("only a number from elsewhere reproduces it"),
    "arithmetic not met": N_("no recomputation meets it"),
    "baseline left open": N_("what it is a saving from is left open"),
    "definition left open": N_("what it counts is left open"),
    "other record differs": N_("another record differs"),
    "no public test": N_("no public record that is like for like was found"),
    "only repeats found": N_("what agrees with it repeats it or starts from the report's own numbers"),
    "test too wide": N_("the checks that count are too wide to tell"),
}
REMEDIES = {
    "source": N_("the name of the source"),
    "inputs and coefficients": N_("the inputs and coefficients of the calculation"),
    "baseline": N_("the baseline"),
    "statistical definition": N_("the definition: what is counted, where and when"),
    "measured value": N_("the measured or registered value, where others can read it"),
}


def unchecked(audit: Audit) -> tuple[Verdict, ...]:
    """Return the figures without any check: neither recomputed nor compared with another record."""
    return tuple(verdict for verdict in audit.verdicts.values() if not verdict.checks)


def reasons(verdict: Verdict) -> str:
    """Return why a figure cannot be checked, in plain words."""
    return labels.clauses(gettext(REASONS[kind]) for kind in weaknesses(verdict))


def remedies(verdict: Verdict) -> str:
    """Return what would make a figure checkable, in plain words."""
    return labels.clauses(gettext(REMEDIES[datum]) for datum in missing(verdict))


class OpenDirective(LedgerDirective):
    """Every figure that nobody can check, why, and what would make it checkable."""

    def run(self) -> list[nodes.Node]:
        """Return a sentence with the counts and a part for each case."""
        audit = self.audit()
        found = unchecked(audit)
        named = sum(bool(verdict.figure.cites) for verdict in found)
        lead = paragraph(
            gettext(
                "{count} of {all} figures can be neither recomputed nor held against a public record. {named} of them "
                "name a source, which was not found or could not be read at that place.",
                count=len(found),
                all=len(audit.verdicts),
                named=named,
            )
        )
        cases: dict[str, list[Verdict]] = {}
        for verdict in found:
            cases.setdefault(case(verdict.figure.id), []).append(verdict)
        return [lead, *(self.part(name, verdicts) for name, verdicts in cases.items())]

    def part(self, case_id: str, verdicts: list[Verdict]) -> nodes.section:
        """Return the figures of one case, grouped by their reasons."""
        first = verdicts[0].figure
        name = f"open-{first.section}-{case_id}".replace(".", "-").replace("_", "-")
        alike: dict[tuple[str, str], list[Verdict]] = {}
        for verdict in verdicts:
            alike.setdefault((reasons(verdict), remedies(verdict)), []).append(verdict)
        parts = [node for words, group in alike.items() for node in self.group(*words, group)]
        return titled(
            name, gettext("{name} ({count})", name=labels.section_and_case(first), count=len(verdicts)), *parts
        )

    def group(self, why: str, wanted: str, verdicts: list[Verdict]) -> list[nodes.Node]:
        """Return why these figures cannot be checked and what would make it possible, then the figures."""
        strong = {name: nodes.strong("", gettext(name)) for name in (N_("Why: "), N_("What would settle it: "))}
        head = paragraph(
            *gettext_nodes(
                "{because}{reasons}. {settled}{remedies}.",
                because=strong["Why: "], reasons=why, settled=strong["What would settle it: "], remedies=wanted,
            )
        )  # fmt: skip
        rows = [[self.row_link(one.figure.id), figure_text(one.figure), gettext(one.figure.note)] for one in verdicts]
        return [head, table(gettext_each("figure", "printed", "note"), rows)]


class UnsourcedDirective(LedgerDirective):
    """How many sections name no source for any of their figures, and which do."""

    def run(self) -> list[nodes.Node]:
        """Return it as a sentence."""
        rows = by_section(self.audit())
        named = labels.clauses(
            gettext("{section}, for {count} of {all}", section=row.section, count=row.named, all=row.figures)
            for row in rows
            if row.named
        )
        bare = sum(row.named == 0 for row in rows)
        text = gettext(
            "{bare} of the {all} sections with figures name no source for any of them.", bare=bare, all=len(rows)
        )
        if named:
            text = gettext("{text} Those that do: {sections}.", text=text, sections=named)
        return [paragraph(text)]


class CitedDirective(LedgerDirective):
    """The figures for which the report names a source, with the answer of the evidence."""

    def run(self) -> list[nodes.Node]:
        """Return them as a table, sorted by the source."""
        found = [verdict for verdict in self.audit().verdicts.values() if verdict.figure.cites]
        header = gettext_each("it names", "figure", "printed", "does public evidence support it?", "held against")
        return [table(header, [self.row(verdict) for verdict in sorted(found, key=lambda one: one.figure.cites)])]

    def row(self, verdict: Verdict) -> list[object]:
        """Return one figure as a row."""
        row = verdict.figure
        held = enumerated(self.row_link(check.result.derivation.id) for check in verdict.checks)
        answer = badge(verdict.evidence)
        return [self.cited(row.cites), self.row_link(row.id), figure_text(row), answer, held or gettext("nothing")]
