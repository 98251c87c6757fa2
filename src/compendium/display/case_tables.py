"""Tables that compare cases: the figures of several cases with their answers, checks and weaknesses."""

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
from compendium.ledger.vocabulary import Finding, Kind


def savings(audit: Audit) -> list[str]:
    """Return the ids of the figures that are savings, in the order of the table of figures."""
    return [id_ for id_, verdict in audit.verdicts.items() if verdict.figure.kind is Kind.SAVING]


def _named(audit: Audit, id_: str) -> tuple[object, ...]:
    row = audit.ledger.figures[id_]
    return labels.section_and_case(row), link(audit, id_), tables.printed(audit, row)


def printed(audit: Audit, ids: Iterable[str]) -> Shown:
    """Return figures as printed, each with its case."""
    return table([_named(audit, id_) for id_ in ids], gettext_each("case", "figure", "printed"))


def answers(audit: Audit, ids: Iterable[str], noun: str) -> Shown:
    """Return figures with their two answers.

    Args:
        audit: of the figures' section.
        ids: the figures.
        noun: the name of their column, in the current language.
    """
    rows = []
    for id_ in ids:
        verdict = audit.verdict(id_)
        rows.append((*_named(audit, id_), badge(verdict.evidence), badge(verdict.arithmetic)))
    return table(
        rows, (gettext("case"), noun, *gettext_each("printed", "does evidence support it?", "does it reproduce?"))
    )


def recomputed_with(audit: Audit, prefix: str, head: str) -> Shown:
    """Return the figures with a recomputation that uses one of several factors, the best such of each.

    Args:
        audit: of the figures' chapter.
        prefix: how the ids of these factors begin.
        head: the name of the column of recomputed values, in the current language.
    """
    rows = []
    for id_, verdict in audit.verdicts.items():
        found = (one for one in verdict.recomputes if any(name.startswith(prefix) for name in one.result.factors))
        if check := next(found, None):
            value = wording.outcome(check.interval, verdict.figure.unit)
            rows.append((*_named(audit, id_), value, wording.ratio(check.ratio)))
    return table(rows, (*gettext_each("case", "figure", "printed"), head, gettext("ratio to printed")))


def baselines(audit: Audit, ids: Iterable[str], noun: str) -> Shown:
    """Return, for each figure, the lowest and the highest check that counts, as a ratio to the printed number.

    Args:
        audit: of the figures' chapter.
        ids: the figures; one without such a check is left out.
        noun: the name of their column, in the current language.
    """
    rows = []
    for id_ in ids:
        found = sorted(audit.verdict(id_).votes, key=lambda check: check.ratio)
        if not found:
            continue
        ends = [
            gettext_markup("{ratio}, {row}", ratio=wording.ratio(one.ratio), row=link(audit, one.result.derivation.id))
            for one in (found[0], found[-1])
        ]
        agree = sum(one.finding is Finding.AGREES for one in found)
        met = gettext("{count} of {all}", count=agree, all=len(found))
        rows.append((labels.section_and_case(audit.ledger.figures[id_]), link(audit, id_), *ends, met))
    heads = gettext_each("lowest ratio to printed", "highest", "checks that agree")
    return table(rows, (gettext("case"), noun, *heads))


def ranges(audit: Audit, ids: Sequence[tuple[str, str]]) -> Shown:
    """Return the lowest and the highest value that can be argued for each case.

    Args:
        audit: of the derivations' chapter.
        ids: for each case the id of the derivation of its lowest and that of its highest value.
    """
    rows = []
    for pair in ids:
        found = [audit.result(id_) for id_ in pair]
        text = [wording.outcome(one.interval, one.derivation.unit) for one in found]
        rows.append((labels.case_name(pair[0]), *text, link(audit, pair[0])))
    return table(rows, gettext_each("case", "lowest", "highest", "entry"))


def both_sides(audit: Audit, substance: str, heads: Sequence[str]) -> Shown:
    """Return, for each case, its savings of one substance and its savings of pollutants, and whether it has both.

    Args:
        audit: of the chapter of cases.
        substance: one of ``units.SUBSTANCES``; a plain mass counts as that of a pollutant.
        heads: the names of the two columns of savings, in the current language.
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
    """Return whether a unit measures a plain mass, as a total or per year, as those of pollutants do."""
    return units.dimension(unit) in [units.dimension(one) for one in ("t", "t / a")]


def weaknesses(audit: Audit, found: pd.DataFrame, columns: Sequence[str], heads: Sequence[str]) -> Shown:
    """Return one row for each figure in a frame of weaknesses, with the values of some of its columns.

    Args:
        audit: of the report.
        found: a frame as ``audit.weaknesses.by_figure`` returns it, to which columns may be added.
        columns: the columns whose values, which are messages, are translated and listed.
        heads: the names of the column of figures and of each of ``columns``, in the current language.
    """
    rows = []
    for id_, group in found.groupby("figure", sort=False):
        text = [lines(dict.fromkeys(map(gettext, group[column]))) for column in columns]
        rows.append((*_named(audit, str(id_)), *text))
    return table(rows, (gettext("case"), heads[0], gettext("printed"), *heads[1:]))


def lacking(audit: Audit, verdicts: Iterable[Verdict]) -> Shown:
    """Return figures with what would have to be published to remove their weaknesses."""
    rows = [
        (*_named(audit, one.figure.id), badge(one.evidence), lines(map(labels.name, missing(one)))) for one in verdicts
    ]
    return table(rows, gettext_each("case", "figure", "printed", "evidence", "what is missing"))
