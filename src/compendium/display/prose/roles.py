"""Roles: numbers of the ledger in prose, with unit and title, and verdicts and counts.

``{printed}`case.figure` ``, ``{recomputed}`case.derivation` ``, ``{range}`case.derivation` ``,
``{factor}`grid.factor` ``, ``{verdict}`case.figure` `` and ``{count}`evidence/contradicted` ``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from string import Formatter

from compendium.audit.audit import Audit
from compendium.audit.counts import counts
from compendium.display import digits, labels, wording
from compendium.display.markup import slug
from compendium.i18n.messages import gettext, gettext_template, language
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import unknown
from compendium.ledger.vocabulary import Arithmetic, Evidence


class RoleError(LookupError):
    """A role whose text is not the name of a row or count."""


@dataclass(frozen=True)
class Said:
    """A part of what a role says.

    Attributes:
        text: in the current language.
        id: of the row whose entry a number links to; '' for what is no number of a row.
        title: what a pointer shows.
        classes: of its element; none for bare text.
        unit: at the end of the text, which a range names only once; None if this is no end of one.
    """

    text: str
    id: str = ""
    title: str = ""
    classes: tuple[str, ...] = ()
    unit: str | None = None


def said(audit: Audit, role: str, name: str) -> tuple[Said, ...]:
    """Return what a role says, in parts.

    Args:
        audit: of the whole report.
        role: a key of ``ROLES``.
        name: the role's text.

    Raises:
        RoleError: the text is no name of what the role shows; the message has the nearest.
    """
    return tuple(ROLES[role](audit, name))


def _known(role: str, name: str, names: Iterable[str], kind: str) -> str:
    if name not in (names := list(names)):
        raise RoleError(f"{{{role}}} wants {kind}: {unknown(name, names)}")
    return name


def _number(audit: Audit, id_: str, told: Said) -> Said:
    """Return what is told as a number of a row, whose label begins its title."""
    title = labels.label(audit.ledger[id_]) + told.title
    return replace(told, id=id_, title=title, classes=("number", *told.classes), unit=told.unit or "")


def _printed(audit: Audit, name: str) -> Iterator[Said]:
    """Yield a figure as printed, marked with its two answers."""
    verdict = audit.verdict(_known("printed", name, audit.ledger.figures, "the id of a figure"))
    answers = (slug(verdict.arithmetic), slug(verdict.evidence))
    told = gettext(
        ": {evidence}, {arithmetic}", evidence=gettext(verdict.evidence), arithmetic=gettext(verdict.arithmetic)
    )
    yield _number(audit, name, Said(wording.figure(verdict.figure), title=told, classes=("printed", *answers)))


def _recomputed(audit: Audit, name: str) -> Iterator[Said]:
    """Yield a derivation's value; the title holds its interval."""
    result = audit.result(_known("recomputed", name, audit.ledger.derivations, "the id of a derivation"))
    unit = result.derivation.unit
    told = gettext(": {told}", told=wording.interval(result.interval, unit))
    own = wording.with_unit("", wording.bare(unit))
    yield _number(
        audit, name, Said(wording.in_prose(result.interval, unit), title=told, classes=("recomputed",), unit=own)
    )


def _range(audit: Audit, name: str) -> Iterator[Said]:
    """Yield a derivation's interval, for a result so wide that its value, which is the title, would say too much."""
    result = audit.result(_known("range", name, audit.ledger.derivations, "the id of a derivation"))
    unit, ends = result.derivation.unit, result.interval
    if unit == "dimensionless":  # how many times: two digits, as in all prose
        ends = Interval(*(digits.shown(end, digits.FEWEST) for end in (ends.low, ends.value, ends.high)))
    told = gettext(": {told}", told=wording.in_prose(result.interval, unit))
    yield _number(audit, name, Said(wording.interval(ends, unit), title=told, classes=("recomputed",)))


def _factor(audit: Audit, name: str) -> Iterator[Said]:
    """Yield a factor's value; the title names the source."""
    row = audit.ledger.factors[_known("factor", name, audit.ledger.factors, "the id of a factor")]
    told = gettext(": {source}, grade {grade}", source=labels.work(audit.ledger, row.source), grade=row.grade)
    yield _number(
        audit, name, Said(wording.quantity(row.value, wording.bare(row.unit)), title=told, classes=("factor",))
    )


def _verdict(audit: Audit, name: str) -> Iterator[Said]:
    """Yield a figure's two answers as coloured words."""
    verdict = audit.verdict(_known("verdict", name, audit.ledger.figures, "the id of a figure"))
    answers: dict[str, Arithmetic | Evidence] = {"one": verdict.evidence, "other": verdict.arithmetic}
    for between, field, _, _ in Formatter().parse(gettext_template("{one} {other}")):
        if between:
            yield Said(between)
        if field:
            yield Said(labels.name(answers[field]), classes=("verdict", slug(answers[field])))


def _count(audit: Audit, name: str) -> Iterator[Said]:
    """Yield a count of rows or of figures with an answer, by its name in ``audit.counts``."""
    found = counts(audit)
    yield Said(str(found[_known("count", name, found, "a count")]), classes=("count",))


ROLES: dict[str, Callable[[Audit, str], Iterator[Said]]] = {
    "printed": _printed,
    "recomputed": _recomputed,
    "range": _range,
    "factor": _factor,
    "verdict": _verdict,
    "count": _count,
}


def ranged(first: str, units: tuple[str | None, str | None], between: str) -> tuple[str, str] | None:
    """Return the first of two numbers and what stands between them where they are the ends of a range, else None.

    A range names its unit once: of ``{recomputed}`a` to {recomputed}`b` `` only the second number has it.

    Args:
        first: the first number with its unit.
        units: of both, as ``Said.unit``.
        between: the text between them.
    """
    if between != gettext(" to ") or None in units or len({*units}) != 1:
        return None
    unit = units[0] or ""
    if language().han and unit.startswith("%"):
        unit = ""  # both ends have the sign
    low, high = "\0", "\1"
    return first.removesuffix(unit), gettext("{low} to {high}", low=low, high=high).strip(low + high)
