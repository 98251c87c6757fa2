"""Weaknesses: what stands between a printed figure and a firm answer, and what would have to be published to mend it.

A weakness belongs to the publication, not to the work behind it: a number may be right and yet name no source.
"""

from functools import cache
from typing import TYPE_CHECKING

from compendium import units
from compendium.audit import Audit, Verdict
from compendium.language import mark

if TYPE_CHECKING:
    import pandas as pd

# Each kind of weakness, read off a verdict by the rule beside it, with the datum that would mend it.
MENDED_BY = {
    mark("no source named"): mark("source"),  # the figure cites nothing
    mark("no inputs printed"): mark(
        "inputs and coefficients"
    ),  # nothing to recompute from, though the number is no reading
    mark("borrowed coefficient"): mark("inputs and coefficients"),  # met, but only with a number from elsewhere
    mark("arithmetic not met"): mark("inputs and coefficients"),  # no recomputation meets it
    mark("baseline left open"): mark("baseline"),  # an amount of CO2 or of coal equivalent that some cross-check misses
    mark("other record differs"): mark("measured value"),  # any other number that some cross-check misses
    mark("no public test"): mark("measured value"),  # no cross-check at all
}
KINDS = tuple(MENDED_BY)
DATA = tuple(dict.fromkeys(MENDED_BY.values()))

# What is counted, metered or paid needs no calculation; nor does its amount in a year.
_READ_OFF = ("item", "vehicle", "rank", "ride", "person km", "t km", "km", "m^2", "kW", "kWh", "yuan")
# What is avoided is a difference from a baseline, and so are the fuel and the carbon in it.
_AVOIDED = ("t CO2", "tce")


def weaknesses(verdict: Verdict) -> tuple[str, ...]:
    """Return the kinds of weakness that a verdict shows, in the order of ``KINDS``."""
    figure = verdict.figure
    recomputed = verdict.arithmetic in ("reproduced", "consistent")
    missed = verdict.evidence in ("contested", "contradicted")
    avoided = _is_one_of(figure.unit, _AVOIDED)
    shown = {
        "no source named": not figure.cites,
        "no inputs printed": not verdict.recomputes and not _is_one_of(figure.unit, _READ_OFF),
        "borrowed coefficient": recomputed and verdict.basis == "outside factors",
        "arithmetic not met": verdict.arithmetic == "not reproduced",
        "baseline left open": missed and avoided,
        "other record differs": missed and not avoided,
        "no public test": verdict.evidence == "untested",
    }
    return tuple(kind for kind in KINDS if shown[kind])


def by_figure(audit: Audit) -> "pd.DataFrame":
    """Return a row for each weakness of each figure: figure, case, section, kind."""
    import pandas as pd

    rows = [
        (id_, audit.case(id_), verdict.figure.section, kind)
        for id_, verdict in audit.verdicts.items()
        for kind in weaknesses(verdict)
    ]
    return pd.DataFrame(rows, columns=["figure", "case", "section", "kind"])


def missing(verdict: Verdict) -> tuple[str, ...]:
    """Return the data that would mend a figure's weaknesses, in the order of ``DATA``."""
    found = {MENDED_BY[kind] for kind in weaknesses(verdict)}
    return tuple(datum for datum in DATA if datum in found)


@cache
def _is_one_of(unit: str, kinds: tuple[str, ...]) -> bool:
    """Return whether a unit is of one of these kinds, in all or in a year."""
    each = (name for kind in kinds for name in (kind, f"{kind} / a"))
    return units.dimension(unit) in [units.dimension(name) for name in each]
