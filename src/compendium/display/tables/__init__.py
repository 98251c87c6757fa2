"""The tables that notebooks show, each as HTML and as plain text.

``grid`` makes a table of rows; ``ledger_tables`` those of a section's rows, and worked formulas; ``answers`` the box at
the beginning of a chapter; ``reviews`` what reviewers recorded. All that others use is imported here.
"""

from compendium.display.tables.answers import answer, answers
from compendium.display.tables.changes import changes
from compendium.display.tables.grid import CARDS, Shown, kinds, of_frame, table
from compendium.display.tables.ledger_tables import (
    LISTED,
    checks,
    figures,
    more,
    printed,
    sampled,
    spread,
    values,
    verdicts,
    working,
)
from compendium.display.tables.reviews import reviews

__all__ = [
    "CARDS",
    "LISTED",
    "Shown",
    "answer",
    "answers",
    "changes",
    "checks",
    "figures",
    "kinds",
    "more",
    "of_frame",
    "printed",
    "reviews",
    "sampled",
    "spread",
    "table",
    "values",
    "verdicts",
    "working",
]
