"""What the what-if page works with: cases and what can be asked of each, presets, the chart, and the page's words."""

from typing import Any

import nbformat

from compendium import rerun, wording
from compendium.audit import ARITHMETIC, EVIDENCE, Audit
from compendium.language import mark, say, spoken

ROW = 44  # pixels
WORDS = {
    "printed": mark("Printed: {printed}."),
    "book": mark("in the book"),
    "interval": mark("{low} to {high}"),
    "yes": mark("yes"),
    "no": mark("no"),
    "recompute": mark("recomputed: {row}"),
    "none": mark("no value"),
    "moved": mark("{row} (moved)"),
    "idle": mark("Nothing of what you assume moves it."),
    "copied": mark("Copied."),
    "own": mark("the book's own numbers"),
    "mixed": mark("your own numbers"),
    "figures": mark("printed figures"),
    "computed": mark("computed besides"),
    "reset": mark("reset {factor}"),
    "book_value": mark("in the book: {value}"),
    "same": mark("{answers}, as in the book"),
    "changed": mark("{answers}; in the book {before}"),
    "value": mark("{row}: {value}"),
}


def model(audit: Audit) -> dict[str, Any]:
    """Return what the page needs beside the ledger, in the spoken language."""
    return {
        "language": spoken(),
        "magnitudes": wording.magnitudes(),
        "words": {name: say(message) for name, message in WORDS.items()}
        | {"material": say(", {material}", material=say("material"))},
        "answers": {answer: say(answer) for answer in (*ARITHMETIC, *EVIDENCE)},
        "cases": cases(audit),
        "presets": [
            {"id": id_, "label": preset.label, "assumptions": _plain(audit.ledger.preset(id_))}
            for id_, preset in audit.ledger.presets.items()
        ],
        "chart": chart(),
        "row": ROW,
    }


def cases(audit: Audit) -> list[dict[str, Any]]:
    """Return the sections with a notebook of their own and a factor to move, in the report's order."""
    found = []
    for path in rerun.notebooks():
        section = rerun.section(path, nbformat.read(path, as_version=4))
        part = audit.part(section)
        moved = [id_ for id_, result in part.results.items() if result.factors and audit.covers(section)]
        figures = [
            id_ for id_, verdict in part.verdicts.items() if any(check.result.factors for check in verdict.checks)
        ]
        others = [id_ for id_ in moved if _besides(audit, id_, section)]
        if "." in section and (figures or others):
            name = audit.case(next(iter(part.verdicts)))
            found.append(
                {"section": section, "name": name, "notebook": path.name, "figures": figures, "others": others}
            )
    return sorted(found, key=lambda case: [int(part) for part in case["section"].split(".")])


def _besides(audit: Audit, id_: str, section: str) -> bool:
    """Return whether a derivation is asked for by itself: it answers for no figure and belongs to the section."""
    row = audit.ledger.derivations[id_]
    return row.section == section and row.role in ("implied", "derived")


def _plain(assumptions: dict[str, float]) -> dict[str, float]:
    """Return numbers without the noise that a change of unit leaves in their last digits."""
    return {id_: float(f"{value:.12g}") for id_, value in assumptions.items()}


def chart() -> dict[str, Any]:
    """Return the chart as Vega-Lite: a row a check, its interval and value over the printed band, paler in the book.

    The page fills the data ``rows`` and ``printed``, sets the parameters ``least`` and ``greatest``, and the height.
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
    room = alt.ExprRef("width - 105")  # what a value leaves of the line to its label
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
