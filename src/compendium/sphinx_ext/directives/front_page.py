"""The picture of the front page: every printed figure as one tile, in a row for each case, leading to its entry.

It is HTML, so it follows the theme, fits a phone and is accessible to screen readers; a style sheet formats it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import htpy as h
from docutils import nodes

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.display import labels
from compendium.display.markup import slug
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger.sections import chapter as chapter_of
from compendium.ledger.vocabulary import Arithmetic, Evidence
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import element, figure_text, row_address, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ARITHMETIC, _EVIDENCE = list(Arithmetic), list(Evidence)
_OPEN = {Evidence.DEPENDS, Evidence.CONTESTED, Evidence.CONTRADICTED}
_TABLE = "figures-by-case"  # the anchor of the picture as a table, the target of the skip link


def cases(audit: Audit) -> dict[str, list[Verdict]]:
    """Return the figures by section and case, in the order of the table; within one in the order of the answers."""
    found: dict[str, list[Verdict]] = {}
    for verdict in audit.verdicts.values():
        found.setdefault(labels.section_and_case(verdict.figure), []).append(verdict)
    for verdicts in found.values():
        verdicts.sort(key=lambda one: (_EVIDENCE.index(one.evidence), _ARITHMETIC.index(one.arithmetic)))
    return found


def shown(verdict: Verdict) -> tuple[Arithmetic | Evidence, ...]:
    """Return the answers that a figure's tile shows: that of the arithmetic, if there is one, and of the evidence."""
    arithmetic = () if verdict.arithmetic is Arithmetic.NO_INPUTS else (verdict.arithmetic,)
    return (*arithmetic, verdict.evidence)


def chapters(documents: Iterable[str], sections: Iterable[str]) -> dict[str, str]:
    """Return the page of each section: its own if all sections of its chapter have one, otherwise the chapter's.

    Args:
        documents: Sphinx's document names. A notebook's name begins with its section: ``3-06-solar``, ``2-policies``.
        sections: the sections.
    """
    return dict(_chapters(frozenset(documents), frozenset(sections)))


@cache
def _chapters(documents: frozenset[str], wanted: frozenset[str]) -> dict[str, str]:
    """Return what ``chapters`` does; the ledger asks once for each of its entries."""
    pages = {name.rpartition("/")[2]: name for name in sorted(documents)}

    def page(section: str) -> str | None:
        chapter, *parts = section.split(".")
        stem = "-".join([chapter, *(f"{int(part):02d}" if part.isdigit() else part for part in parts)])
        return next((pages[name] for name in pages if re.match(rf"{stem}-\D", name)), None)

    found = {}
    for section in sorted(wanted):
        chapter = chapter_of(section)
        whole = all(page(one) for one in wanted if chapter_of(one) == chapter)
        if name := page(section if whole else chapter):
            found[section] = name
    return found


class PictureDirective(LedgerDirective):
    """Every printed figure as one tile."""

    def run(self) -> list[nodes.Node]:
        """Return the picture, and the same as a folded table."""
        found = cases(self.audit())
        heads = gettext_each("case", "figures", *_EVIDENCE, "recomputed")
        counts = table(heads, [self.counted(*one) for one in found.items()])
        fold = element(
            "details", element("summary", gettext("The same as a table")), counts, ids=[_TABLE], classes=["as-table"]
        )
        return [nodes.raw("", str(self.picture(found)), format="html"), fold]

    def picture(self, found: Mapping[str, list[Verdict]]) -> h.Element:
        """Return the finding, the legend and the rows of tiles."""
        sections = {name: verdicts[0].figure.section for name, verdicts in found.items()}
        pages = chapters(self.env.found_docs, sections.values())
        note = gettext("Each tile is a printed figure and leads to its entry in the ledger.")
        return h.figure(class_="picture", aria_labelledby="picture-finding")[
            h.figcaption(id="picture-finding")[self.finding(found)],
            self.legend(),
            h.a(class_="skip", href=f"#{_TABLE}")[gettext("Skip the picture")],
            h.ul(class_="cases")[
                (self.row(name, pages.get(sections[name]), verdicts) for name, verdicts in found.items())
            ],
            h.p(class_="note")[note],
        ]

    def finding(self, found: Mapping[str, list[Verdict]]) -> str:
        """Return what the picture shows, in a sentence."""
        tested = [
            [one.evidence for one in verdicts if one.evidence is not Evidence.UNTESTED] for verdicts in found.values()
        ]
        held = sum(set(answers) == {Evidence.SUPPORTED} for answers in tested)
        open_ = sum(not _OPEN.isdisjoint(answers) for answers in tested)
        none = tested.count([])
        return gettext(
            "By section and case, {cases} in all: in {held} every figure that was tested is supported; in {open} some "
            "depend on a choice, are contested or contradicted; in {vague} none do, but some are only repeated or too "
            "wide to tell; in {none} no figure was tested.",
            held=held, cases=len(tested), open=open_, vague=len(tested) - held - open_ - none, none=none,
        )  # fmt: skip

    def legend(self) -> h.Element:
        """Return the meaning of the tiles' colours, with the number of each."""
        questions: dict[str, tuple[Sequence[Evidence | Arithmetic], str]] = {
            "evidence": (_EVIDENCE, N_("Does public evidence support it?")),
            "arithmetic": (
                _ARITHMETIC[:-1],
                N_("Double tiles can be recomputed as well: does the arithmetic reproduce (left half)?"),
            ),
        }
        parts = []
        for question, (kinds, words) in questions.items():
            counts = self.audit().counts(question)
            items = [
                h.li[_half(kind), labels.name(kind), " ", h.b[str(counts[kind])]] for kind in kinds if counts[kind]
            ]
            parts.append(h.div(class_="question")[h.p[gettext(words)], h.ul[items]])
        return h.div(class_="legend")[parts]

    def row(self, name: str, page: str | None, verdicts: list[Verdict]) -> h.Element:
        """Return a case's name, with a link to its chapter if there is one, and its tiles."""
        builder = self.env.app.builder
        label = h.a(href=builder.get_relative_uri(self.env.docname, page))[name] if page else name
        tiles = (h.li[self.tile(name, verdict)] for verdict in verdicts)
        return h.li(class_="case")[h.span[label], h.ul[tiles]]

    def tile(self, case: str, verdict: Verdict) -> h.Element:
        """Return a figure's tile: a link whose text is shown when it is pointed at, and read by screen readers."""
        figure = verdict.figure
        words = gettext(
            "{case}, {label}, {figure}: {answers}", case=case, label=labels.label(figure), figure=figure_text(figure),
            answers=labels.enumerated(labels.name(answer) for answer in (verdict.arithmetic, verdict.evidence)),
        )  # fmt: skip
        halves = (_half(answer) for answer in shown(verdict))
        address = row_address(self.env, figure.id)
        return h.a(class_="tile", href=address, title=words)[halves, h.span(class_="told")[words]]

    def counted(self, case: str, verdicts: list[Verdict]) -> list[object]:
        """Return a case's figures counted by answer, as a row of the table."""
        counts = [sum(one.evidence == answer for one in verdicts) for answer in Evidence]
        recomputed = sum(bool(one.recomputes) for one in verdicts)
        return [case, *map(str, (len(verdicts), *counts, recomputed))]


def _half(answer: str) -> h.Element:
    return h.i(class_=f"answer {slug(answer)}")


def add_styles(app: "Sphinx", page: str, *_: object) -> None:
    """Load the picture's style sheet on the front page only."""
    if page == app.config.root_doc:
        app.add_css_file("front-page.css")
