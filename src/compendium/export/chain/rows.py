"""The rows of a chain: a figure, a check, a derivation, an input, each as a heading and lines below it."""

from collections.abc import Iterator

from compendium.audit import weaknesses
from compendium.audit.audit import Audit
from compendium.audit.verdicts import Check, Verdict
from compendium.display import labels, tables, wording, worked
from compendium.export.chain.plain_formula import plain
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Derivation, Factor, Figure, Row, Work

Lines = Iterator[str]
_DIGITS = 9  # a factor is shown with every digit that its source gives


def heading(row: Row) -> str:
    """Return the label of a row with its id."""
    return gettext("{label} [{id}]", label=labels.label(row), id=row.id)


def told(name: str, value: str) -> Lines:
    """Yield a line of a row; nothing where there is nothing to tell."""
    if value:
        yield gettext("{name}: {value}", name=name, value=value)


def figure(verdict: Verdict, audit: Audit) -> Lines:
    """Yield a figure: as printed and where, what it stands for, both answers, what is weak and what would settle it."""
    row, span = verdict.figure, verdict.argued
    yield from told(gettext("printed"), wording.figure(row))
    yield from told(gettext("where"), _place(row))
    yield from told(
        gettext("stands for"),
        gettext("{interval} ({kind})", interval=wording.printed_interval(row), kind=wording.kind(row)),
    )
    yield from told(gettext("source named"), _cited(audit, row.cites) if row.cites else gettext("none named"))
    yield from told(gettext("evidence"), _joined(labels.name(verdict.evidence), _agreeing(verdict)))
    basis = labels.name(verdict.basis) if verdict.basis else ""
    yield from told(gettext("arithmetic"), _joined(labels.name(verdict.arithmetic), basis))
    yield from told(gettext("nearest result to printed"), wording.ratio(verdict.ratio))
    yield from told(
        gettext("range of the checks that count"),
        wording.interval(span, row.unit, wording.counter(row)) if span else "",
    )
    yield from told(gettext("differs materially"), gettext("yes") if verdict.material else gettext("no"))
    yield from told(
        gettext("weak points"), labels.clauses(labels.name(kind) for kind in weaknesses.weaknesses(verdict))
    )
    yield from told(
        gettext("what would settle it"), labels.clauses(labels.name(datum) for datum in weaknesses.missing(verdict))
    )
    yield from told(gettext("note"), gettext(row.note))


def _place(row: Figure) -> str:
    period = gettext(", {period}", period=wording.period(row.period)) if row.period else ""
    return gettext(
        "section {section} ({case}), from page {page}{period}",
        section=row.section, case=labels.case_name(row.id), page=row.page, period=period,
    )  # fmt: skip


def _agreeing(verdict: Verdict) -> str:
    return labels.agreeing(verdict)


def _joined(*parts: str) -> str:
    return labels.clauses(part for part in parts if part)


def check(one: Check, audit: Audit) -> Lines:
    """Yield a check: what it says of its figure, whether it counts and why not, and its calculation."""
    row = one.result.derivation
    yield from told(gettext("finding"), labels.name(one.finding))
    yield from told(gettext("counts as"), labels.counts_as(one))
    yield from derivation(row, audit)
    if row.unit != one.unit:
        shown = _valued(wording.outcome(one.interval, one.unit), wording.interval(one.interval, one.unit))
        yield from told(gettext("in the unit of the figure"), shown)
    yield from told(gettext("ratio to printed"), wording.ratio(one.ratio))


def derivation(row: Derivation, audit: Audit) -> Lines:
    """Yield a derivation: its result, its formula in words and in numbers, and the rows that it names."""
    result, line = audit.result(row.id), worked.in_numbers(audit, row.id)
    span = wording.interval(result.interval, row.unit) + tables.sampled(result.method)
    yield from told(gettext("result"), _valued(wording.outcome(result.interval, row.unit), span))
    if same := worked.taken_from(audit, row.id):
        yield from told(gettext("taken directly from"), heading(audit.ledger[same]))
    else:
        yield from _working(row, audit, line)
    yield from told(gettext("note"), gettext(row.note))


def _working(row: Derivation, audit: Audit, line: worked.Line) -> Lines:
    """Yield a formula in words and in numbers, and the rows that it names."""
    yield from told(gettext("formula"), plain(row.tree, lambda id_: labels.label(audit.ledger[id_])))
    given = labels.clauses(f"{one} = {other}" for one, other in line.given)
    numbers = f"{plain(row.tree, line.inputs.__getitem__)} {line.sign} {line.result}"
    yield from told(gettext("in numbers"), _valued(numbers, given) if given else numbers)
    yield from told(gettext("from"), labels.enumerated(row.names))


def _valued(value: str, behind: str) -> str:
    return gettext("{interval} ({kind})", interval=value, kind=behind)


def factor(row: Factor, audit: Audit) -> Lines:
    """Yield a factor: its value and range, where and when it holds, and its source with the words that were read."""
    value = wording.quantity(row.value, row.unit, _DIGITS)
    yield from told(
        gettext("value"), value if row.interval.is_point else _valued(value, wording.interval(row.interval, row.unit))
    )
    yield from told(gettext("range"), labels.origin(row))
    yield from told(gettext("where, when"), labels.joined(gettext(row.region), wording.period(row.year)))
    yield from told(gettext("source"), labels.joined(_cited(audit, row.source), gettext(row.locator)))
    yield from told(gettext("words read"), row.quote)
    yield from told(gettext("grade"), labels.grade(row.grade))
    yield from _opened(audit.ledger.works.get(row.source))
    yield from told(gettext("note"), gettext(row.note))


def _opened(work: Work | None) -> Lines:
    """Yield where and when a work was read, or that it was not, and the issuer's page where that was not opened."""
    if work:
        yield from told(gettext("read at") if work.read else gettext("address, not opened"), work.address)
        yield from told(gettext("issuer's page, not opened"), work.issuer)
        yield from told(gettext("read on"), work.read)


def _cited(audit: Audit, key: str) -> str:
    return gettext("{label} [{id}]", label=labels.work(audit.ledger, key), id=key)


def printed(row: Figure) -> Lines:
    """Yield a figure that is an input of another row."""
    yield from told(gettext("printed"), wording.figure(row))
    yield from told(gettext("where"), _place(row))
    yield from told(gettext("stands for"), wording.printed_interval(row))
