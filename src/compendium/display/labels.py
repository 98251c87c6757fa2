"""Labels: the names of rows, roles and answers in the current language."""

from collections.abc import Iterable
from enum import StrEnum

from compendium.audit.verdicts import Check, Verdict
from compendium.audit.weaknesses import Datum, Weakness
from compendium.i18n.messages import N_, as_message, current_language, gettext
from compendium.ledger.ledger import Ledger, case
from compendium.ledger.rows import Derivation, Erratum, Exclusion, Factor, Figure, Preset, Region, Row, Site, Term, Work
from compendium.ledger.vocabulary import (
    Arithmetic,
    Basis,
    Choice,
    Difference,
    Evidence,
    FactorKind,
    Finding,
    Independence,
    Opinion,
    Origin,
    Role,
)

_ROLES = {
    Role.RECOMPUTE: N_("recomputed"),
    Role.CROSS_CHECK: N_("cross-check"),
    Role.IMPLIED: N_("implied"),
    Role.DERIVED: N_("derived"),
}
# The names of answers, bases and weaknesses equal the members' values; they are repeated here for the translators.
_NAMES: dict[StrEnum, str] = {
    Arithmetic.REPRODUCED: N_("reproduced"),
    Arithmetic.CONSISTENT: N_("consistent"),
    Arithmetic.NOT_REPRODUCED: N_("not reproduced"),
    Arithmetic.NO_INPUTS: N_("no inputs printed"),
    Evidence.SUPPORTED: N_("supported"),
    Evidence.REPEATED: N_("repeated only"),
    Evidence.TOO_WIDE: N_("too wide to tell"),
    Evidence.DEPENDS: N_("depends on the choice"),
    Evidence.CONTESTED: N_("contested"),
    Evidence.CONTRADICTED: N_("contradicted"),
    Evidence.UNTESTED: N_("untested"),
    Finding.AGREES: N_("agrees"),
    Finding.MISSES: N_("misses"),
    Finding.TOO_WIDE: N_("too wide"),
    Independence.INDEPENDENT: N_("independent"),
    Independence.OWN_INPUTS: N_("from the report's own numbers"),
    Independence.REPEATS: N_("repeats the claim"),
    Opinion.CONFIRMS: N_("confirms"),
    Opinion.DISPUTES: N_("disputes"),
    Opinion.CANNOT_TELL: N_("cannot tell"),
    Basis.REPORT: N_("the report alone"),
    Basis.FACTORS: N_("outside factors"),
    Weakness.NO_SOURCE: N_("no source named"),
    Weakness.NO_INPUTS: N_("no inputs printed"),
    Weakness.BORROWED: N_("borrowed coefficient"),
    Weakness.NOT_MET: N_("arithmetic not met"),
    Weakness.BASELINE: N_("baseline left open"),
    Weakness.DEFINITION: N_("definition left open"),
    Weakness.OTHER_RECORD: N_("other record differs"),
    Weakness.NO_TEST: N_("no public test"),
    Weakness.ONLY_REPEATS: N_("only repeats found"),
    Weakness.VAGUE_TEST: N_("test too wide"),
    Datum.SOURCE: N_("source"),
    Datum.INPUTS: N_("inputs and coefficients"),
    Datum.BASELINE: N_("baseline"),
    Datum.DEFINITION: N_("statistical definition"),
    Datum.MEASURED: N_("measured value"),
}
# Members of these have the same value as one of another vocabulary, to which they would be equal as a key.
_DIFFERENCES: dict[StrEnum, str] = {
    Difference.QUANTITY: N_("another quantity"),
    Difference.PLACE: N_("another place"),
    Difference.YEAR: N_("another year"),
    Difference.BOUNDARY: N_("another boundary"),
    Difference.HINDSIGHT: N_("published after the report"),
    Difference.SUPERSEDED: N_("superseded"),
    Difference.SOURCE: N_("a source of grade C"),
}
_CHOICES: dict[StrEnum, str] = {
    Choice.GRID: N_("the grid factor"),
    Choice.DISPLACED: N_("what would have happened otherwise"),
    Choice.BOUNDARY: N_("what is counted"),
    Choice.ACCOUNT: N_("the baseline and what is counted"),
    Choice.OUTPUT: N_("the output and the coefficient"),
    Choice.METHOD: N_("the method"),
}
KINDS: dict[StrEnum, str] = {
    FactorKind.GRID: N_("emission factor of electricity"),
    FactorKind.FUEL: N_("CO₂ or carbon of a fuel"),
    FactorKind.INVENTORY: N_("emissions of an area"),
    FactorKind.SO2: N_("SO₂ emissions"),
    FactorKind.NOX: N_("NOx emissions"),
    FactorKind.PARTICULATES: N_("emissions of particulates"),
}
_GRADES = {
    "A": N_("read in the issuer's own text, standard or data file"),
    "B": N_("read in a secondary text, or with an inference that the note states"),
    "C": N_("the place could not be opened, or the words could not be read there; it never counts"),
}
_ORIGINS: dict[StrEnum, str] = {
    Origin.DEFAULT: N_("the book's default for its kind, not the source's"),
    Origin.DIGIT: N_("half a unit of its last digit, not the source's"),
}
# Rules by which the answers are tried, by their names in ``audit.uncertainty.judges``.
RULES = {
    "overlap": N_("overlap"),
    "compatibility": N_("compatibility"),
    "inner": N_("nine tenths of the samples"),
    "stricter": N_("threshold of 2%"),
    "milder": N_("threshold of 10%"),
}
_OWN = {Difference: _DIFFERENCES, Choice: _CHOICES, FactorKind: KINDS}


def label(row: Row | Exclusion | Preset) -> str:
    """Return a row's short name."""
    return row.labels[current_language()]


def finding(row: Erratum) -> str:
    """Return what an erratum found."""
    return row.findings[current_language()]


def term(row: Term) -> str:
    """Return a term of the glossary."""
    return row.terms[current_language()]


def definition(row: Term) -> str:
    """Return what a term means."""
    return row.definitions[current_language()]


def short(row: Region) -> str:
    """Return what stands on a region's tile."""
    return row.shorts[current_language()]


def place(row: Site) -> str:
    """Return where a case is."""
    return row.places[current_language()]


def role(row: Derivation) -> str:
    """Return the name of a derivation's role."""
    return gettext(_ROLES[row.role])


def name(member: StrEnum) -> str:
    """Return the name of an answer, a finding, a choice, a basis, a weakness or another member of a vocabulary."""
    return gettext(_OWN.get(type(member), _NAMES)[member])


def agreeing(verdict: Verdict) -> str:
    """Return how many of a figure's checks that count agree with it; '' if it has no cross-check."""
    if verdict.cross_checks and not verdict.votes:
        return gettext("no check counts")
    found = [check.finding is Finding.AGREES for check in verdict.votes]
    return gettext("{met} of {all} checks agree", met=sum(found), all=len(found)) if found else ""


def counts_as(check: Check) -> str:
    """Return how a cross-check counts: on what basis and to which question, or why not; '' for a recomputation."""
    row = check.result.derivation
    if row.role is not Role.CROSS_CHECK:
        return ""
    if check.differs:
        return gettext("not counted: {reasons}", reasons=enumerated(name(one) for one in check.differs))
    if not row.choice:
        return name(row.independence)
    return gettext("{basis}; a choice of {choice}", basis=name(row.independence), choice=name(row.choice))


def work(ledger: Ledger, key: str) -> str:
    """Return the short name of a source, its issuer or authors and its year; the key itself if there is no entry.

    Works of the same name and year are told apart by letters: ``MEE 2024a``.
    """
    if key not in ledger.works:
        return key
    found = ledger.works[key]
    if not found.year:
        return _issuer(found)
    alike = [one for one, other in ledger.works.items() if other.year == found.year]
    alike = [one for one in alike if _issuer(ledger.works[one]) == _issuer(found)]
    letter = chr(ord("a") + alike.index(key)) if len(alike) > 1 else ""
    return gettext("{name} {year}", name=_issuer(found), year=found.year + letter)


def _issuer(found: Work) -> str:
    if own := found.labels.by_language.get(current_language()):
        return own
    first, *others = found.authors or (found.title,)
    short = first.partition(" (")[0]
    match others:
        case []:
            return short
        case [one] if one != "others":
            return gettext("{first} and {second}", first=short, second=one)
    return gettext("{first} et al.", first=short)


def origin(row: Factor) -> str:
    """Return where the range of a factor comes from, if not from the table of factors; '' for one that stands there."""
    return gettext(_ORIGINS[row.origin]) if row.origin in _ORIGINS else ""


def grade(letter: str) -> str:
    """Return a grade with what it means."""
    return gettext("{grade}: {meaning}", grade=letter, meaning=gettext(_GRADES[letter]))


def case_name(id_: str) -> str:
    """Return the name of a case, for the case itself or for any id that belongs to it."""
    return gettext(as_message(case(id_)))


def section_and_case(row: Figure) -> str:
    """Return a figure's section and case, as charts name them: ``3.6 Suining``."""
    return f"{row.section} {case_name(row.id)}"


def enumerated(parts: Iterable[str]) -> str:
    """Return parts joined by commas, as a list within a sentence."""
    return gettext(", ").join(parts)


def joined(*parts: str) -> str:
    """Return facts of one thing, one behind the other: a place and a year; those that are empty are left out."""
    found, *others = [part for part in parts if part] or [""]
    for part in others:
        found = gettext("{one}, {other}", one=found, other=part)
    return found


def clauses(parts: Iterable[str]) -> str:
    """Return clauses joined by semicolons."""
    return gettext("; ").join(parts)
