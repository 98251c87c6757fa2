"""The data of the what-if page: cases with their quantities, presets, and the page's messages."""

from typing import Any

import nbformat

from compendium.audit.audit import Audit
from compendium.display import labels, wording
from compendium.i18n.messages import N_, current_language, gettext, language
from compendium.ledger import sections
from compendium.ledger.assumptions import plausible
from compendium.ledger.rows import Factor
from compendium.ledger.vocabulary import Arithmetic, Evidence, Finding
from compendium.notebooks import execute

WORDS = {
    "printed": N_("Printed: {printed}."),
    "interval": N_("{low} to {high}"),
    "above": N_("{least} or more"),
    "below": N_("{most} or less"),
    "recompute": N_("recomputed: {row}"),
    "none": N_("no value"),
    "moved": N_("{row}, with {value} instead of {before}"),
    "moved_several": N_("{row}, with {count} factors moved"),
    "idle": N_("Nothing of what you assume moves it."),
    "copied": N_("Copied."),
    "own": N_("the book's own numbers"),
    "mixed": N_("your own numbers"),
    "print": N_("printed: {printed}"),
    "others": N_("More quantities ({count})"),
    "more": N_("More factors ({count})"),
    "sets": N_("Sets {count} of the {all} factors of this case to {value}: {factors}."),
    "idle_preset": N_("{preset} (no factor of this case)"),
    "joint": N_("; "),
    "reset": N_("reset {factor}"),
    "book_value": N_("in the book: {value}"),
    "book_range": N_("in the book: {value} ({low} to {high})"),
    "same": N_("{answers}, as in the book"),
    "changed": N_("{answers}; in the book {before}"),
    "value": N_("{row}: {value}"),
}


def model(audit: Audit) -> dict[str, Any]:
    """Return what the page needs in addition to the ledger, in the current language."""
    return {
        "language": current_language(),
        "magnitudes": wording.magnitudes(),
        "grouped": not language().han,
        "words": {name: gettext(message) for name, message in WORDS.items()} | {"material": gettext(", material")},
        "answers": {answer: labels.name(answer) for answer in (*Arithmetic, *Evidence)},
        "findings": {finding: labels.name(finding) for finding in Finding},
        "cases": cases(audit),
        "plausible": {id_: _taken(row, audit) for id_, row in audit.ledger.factors.items()},
        "presets": [
            {"id": id_, "label": labels.label(preset), "assumptions": _plain(audit.ledger.preset(id_))}
            for id_, preset in audit.ledger.presets.items()
        ],
    }


def _taken(row: Factor, audit: Audit) -> list[float]:
    """Return the least and the greatest value of a factor that a rerun takes without being told to."""
    bounds, _ = plausible(row, audit.ledger.factors.values())
    return [bounds.low, bounds.high]


def cases(audit: Audit) -> list[dict[str, Any]]:
    """Return the sections with a notebook of their own and a factor to change, in the report's order."""
    opened = {path: execute.section(path, nbformat.read(path, as_version=4)) for path in execute.notebooks()}
    # A chapter is not a case if its sections have notebooks of their own.
    every = set(opened.values())
    leaves = {one for one in every if not any(other != one and sections.within(other, one) for other in every)}
    found = []
    for section, path in {section: path for path, section in reversed(opened.items())}.items():  # its first notebook
        part = audit.part(section)
        moved = [id_ for id_, result in part.results.items() if result.factors]
        figures = [
            id_ for id_, verdict in part.verdicts.items() if any(check.result.factors for check in verdict.checks)
        ]
        others = [id_ for id_ in moved if _stands_alone(audit, id_, section)]
        if section in leaves and (figures or others):
            names = dict.fromkeys(labels.case_name(id_) for id_ in part.verdicts)
            name = f"{section} {labels.enumerated(names)}"
            found.append(
                {"section": section, "name": name, "notebook": path.name, "figures": figures, "others": others}
            )
    return sorted(found, key=lambda case: sections.order(case["section"]))


def _stands_alone(audit: Audit, id_: str, section: str) -> bool:
    """Return whether the page offers a derivation by itself: it belongs to the section and checks no figure."""
    row = audit.ledger.derivations[id_]
    return sections.within(row.section, section) and not row.role.answers


def _plain(assumptions: dict[str, float]) -> dict[str, float]:
    """Return numbers to twelve digits, without the floating-point noise of a change of unit."""
    return {id_: float(f"{value:.12g}") for id_, value in assumptions.items()}
