"""The tile-grid map: a tile for each region, filled as high as its factor, and the factors on one scale."""

import htpy as h
from docutils import nodes
from docutils.parsers.rst import directives

from compendium.audit.region_sweep import Place, Sweep, family, sweep
from compendium.display import labels, unit_words, wording
from compendium.display.region_words import words
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.rows import Region
from compendium.sphinx_ext.dependencies import TABLES
from compendium.sphinx_ext.directives.story.picture import greatest, share, style
from compendium.sphinx_ext.ledger_directive import LedgerDirective
from compendium.sphinx_ext.nodes import element, row_reference, table


class RegionMapDirective(LedgerDirective):
    """A derivation swept over the factors of a family: where each region's factor lies, and what the print needs."""

    required_arguments = 1
    rests_on = (*TABLES, "regions")
    option_spec = {  # noqa: RUF012 - docutils wants it so
        "replaces": directives.unchanged_required,  # the factor that gives way to those of the regions
        "sources": directives.unchanged_required,  # the keys of the family's sources
        "uncounted": directives.unchanged,  # regions that are no tile, such as the country, separated by commas
    }

    def run(self) -> list[nodes.Node]:
        """Return the map with its scale, and the same as a folded table.

        Raises:
            DirectiveError: the derivation cannot be swept so, or a region of the family has no tile.
        """
        audit, replaced = self.audit(), self.options["replaces"]
        try:
            kind = audit.ledger.factors[replaced].kind
            members = family(audit, kind, *self.options["sources"].split())
            swept = sweep(audit, self.arguments[0], replaced, members)
        except (KeyError, ValueError) as error:
            raise self.error(f"{self.name}: {error.args[0]}") from error
        swept = swept.without(*(name.strip() for name in self.options.get("uncounted", "").split(",")))
        if astray := {place.factor.region for place in swept.latest} - audit.ledger.regions.keys():
            raise self.error(f"{self.name}: no tile in regions.csv for {', '.join(sorted(astray))}")
        fold = element("details", element("summary", gettext("The same as a table")), self.table(swept))
        return [nodes.raw("", str(self.picture(swept)), format="html"), fold]

    def picture(self, swept: Sweep) -> h.Element:
        """Return the tiles, the scale, and what they show, in a sentence."""
        needed = [swept.as_printed.value] if swept.as_printed else []
        end = greatest([*(place.factor.value for place in swept.latest), *needed])
        found = {place.factor.region: place for place in swept.latest}
        regions = self.audit().ledger.regions.values()
        return h.figure(class_="scene region-map")[
            h.ul(class_="tiles", style=style(columns=max(region.column for region in regions)))[
                (tile(region, found.get(region.id), end, swept.replaced.region) for region in regions)
            ],
            scale(swept, end),
            h.figcaption[explained(swept)],
        ]

    def table(self, swept: Sweep) -> nodes.container:
        """Return the regions with their factors, from the greatest, and the derivation at each."""
        unit = unit_words.text(swept.replaced.unit)
        head = (*gettext_each("region"), unit, gettext(words([swept]).column))
        rows = [
            [gettext(one.factor.region), self.factor(one), wording.quantity(one.value, swept.derivation.unit, 3)]
            for one in sorted(swept.latest, key=lambda one: -one.factor.value)
        ]
        return table(head, rows)

    def factor(self, place: Place) -> nodes.reference:
        """Return a factor as a link to its entry."""
        return row_reference(self.env, place.factor.id, wording.number(place.factor.value))


def tile(region: Region, place: Place | None, end: float, own: str) -> h.Element:
    """Return a region's tile, filled to its share of the scale; one without a factor is empty and says so."""
    kinds = [name for name, so in {"own": region.id == own, "empty": place is None}.items() if so]
    laid = {"row": region.row, "column": region.column}
    level = style(at=share(place.factor.value, end), **laid) if place else style(**laid)
    value = wording.number(place.factor.value, 2) if place else gettext("no value")
    return h.li(class_=" ".join(kinds) or None, style=level)[
        h.span(class_="short", aria_hidden="true")[labels.short(region)],
        h.span(class_="name")[gettext(region.id)],
        h.b[value] if place else h.span(class_="none")[value],
    ]


def scale(swept: Sweep, end: float) -> h.Element:
    """Return the factors as points on one scale, with the least and the greatest named, and what the print needs."""
    ordered = sorted(swept.latest, key=lambda one: one.factor.value)
    points = (
        h.i(class_="own" if one.factor.region == swept.replaced.region else None,
            style=style(at=share(one.factor.value, end)))
        for one in ordered
    )  # fmt: skip
    named = [h.li[_at(one)] for one in (ordered[0], ordered[-1])]
    needed = None
    if swept.as_printed and swept.figure:
        value = wording.quantity(swept.as_printed.value, swept.replaced.unit, 3)
        needed = h.li(class_="printed")[gettext("as printed: {value}", value=value)]
    line = h.i(class_="printed", style=style(at=share(swept.as_printed.value, end))) if swept.as_printed else None
    return h.div(class_="scale")[h.div(class_="line", aria_hidden="true")[points, line], h.ul[named, needed]]


def _at(place: Place) -> str:
    return gettext("{name} {count}", name=gettext(place.factor.region), count=wording.number(place.factor.value, 3))


def explained(swept: Sweep) -> str:
    """Return what the tiles show and how they are read."""
    year, unit = swept.years[-1], unit_words.text(swept.replaced.unit)
    if swept.as_printed:
        return gettext(
            "Factors of {year}, {unit}. A full tile would be what the print needs. Where a tile stands is schematic, "
            "and no borders are drawn. Dashed: not in the tables.",
            year=year, unit=unit,
        )  # fmt: skip
    return gettext(
        "Factors of {year}, {unit}. Where a tile stands is schematic, and no borders are drawn. "
        "Dashed: not in the tables.",
        year=year, unit=unit,
    )  # fmt: skip
