"""Sources: where the numbers of a chart come from, as a line under it and as keys of the bibliography."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.i18n.messages import gettext, ngettext
from compendium.ledger.rows import Factor, Figure
from compendium.ledger.sections import order


@dataclass(frozen=True)
class Source:
    """Where the numbers of a chart come from.

    Attributes:
        words: what is no work of the bibliography: sections of the report, the ledger, assumptions.
        works: the key of each work, its short name, and the grade of the worst factor that was read in it.
    """

    words: tuple[str, ...]
    works: tuple[tuple[str, str, str], ...] = ()

    def line(self, fits: Callable[[str], bool] = bool) -> str:
        """Return it as a line, with as many names as fit."""
        names = list(dict.fromkeys(name for _, name, _ in self.works))
        for shown in range(len(names), -1, -1):
            rest = [gettext("{count} more", count=len(names) - shown)] if shown < len(names) else []
            line = gettext("Source: {sources}.", sources=labels.clauses([*self.words, *names[:shown], *rest]))
            if fits(line):
                break
        return line


def source_of(audit: Audit, ids: Sequence[str]) -> Source:
    """Return the source of the rows of a chart.

    It names the sections of the report, the works in which factors were read, and inputs that an assumption overrides.
    """
    sections: dict[str, None] = {}
    works: dict[str, str] = {}
    assumed: dict[str, str] = {}
    for id_ in ids:
        bases = audit.ledger.inputs(id_) if id_ in audit.ledger.derivations else (audit.ledger[id_],)
        for base in bases:
            if base.id in audit.assumed:
                assumed[base.id] = labels.label(base)
            elif isinstance(base, Factor):
                works[base.source] = max(works.get(base.source, ""), base.grade)
            elif isinstance(base, Figure):
                sections[base.section] = None
    text = labels.enumerated(sorted(sections, key=order))
    words = [gettext("report {sections}", sections=text)] if text else []
    words += [gettext("assumed: {rows}", rows=labels.enumerated(assumed.values()))] if assumed else []
    named = ((labels.work(audit.ledger, key), key) for key in works)
    return Source(tuple(words), tuple((key, name, works[key]) for name, key in sorted(named)))


def of_ledger(figures: int) -> Source:
    """Return the source of a chart of counts, with the number of figures that were counted."""
    return Source((ngettext("the ledger, {number} figure", "the ledger, {number} figures", figures),))
