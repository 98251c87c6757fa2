"""The base class of pictures: rows that a page names, their numbers as links, lengths in proportion."""

from collections.abc import Sequence

import htpy as h
from docutils import nodes

from compendium.display import labels, wording
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import unknown
from compendium.ledger.rows import Derivation, Figure
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import row_address


class Picture(LedgerDirective):
    """A figure made of rows of the ledger, whose ids are the directive's argument."""

    required_arguments = 1
    final_argument_whitespace = True

    @property
    def rests_on(self) -> tuple[str, ...]:  # type: ignore[override]
        """The rows that it shows."""
        return tuple(self.ids)

    @property
    def ids(self) -> list[str]:
        """The ids in the argument."""
        return [id_ for group in self.groups for id_ in group]

    @property
    def groups(self) -> list[list[str]]:
        """The ids in the argument by group: what is to be seen on a scale of its own stands behind a stroke, ``|``."""
        return [group.split() for group in str(self.arguments[0]).split("|")]

    def run(self) -> list[nodes.Node]:
        """Return the picture.

        Raises:
            DirectiveError: an id is none, or is of a row of another kind than the picture shows.
        """
        audit = self.audit()
        for id_ in self.ids:
            if id_ not in audit.ledger.ids():
                raise self.error(f"{self.name}: {unknown(id_, audit.ledger.ids())}")
        kind = self.name.partition("-")[2]
        try:
            drawn = str(h.figure(class_=f"scene {kind}")[self.drawn()])
        except (KeyError, TypeError, ValueError) as error:
            raise self.error(f"{self.name}: {error.args[0]}") from error
        return [nodes.raw("", drawn, format="html")]

    def drawn(self) -> h.Node:
        """Return what is within the figure."""
        raise NotImplementedError

    def interval(self, id_: str) -> Interval:
        """Return a row's interval, in its own unit."""
        return self.audit().interval(id_)

    def number(self, id_: str) -> h.Element:
        """Return a row's number with its unit, as a role in prose shows it: a link to its entry."""
        row = self.audit().ledger[id_]
        if isinstance(row, Figure):
            text = wording.figure(row)
        elif isinstance(row, Derivation):
            text = wording.outcome(self.interval(id_), row.unit)
        else:
            text = wording.quantity(row.value, row.unit)
        return h.a(class_="number", href=row_address(self.env, id_), title=labels.label(row))[text]

    def label(self, id_: str) -> str:
        """Return a row's short name."""
        return labels.label(self.audit().ledger[id_])

    def figures(self) -> list[Figure]:
        """Return the rows, which have to be printed figures."""
        return [self.audit().verdict(id_).figure for id_ in self.ids]


def style(**variables: object) -> str:
    """Return CSS variables for the style sheet to use.

    >>> style(at=share(1, 3), nth=2)
    '--at: 33.33%; --nth: 2'
    """
    return "; ".join(f"--{name}: {value}" for name, value in variables.items())


def share(value: float, whole: float) -> str:
    """Return a length or a place as a share of the whole."""
    return f"{100 * value / whole:.4g}%"


def greatest(values: Sequence[float]) -> float:
    """Return the end of a scale from zero that holds all values.

    Raises:
        ValueError: none of them is above zero, so that nothing could be seen.
    """
    if max(values, default=0) <= 0:
        raise ValueError("nothing here is above zero")
    return max(values)
