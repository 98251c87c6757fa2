"""The slider of the front page: one factor of the grid, and what becomes of several printed savings as it moves.

It is a picture in HTML, complete without a script; the page's script adds the slider and moves the picture's parts.
Their places are computed by the style sheet, from numbers in custom properties.
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import htpy as h
from docutils import nodes
from docutils.parsers.rst import directives

from compendium import paths
from compendium.display import labels, wording
from compendium.display.markup import slug
from compendium.export import grid_slider
from compendium.export.grid_slider import STATES, Slider, Stretch
from compendium.i18n.messages import gettext
from compendium.ledger.ledger import unknown
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import Finding
from compendium.sphinx_ext.directives.front_page import chapters
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import book_audit

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

FOLDER = "what-if"  # of what is written and fetched, also for the what-if page
_SCRIPTS = ("grid-model.js", "rules.js", "engine.js", "grid-slider.js")
_MARKS = ("local", "dirtiest", "behind")
_ASKED = "grid_slider"  # the entry of a page's metadata with the options, for the script that is written at the end
_EDGES = (-1.0, 2.0)  # of a case's scale, on which the printed number is one
_FINE = 100  # steps of the slider in one unit of the factor


class GridSliderDirective(LedgerDirective):
    """The slider, or without a script the picture at the factor's own value.

    Its options name rows: the ``factor``, the ``cases`` (derivations that use it), and further factors as marks below
    the slider: a ``local`` grid, the ``dirtiest`` of those that a pattern matches, and the one ``behind`` the print of
    the first case. ``end`` is the end of the slider in the factor's unit.
    """

    option_spec: ClassVar = {
        "factor": directives.unchanged_required,
        "cases": directives.unchanged_required,
        "end": float,
        **dict.fromkeys(_MARKS, directives.unchanged_required),
    }

    def run(self) -> list[nodes.Node]:
        """Return the HTML with its style sheet and scripts, and keep the options for the model's script.

        Raises:
            DirectiveError: an option is missing or names no row of its kind.
        """
        audit = self.audit()
        if missing := [name for name in self.option_spec if name not in self.options]:
            raise self.error(f"{self.name}: the option {missing[0]!r} is missing")
        for names, table in (
            (("factor", "local", "behind"), audit.ledger.factors),
            (("cases",), audit.ledger.derivations),
        ):
            for id_ in (id_ for name in names for id_ in self.options[name].split() if id_ not in table):
                raise self.error(f"{self.name}: {unknown(id_, table)}")
        try:
            found = _slider(self.options)
            scale = self.scale(found)
        except ValueError as error:  # no factor that the pattern matches, for instance
            raise self.error(f"{self.name}: {error}") from error
        self.env.metadata[self.env.docname][_ASKED] = dict(self.options)
        static = f"{'../' * self.env.docname.count('/')}_static/{FOLDER}"
        style = h.link(rel="stylesheet", href=f"{static}/grid-slider.css")
        scripts = (h.script(defer=True, src=f"{static}/{name}") for name in _SCRIPTS)
        body = h.section(id="grid-slider", class_="grid-slider", aria_labelledby="grid-asked", style=_numbers(
            at=found.factor.value, end=found.end, least=_EDGES[0], most=_EDGES[1],
        ))[scale, self.cases(found), _notes()]  # fmt: skip
        return [nodes.raw("", str(h.fragment[style, body, scripts]), format="html")]

    def scale(self, found: Slider) -> h.Element:
        """Return the question, the slider, the marks below it and where each case is as printed."""
        value = wording.quantity(found.factor.value, found.factor.unit)
        slide = h.input(
            type="range", id="grid-range", hidden=True, min="0", max=f"{found.end:g}", step=f"{1 / _FINE:g}",
            value=f"{found.factor.value:.2f}", autocomplete="off",
        )  # fmt: skip
        marks = _marks(found, self.options)
        return h.div(class_="scale")[
            h.p(class_="asked")[
                h.label(for_="grid-range", id="grid-asked")[gettext("How dirty is the grid?")],
                " ", h.output(for_="grid-range", id="grid-now")[value],
            ],
            h.p(class_="sense")[_sense(found)],
            h.div(class_="axis")[
                h.div(class_="track"), slide,
                h.ul(class_="marks")[(_mark(*one) for one in marks.items())],
                h.ul(class_="lanes", aria_hidden="true")[(_lane(found, row) for row in found.cases if row.checks)],
                h.i(class_="needle", aria_hidden="true"),
            ],
        ]  # fmt: skip

    def cases(self, found: Slider) -> h.Element:
        """Return a row for each case: its name and state, its value beside the printed one, where they are alike."""
        pages = chapters(self.env.found_docs, [row.section for row in found.cases])
        heads = h.li(class_="heads", aria_hidden="true")[
            h.span(class_="nothing")[gettext("saves nothing")], h.span(class_="whole")[gettext("as printed")]
        ]
        return h.ul(class_="cases")[heads, (self.case(found, row, pages.get(row.section)) for row in found.cases)]

    def case(self, found: Slider, row: Derivation, page: str | None) -> h.Element:
        """Return a case's row at the factor's own value."""
        figure, name = found.figure(row), labels.case_name(row.id)
        ends, one = found.interval(row, found.factor.value), found.reference(row)
        state, printed = found.state(row, found.factor.value), wording.figure(figure) if figure else ""
        link = h.a(href=self.env.app.builder.get_relative_uri(self.env.docname, page))[name] if page else name
        value = wording.outcome(ends, figure.unit if figure else row.unit)
        places = _numbers(low=ends.low / one, value=ends.value / one, high=ends.high / one)
        marks = [h.i(class_="zero"), _print(figure) if figure else None, h.i(class_="range"), h.i(class_="dot")]
        return h.li(class_=f"case {slug(state)}", data_case=row.id, style=places)[
            h.span(class_="name")[link], h.span(class_="state")[gettext(STATES[state])],
            h.span(class_="bar", aria_hidden="true")[marks],
            h.span(class_="saving")[
                h.b(class_="value")[value],
                printed and h.span[gettext("printed: {printed}", printed=printed)],
                h.span[_where(found, row)],
            ],
        ]  # fmt: skip


def _sense(found: Slider) -> str:
    """Return which cases save more and which less the greater the factor is."""
    names = {
        falls: [labels.case_name(row.id) for row in found.cases if found.falls(row) == falls] for falls in (False, True)
    }
    return gettext(
        "The dirtier the grid, the more these save: {more}; and the less these: {less}.",
        more=labels.enumerated(names[False]), less=labels.enumerated(names[True]),
    )  # fmt: skip


def _print(figure: Figure) -> h.Element:
    """Return the printed number on its case's scale, as wide as what it stands for."""
    ends, one = figure.interval, figure.interval.value
    return h.i(class_="print", style=_numbers(low=ends.low / one, high=min(ends.high / one, _EDGES[1])))


def _slider(options: dict[str, str]) -> Slider:
    """Return the slider that a page's options describe."""
    return grid_slider.slider(book_audit(), options["factor"], float(options["end"]), options["cases"].split())


def _numbers(**named: float) -> str:
    """Return numbers as custom properties for the style sheet, which computes places from them."""
    return ";".join(f"--{name}:{value:.6g}" for name, value in named.items())


def _marks(found: Slider, options: dict[str, str]) -> dict[Factor, str]:
    """Return the factors that are marked below the slider with their names, in ascending order."""
    factors = found.audit.ledger.factors
    local, behind = factors[options["local"]], factors[options["behind"]]
    dirtiest = grid_slider.greatest(found.audit, options["dirtiest"])
    case = labels.case_name(found.cases[0].id)
    names = {
        local: gettext(local.region),
        found.factor: gettext("{region}, in force", region=gettext(found.factor.region)),
        dirtiest: gettext("{region}, the dirtiest", region=gettext(dirtiest.region)),
        behind: gettext("{case}, implied", case=case),
    }
    return dict(sorted(names.items(), key=lambda one: one[0].value))


def _mark(factor: Factor, name: str) -> h.Element:
    """Return a mark, which a script makes a button that moves the slider there."""
    value = wording.number(factor.value)
    dated = gettext("{value} ({year})", value=value, year=factor.year) if factor.year.isdecimal() else value
    words = h.fragment[h.span(class_="name")[name], " ", h.b[dated]]
    return h.li(style=_numbers(here=factor.value))[
        h.button(type="button", data_value=f"{factor.value:g}", disabled=True)[words]
    ]


def _lane(found: Slider, row: Derivation) -> h.Element:
    """Return the stretches of the slider on which a case is as printed, or is not ruled out."""
    shown = [one for one in found.stretches(row) if one.state != Finding.MISSES]
    bands = (
        h.i(class_=f"band {slug(one.state)}", style=_numbers(low=one.low, high=one.high))
        for one in shown
    )  # fmt: skip
    first, last = (shown[0].low, shown[-1].high) if shown else (0.0, 0.0)
    before = first > found.end - last
    beside = h.span(class_="before" if before else "after", style=_numbers(here=first if before else last))
    return h.li[bands, beside[labels.case_name(row.id)]]


def _where(found: Slider, row: Derivation) -> str:
    """Return in words where on the slider a case is as printed, or where it saves."""
    by_state: dict[str, list[Stretch]] = {}
    for one in found.stretches(row):
        by_state.setdefault(one.state, []).append(one)
    if Finding.AGREES in by_state:
        return gettext("Right at a factor of {span}.", span=_spans(by_state[Finding.AGREES]))
    if Finding.TOO_WIDE in by_state:
        return gettext(
            "Too wide to be sure; not ruled out at a factor of {span}.", span=_spans(by_state[Finding.TOO_WIDE])
        )
    if row.checks:
        return gettext("Right nowhere from 0 to {end}.", end=wording.number(found.end))
    saves, emits = (_spans(by_state.get(state, [])) for state in (grid_slider.SAVES, grid_slider.EMITS))
    return gettext("No saving is printed. Saves for sure at {saves}, emits more at {emits}.", saves=saves, emits=emits)


def _spans(stretches: list[Stretch]) -> str:
    """Return stretches as text, rounded inwards so that what is said holds at every step of the slider."""
    return labels.enumerated(_ends(stretches)) or gettext("no factor")


def _ends(stretches: list[Stretch]) -> Iterator[str]:
    """Yield stretches as text; one between two steps of the slider is none."""
    for one in stretches:
        low, high = math.ceil(one.low * _FINE) / _FINE, math.floor(one.high * _FINE) / _FINE
        if low < high:
            yield wording.span(wording.number(low), wording.number(high))
        elif low == high:
            yield wording.number(low)


def _notes() -> h.Fragment:
    """Return the key, and the place where the script says what changed to those who listen."""
    return h.fragment[
        h.p(class_="key")[
            h.span[h.i(class_="band agrees"), gettext("the printed saving would be right")], " ",
            h.span[h.i(class_="band too-wide"), gettext("possible")], " ",
            h.span[h.i(class_="dot"), gettext("recomputed, with its range")],
        ],
        h.p(class_="note")[
            gettext(
                "The slider takes the factor as exact. A check in the ledger gives a factor its uncertainty, so near "
                "an end of what is right here it can be too wide to tell."
            )
        ],
        h.p(class_="for-listeners", role="status", id="grid-told"),
    ]  # fmt: skip


def write_model(app: "Sphinx", folder: "Path") -> None:
    """Write the model of every slider that the book has: one, since pages share the file."""
    for metadata in app.env.metadata.values():
        if options := metadata.get(_ASKED):
            found = _slider(options)
            marks = {factor.id: factor.value for factor in _marks(found, options)}
            paths.write_whole(folder / "grid-model.js", grid_slider.model(found, marks))
