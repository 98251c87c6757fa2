"""The controls of the ledger's page: a form whose fields are what an address of a filtered ledger says.

Names and values of the fields are the same in every language, so an address leads to the same entries in both.
"""

from collections.abc import Iterable, Mapping
from html import escape

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.i18n.messages import gettext
from compendium.ledger import sections
from compendium.ledger.rows import Derivation, Figure
from compendium.ledger.vocabulary import Arithmetic, Evidence
from compendium.sphinx_ext.nodes import slug


def controls(audit: Audit) -> str:
    """Return the form that filters and orders the entries of the ledger."""
    shown = gettext(
        "Shown: {figures} of {all_figures} figures, {derivations} of {all_derivations} derivations.",
        figures=_count("figures", len(audit.verdicts)),
        all_figures=len(audit.verdicts),
        derivations=_count("derivations", len(audit.results)),
        all_derivations=len(audit.results),
    )
    kinds: dict[str, str] = {
        "": gettext("all"),
        "figure": gettext("figures"),
        "derivation": gettext("derivations"),
        **{
            row.role: gettext("derivations: {role}", role=labels.role(row)) for row in audit.ledger.derivations.values()
        },
    }
    orders = {"": gettext("report order"), "label": gettext("by name"), "off": gettext("furthest off first")}
    parts = (
        f'<label class="ledger-words">{gettext("Words, id or number")}<input type="search" name="q"/></label>',
        _choice("section", gettext("Section"), {"": gettext("all"), **_sections(audit)}),
        _choice("arithmetic", gettext("Arithmetic"), _answers(Arithmetic)),
        _choice("evidence", gettext("Evidence"), _answers(Evidence)),
        _choice("show", gettext("Entries"), kinds),
        _choice("sort", gettext("Order"), orders),
        "<div>",
        _tick("material", gettext("Material only")),
        _tick("open", gettext("Unfold all")),
        "</div>",
        f'<p class="ledger-shown" role="status">{shown}</p>',
        f'<p class="ledger-buttons">{_button("reset", gettext("Reset"))}{_button("copy", gettext("Copy link"), gettext("Copied"))}'
        f"{_button('csv', gettext('Save as CSV'))}</p>",
        f'<p class="ledger-hint">{gettext("A derivation goes with the answers of the figure that it checks.")}</p>',
    )
    name = escape(gettext("Filter the ledger"))
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
    return {"": gettext("all"), **{slug(answer): gettext(answer) for answer in answers}}


def _sections(audit: Audit) -> dict[str, str]:
    """Return every chapter and section that has rows, by its number, with its cases."""
    cases: dict[str, dict[str, None]] = {}
    rows: list[Figure | Derivation] = [*audit.ledger.figures.values(), *audit.ledger.derivations.values()]
    for row in rows:
        cases.setdefault(row.section, {})[labels.case_name(row.id)] = None
    told = {section: f"{section} {labels.enumerated(names)}" for section, names in cases.items()}
    chapters = {sections.chapter(section) for section in cases}
    told |= {chapter: gettext("Chapter {chapter}", chapter=chapter) for chapter in chapters}
    return {section: told[section] for section in sorted(told, key=sections.order)}
