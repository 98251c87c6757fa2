"""Labels: the names of rows, roles and answers in the current language."""

from collections.abc import Iterable
from enum import StrEnum

from compendium.audit.weaknesses import Datum, Weakness
from compendium.i18n.messages import N_, as_message, current_language, gettext
from compendium.ledger.ledger import case
from compendium.ledger.rows import Derivation, Erratum, Exclusion, Figure, Preset, Row, Term
from compendium.ledger.vocabulary import Arithmetic, Basis, Evidence, Role

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
    Evidence.CONTESTED: N_("contested"),
    Evidence.CONTRADICTED: N_("contradicted"),
    Evidence.UNTESTED: N_("untested"),
    Basis.REPORT: N_("the report alone"),
    Basis.FACTORS: N_("outside factors"),
    Weakness.NO_SOURCE: N_("no source named"),
    Weakness.NO_INPUTS: N_("no inputs printed"),
    Weakness.BORROWED: N_("borrowed coefficient"),
    Weakness.NOT_MET: N_("arithmetic not met"),
    Weakness.BASELINE: N_("baseline left open"),
    Weakness.OTHER_RECORD: N_("other record differs"),
    Weakness.NO_TEST: N_("no public test"),
    Datum.SOURCE: N_("source"),
    Datum.INPUTS: N_("inputs and coefficients"),
    Datum.BASELINE: N_("baseline"),
    Datum.MEASURED: N_("measured value"),
}


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


def role(row: Derivation) -> str:
    """Return the name of a derivation's role."""
    return gettext(_ROLES[row.role])


def name(member: StrEnum) -> str:
    """Return the name of an answer, a basis, a weakness or a datum."""
    return gettext(_NAMES[member])


def case_name(id_: str) -> str:
    """Return the name of a case, for the case itself or for any id that belongs to it."""
    return gettext(as_message(case(id_)))


def section_and_case(row: Figure) -> str:
    """Return a figure's section and case, as charts name them: ``3.6 Suining``."""
    return f"{row.section} {case_name(row.id)}"


def enumerated(parts: Iterable[str]) -> str:
    """Return parts joined by commas, as a list within a sentence."""
    return gettext(", ").join(parts)


def clauses(parts: Iterable[str]) -> str:
    """Return clauses joined by semicolons."""
    return gettext("; ").join(parts)
