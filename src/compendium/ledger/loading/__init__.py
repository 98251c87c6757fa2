"""Loading: the tables of a folder and its bibliography become a ledger, or every fault in them is reported."""

from compendium.ledger.loading.load import load

__all__ = ["load"]
