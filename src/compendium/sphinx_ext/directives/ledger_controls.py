"""The controls of the page of the ledger: a form whose fields are also the query of the page's address.

Names and values of the fields are the same in every language, so an address shows the same entries in each edition.
"""

from collections.abc import Iterable, Mapping

import htpy as h

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.display.markup import gettext_markup, slug
from compendium.i18n.messages import gettext
from compendium.ledger import sections
from compendium.ledger.rows import Derivation, Figure
from compendium.ledger.vocabulary import Arithmetic, Evidence


def controls(audit: Audit) -> str:
    """Return the form that filters and sorts the entries of the ledger, as HTML."""
    shown = gettext_markup(
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
    words = h.label(class_="ledger-words")[gettext("Words, id or number"), h.input(type="search", name="q")]
    choices = (
        _choice("section", gettext("Section"), {"": gettext("all"), **_sections(audit)}),
        _choice("arithmetic", gettext("Arithmetic"), _answers(Arithmetic)),
        _choice("evidence", gettext("Evidence"), _answers(Evidence)),
        _choice("show", gettext("Entries"), kinds),
        _choice("sort", gettext("Order"), orders),
    )
    ticks = h.div[_tick("material", gettext("Material only")), _tick("open", gettext("Unfold all"))]
    buttons = h.p(class_="ledger-buttons")[
        _button("reset", gettext("Reset")),
        _button("copy", gettext("Copy link"), gettext("Copied")),
        _button("csv", gettext("Save as CSV")),
    ]
    hint = gettext("A derivation goes with the answers of the figure that it checks.")
    form = h.form(
        class_="ledger-controls", role="search", aria_label=gettext("Filter the ledger"), autocomplete="off"
    )[
        words, choices, ticks, h.p(class_="ledger-shown", role="status")[shown], buttons,
        h.p(class_="ledger-hint")[hint],
    ]  # fmt: skip
    return str(form)


def _count(kind: str, number: int) -> h.Element:
    return h.strong(data_count=kind)[str(number)]


def _choice(name: str, label: str, options: Mapping[str, str]) -> h.Element:
    return h.label[label, h.select(name=name)[(h.option(value=value)[text] for value, text in options.items())]]


def _tick(name: str, label: str) -> h.Element:
    return h.label(class_="ledger-tick")[h.input(type="checkbox", name=name, value="yes"), label]


def _button(action: str, label: str, done: str | None = None) -> h.Element:
    return h.button(type="button", data_action=action, data_done=done)[label]


def _answers(answers: Iterable[Arithmetic | Evidence]) -> dict[str, str]:
    return {"": gettext("all"), **{slug(answer): labels.name(answer) for answer in answers}}


def _sections(audit: Audit) -> dict[str, str]:
    """Return the label of every chapter and section that has rows, by its number; a section's lists its cases."""
    cases: dict[str, dict[str, None]] = {}
    rows: list[Figure | Derivation] = [*audit.ledger.figures.values(), *audit.ledger.derivations.values()]
    for row in rows:
        cases.setdefault(row.section, {})[labels.case_name(row.id)] = None
    text = {section: f"{section} {labels.enumerated(names)}" for section, names in cases.items()}
    chapters = {sections.chapter(section) for section in cases}
    text |= {chapter: gettext("Chapter {chapter}", chapter=chapter) for chapter in chapters}
    return {section: text[section] for section in sorted(text, key=sections.order)}
