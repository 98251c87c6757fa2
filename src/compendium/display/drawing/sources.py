"""Source lines: where the numbers of a chart come from."""

from collections.abc import Sequence

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.i18n.messages import gettext, ngettext
from compendium.ledger.rows import Factor, Figure
from compendium.ledger.sections import order


def source_line(audit: Audit, ids: Sequence[str]) -> str:
    """Return the source line for the rows of a chart.

    It names the sections of the report, keys of the bibliography, and the ids of inputs that an assumption overrides.
    """
    sections: dict[str, None] = {}
    keys: dict[str, None] = {}
    assumed: dict[str, None] = {}
    for id_ in ids:
        bases = audit.ledger.inputs(id_) if id_ in audit.ledger.derivations else (audit.ledger[id_],)
        for base in bases:
            if base.id in audit.assumed:
                assumed[base.id] = None
            elif isinstance(base, Factor):
                keys[base.source] = None
            elif isinstance(base, Figure):
                sections[base.section] = None
    text = labels.enumerated(sorted(sections, key=order))
    parts = [gettext("report {sections}", sections=text)] if text else []
    parts += sorted(keys)
    parts += [gettext("assumed {ids}", ids=labels.enumerated(assumed))] if assumed else []
    return gettext("Source: {sources}.", sources=labels.clauses(parts))


def of_ledger(figures: int) -> str:
    """Return the source line of a chart of counts, with the number of figures that were counted."""
    return ngettext("Source: the ledger, {number} figure.", "Source: the ledger, {number} figures.", figures)
