"""Directives of the pages about the book itself: build times, edition, how to cite it, changes, versions."""

import json
import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from compendium import paths
from compendium.citation.identity import identity
from compendium.display import wording
from compendium.i18n.languages import ORIGINAL
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.sphinx_ext.citing.box import cited, notes
from compendium.sphinx_ext.dependencies import COMMIT, note
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import book_audit, book_works, paragraph, table

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_BUILDS = {
    "stock": N_("stock Jupyter Book, English pages, all notebooks executed"),
    "cold": N_("both editions from nothing"),
    "unchanged": N_("both editions, nothing changed"),
    "one_figure": N_("both editions, one figure changed"),
    "tests": N_("all tests, those in the browser too"),
}
_RERUNS = {
    "papermill": N_("one chapter rerun through papermill"),
    "rerun": N_("one chapter rerun by the book's own command"),
}
_SAVED = {
    "chapter": N_("a saved row, until the browser shows its chapter"),
    "ledger": N_("a saved row, until the browser shows the ledger"),
    "record": N_("a saved row, until the browser shows the record of the figure"),
}


class BuildTimesDirective(SphinxDirective):
    """The build times in ``bench/results.json``."""

    def run(self) -> list[nodes.Node]:
        """Return the table, and the other measurements as paragraphs."""
        self.env.note_dependency(str(paths.BENCH))
        results: dict[str, Any] = json.loads(paths.BENCH.read_text(encoding="utf-8"))
        found = [self.builds(results), self.audit(results), self.stale(results)]
        return [*found, *self.waits(results), *self.sweeps(results)]

    def builds(self, results: dict[str, Any]) -> nodes.Node:
        """Return the times of the builds as a table."""
        rows = [
            (
                gettext(name),
                wording.number(results["builds"][key]["seconds"], 3),
                wording.number(results["ratios"][key], 2) if key in results["ratios"] else "",
                wording.count(results["builds"][key]["runs"]),
            )
            for key, name in _BUILDS.items()
            if key in results["builds"]
        ]
        return table(gettext_each("what is built", "seconds", "of twice stock", "runs"), rows)

    def audit(self, results: dict[str, Any]) -> nodes.Node:
        """Return the times of the audit itself, and the machine."""
        return paragraph(
            gettext(
                "On {processors} processors, Python {python}; the median where there were several runs. The audit of "
                "the whole report takes {audit} s, a million samples of every derivation {samples} s: for each, as "
                "long as NumPy takes to multiply a million numbers {times} times.",
                processors=results["machine"]["processors"],
                python=results["machine"]["python"],
                audit=wording.number(results["audit_seconds"], 2),
                samples=wording.number(results["samples"]["seconds"], 2),
                times=wording.number(results["samples"]["multiplications"], 2),
            )
        )

    def waits(self, results: dict[str, Any]) -> list[nodes.Node]:
        """Return the times that somebody waits for a rerun or a saved row as a table, if they were measured."""
        told = {gettext(_RERUNS[name]): one for name, one in results.get("rerun", {}).items()}
        told |= {gettext(_SAVED[name]): one for name, one in results.get("shown", {}).items()}
        rows = [(words, wording.number(one["seconds"], 3), wording.count(one["runs"])) for words, one in told.items()]
        return [table(gettext_each("what somebody waits for", "seconds", "runs"), rows)] if rows else []

    def sweeps(self, results: dict[str, Any]) -> list[nodes.Node]:
        """Return how many scenarios are computed in a second, and what a million of them take, if it was measured."""
        found = []
        if rates := results.get("sweep"):
            found.append(
                gettext(
                    "Of {scenarios} scenarios of the whole ledger one worker computes {one} a second, two workers "
                    "{two}: {times} times as many (one run each).",
                    scenarios=wording.count(rates["scenarios"]),
                    one=wording.number(rates["per_second_1"], 3),
                    two=wording.number(rates["per_second_2"], 3),
                    times=wording.number(rates["speedup"], 3),
                )
            )
        if million := results.get("million"):
            found.append(
                gettext(
                    "{scenarios} scenarios by two workers took {seconds} s in one run; their processes together had "
                    "at most {memory} MB in memory.",
                    scenarios=wording.count(million["scenarios"]),
                    seconds=wording.number(million["seconds"], 3),
                    memory=wording.number(million["megabytes"], 3),
                )
            )
        return [paragraph(words) for words in found]

    def stale(self, results: dict[str, Any]) -> nodes.Node:
        """Return which number the book shows with stock's cache after the data changed."""
        return paragraph(
            gettext(
                "Stock's cache of executed notebooks looks at their code alone. When a figure in the tables became "
                "{printed}, the page built with that cache still showed {stock}, and this book {own}.",
                printed=wording.number(results["stale"]["printed"], 4),
                stock=wording.number(results["stale"]["stock_cache"], 4),
                own=wording.number(results["stale"]["compendium"], 4),
            )
        )


def _read_until(env: "BuildEnvironment") -> str:
    """Return until when the book's sources were read, a date on which the page then depends."""
    env.note_dependency(str(paths.BIBLIOGRAPHY))
    return book_audit().ledger.read_until


class EditionDirective(SphinxDirective):
    """The version of the book, and until when its sources were read."""

    def run(self) -> list[nodes.Node]:
        """Return one sentence."""
        words = gettext(
            "Version {version}. Sources read until {date}.", version=identity().version, date=_read_until(self.env)
        )
        return [paragraph(words, classes=["edition"])]


class CitationDirective(SphinxDirective):
    """How the book, or with ``report`` as argument the report that it audits, is cited."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the references; authors and address are in them once they are known."""
        _read_until(self.env)
        works = book_works(self.config)
        shown = cited(works.report()) if self.arguments else cited(works.book(), notes=notes(works))
        return [nodes.raw("", str(shown), format="html")]


# The packages whose versions are shown.
_SHOWN = (
    "jupyter-book", "sphinx", "myst-nb", "papermill", "pandas", "matplotlib", "seaborn", "pint",
    "openscm-units",
)  # fmt: skip


class ChangesDirective(LedgerDirective):
    """The log of changes, in English on the page of every edition."""

    def run(self) -> list[nodes.Node]:
        """Return the sections of the log, which is a file of the repository; they are not translated."""
        self.env.note_dependency(str(paths.CHANGES))
        _, *pieces = re.split(r"^## (.+)$", paths.CHANGES.read_text(encoding="utf-8"), flags=re.MULTILINE)
        return [self.part(title, body) for title, body in zip(pieces[::2], pieces[1::2], strict=True)]

    def part(self, title: str, body: str) -> nodes.section:
        """Return what changed in one version; the kinds of changes are not in the page's table of contents."""
        name = nodes.make_id(f"changes {title}")
        classes = [f"language-{ORIGINAL}", "log"]  # what the search shows last
        found = nodes.section("", nodes.title("", title), ids=[name], names=[name], classes=classes)
        lead, *kinds = re.split(r"^### (.+)$", body, flags=re.MULTILINE)
        for kind, text in zip(["", *kinds[::2]], [lead, *kinds[1::2]], strict=True):
            found += [nodes.rubric("", kind)] if kind else []
            self.state.nested_parse(StringList(text.splitlines(), str(paths.CHANGES)), 0, found)
        for words in found.findall(nodes.TextElement):
            words["translatable"] = False
        return found


class VersionsDirective(LedgerDirective):
    """The versions of the software that made the book."""

    def run(self) -> list[nodes.Node]:
        """Return the table, with the commit if there is one."""
        note(self.env, COMMIT)
        rows = [("compendium", identity().version), *((name, version(name)) for name in _SHOWN)]
        if self.config.compendium_commit:
            rows.append((gettext("commit"), self.config.compendium_commit))
        return [table(gettext_each("made with", "version"), rows)]
