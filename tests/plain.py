"""Audits of dimensionless numbers, made from ranges of factors and formulas, for tests with random examples."""

from collections.abc import Mapping

from compendium.audit.audit import Audit
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Derivation, Factor, Words
from compendium.ledger.vocabulary import FactorKind, Kind, Role

Range = tuple[float, float]


def audit_of(formulas: Mapping[str, str], **ranges: Range) -> Audit:
    """Return an audit with a factor ``one.x`` for each range ``one`` and a derivation for each formula, by its id."""
    words = {"unit": "dimensionless", "labels": Words({}), "note": ""}
    source = {"kind": FactorKind.OTHER, "region": "", "year": "", "source": "", "locator": "", "grade": "A"}
    factors = {
        f"{name}.x": Factor(f"{name}.x", value=(low + high) / 2, low=low, high=high, **words, **source)
        for name, (low, high) in ranges.items()
    }
    derivations = {
        id_: Derivation(id_, section="1.1", formula=text, role=Role.DERIVED, checks="", kind=Kind.AMOUNT, **words)
        for id_, text in formulas.items()
    }
    return Audit(Ledger({}, factors, derivations, (), {}, {}, {}))
