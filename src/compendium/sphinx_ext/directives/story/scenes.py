"""The scenes of a story about printed numbers: as cards, over their coefficients, on one scale, with their answers."""

import math
from collections.abc import Iterator

import htpy as h
from docutils.parsers.rst import directives

from compendium.display import wording
from compendium.display.markup import badge
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Figure
from compendium.sphinx_ext.directives.story.picture import Picture, greatest, share, style


class CardsDirective(Picture):
    """Printed figures, each on a card."""

    def drawn(self) -> h.Node:
        """Return the cards."""
        return h.ul(class_="cards")[
            (
                h.li(style=style(nth=place))[self.number(row.id), h.span[self.label(row.id)]]
                for place, row in enumerate(self.figures())
            )
        ]


class DivisionsDirective(Picture):
    """Derivations that divide one row by another, such as a saving by its coefficient, without what comes out."""

    def drawn(self) -> h.Node:
        """Return a line for each division."""
        return h.ul(class_="divisions")[(self.division(place, id_) for place, id_ in enumerate(self.ids))]

    def division(self, place: int, id_: str) -> h.Element:
        """Return one division.

        Raises:
            ValueError: the formula is another one.
        """
        formula = self.audit().result(id_).derivation.formula
        above, slash, below = formula.partition(" / ")
        if not slash or {above, below} - {*self.audit().ledger.ids()}:
            raise ValueError(f"{id_} divides no row by another: {formula}")
        return h.li(style=style(nth=place))[
            h.span[self.label(above)], h.b[self.number(above)], h.i["÷"], h.b[self.number(below)]
        ]


class BarsDirective(Picture):
    """Rows of one unit as bars from zero, each group on one scale; printed ones in another colour."""

    def drawn(self) -> h.Node:
        """Return the bars in the order of the argument."""
        return [self.scaled(group) for group in self.groups]

    def scaled(self, ids: list[str]) -> h.Element:
        """Return the bars of one group."""
        unit = self.audit().ledger[ids[0]].unit
        values = [self.audit().interval(id_, unit).value for id_ in ids]
        end = greatest(values)
        return h.ul(class_="bars")[
            (
                self.bar(id_, style(at=share(value, end), nth=place))
                for place, (id_, value) in enumerate(zip(ids, values, strict=True))
            )
        ]

    def bar(self, id_: str, length: str) -> h.Element:
        """Return one bar under its name and number."""
        kind = "printed" if isinstance(self.audit().ledger[id_], Figure) else "other"
        return h.li(class_=kind, style=length)[h.span[self.label(id_)], self.number(id_), h.div(class_="bar")[h.i]]


class SharesDirective(BarsDirective):
    """Shares of one whole as bars on a scale from nothing to all of it, under what the whole is made of."""

    option_spec = {"made-of": directives.unchanged_required}  # noqa: RUF012 - docutils wants it so

    @property
    def parts(self) -> list[tuple[str, float]]:
        """What the whole is made of, in parts by weight: ``C 12, O 16, O 16``."""
        named = (part.split() for part in self.options.get("made-of", "").split(",") if part.strip())
        return [(name, float(weight)) for name, weight in named]

    def drawn(self) -> h.Node:
        """Return the whole in its parts, and the bars."""
        whole = sum(weight for _, weight in self.parts)
        blocks = (
            h.li(style=style(at=share(weight, whole)))[name, " ", h.small[wording.number(weight)]]
            for name, weight in self.parts
        )
        ratios = {id_: self.audit().interval(id_).value for id_ in self.ids}
        bars = (
            self.bar(id_, style(at=share(ratio, 1), nth=place)) for place, (id_, ratio) in enumerate(ratios.items())
        )
        return [h.ul(class_="parts")[blocks] if self.parts else None, h.ul(class_="bars")[bars]]


class MeetingDirective(Picture):
    """Rows of one unit as points on one scale, with what a printed figure of the same quantity stands for."""

    option_spec = {"printed": directives.unchanged_required}  # noqa: RUF012 - docutils wants it so

    @property
    def rests_on(self) -> tuple[str, ...]:  # type: ignore[override]
        """The rows, and the printed figure."""
        return (*self.ids, *filter(None, [self.options.get("printed")]))

    def drawn(self) -> h.Node:
        """Return the points, the printed band, and by how much the points differ."""
        if "printed" not in self.options:
            raise ValueError("the option 'printed' is missing")
        figure = self.audit().verdict(self.options["printed"]).figure
        band = figure.interval
        values = {id_: self.audit().interval(id_, figure.unit).value for id_ in self.ids}
        ends = [*values.values(), *(end for end in (band.low, band.high) if math.isfinite(end))]
        end = greatest(ends)
        low, high = max(band.low, 0.0), min(band.high, end)
        spread = 100 * (max(values.values()) / min(values.values()) - 1)
        differ = gettext("The greatest is {spread}% above the least.", spread=wording.number(spread, 2))
        return [
            h.ul(class_="meeting")[
                (self.point(place, id_, value / end) for place, (id_, value) in enumerate(values.items())),
                h.li(class_="printed", style=style(at=share(low, end), to=share(high - low, end)))[
                    h.span[gettext("printed")], self.number(figure.id), h.div(class_="bar")[h.i]
                ],
            ],
            h.figcaption[differ],
        ]

    def point(self, place: int, id_: str, at: float) -> h.Element:
        """Return one point on its line."""
        return h.li(style=style(at=share(at, 1), nth=place))[
            h.span[self.label(id_)], self.number(id_), h.div(class_="bar")[h.i]
        ]


class VerdictsDirective(Picture):
    """Printed figures with their two answers."""

    def drawn(self) -> h.Node:
        """Return a row for each figure."""
        return h.ul(class_="verdicts")[self.rows()]

    def rows(self) -> Iterator[h.Element]:
        """Yield each figure's row."""
        for place, row in enumerate(self.figures()):
            verdict = self.audit().verdict(row.id)
            yield h.li(style=style(nth=place))[
                h.span[self.label(row.id)], self.number(row.id), badge(verdict.evidence), " ", badge(verdict.arithmetic)
            ]
