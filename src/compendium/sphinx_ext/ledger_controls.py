"""The controls of the ledger's page: a form whose fields are what an address of a filtered ledger says.

Names and values of the fields are the same in every language, so an address leads to the same entries in both.
"""

from collections.abc import Iterable, Mapping
from html import escape

from compendium import tables
from compendium.audit import ARITHMETIC, EVIDENCE, Audit, case_name
from compendium.language import listed, say
from compendium.ledger import Derivation, Figure
from compendium.sphinx_ext.content import slug


def controls(audit: Audit) -> str:
    """Return the form that filters and orders the entries of the ledger."""
    shown = say(
        "Shown: {figures} of {all_figures} figures, {derivations} of {all_derivations} derivations.",
        figures=_count("figures", len(audit.verdicts)),
        all_figures=len(audit.verdicts),
        derivations=_count("derivations", len(audit.results)),
        all_derivations=len(audit.results),
    )
    kinds = {
        "": say("all"),
        "figure": say("figures"),
        "derivation": say("derivations"),
        **{row.role: say("derivations: {role}", role=tables.role(row)) for row in audit.ledger.derivations.values()},
    }
    orders = {"": say("report order"), "label": say("by name"), "off": say("furthest off first")}
    parts = (
        f'<label class="ledger-words">{say("Words, id or number")}<input type="search" name="q"/></label>',
        _choice("section", say("Section"), {"": say("all"), **_sections(audit)}),
        _choice("arithmetic", say("Arithmetic"), _answers(ARITHMETIC)),
        _choice("evidence", say("Evidence"), _answers(EVIDENCE)),
        _choice("show", say("Entries"), kinds),
        _choice("sort", say("Order"), orders),
        "<div>",
        _tick("material", say("Material only")),
        _tick("open", say("Unfold all")),
        "</div>",
        f'<p class="ledger-shown" role="status">{shown}</p>',
        f'<p class="ledger-buttons">{_button("reset", say("Reset"))}{_button("copy", say("Copy link"), say("Copied"))}'
        f"{_button('csv', say('Save as CSV'))}</p>",
        f'<p class="ledger-hint">{say("A derivation goes with the answers of the figure that it checks.")}</p>',
    )
    name = escape(say("Filter the ledger"))
    return f'<form class="ledger-controls" role="search" aria-label="{name}" autocomplete="off">{"".join(parts)}</form>'


def _count(kind: str, number: int) -> str:
    return f'<strong data-count="{kind}">{number}</strong>'


def _choice(name: str, label: str, options: Mapping[str, str]) -> str:
    told = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options.items())
    return f'<label>{escape(label)}<select name="{name}">{told}</select></label>'


def _tick(name: str, label: str) -> str:
    return f'<label class="ledger-tick"><input type="checkbox" name="{name}" value="yes"/>{escape(label)}</label>'


def _button(action: str, label: str, done: str = "") -> str:
    told = f' data-done="{escape(done)}"' if done else ""
    return f'<button type="button" data-action="{action}"{told}>{escape(label)}</button>'


def _answers(answers: Iterable[str]) -> dict[str, str]:
    return {"": say("all"), **{slug(answer): say(answer) for answer in answers}}


def _sections(audit: Audit) -> dict[str, str]:
    """Return every chapter and section that has rows, by its number, with its cases."""
    cases: dict[str, dict[str, None]] = {}
    rows: list[Figure | Derivation] = [*audit.ledger.figures.values(), *audit.ledger.derivations.values()]
    for row in rows:
        cases.setdefault(row.section, {})[say(case_name(row.id))] = None
    told = {section: f"{section} {listed(names)}" for section, names in cases.items()}
    chapters = {section.partition(".")[0] for section in cases}
    told |= {chapter: say("Chapter {chapter}", chapter=chapter) for chapter in chapters}
    return {section: told[section] for section in sorted(told, key=lambda one: [int(part) for part in one.split(".")])}
