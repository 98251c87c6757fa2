"""Sourcing: which of the report's figures name a source, by section."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from compendium.audit import Audit
from compendium.canvas import OTHER, ROW, Chart, Mark, draw_rows, finish, listed, open_canvas
from compendium.language import listed as joined
from compendium.language import say, says


@dataclass(frozen=True)
class Sourced:
    """How many figures of one section there are, and how many of them name a source."""

    section: str
    cases: str
    figures: int
    named: int

    @property
    def unnamed(self) -> float:
        """The share of figures that name none."""
        return 1 - self.named / self.figures


def by_section(audit: Audit) -> tuple[Sourced, ...]:
    """Return the sections that print figures, in the report's order."""
    return tuple(_sections(audit))


def _sections(audit: Audit) -> Iterator[Sourced]:
    rows = [verdict.figure for verdict in audit.verdicts.values()]
    for section in dict.fromkeys(row.section for row in rows):
        own = [row for row in rows if row.section == section]
        cases = dict.fromkeys(audit.case(row.id).removeprefix(f"{section} ") for row in own)
        yield Sourced(section, joined(cases), len(own), sum(bool(row.cites) for row in own))


def unnamed(audit: Audit) -> Chart:
    """Draw the share of figures that name no source, a bar for each section, the greatest first."""
    rows = sorted(by_section(audit), key=lambda row: -row.unnamed)
    bare = sum(row.named == 0 for row in rows)
    total, named = sum(row.figures for row in rows), sum(row.named for row in rows)
    title = say("{bare} of {all} sections with figures name no source for any of them", bare=bare, all=len(rows))
    subtitle = say("Share of a section's printed figures that carry no reference mark, per cent")
    source = say("Source: the ledger, {count} figures, {named} with a source.", count=total, named=named)
    canvas, axes = open_canvas(ROW * (len(rows) + 0.2), title, subtitle, source)
    marks = []
    for row in rows:
        share = 100 * row.unnamed
        text = say("{count} of {all}", count=row.figures - row.named, all=row.figures)
        marks.append(Mark(f"{row.section} {row.cases}", share, share, share, text, OTHER))
    axes.set_xlim(0, 100)
    draw_rows(axes, marks, say("per cent"), bars=True)
    columns = says("section", "cases", "figures", "with a source")
    data = pd.DataFrame([(row.section, row.cases, row.figures, row.named) for row in rows], columns=columns)
    return finish(canvas, title, say("Figures without a source: {rows}", rows=listed(marks)), data)
