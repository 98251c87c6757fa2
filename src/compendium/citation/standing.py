"""Whether anybody outside the project has reviewed the compendium: the words are those of the recorded reviews."""

from collections.abc import Sequence

from compendium.i18n.messages import N_
from compendium.ledger.rows import Review


def standing(reviews: Sequence[Review]) -> str:
    """Return the sentence on who has reviewed the book, as a message."""
    if reviews:
        return N_("Some figures were reviewed by others; the page for reviewers has what they recorded.")
    return N_("Not reviewed by anybody outside the project.")


def self_check(reviews: Sequence[Review]) -> str:
    """Return what the authors' own check is called, as a message."""
    return N_("Self-check.") if reviews else N_("Self-check, not reviewed.")


def unchecked(reviews: Sequence[Review]) -> str:
    """Return what nobody but the authors has checked, as a message."""
    if reviews:
        return N_("Of numbers, formulas and sources nobody but the authors has checked more than reviewers recorded.")
    return N_("Nobody but the authors has checked a number, a formula or a source.")
