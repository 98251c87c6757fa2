"""The what-if page: a form of one case's factors, and the scripts that recompute the case in the browser."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import htpy as h
from docutils import nodes
from docutils.parsers.rst import directives

from compendium import paths
from compendium.display import labels
from compendium.display.markup import NOTHING
from compendium.export import javascript, rules_script, what_if
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.vocabulary import Finding
from compendium.sphinx_ext.directives.what_if import grid_slider
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import book_audit

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SCRIPTS = ("model.js", "rules.js", "engine.js", "picture.js", "page.js")


class WhatIfDirective(LedgerDirective):
    """The form and the outcome, which the page's script fills; without a script, a sentence about the alternative.

    Its option ``show`` is the id of the quantity that the page opens on.
    """

    option_spec: ClassVar = {"show": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the HTML with its style sheet and scripts, which no other page loads."""
        if not what_if.cases(self.audit()):
            return [nodes.paragraph("", gettext(NOTHING))]
        static = f"{'../' * self.env.docname.count('/')}_static/{grid_slider.FOLDER}"
        style = h.link(rel="stylesheet", href=f"{static}/page.css")
        scripts = (h.script(defer=True, src=f"{static}/{name}") for name in _SCRIPTS)
        return [nodes.raw("", str(h.fragment[style, _form(self.options.get("show", "")), scripts]), format="html")]


def _form(show: str) -> h.Fragment:
    """Return the elements that the page's script fills; it finds them by their ids."""
    without_script = gettext(
        "This page computes in your browser and needs its script. The command “rerun” does the same."
    )
    return h.fragment[
        h.noscript[h.p[without_script]],
        h.form(class_="what-if", id="what-if-form", hidden=True, data_show=show)[
            h.div(class_="what-if-choice")[
                _choice("case", gettext("Case")),
                h.div[
                    _choice("target", gettext("Quantity")),
                    h.details(id="what-if-others", class_="plain")[h.summary, _choice("other", gettext("not printed"))],
                ],
                _choice("preset", gettext("Assume")),
            ],
            h.p(class_="what-if-sets", role="status", id="what-if-sets"),
            h.div(class_="what-if-body")[_factors(), _outcome()],
            _factor_template(),
            _table(
                gettext("The same in numbers"),
                gettext_each("quantity", "value", "interval", "ratio to printed", "finding", "in the book"),
                "what-if-rows",
            ),
            _table(
                gettext("Verdicts of this case"),
                gettext_each("figure", "printed", "does evidence support it?", "does it reproduce?", "in the book"),
                "what-if-verdicts",
            ),
            h.h2[gettext("Export")],
            h.p[gettext("This command reruns the chapter with the same assumptions:")],
            h.pre(tabindex="0")[h.code(id="what-if-command")],
            _buttons(),
        ],
    ]


def _choice(name: str, label: str) -> h.Element:
    return h.label[label, " ", h.select(id=f"what-if-{name}")]


def _factors() -> h.Element:
    still = h.p(id="what-if-still", hidden=True)[gettext("No factor moves it: it rests on the report alone.")]
    more = h.details(id="what-if-more")[h.summary, h.div(id="what-if-more-factors")]
    return h.fieldset(class_="what-if-factors")[
        h.legend[gettext("Factors behind it")], still, h.div(id="what-if-factors"), more
    ]


def _outcome() -> h.Element:
    looks = {
        "met": labels.name(Finding.AGREES), "wide": labels.name(Finding.TOO_WIDE),
        "missed": labels.name(Finding.MISSES), "aside": gettext("shown, not judged"),
    }  # fmt: skip
    key = h.p(class_="what-if-key")[
        (h.span(class_=look)[h.i(class_="value"), words] for look, words in looks.items()),
        h.span[h.i(class_="book-mark"), gettext("in the book")],
        h.span[h.i(class_="line"), gettext("printed")],
        h.span[h.i(class_="band"), gettext("what the printed number stands for")],
    ]
    return h.section(class_="what-if-outcome", aria_label=gettext("Outcome"))[
        h.div(role="status", id="what-if-told"), h.div(id="what-if-chart", class_="what-if-picture"), key
    ]


def _factor_template() -> h.Element:
    name = h.div(class_="name")[h.label, " ", h.button(type="button", hidden=True)["↺"]]
    move = h.div(class_="move")[h.input(type="range"), h.input(type="number", step="any"), h.span(class_="unit")]
    return h.template(id="what-if-factor")[h.div(class_="factor")[name, move, h.div(class_="book")]]


def _table(summary: str, heads: Sequence[str], body: str) -> h.Element:
    head = h.thead[h.tr[(h.th(scope="col")[name] for name in heads)]]
    grid = h.table(class_="ledger-table table")[head, h.tbody(id=body)]
    return h.details(open=True)[h.summary[summary], h.div(class_="table-scroll", tabindex="0")[grid]]


def _buttons() -> h.Element:
    return h.p(class_="what-if-buttons")[
        h.button(type="button", id="what-if-copy-command")[gettext("Copy the command")], " ",
        h.button(type="button", id="what-if-copy-link")[gettext("Copy a link to this state")], " ",
        h.button(type="reset")[gettext("Reset")], " ",
        h.span(role="status", id="what-if-copied"),
    ]  # fmt: skip


def write_scripts(app: "Sphinx", failure: Exception | None) -> None:
    """Write the models and the rules beside the pages' own scripts."""
    if failure or app.builder.format != "html":
        return
    folder = Path(app.outdir, "_static", grid_slider.FOLDER)
    if not folder.is_dir():  # the book does not have this page
        return
    audit = book_audit()
    paths.write_whole(folder / "model.js", javascript.model(audit, what_if.model(audit)))
    paths.write_whole(folder / "rules.js", rules_script.source())
    grid_slider.write_model(app, folder)
