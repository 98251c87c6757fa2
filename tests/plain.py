"""Audits of dimensionless numbers, made from ranges of factors and formulas, for tests with random examples."""

from collections.abc import Mapping

from compendium.audit.audit import Audit
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Derivation, Factor, Words
from compendium.ledger.vocabulary import Choice, FactorKind, Independence, Kind, Origin, Role

Range = tuple[float, float]


def audit_of(formulas: Mapping[str, str], **ranges: Range) -> Audit:
    """Return an audit with a factor ``one.x`` for each range ``one`` and a derivation for each formula, by its id."""
    words = {"unit": "dimensionless", "labels": Words({}), "note": ""}
    source = dict.fromkeys(("region", "year", "source", "locator", "quote"), "")
    more = {"kind": FactorKind.OTHER, "grade": "A", "origin": Origin.STATED, **source}
    declared = {"independence": Independence.NONE, "differs": (), "choice": Choice.NONE}
    role = {"section": "1.1", "role": Role.DERIVED, "checks": "", "kind": Kind.AMOUNT, **declared}
    factors = {
        f"{name}.x": Factor(f"{name}.x", value=(low + high) / 2, low=low, high=high, **words, **more)
        for name, (low, high) in ranges.items()
    }
    derivations = {id_: Derivation(id_, formula=text, **role, **words) for id_, text in formulas.items()}
    return Audit(Ledger({}, factors, {}, derivations, (), {}, {}, {}, {}, {}))
