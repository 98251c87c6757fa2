"""The chain of one figure, derivation or factor, from what the report prints to the words that were read."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Check
from compendium.display import labels
from compendium.export.chain import rows
from compendium.i18n.messages import gettext
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Derivation, Factor, Figure, Row
from compendium.ledger.vocabulary import Role

T = TypeVar("T", bound=Row)


def chain(audit: Audit, id_: str) -> str:
    """Return the chain of a row in the current language.

    Args:
        audit: of the whole report.
        id_: the id of a figure, derivation or factor.

    Raises:
        KeyError: there is no such row; the message names the nearest.
    """
    row = audit.ledger[id_]
    if isinstance(row, Figure):
        parts = _figure(audit, row)
    elif isinstance(row, Derivation):
        parts = _derivation(audit, row)
    else:
        parts = _part("", [_block(rows.heading(row), rows.factor(row, audit))])
    blocks = [*parts, *_part(gettext("What rests on it"), ["\n".join(_resting(audit, id_))])]
    return "\n\n".join(blocks) + "\n"


def _figure(audit: Audit, row: Figure) -> Iterator[str]:
    """Yield a figure, its checks, what must hold if it holds, and all that these rest on."""
    verdict = audit.verdict(row.id)
    yield _block(rows.heading(row), rows.figure(verdict, audit))
    silent = [one for one in verdict.cross_checks if one.differs]
    yield from _part(gettext("Recomputations"), _checks(audit, verdict.recomputes))
    yield from _part(gettext("Checks that count"), _checks(audit, verdict.votes))
    yield from _part(gettext("Checks that do not count"), _checks(audit, silent))
    implied = [one for one in audit.ledger.checks(row.id) if one.role is Role.IMPLIED]
    yield from _part(gettext("What it implies"), _each(implied, audit, rows.derivation))
    tops = [*(one.result.derivation for one in verdict.checks), *implied]
    yield from _below(audit, tops, {row.id})


def _derivation(audit: Audit, row: Derivation) -> Iterator[str]:
    check = _check_of(audit, row)
    own = rows.check(check, audit) if check else rows.derivation(row, audit)
    checked = rows.told(gettext("checks"), rows.heading(audit.ledger[row.checks])) if row.checks else iter(())
    yield _block(rows.heading(row), (*rows.told(gettext("role"), labels.role(row)), *checked, *own))
    yield from _below(audit, [row], set())


def _check_of(audit: Audit, row: Derivation) -> Check | None:
    found = audit.verdict(row.checks).checks if row.role.answers else ()
    return next((one for one in found if one.result.derivation is row), None)


def _below(audit: Audit, tops: Iterable[Derivation], shown: set[str]) -> Iterator[str]:
    """Yield the derivations on which some rest, then the figures and factors, each once and none of ``shown``."""
    tops = list(tops)
    used = _used(audit.ledger, tops)
    skipped = {*shown, *(row.id for row in tops)}
    steps = [row for row in used if isinstance(row, Derivation) and row.id not in skipped]
    figures = [row for row in used if isinstance(row, Figure) and row.id not in skipped]
    factors = [row for row in used if isinstance(row, Factor)]
    yield from _part(gettext("Steps"), _each(steps, audit, rows.derivation))
    yield from _part(gettext("Numbers of the report"), _each(figures, audit, lambda row, _: rows.printed(row)))
    yield from _part(gettext("Outside factors"), _each(factors, audit, rows.factor))


def _used(ledger: Ledger, tops: Iterable[Derivation]) -> list[Figure | Factor | Derivation]:
    """Return all rows that derivations use, directly or through others, in the order in which formulas name them."""
    found: dict[str, Figure | Factor | Derivation] = {}
    waiting = [name for row in tops for name in row.names]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            row = found[name] = ledger[name]
            waiting += row.names if isinstance(row, Derivation) else ()
    return list(found.values())


def _resting(audit: Audit, id_: str) -> Iterator[str]:
    """Yield a line for each derivation that uses a row, directly or not, with what it finds of the figure it checks."""
    found = {id_}
    while more := {
        row.id for row in audit.ledger.derivations.values() if row.id not in found and not found.isdisjoint(row.names)
    }:
        found |= more
    for row in audit.ledger.derivations.values():
        if row.id in found and row.id != id_:
            check = _check_of(audit, row)
            line = rows.heading(row)
            yield (
                f"  {line}"
                if not check
                else "  "
                + gettext("{row}: {finding} {figure}", row=line, finding=labels.name(check.finding), figure=row.checks)
            )


def _checks(audit: Audit, checks: Iterable[Check]) -> list[str]:
    return [_block(rows.heading(one.result.derivation), rows.check(one, audit)) for one in checks]


def _each(found: Iterable[T], audit: Audit, lines: Callable[[T, Audit], Iterator[str]]) -> list[str]:
    return [_block(rows.heading(row), lines(row, audit)) for row in found]


def _block(title: str, lines: Iterable[str]) -> str:
    return "\n  ".join((title, *lines))


def _part(title: str, blocks: Iterable[str]) -> Iterator[str]:
    """Yield blocks under a title; nothing without any."""
    if found := [block for block in blocks if block]:
        if title:
            yield f"== {title} =="
        yield from found
