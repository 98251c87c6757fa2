"""Tables of sweeps: what the cases come to, the factor at which each turns, and every case in every region."""

from collections.abc import Mapping, Sequence
from html import escape

from compendium import tables, units, wording
from compendium.audit import Audit
from compendium.elsewhere import Crossing, Place, Sweep
from compendium.language import listed, say, says
from compendium.ledger import Factor
from compendium.tables import Shown


def summary(sweeps: Mapping[str, Sweep], noun: str, apart: Sequence[str] = ()) -> Shown:
    """Return a row for each case: its range over the regions of the latest year, and in how many it is what.

    Args:
        sweeps: by the name of the case, of one family.
        noun: what the regions are, in the plural.
        apart: regions that do not count: the country beside its provinces.
    """
    rows = []
    for name, swept in sweeps.items():
        counted = swept.without(*apart)
        unit = swept.derivation.unit
        least, greatest = counted.latest[0], counted.latest[-1]
        ends = (
            say("{value}, {region}", value=wording.quantity(one.value, unit, 3), region=escape(say(one.factor.region)))
            for one in (least, greatest)
        )
        rows.append((escape(name), _printed(swept), *ends, _signs(counted), _met(counted)))
    heads = (
        say("{regions} where it saves / is open / emits more, {year}", regions=noun, year=_last(sweeps)),
        say("{regions} where it is as printed", regions=noun),
    )
    return tables.table(rows, (*says("saving", "printed", "least", "most"), *heads))


def crossings(sweeps: Mapping[str, Sweep], noun: str, apart: Sequence[str] = ()) -> Shown:
    """Return, for each case, the factor at which nothing is saved and the one at which as much as printed.

    Beside each stands how many regions of the latest year lie above it and below it.
    """
    rows = []
    for name, swept in sweeps.items():
        places = swept.without(*apart).latest
        unit = swept.replaced.unit
        rows.append((escape(name), *_crossing(swept.break_even, places, unit), *_printed_at(swept, places)))
    nothing, printed = says("factor at which it is nothing", "factor at which it is as printed")
    beside = (say("{regions} above / below", regions=noun), say("{regions} above / below that", regions=noun))
    return tables.table(rows, (say("saving"), nothing, beside[0], printed, beside[1]))


def by_region(audit: Audit, sweeps: Mapping[str, Sweep], apart: Sequence[str] = ()) -> Shown:
    """Return every case in every region at the latest year's factor, from the least factor to the greatest.

    Args:
        audit: the audit that the sweeps were made in.
        sweeps: by the name of the case, of one family.
        apart: regions set in bold.
    """
    held = {name: {place.factor.region: place for place in swept.latest} for name, swept in sweeps.items()}
    first = next(iter(held.values()))
    factors = sorted((place.factor for place in first.values()), key=lambda row: row.value)
    rows = []
    for factor in factors:
        name = escape(say(factor.region))
        name = f"<b>{name}</b>" if factor.region in apart else name
        cells = [_cell(places[factor.region], sweeps[case]) for case, places in held.items()]
        rows.append((name, _linked(audit, factor), *cells))
    heads = (
        say("{case}, {unit}", case=escape(case), unit=units.text(swept.derivation.unit))
        for case, swept in sweeps.items()
    )
    own = say("factor {year}, {unit}", year=_last(sweeps), unit=units.text(factors[0].unit))
    return tables.table(rows, (say("region"), own, *heads))


def _last(sweeps: Mapping[str, Sweep]) -> str:
    return next(iter(sweeps.values())).years[-1]


def _printed(swept: Sweep) -> str:
    return escape(wording.figure(swept.figure)) if swept.figure else say("none")


def _signs(counted: Sweep) -> str:
    signs = [place.sign for place in counted.latest]
    return " / ".join(str(signs.count(sign)) for sign in (1, 0, -1))


def _met(counted: Sweep) -> str:
    if not counted.figure:
        return say("nothing printed")
    found = ((year, sum(place.meets for place in counted.at(year))) for year in counted.years)
    return listed(say("{name}: {text}", name=year, text=count) for year, count in found)


def _crossing(crossing: Crossing | None, places: Sequence[Place], unit: str) -> tuple[str, str]:
    if crossing is None or crossing.high <= 0:
        return say("no factor above zero"), ""
    span = wording.interval(crossing.low, crossing.high, unit)
    if crossing.low <= 0:  # a factor below zero stands for nothing
        span = say("anything up to {value}", value=wording.quantity(crossing.high, unit))
    value = f"{wording.quantity(crossing.value, unit, 3)}<br>{span}"
    above = sum(place.factor.value > crossing.value for place in places)
    below = sum(place.factor.value < crossing.value for place in places)
    return value, f"{above} / {below}"


def _printed_at(swept: Sweep, places: Sequence[Place]) -> tuple[str, str]:
    if not swept.figure:
        return say("nothing printed"), ""
    return _crossing(swept.as_printed, places, swept.replaced.unit)


def _cell(place: Place, swept: Sweep) -> str:
    """Return a value with the word for what it means, if any; the word says it without colour."""
    size = 10.0 ** units.multiplier(swept.derivation.unit)
    number = wording.number(place.value * size, 3)
    emits, open_, printed = says("emits more", "open", "as printed")
    word = emits if place.sign < 0 else open_ if place.sign == 0 else printed if place.meets else ""
    return f"{number}<br><b>{word}</b>" if word else number


def _linked(audit: Audit, factor: Factor) -> str:
    assumed = say(" (assumed)") if factor.id in audit.assumed else ""
    return f'<a href="{tables.SOURCES_PAGE}#{factor.id}">{wording.number(factor.value)}</a>{assumed}'
