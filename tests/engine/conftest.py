"""A shop whose figures and factors are put together case by case."""

from pathlib import Path
from typing import Protocol

import pytest

from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.ledger.vocabulary import Role

Ends = tuple[float, float, float] | tuple[float, float, float, str]


def declared(formula: str, role: str, cells: str = "") -> str:
    """Return what a derivation declares, as cells: what it was given, else what its formula allows at best."""
    if cells or Role(role) is not Role.CROSS_CHECK:
        return cells or ",,"
    return "own_inputs,," if "shop." in formula else "independent,,"


class Shop(Protocol):
    """A maker of ledgers."""

    def __call__(self, *derivations: tuple[str, ...], made: str = "", sold: str = "", **factors: Ends) -> Ledger:
        """Return a ledger.

        Args:
            derivations: each as id, formula, role and, where they are others, the unit and what a cross-check declares
                in three cells. The unit is tonnes; a cross-check is independent, or uses figures of the report.
            made: the cells of ``shop.made`` from the number to the kind; 100 t if empty.
            sold: the same of ``shop.sold``, in another section; three t if empty.
            factors: each as low, value and high, in t, and its grade if that is not A; ``x`` is called ``out.x``.
        """


@pytest.fixture
def shop(bakery: Path) -> Shop:
    """A report prints how many things were made, how many sold, and a range for half of them."""

    def make(*derivations: tuple[str, ...], made: str = "", sold: str = "", **factors: Ends) -> Ledger:
        rows: dict[str, list[str]] = {
            "errata": [],
            "figures": [
                f"shop.made,3.1,2,{made or '100,t,exact,amount'},2022,,things made,产量,",
                f"shop.sold,3.10,4,{sold or '三,t,exact,amount'},2022,,things sold,销量,",
                "shop.half,3.1,2,40—60,t,exact,amount,2022,,half of them,一半,",
            ],
            "factors": [
                f"out.{name},{value},{low},{high},t,,World,2020,almanac2020,page 1,so many,"
                f"{grade[0] if grade else 'A'},{name},{name},"
                for name, (low, value, high, *grade) in factors.items()
            ],
            "derivations": [
                f'{id_},3.1,"{text}",{more[0] if more else "t"},{role},'
                f"{'shop.made' if Role(role).answers else ''},,{declared(text, role, *more[1:])},way,法,so it is"
                for id_, text, role, *more in derivations
            ],
        }
        for table, lines in rows.items():
            path = bakery / f"{table}.csv"
            header = path.read_text(encoding="utf-8").splitlines()[0]
            path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return load(bakery, bakery / "references.bib")

    return make
