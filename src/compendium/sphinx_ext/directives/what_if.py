"""The what-if page: a form of one case's factors, and the scripts that recompute the case in the browser."""

from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from compendium import paths
from compendium.export import javascript, what_if
from compendium.i18n.messages import gettext
from compendium.sphinx_ext.directives.base import LedgerDirective
from compendium.sphinx_ext.nodes import book_audit

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FOLDER = "what-if"
_EXPORTED = "Object.assign(window, { vegaEmbed });"  # what page.js uses of the bundle
_SCRIPTS = ("vega.js", "model.js", "engine.js", "page.js")


class WhatIfDirective(LedgerDirective):
    """The form and the outcome, filled by the page's script; without one, a sentence that says what to do instead."""

    def run(self) -> list[nodes.Node]:
        """Return the markup with its style and scripts, which no other page loads."""
        static = f"{'../' * self.env.docname.count('/')}_static/{_FOLDER}"
        scripts = "".join(f'<script defer src="{static}/{name}"></script>' for name in _SCRIPTS)
        style = f'<link rel="stylesheet" href="{static}/page.css"/>'
        return [nodes.raw("", f"{style}{_form()}{scripts}", format="html")]


def _form() -> str:
    def told(message: str) -> str:
        return escape(gettext(message))

    def head(*messages: str) -> str:
        return "".join(f'<th scope="col">{told(message)}</th>' for message in messages)

    return f"""
<noscript><p>{told("This page computes in your browser and needs its script. Papermill does the same.")}</p></noscript>
<form class="what-if" id="what-if-form" hidden>
<div class="what-if-choice">
<label>{told("Case")} <select id="what-if-case"></select></label>
<label>{told("Quantity")} <select id="what-if-target"></select></label>
<label>{told("Assume")} <select id="what-if-preset"></select></label>
</div>
<div class="what-if-body">
<fieldset class="what-if-factors"><legend>{told("Factors behind it")}</legend>
<p id="what-if-still" hidden>{told("No factor moves it: it rests on the report alone.")}</p>
<div id="what-if-factors"></div></fieldset>
<section class="what-if-outcome" aria-label="{told("Outcome")}">
<div role="status" id="what-if-told"></div>
<div id="what-if-chart" role="img"></div>
<p class="what-if-key"><span class="book">○</span> {told("in the book")}
<span class="band">▮</span> {told("what the printed number stands for")}</p>
</section></div>
<template id="what-if-factor"><div class="factor"><div class="name"><label></label>
<button type="button" hidden>↺</button></div>
<div class="move"><input type="range"/><input type="number" step="any"/><span class="unit"></span></div>
<div class="book"></div></div></template>
<details open><summary>{told("The same in numbers")}</summary><div class="table-scroll" tabindex="0">
<table class="ledger-table table"><thead><tr>
{head("quantity", "value", "interval", "ratio", "meets it?", "in the book")}</tr></thead>
<tbody id="what-if-rows"></tbody></table></div></details>
<details open><summary>{told("Verdicts of this case")}</summary><div class="table-scroll" tabindex="0">
<table class="ledger-table table"><thead><tr>
{head("figure", "printed", "does it reproduce?", "does evidence support it?", "in the book")}</tr></thead>
<tbody id="what-if-verdicts"></tbody></table></div></details>
<h2>{told("Take it with you")}</h2>
<p>{told("This command reruns the chapter with the same assumptions:")}</p>
<pre tabindex="0"><code id="what-if-command"></code></pre>
<p class="what-if-buttons"><button type="button" id="what-if-copy-command">{told("Copy the command")}</button>
<button type="button" id="what-if-copy-link">{told("Copy a link to this state")}</button>
<button type="reset">{told("Reset")}</button> <span role="status" id="what-if-copied"></span></p>
</form>
"""


def write_scripts(app: "Sphinx", failure: Exception | None) -> None:
    """Write the model and Vega beside the page's own scripts; Vega is bundled once for each of its versions."""
    if failure or app.builder.format != "html":
        return
    import vl_convert

    folder = Path(app.outdir, "_static", _FOLDER)
    if not folder.is_dir():  # a book without this page
        return
    audit = book_audit()
    paths.write_whole(folder / "model.js", javascript.model(audit, what_if.model(audit)))
    bundle, mark = folder / "vega.js", f"/* vl-convert {version('vl-convert-python')} */\n"
    if not bundle.is_file() or not bundle.read_text(encoding="utf-8").startswith(mark):
        # In a function of its own: the bundle's short names are Sphinx's, too.
        paths.write_whole(bundle, f"{mark}(() => {{{vl_convert.javascript_bundle(_EXPORTED)}}})();\n")
