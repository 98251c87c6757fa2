"""Directives of the page of the ledger: an anchored entry for every figure and every derivation.

The values to filter and sort by are ``data-`` attributes of each entry, the same in every language. Without the script
that reads them the page shows all entries.
"""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from compendium.audit import uncertainty
from compendium.audit.evaluation.evaluate import Result
from compendium.audit.verdicts import Check, Verdict
from compendium.display import labels, tables, wording, worked
from compendium.display.markup import FIRM, LEDGER_DOCUMENT, PRINTED, ROBUSTNESS_DOCUMENT, WHAT_IF_DOCUMENT, slug
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import current_language, gettext, gettext_each, using_language
from compendium.ledger.rows import Derivation, Figure
from compendium.sphinx_ext.directives.front_page import chapters
from compendium.sphinx_ext.directives.ledger_controls import controls
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import (
    RECORDS,
    badge,
    book_spreads,
    element,
    enumerated,
    figure_text,
    formula,
    gettext_nodes,
    paragraph,
    permalink,
    reference,
    table,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def elsewhere(row: Figure | Derivation) -> str:
    """Return the names of a row and its case in the other languages, by which its entry is found as well."""
    found = []
    for edition in EDITIONS:
        if edition != current_language():
            with using_language(edition):
                found += [labels.case_name(row.id), labels.label(row)]
    return " ".join(found)


class EntriesDirective(LedgerDirective):
    """A list of entries."""

    def listing(self, kind: str, nothing: str, entries: Iterable[nodes.Node]) -> list[nodes.Node]:
        """Return entries as a list, and the hidden text ``nothing``, which is shown when a filter leaves no entry."""
        empty = element("p", nothing, classes=["ledger-empty"], hidden="hidden")
        return [empty, element("div", *entries, classes=["ledger-list"], **{"data-list": kind})]

    def chapter(self, row: Figure | Derivation) -> nodes.Node | str:
        """Return a row's section, linked to the chapter that checks it; a figure's to its place there."""
        sections = (figure.section for figure in self.audit().ledger.figures.values())
        page = chapters(self.env.found_docs, (row.section, *sections)).get(row.section)
        if not page:
            return row.section
        place = f"#{PRINTED}{row.id}" if isinstance(row, Figure) else ""
        return reference(row.section, self.env.app.builder.get_relative_uri(self.env.docname, page) + place)

    def box(
        self, kind: str, row: Figure | Derivation, verdict: Verdict | None, checks: Iterable[Check], *parts: nodes.Node
    ) -> nodes.Node:
        """Return a row's entry: its title, its parts, and its ``data-`` attributes.

        Args:
            kind: ``figure``, or the role of a derivation.
            row: the row of the ledger.
            verdict: the figure's answers; for a derivation those of the figure that it checks, if any.
            checks: the checks by whose ratios the entry is sorted.
            parts: the content of the entry.
        """
        data = {"data-kind": kind, "data-section": row.section, "data-also": elsewhere(row)}
        if verdict:
            data |= {"data-arithmetic": slug(verdict.arithmetic), "data-evidence": slug(verdict.evidence)}
            data |= {"data-material": "yes"} if verdict.material else {}
        off = [abs(check.ratio - 1) for check in checks if not math.isnan(check.ratio)]
        if off:
            data["data-off"] = f"{max(off):.4f}"
        title = element("h3", labels.label(row), " ", permalink(row.id, row.id), classes=["ledger-entry-title"])
        return element("div", title, *parts, ids=[row.id], names=[row.id], classes=["ledger-entry"], **data)


class FiguresDirective(EntriesDirective):
    """One anchored entry for every figure of the report."""

    def run(self) -> list[nodes.Node]:
        """Return the entries, in the order of the report."""
        page = self.env.app.builder.get_relative_uri(self.env.docname, ROBUSTNESS_DOCUMENT)
        mark = reference(gettext("{mark} the same by every rule tried", mark=FIRM), page)
        firm = uncertainty.firm(self.audit(), book_spreads())
        entries = [
            self.entry(verdict, [" ", mark.deepcopy()] if id_ in firm else [])
            for id_, verdict in self.audit().verdicts.items()
        ]
        every = reference(gettext("The records of all figures"), self.record("index"))
        words = gettext_nodes("Each figure has a page of its own as well, to cite or to dispute. {all}", all=every)
        return [paragraph(*words), *self.listing("figures", gettext("No figure fits the filter."), entries)]

    def record(self, name: str) -> str:
        """Return the address of a figure's record, by the figure's id."""
        return str(self.env.app.builder.get_relative_uri(self.env.docname, f"{RECORDS}/{name}"))

    def entry(self, verdict: Verdict, mark: Sequence[nodes.Node | str]) -> nodes.Node:
        """Return one figure: the printed number, its interval, both answers, every check.

        Args:
            verdict: the figure with its answers.
            mark: what is added to its answers if no rule tried changes them; empty otherwise.
        """
        row = verdict.figure
        source = (
            gettext_nodes("Source named: {source}. ", source=self.cited(row.cites))
            if row.cites
            else gettext("No source named. ")
        )
        facts = gettext_nodes(
            "{figure}, section {section} ({case}), from page {page}{period}. Stands for {interval} ({kind}). "
            "{source}{note}",
            figure=nodes.strong("", figure_text(row)), section=self.chapter(row), case=labels.case_name(row.id),
            page=str(row.page), period=self.period(row.period),
            interval=wording.printed_interval(row), kind=wording.kind(row),
            source=source, note=gettext(row.note),
        )  # fmt: skip
        ratio = gettext(" ratio {ratio}", ratio=wording.ratio(verdict.ratio)) if verdict.ratio is not None else ""
        own = (" ", reference(gettext("Record"), self.record(row.id)))
        answers = (badge(verdict.evidence), " ", badge(verdict.arithmetic), ratio, *self.material(verdict), *mark, *own)
        parts = [paragraph(*facts), paragraph(*answers), *self.standing(verdict), *self.checks(verdict)]
        return self.box("figure", row, verdict, (*verdict.recomputes, *verdict.votes), *parts)

    def standing(self, verdict: Verdict) -> list[nodes.Node]:
        """Return, where a choice decides, a sentence with the checks that do not rule the figure out."""
        left = [check for _, checks in verdict.deciding for check in checks]
        if not left:
            return []
        links = enumerated(self.row_link(check.result.derivation.id) for check in left)
        return [paragraph(*gettext_nodes("Not ruled out by {checks}.", checks=links))]

    def checks(self, verdict: Verdict) -> list[nodes.Node]:
        """Return the folded table of a figure's checks, if there are any."""
        if not verdict.checks:
            return []
        ratios = self.ratios(verdict.checks)
        summary = gettext("Checks: {count}; ratio {ratios}", count=len(verdict.checks), ratios=ratios)
        header = gettext_each("check", "finding", "value", "interval", "ratio to printed", "counts as", "rests on")
        parts = [element("summary", summary), table(header, map(self.check, verdict.checks))]
        if any(check.result.factors for check in verdict.checks):
            page = self.env.app.builder.get_relative_uri(self.env.docname, WHAT_IF_DOCUMENT)
            moved = reference(gettext("What if its factors were others?"), f"{page}#show={verdict.figure.id}")
            parts.append(paragraph(moved))
        return [element("details", *parts)]

    def period(self, period: str) -> str:
        """Return the words for the period of a figure."""
        return gettext(", {period}", period=wording.period(period)) if period else ""

    def material(self, verdict: Verdict) -> list[nodes.Node | str]:
        """Return the word for a material difference, if there is one."""
        return gettext_nodes(", {material}", material=nodes.strong("", gettext("material"))) if verdict.material else []

    def check(self, check: Check) -> list[object]:
        """Return one check as a row."""
        row = check.result.derivation
        return [
            gettext_nodes("{role}: {row}", role=labels.role(row), row=self.row_link(row.id)),
            labels.name(check.finding),
            wording.outcome(check.result.interval, row.unit),
            wording.interval(check.result.interval, row.unit),
            wording.ratio(check.ratio),
            labels.counts_as(check),
            self.basis(check.result),
        ]


class DerivationsDirective(EntriesDirective):
    """One anchored entry for every derivation, with its formula."""

    def run(self) -> list[nodes.Node]:
        """Return the entries, in the order of the table."""
        verdicts = self.audit().verdicts
        checks = {check.result.derivation.id: check for verdict in verdicts.values() for check in verdict.checks}
        entries = [self.entry(result, checks.get(id_)) for id_, result in self.audit().results.items()]
        return self.listing("derivations", gettext("No derivation fits the filter."), entries)

    def entry(self, result: Result, check: Check | None) -> nodes.Node:
        """Return one derivation: value, interval, what it checks; formula in words and in numbers, inputs."""
        row = result.derivation
        facts = gettext_nodes(
            "{role}, section {section} ({case}){checked}: {value} ({interval}). {note}",
            role=labels.role(row), section=self.chapter(row), case=labels.case_name(row.id),
            checked=self.checked(row.checks, check),
            value=nodes.strong("", wording.outcome(result.interval, row.unit)),
            interval=wording.interval(result.interval, row.unit) + tables.sampled(result.method),
            note=gettext(row.note),
        )  # fmt: skip
        working = element("details", element("summary", gettext("Formula and inputs")), *self.formula(row))
        verdict = self.audit().verdicts.get(row.checks)
        return self.box(row.role, row, verdict, [check] if check else [], paragraph(*facts), working)

    def formula(self, row: Derivation) -> list[nodes.Node]:
        """Return a derivation's formula, in words and in numbers, and links to its inputs."""
        shown = [formula(line) for line in worked.lines(self.audit(), row.id)]
        return [
            *shown,
            paragraph(*gettext_nodes("From {rows}.", rows=enumerated(self.row_link(id_) for id_ in row.names))),
        ]

    def checked(self, figure: str, check: Check | None) -> list[nodes.Node | str]:
        """Return the words for the figure that a derivation names, with the ratio if it is a check."""
        if check:
            return gettext_nodes(
                ", for {figure}, ratio {ratio}", figure=self.row_link(figure), ratio=wording.ratio(check.ratio)
            )
        return gettext_nodes(", for {figure}", figure=self.row_link(figure)) if figure else []


class ControlsDirective(LedgerDirective):
    """The form that filters and sorts the entries."""

    def run(self) -> list[nodes.Node]:
        """Return the form; without a script it is not shown."""
        return [nodes.raw("", controls(self.audit()), format="html")]


def add_script(app: "Sphinx", page: str, *_: object) -> None:
    """Load the script of the form on the page that has it."""
    if page == LEDGER_DOCUMENT:
        app.add_js_file("ledger.js", loading_method="defer")
