"""Tables that lay cases side by side: the figures of several, with their answers, checks and weaknesses."""

from collections.abc import Iterable, Sequence

import pandas as pd

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.audit.weaknesses import missing
from compendium.display import labels, tables, wording
from compendium.display.markup import badge, gettext_markup, lines, link
from compendium.display.tables import Shown, table
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger import units
from compendium.ledger.vocabulary import Kind


def savings(audit: Audit) -> list[str]:
    """Return the ids of the figures that are savings, in the order of the report."""
    return [id_ for id_, verdict in audit.verdicts.items() if verdict.figure.kind is Kind.SAVING]


def _named(audit: Audit, id_: str) -> tuple[object, ...]:
    row = audit.ledger.figures[id_]
    return labels.section_and_case(row), link(audit, id_), tables.printed(audit, row)


def printed(audit: Audit, ids: Iterable[str]) -> Shown:
    """Return figures as printed, each with its case."""
    return table([_named(audit, id_) for id_ in ids], gettext_each("case", "figure", "printed"))


def answers(audit: Audit, ids: Iterable[str], noun: str) -> Shown:
    """Return figures with their two answers; ``noun`` says in a word what they are."""
    rows = []
    for id_ in ids:
        verdict = audit.verdict(id_)
        rows.append((*_named(audit, id_), badge(verdict.arithmetic), badge(verdict.evidence)))
    return table(
        rows, (gettext("case"), noun, *gettext_each("printed", "does it reproduce?", "does evidence support it?"))
    )


def recomputed_with(audit: Audit, prefix: str, head: str) -> Shown:
    """Return the figures that factors of one family give, the best recomputation of each.

    Args:
        audit: of the figures' chapter.
        prefix: how the ids of the factors begin.
        head: what stands above the recomputed values.
    """
    rows = []
    for id_, verdict in audit.verdicts.items():
        found = (one for one in verdict.recomputes if any(name.startswith(prefix) for name in one.result.factors))
        if check := next(found, None):
            value = wording.quantity(check.value, verdict.figure.unit)
            rows.append((*_named(audit, id_), value, wording.ratio(check.ratio)))
    return table(rows, (*gettext_each("case", "figure", "printed"), head, gettext("ratio")))


def baselines(audit: Audit, ids: Iterable[str], noun: str) -> Shown:
    """Return, for figures that are cross-checked, the lowest and the highest check over the printed number.

    Args:
        audit: of the figures' chapter.
        ids: the figures.
        noun: what they are, in a word.
    """
    rows = []
    for id_ in ids:
        found = sorted(audit.verdict(id_).cross_checks, key=lambda check: check.ratio)
        ends = [
            gettext_markup("{ratio}, {row}", ratio=wording.ratio(one.ratio), row=link(audit, one.result.derivation.id))
            for one in (found[0], found[-1])
        ]
        met = gettext("{count} of {all}", count=sum(one.meets for one in found), all=len(found))
        rows.append((labels.section_and_case(audit.ledger.figures[id_]), link(audit, id_), *ends, met))
    heads = gettext_each("lowest check / printed", "highest", "checks met")
    return table(rows, (gettext("case"), noun, *heads))


def ranges(audit: Audit, ids: Sequence[tuple[str, str]]) -> Shown:
    """Return the lowest and the highest that can be argued, of each case a pair of derivations."""
    rows = []
    for pair in ids:
        told = [wording.quantity(audit.result(id_).value, audit.result(id_).derivation.unit) for id_ in pair]
        rows.append((labels.case_name(pair[0]), *told, link(audit, pair[0])))
    return table(rows, gettext_each("case", "lowest", "highest", "entry"))


def both_sides(audit: Audit, substance: str, heads: Sequence[str]) -> Shown:
    """Return, for each case, the savings of one substance and the savings of others: only with both can it be placed.

    Args:
        audit: of the chapter of cases.
        substance: one of ``units.SUBSTANCES``.
        heads: what stands above the savings of the substance, and above those of others.
    """
    found: dict[str, tuple[list[object], list[object]]] = {}
    for verdict in audit.verdicts.values():
        row = verdict.figure
        sides = found.setdefault(labels.section_and_case(row), ([], []))
        if row.kind is Kind.SAVING and (units.measures(row.unit, substance) or _is_mass(row.unit)):
            cell = gettext_markup("{name}: {text}", name=link(audit, row.id), text=wording.figure(row))
            sides[not units.measures(row.unit, substance)].append(cell)
    rows = [
        (
            name,
            *(lines(cells) if cells else gettext("none printed") for cells in sides),
            gettext("yes") if all(sides) else gettext("no"),
        )
        for name, sides in found.items()
    ]
    return table(rows, (gettext("case"), *heads, gettext("can be placed?")))


def _is_mass(unit: str) -> bool:
    """Return whether a unit is one of plain mass, in all or in a year: that of a pollutant."""
    return units.dimension(unit) in [units.dimension(one) for one in ("t", "t / a")]


def weaknesses(audit: Audit, found: pd.DataFrame, columns: Sequence[str], heads: Sequence[str]) -> Shown:
    """Return the figures of a frame of weaknesses, a row each, with what some of its columns say of them.

    Args:
        audit: of the report.
        found: as ``weaknesses.by_figure`` returns it, with columns of one's own.
        columns: those whose messages are listed.
        heads: what stands above the figures, and above each of the columns.
    """
    rows = []
    for id_, group in found.groupby("figure", sort=False):
        told = [lines(dict.fromkeys(map(gettext, group[column]))) for column in columns]
        rows.append((*_named(audit, str(id_)), *told))
    return table(rows, (gettext("case"), heads[0], gettext("printed"), *heads[1:]))


def lacking(audit: Audit, verdicts: Iterable[Verdict]) -> Shown:
    """Return figures with what would have to be published to mend their weaknesses."""
    rows = [
        (*_named(audit, one.figure.id), badge(one.evidence), lines(map(labels.name, missing(one)))) for one in verdicts
    ]
    return table(rows, gettext_each("case", "figure", "printed", "evidence", "what is missing"))
