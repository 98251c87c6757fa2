"""Weaknesses: why a printed figure has no firm answer, and what would have to be published to give it one.

A weakness is one of the publication, not of the work behind it: a number may be right although it names no source.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.ledger.ledger import case
from compendium.ledger.vocabulary import Arithmetic, Basis, Evidence, Kind

if TYPE_CHECKING:
    import pandas as pd


class Datum(StrEnum):
    """What would have to be published."""

    SOURCE = "source"
    INPUTS = "inputs and coefficients"
    BASELINE = "baseline"
    DEFINITION = "statistical definition"
    MEASURED = "measured value"


class Weakness(StrEnum):
    """The kinds of weakness, each with the rule by which it follows from a verdict."""

    NO_SOURCE = "no source named"  # the figure cites nothing
    NO_INPUTS = "no inputs printed"  # there is no recomputation, and the number is not a reading
    BORROWED = "borrowed coefficient"  # the best recomputation meets it, but with an outside factor
    NOT_MET = "arithmetic not met"  # no recomputation meets it
    BASELINE = "baseline left open"  # a saving, and some cross-check misses it
    DEFINITION = "definition left open"  # any other number, and a choice decides: what is counted, where or when
    OTHER_RECORD = "other record differs"  # any other number, some cross-check misses it and no choice decides
    NO_TEST = "no public test"  # no check that is like for like and rests on a source that opens
    ONLY_REPEATS = "only repeats found"  # what agrees repeats the claim or starts from the report's own numbers
    VAGUE_TEST = "test too wide"  # the checks that count are too wide to tell

    @property
    def mended_by(self) -> Datum:
        """What would have to be published to remove it."""
        return _MENDED_BY[self]


_MENDED_BY = {
    Weakness.NO_SOURCE: Datum.SOURCE,
    Weakness.NO_INPUTS: Datum.INPUTS,
    Weakness.BORROWED: Datum.INPUTS,
    Weakness.NOT_MET: Datum.INPUTS,
    Weakness.BASELINE: Datum.BASELINE,
    Weakness.DEFINITION: Datum.DEFINITION,
    Weakness.OTHER_RECORD: Datum.MEASURED,
    Weakness.NO_TEST: Datum.MEASURED,
    Weakness.ONLY_REPEATS: Datum.MEASURED,
    Weakness.VAGUE_TEST: Datum.MEASURED,
}


def weaknesses(verdict: Verdict) -> tuple[Weakness, ...]:
    """Return the kinds of weakness that a verdict shows, in the order of ``Weakness``."""
    figure = verdict.figure
    recomputed = verdict.arithmetic in (Arithmetic.REPRODUCED, Arithmetic.CONSISTENT)
    depends = verdict.evidence is Evidence.DEPENDS
    missed = depends or verdict.evidence in (Evidence.CONTESTED, Evidence.CONTRADICTED)
    shown = {
        Weakness.NO_SOURCE: not figure.cites,
        Weakness.NO_INPUTS: not verdict.recomputes and figure.kind is not Kind.READING,
        Weakness.BORROWED: recomputed and verdict.basis is Basis.FACTORS,
        Weakness.NOT_MET: verdict.arithmetic is Arithmetic.NOT_REPRODUCED,
        Weakness.BASELINE: missed and figure.kind is Kind.SAVING,
        Weakness.DEFINITION: depends and figure.kind is not Kind.SAVING,
        Weakness.OTHER_RECORD: missed and not depends and figure.kind is not Kind.SAVING,
        Weakness.NO_TEST: verdict.evidence is Evidence.UNTESTED,
        Weakness.ONLY_REPEATS: verdict.evidence is Evidence.REPEATED,
        Weakness.VAGUE_TEST: verdict.evidence is Evidence.TOO_WIDE,
    }
    return tuple(kind for kind in Weakness if shown[kind])


def by_figure(audit: Audit) -> "pd.DataFrame":
    """Return a frame with a row for each weakness of each figure.

    Its columns are ``figure`` (an id), ``case`` (the first part of the id), ``section`` and ``kind`` (a ``Weakness``).
    """
    import pandas as pd

    rows = [
        (id_, case(id_), verdict.figure.section, kind)
        for id_, verdict in audit.verdicts.items()
        for kind in weaknesses(verdict)
    ]
    return pd.DataFrame(rows, columns=["figure", "case", "section", "kind"])


def missing(verdict: Verdict) -> tuple[Datum, ...]:
    """Return what would have to be published to remove a figure's weaknesses, in the order of ``Datum``."""
    found = {kind.mended_by for kind in weaknesses(verdict)}
    return tuple(datum for datum in Datum if datum in found)
