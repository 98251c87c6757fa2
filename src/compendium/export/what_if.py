"""The data of the what-if page: cases with their quantities, presets, the chart, and the page's messages."""

from typing import Any

import nbformat

from compendium.audit.audit import Audit
from compendium.display import labels, wording
from compendium.i18n.messages import N_, current_language, gettext, language
from compendium.ledger import sections
from compendium.ledger.vocabulary import Arithmetic, Evidence, Finding
from compendium.notebooks import execute

ROW = 44  # pixels
WORDS = {
    "printed": N_("Printed: {printed}."),
    "book": N_("in the book"),
    "interval": N_("{low} to {high}"),
    "above": N_("{least} or more"),
    "below": N_("{most} or less"),
    "recompute": N_("recomputed: {row}"),
    "none": N_("no value"),
    "moved": N_("{row} (moved)"),
    "idle": N_("Nothing of what you assume moves it."),
    "copied": N_("Copied."),
    "own": N_("the book's own numbers"),
    "mixed": N_("your own numbers"),
    "figures": N_("printed figures"),
    "computed": N_("computed besides"),
    "reset": N_("reset {factor}"),
    "book_value": N_("in the book: {value}"),
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
        "words": {name: gettext(message) for name, message in WORDS.items()}
        | {"material": gettext(", {material}", material=gettext("material"))},
        "answers": {answer: labels.name(answer) for answer in (*Arithmetic, *Evidence)},
        "findings": {finding: labels.name(finding) for finding in Finding},
        "cases": cases(audit),
        "presets": [
            {"id": id_, "label": labels.label(preset), "assumptions": _plain(audit.ledger.preset(id_))}
            for id_, preset in audit.ledger.presets.items()
        ],
        "chart": chart(),
        "row": ROW,
    }


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


def chart() -> dict[str, Any]:
    """Return the chart as a Vega-Lite specification: a row for each check, over the band of the printed interval.

    A row shows interval and value, and in a paler colour the value in the book. The page fills the data ``rows`` and
    ``printed``, and sets the height and the parameters ``least`` and ``greatest``.
    """
    import altair as alt

    span = alt.Scale(domainMin=alt.ExprRef("least"), domainMax=alt.ExprRef("greatest"), zero=False, nice=False)
    ticks = alt.ExprRef("max(2, floor(width / 110))")
    axis = alt.Axis(title=None, grid=False, tickCount=ticks, formatType="tell", labelFlush=True, labelOverlap="greedy")
    colours = {"recomputed": "var(--chart-recomputed)", "met": "var(--chart-met)", "missed": "var(--chart-missed)"}
    colour = alt.Color("look:N", legend=None, scale=alt.Scale(domain=[*colours], range=[*colours.values()]))
    shape = alt.Shape("look:N", legend=None, scale=alt.Scale(domain=[*colours], range=["circle", "circle", "diamond"]))
    fill = alt.when(alt.datum.look == "missed").then(alt.value(0)).otherwise(alt.value(1))
    printed = alt.Chart(alt.NamedData("printed"))
    rows = alt.Chart(alt.NamedData("rows")).encode(y=alt.Y("place:O", axis=None))
    room = alt.ExprRef("width - 105")  # the width of a label, beside its value
    layers = [
        printed.mark_rect(color="var(--accent)", opacity=0.2).encode(
            x=alt.X("low:Q", scale=span, axis=axis), x2="high:Q"
        ),
        printed.mark_rule(color="var(--accent)", strokeWidth=1.5).encode(x="value:Q"),
        rows.mark_point(color="var(--chart-book)", size=50, yOffset=8).encode(x="book:Q"),
        rows.mark_rule(strokeWidth=3, yOffset=8).encode(x="low:Q", x2="high:Q", color=colour),
        rows.mark_point(size=70, strokeWidth=2, filled=False, yOffset=8).encode(
            x="value:Q", color=colour, shape=shape, fill=colour, fillOpacity=fill
        ),
        rows.mark_text(align="left", yOffset=-9, fontSize=13, color="currentColor", limit=room).encode(
            text="label:N", x=alt.value(0)
        ),
        rows.mark_text(align="right", yOffset=-9, fontSize=13, color="currentColor").encode(
            text="told:N", x=alt.value("width")
        ),
    ]
    whole = (
        alt.layer(*layers)
        .properties(width="container", height=ROW, autosize="fit-x")
        .add_params(alt.param("least", value=0), alt.param("greatest", value=1))
        .configure(background="transparent", font="inherit", customFormatTypes=True)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="currentColor", labelFontSize=12, domainColor="currentColor", tickColor="currentColor"
        )
    )
    spec: dict[str, Any] = {**whole.to_dict(), "datasets": {"rows": [], "printed": []}}
    return spec
