"""Directive: how long the book takes to build, as ``make bench`` measured it."""

import json
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from compendium import paths, wording
from compendium.language import mark, say, says
from compendium.sphinx_ext.content import paragraph, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BUILDS = {
    "stock": mark("stock Jupyter Book, English pages, all notebooks executed"),
    "cold": mark("both editions from nothing"),
    "unchanged": mark("both editions, nothing changed"),
    "one_figure": mark("both editions, one figure changed"),
    "tests": mark("all tests, those in the browser too"),
}


class BuildTimesDirective(SphinxDirective):
    """The times of ``bench/results.json``."""

    def run(self) -> list[nodes.Node]:
        """Return the table, and what was measured besides."""
        self.env.note_dependency(str(paths.BENCH))
        results: dict[str, Any] = json.loads(paths.BENCH.read_text(encoding="utf-8"))
        return [self.builds(results), self.audit(results), self.stale(results)]

    def builds(self, results: dict[str, Any]) -> nodes.Node:
        """Return the times of the builds as a table."""
        rows = [
            (
                say(name),
                wording.number(results["seconds"][key], 3),
                wording.number(results["ratios"][key], 2) if key in results["ratios"] else "",
            )
            for key, name in _BUILDS.items()
            if key in results["seconds"]
        ]
        return table(says("what is built", "seconds", "of twice stock"), rows)

    def audit(self, results: dict[str, Any]) -> nodes.Node:
        """Return what the audit itself costs, and on what machine."""
        return paragraph(
            say(
                "On {processors} processors, Python {python}; medians of {runs}. The audit of the whole report takes "
                "{audit} s, a million samples of every derivation {samples} s: for each, as long as NumPy takes to "
                "multiply a million numbers {times} times.",
                processors=results["machine"]["processors"],
                python=results["machine"]["python"],
                runs=results["runs"],
                audit=wording.number(results["audit_seconds"], 2),
                samples=wording.number(results["samples"]["seconds"], 2),
                times=wording.number(results["samples"]["multiplications"], 2),
            )
        )

    def stale(self, results: dict[str, Any]) -> nodes.Node:
        """Return which number stock's cache shows after the data changed."""
        return paragraph(
            say(
                "Stock's cache of executed notebooks looks at their code alone. When a figure in the tables became "
                "{printed}, the page built with that cache still showed {stock}, and this book {own}.",
                printed=wording.number(results["stale"]["printed"], 4),
                stock=wording.number(results["stale"]["stock_cache"], 4),
                own=wording.number(results["stale"]["compendium"], 4),
            )
        )


def setup_bench_page(app: "Sphinx") -> None:
    """Register the directive."""
    app.add_directive("build-times", BuildTimesDirective)
