"""The wording of region sweeps: one set of messages for savings on grids, another for everything else."""

from collections.abc import Iterable
from dataclasses import dataclass

from compendium.audit.region_sweep import Sweep
from compendium.i18n.messages import N_
from compendium.ledger.vocabulary import FactorKind, Kind


@dataclass(frozen=True)
class Words:
    """Messages: findings with ``{count}``, ``{regions}``, ``{year}`` and ``{subject}``, and words for each sign."""

    below: str
    open: str
    above: str
    printed: str
    never_printed: str
    subtitle: str
    column: str
    counted: str
    negative: str
    positive: str


_SAVINGS_ON_GRIDS = Words(
    below=N_("On the grids of {count} {regions} in {year}, {subject} emits more than it saves"),
    open=N_("On the grids of {count} {regions} in {year}, it is open whether {subject} saves anything"),
    above=N_("On the grids of {count} {regions} in {year}, {subject} saves"),
    printed=N_("On the grids of {count} {regions} in {year}, {subject} saves what is printed"),
    never_printed=N_("On no grid of {count} {regions}, {year}, does {subject} save what is printed"),
    subtitle=N_("Saving with the power of each grid, {unit}"),
    column=N_("saving"),
    counted=N_("{regions} where it saves / is open / emits more, {year}"),
    negative=N_("emits more"),
    positive=N_("saves"),
)
_ANYTHING = Words(
    below=N_("With the factors of {count} {regions} in {year}, {subject} is below zero"),
    open=N_("With the factors of {count} {regions} in {year}, it is open on which side of zero {subject} lies"),
    above=N_("With the factors of {count} {regions} in {year}, {subject} is above zero"),
    printed=N_("With the factors of {count} {regions} in {year}, {subject} is as printed"),
    never_printed=N_("With no factor of {count} {regions}, {year}, is {subject} as printed"),
    subtitle=N_("With the factor of each region, {unit}"),
    column=N_("quantity"),
    counted=N_("{regions} where it is above / open / below zero, {year}"),
    negative=N_("below zero"),
    positive=N_("above zero"),
)


def words(sweeps: Iterable[Sweep]) -> Words:
    """Return those for savings on grids if every sweep is one, by the kinds of its rows; else the general ones."""
    savings = all(
        one.derivation.kind is Kind.SAVING and one.replaced.kind is FactorKind.GRID for one in sweeps
    )  # fmt: skip
    return _SAVINGS_ON_GRIDS if savings else _ANYTHING
