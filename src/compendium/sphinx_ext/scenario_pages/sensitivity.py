"""Directives of the page on what would settle a figure: a ranked table, and for each case a chart and sentences.

The analysis of a figure is kept with the page and done again when a row that it rests on, or the code that computes it,
has changed.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from docutils import nodes

from compendium.audit import findings
from compendium.audit.verdicts import Verdict
from compendium.display import labels, wording
from compendium.display.charts.sensitivity import chart, name_of, share
from compendium.i18n.messages import N_, gettext, gettext_each, language
from compendium.ledger.ledger import case
from compendium.ledger.rows import Factor
from compendium.ledger.vocabulary import Finding
from compendium.notebooks import fingerprints
from compendium.scenarios.sensitivity import Answer, Influence, Sensitivity, UnboundedError, sensitivity
from compendium.scenarios.settling import OPEN
from compendium.sphinx_ext.chart_frames import placed
from compendium.sphinx_ext.dependencies import book_digests
from compendium.sphinx_ext.directives.errata import titled
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import badge, element, figure_text, gettext_nodes, paragraph, table

DOCUMENT = "book/sensitivity"
_ADDITIVE = 0.95  # of the variance: where single inputs explain less, the page says so


def anchor(figure: str) -> str:
    """Return the anchor of a figure on the page."""
    return f"settle-{figure}".replace(".", "-").replace("_", "-")


@cache
def _code() -> str:
    """Return a digest of the code that an analysis rests on."""
    digest = hashlib.sha256()
    for path in fingerprints.imported("from compendium.scenarios import sensitivity"):
        digest.update(fingerprints.bare(path).encode() if path.suffix == ".py" else path.read_bytes())
    return digest.hexdigest()


class _AnalysisDirective(LedgerDirective):
    """A directive that shows the sensitivity of the material figures."""

    def analysis(self, verdict: Verdict) -> Sensitivity | None:
        """Return the sensitivity of a figure; None if an input cannot be drawn for want of an upper end."""
        id_ = verdict.figure.id
        made_from = (_code(), book_digests()[id_])
        kept = vars(self.env).setdefault("compendium_sensitivity", {})  # Sphinx keeps it for the next build
        if kept.get(id_, [None])[0] != made_from:
            try:
                kept[id_] = made_from, sensitivity(self.audit(), verdict)
            except UnboundedError:
                kept[id_] = made_from, None
        found: Sensitivity | None = kept[id_][1]
        return found

    def named(self, figure: str, influence: Influence) -> nodes.Node | str:
        """Return the name of an input, with a link where it is a row of its own."""
        name = influence.index.name
        if name in self.audit().ledger.ids() and name != figure:
            return self.row_link(name)
        return name_of(self.audit(), figure, influence)


class SettlingDirective(_AnalysisDirective):
    """What would have to be published first, for every material figure in the order of its consequence."""

    def run(self) -> list[nodes.Node]:
        """Return what follows for all of them in a sentence, and the table."""
        ranked = findings.ranked(self.audit())
        header = gettext_each(
            "figure", "does evidence support it?", "its checks differ above all by", "share of the variance",
            "verdict clear if that is known",
        )  # fmt: skip
        return [self.lead(ranked), table(header, [self.row(verdict) for verdict in ranked])]

    def lead(self, ranked: Sequence[Verdict]) -> nodes.paragraph:
        """Return how many figures turn on a choice, and how many any answer would settle."""
        analysed = [self.analysis(one) for one in ranked if one.evidence in OPEN]
        firsts = [found.influences[0] for found in analysed if found and found.influences]
        chosen = [one for one in firsts if one.choice]
        given = N_(
            "Of {all} material findings {open} have no clear verdict. For {chosen} of these the checks differ "
            "above all by a choice, and for {named} it would be enough that the report named its answer, "
            "whichever it was."
        )
        if len(chosen) == len(analysed):
            given = N_(
                "Of {all} material findings {open} have no clear verdict. In all of these the checks differ above all "
                "by a choice, and for {named} it would be enough that the report named its answer, whichever it was."
            )
        named = sum(one.settles == one.values for one in chosen)
        told = gettext(given, all=len(ranked), open=len(analysed), chosen=len(chosen), named=named)
        return paragraph(told)

    def row(self, verdict: Verdict) -> list[object]:
        """Return one figure as a row."""
        row, found = verdict.figure, self.analysis(verdict)
        name = gettext_nodes(
            "{case}: {row}, {printed}",
            case=labels.section_and_case(row), row=self.row_link(row.id), printed=wording.figure(row),
        )  # fmt: skip
        start = [name, badge(verdict.evidence)]
        if not found or not found.influences:
            return [*start, gettext("not analysed") if not found else gettext("nothing varies"), "", ""]
        first, *others = found.influences
        alone, whole = share(first.index.first), share(first.index.total)
        both = gettext("{first} by itself, {total} with others", first=alone, total=whole)
        clear = self.cleared(verdict, first, others)
        return [*start, [self.named(row.id, first)], whole if alone == whole else both, clear]

    def cleared(self, verdict: Verdict, first: Influence, others: Sequence[Influence]) -> list[nodes.Node | str]:
        """Return how often the first input makes the verdict clear, and the one that does so more often."""
        if verdict.evidence not in OPEN:
            return [gettext("clear already")]
        best = max(others, key=_settling, default=first)
        if _settling(best) <= _settling(first):
            return [_clear(first)]
        return gettext_nodes(
            "{clear}; {input}: {more}",
            clear=_clear(first),
            input=self.named(verdict.figure.id, best),
            more=_clear(best),
        )


class SensitivityDirective(_AnalysisDirective):
    """For each case with a material figure the chart of its inputs and choices, and what follows, in sentences."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each case, in the order of the table."""
        cases: dict[str, list[Verdict]] = {}
        for verdict in findings.ranked(self.audit()):
            cases.setdefault(case(verdict.figure.id), []).append(verdict)
        return [self.part(verdicts) for verdicts in cases.values()]

    def part(self, verdicts: Sequence[Verdict]) -> nodes.section:
        """Return the section of one case."""
        found = {verdict.figure.id: self.analysis(verdict) for verdict in verdicts}
        varying = [one for one in found.values() if one and one.influences]
        drawn = [placed(chart(self.audit(), varying).svg)] if varying else []
        parts = [self.figure(verdict, found[verdict.figure.id]) for verdict in verdicts]
        first = verdicts[0].figure
        return titled(anchor(case(first.id)), labels.section_and_case(first), *drawn, *parts)

    def figure(self, verdict: Verdict, found: Sensitivity | None) -> nodes.container:
        """Return what there is to say of one figure, and its numbers in a box that opens."""
        row = verdict.figure
        head = gettext_nodes(
            "{row} ({printed}), {answer}: ",
            row=self.row_link(row.id), printed=figure_text(row), answer=badge(verdict.evidence),
        )  # fmt: skip
        joint = "" if language().han else " "
        said = paragraph(*head, joint.join(self.sentences(verdict, found)))
        parts: list[nodes.Node] = [said]
        if found and found.influences:
            summary = element("summary", gettext("All inputs, choices and answers"))
            answers = [self.answers(verdict, found.within)] if found.within else []
            parts.append(element("details", summary, self.inputs(verdict, found), *answers))
        return nodes.container("", *parts, ids=[anchor(row.id)], classes=["settling"])

    def sentences(self, verdict: Verdict, found: Sensitivity | None) -> Iterator[str]:
        """Yield what follows from the sensitivity of a figure."""
        if not found:
            yield gettext("An input has no upper end, so that nothing says how much of the spread it brings.")
            return
        if not found.influences:
            yield gettext("Nothing varies here: the check and the printed number are single values.")
            return
        first, *others = found.influences
        named = {one: name_of(self.audit(), found.figure, one) for one in found.influences}
        yield _brought(named[first], first)
        if found.alone < _ADDITIVE:
            text = N_("Single inputs explain {alone} of it; the rest arises only where several come together.")
            yield gettext(text, alone=share(found.alone))
        if verdict.evidence not in OPEN:
            yield gettext(
                "The verdict is clear already, whatever their values; they move only the size of the difference."
            )
            return
        yield _settled(first)
        yield from self.afterwards(found)
        helpful = [gettext("{input} ({clear})", input=named[one], clear=_clear(one)) for one in others if one.settles]
        if helpful:
            text = N_("Even without that, it would be clear if this were known: {inputs}.")
            yield gettext(text, inputs=labels.clauses(helpful))

    def afterwards(self, found: Sensitivity) -> Iterator[str]:
        """Yield what would matter next, where some answers to a choice leave the check too wide."""
        wide = [one for one in found.within if one.finding is Finding.TOO_WIDE and one.mover]
        movers = Counter(name_of(self.audit(), found.figure, one.mover) for one in wide if one.mover)
        if movers:
            yield gettext(
                "{count} would be too wide to tell; the input that moves those most is {input}.",
                count=len(wide), input=movers.most_common(1)[0][0],
            )  # fmt: skip

    def inputs(self, verdict: Verdict, found: Sensitivity) -> nodes.Element:
        """Return all inputs and choices of a figure as a table."""
        header = gettext_each(
            "input or choice", "by itself", "with others", "verdict clear if that is known", "who could publish it"
        )
        still = verdict.evidence in OPEN
        rows = [
            [
                [self.named(found.figure, one)],
                _index(one.index.first, one.index.first_within),
                _index(one.index.total, one.index.total_within),
                _clear(one) if still else gettext("clear already"),
                self.publisher(one),
            ]
            for one in found.influences
        ]
        return table(header, rows)

    def publisher(self, influence: Influence) -> str:
        """Return who could publish the value of an input or the answer to a choice."""
        name, ledger = influence.index.name, self.audit().ledger
        row = ledger.factors.get(name)
        return labels.work(ledger, row.source) if isinstance(row, Factor) else gettext("the report's authors")

    def answers(self, verdict: Verdict, within: Sequence[Answer]) -> nodes.Element:
        """Return what would be left at each answer to a choice, as a table."""
        header = gettext_each(
            "if this is the answer", "finding", "then moved most by", "with others", "clear if that is known too"
        )
        rows: list[list[object]] = []
        for one in within:
            cells: list[object] = ["", "", ""]
            if mover := one.mover:
                wide = one.finding is Finding.TOO_WIDE
                cells = [
                    [self.named(verdict.figure.id, mover)],
                    share(mover.index.total),
                    _clear(mover) if wide else "",
                ]
            rows.append([[self.row_link(one.check)], labels.name(one.finding), *cells])
        return table(header, rows)


def _brought(what: str, first: Influence) -> str:
    """Return what the checks differ by, as a sentence."""
    alone, whole = share(first.index.first), share(first.index.total)
    if alone == whole:
        return gettext("The checks differ above all by {what}: {share} of the variance.", what=what, share=whole)
    text = N_("The checks differ above all by {what}: {first} of the variance by itself, {total} with others.")
    return gettext(text, what=what, first=alone, total=whole)


def _settled(first: Influence) -> str:
    """Return at how many of its values the first input would settle the figure, as a sentence."""
    settles, values = first.settles, first.values
    if not first.is_category:
        return gettext("If it were known, the verdict would be clear {where}.", where=_clear(first))
    if settles == values:
        text = N_("If the report said which of {values} answers it took, the verdict would be clear, whichever it was.")
    elif settles:
        text = N_(
            "If the report said which of {values} answers it took, the verdict would be clear for {settles} of them."
        )
    else:
        text = N_("If the report said which of {values} answers it took, the verdict would not be clear for any.")
    return gettext(text, values=values, settles=settles)


def _settling(influence: Influence) -> float:
    return influence.settles / influence.values


def _clear(influence: Influence) -> str:
    """Return at how many of its values the verdict would be clear."""
    if influence.is_category:
        return gettext("at {settles} of {values} answers", settles=influence.settles, values=influence.values)
    if not influence.settles:
        return gettext("at none of its values")
    return gettext("at {share} of its values", share=share(_settling(influence)))


def _index(value: float, within: float) -> str:
    text = gettext("{value} ± {within}", value=f"{max(0.0, value):.2f}", within=f"{within:.2f}")
    return text.replace(" ", "\N{NO-BREAK SPACE}")


SENSITIVITY_DIRECTIVES = {"ledger-sensitivity": SensitivityDirective, "ledger-settling": SettlingDirective}
