"""The picture of the front page: every printed figure as one tile, in a row for each case, leading to its entry.

It is HTML, so it follows the theme, is crisp, fits a phone and is read aloud; the style sheet gives it its look.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.display import labels
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger.vocabulary import Arithmetic, Evidence
from compendium.sphinx_ext.directives.base import LedgerDirective
from compendium.sphinx_ext.nodes import figure_text, row_document, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ARITHMETIC, _EVIDENCE = list(Arithmetic), list(Evidence)
_TABLE = "figures-by-case"  # where the picture is told as a table, and where the keyboard may skip to


def cases(audit: Audit) -> dict[str, list[Verdict]]:
    """Return the figures by case, in the order of the report; within one in the order of the answers."""
    found: dict[str, list[Verdict]] = {}
    for verdict in audit.verdicts.values():
        found.setdefault(labels.section_and_case(verdict.figure), []).append(verdict)
    for verdicts in found.values():
        verdicts.sort(key=lambda one: (_EVIDENCE.index(one.evidence), _ARITHMETIC.index(one.arithmetic)))
    return found


def shown(verdict: Verdict) -> tuple[str, ...]:
    """Return what a figure's tile shows: the answer of the evidence, behind that of the arithmetic if there is one."""
    arithmetic = () if verdict.arithmetic is Arithmetic.NO_INPUTS else (verdict.arithmetic,)
    return (*arithmetic, verdict.evidence)


def chapters(documents: Iterable[str], sections: Iterable[str]) -> dict[str, str]:
    """Return the page that a section is told on: its own where all of its chapter have one, or else the chapter's.

    A notebook is named by the section it checks: ``3-06-suining-pv``, ``2-policies``.
    """
    pages = {name.rpartition("/")[2]: name for name in sorted(documents)}
    wanted = sorted(set(sections))

    def page(section: str) -> str | None:
        chapter, *parts = section.split(".")
        stem = "-".join([chapter, *(f"{int(part):02d}" for part in parts)])
        return next((pages[name] for name in pages if re.match(rf"{stem}-\D", name)), None)

    found = {}
    for section in wanted:
        chapter = section.partition(".")[0]
        whole = all(page(one) for one in wanted if one.partition(".")[0] == chapter)
        if name := page(section if whole else chapter):
            found[section] = name
    return found


class PictureDirective(LedgerDirective):
    """Every printed figure as one tile."""

    def run(self) -> list[nodes.Node]:
        """Return the picture, and the same as a table behind a fold."""
        found = cases(self.audit())
        fold = f'<details class="as-table" id="{_TABLE}"><summary>{escape(gettext("The same as a table"))}</summary>'
        return [
            nodes.raw("", self.picture(found), format="html"),
            nodes.raw("", fold, format="html"),
            table(
                gettext_each("case", "figures", *Evidence, "recomputed"), [self.counted(*one) for one in found.items()]
            ),
            nodes.raw("", "</details>", format="html"),
        ]

    def picture(self, found: Mapping[str, list[Verdict]]) -> str:
        """Return the finding, the legend and the rows of tiles."""
        sections = {name: verdicts[0].figure.section for name, verdicts in found.items()}
        pages = chapters(self.env.found_docs, sections.values())
        rows = "".join(self.row(name, pages.get(sections[name]), verdicts) for name, verdicts in found.items())
        note = gettext("Each tile is a printed figure and leads to its entry in the ledger.")
        return (
            f'<figure class="picture" aria-labelledby="picture-finding"><figcaption id="picture-finding">'
            f"{escape(self.finding(found))}</figcaption>{self.legend()}"
            f'<a class="skip" href="#{_TABLE}">{escape(gettext("Skip the picture"))}</a>'
            f'<ul class="cases">{rows}</ul><p class="note">{escape(note)}</p></figure>'
        )

    def finding(self, found: Mapping[str, list[Verdict]]) -> str:
        """Return what the picture shows, in a sentence."""
        checked = [[one.evidence for one in verdicts if one.checks] for verdicts in found.values()]
        return gettext(
            "Case by case: in {held} of {cases} every figure that can be checked is supported, in {open} some are "
            "contested or contradicted, in {none} nothing can be checked.",
            held=sum(set(answers) == {"supported"} for answers in checked),
            cases=len(checked),
            open=sum(not {"contested", "contradicted"}.isdisjoint(answers) for answers in checked),
            none=checked.count([]),
        )

    def legend(self) -> str:
        """Return what the tiles mean, with how many there are of each."""
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
            items = "".join(
                f"<li>{_half(kind)}{escape(gettext(kind))} <b>{counts[kind]}</b></li>" for kind in kinds if counts[kind]
            )
            parts.append(f'<div class="question"><p>{escape(gettext(words))}</p><ul>{items}</ul></div>')
        return f'<div class="legend">{"".join(parts)}</div>'

    def row(self, name: str, page: str | None, verdicts: list[Verdict]) -> str:
        """Return a case's name, leading to its chapter, and its tiles."""
        label = escape(name)
        if page:
            label = f'<a href="{self.env.app.builder.get_relative_uri(self.env.docname, page)}">{label}</a>'
        tiles = "".join(f"<li>{self.tile(name, verdict)}</li>" for verdict in verdicts)
        return f'<li class="case"><span>{label}</span><ul>{tiles}</ul></li>'

    def tile(self, case: str, verdict: Verdict) -> str:
        """Return a figure's tile: a link whose words are seen when it is pointed at, and always read out."""
        figure = verdict.figure
        uri = self.env.app.builder.get_relative_uri(self.env.docname, row_document(self.audit(), figure.id))
        words = gettext(
            "{case}, {label}, {figure}: {answers}", case=case, label=labels.label(figure), figure=figure_text(figure),
            answers=labels.enumerated(labels.name(answer) for answer in (verdict.arithmetic, verdict.evidence)),
        )  # fmt: skip
        halves = "".join(_half(answer) for answer in shown(verdict))
        told = escape(words)
        return f'<a class="tile" href="{uri}#{figure.id}" title="{told}">{halves}<span class="told">{told}</span></a>'

    def counted(self, case: str, verdicts: list[Verdict]) -> list[object]:
        """Return a case's figures counted by answer, as a row of the table."""
        counts = [sum(one.evidence == answer for one in verdicts) for answer in Evidence]
        recomputed = sum(bool(one.recomputes) for one in verdicts)
        return [case, *map(str, (len(verdicts), *counts, recomputed))]


def _half(answer: str) -> str:
    return f'<i class="answer {answer.replace(" ", "-")}"></i>'


def add_styles(app: "Sphinx", page: str, *_: object) -> None:
    """Load the picture's styles on the front page alone."""
    if page == app.config.root_doc:
        app.add_css_file("front-page.css")
