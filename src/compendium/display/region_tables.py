"""Tables of region sweeps: the range of each case, the factor at which it changes sign, and every case by region."""

from collections.abc import Mapping, Sequence

import htpy as h

from compendium.audit.audit import Audit
from compendium.audit.region_sweep import Place, Sweep
from compendium.display import labels, tables, unit_words, wording
from compendium.display.markup import lines, link
from compendium.display.region_words import words
from compendium.display.tables import Shown
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Factor


def summary(sweeps: Mapping[str, Sweep], noun: str, uncounted: Sequence[str] = ()) -> Shown:
    """Return a row for each case: its range over the regions in the latest year, and counts of regions by sign.

    Args:
        sweeps: by the name of the case, all over the same family.
        noun: what the regions are, in the plural and the current language: ``provinces``.
        uncounted: regions that are left out, such as the country beside its provinces.
    """
    rows = []
    for name, swept in sweeps.items():
        counted = swept.without(*uncounted)
        unit = swept.derivation.unit
        least, greatest = counted.latest[0], counted.latest[-1]
        ends = (
            gettext(
                "{value}, {region}",
                value=wording.quantity(one.value, unit, 3),
                region=gettext(one.factor.region),
            )
            for one in (least, greatest)
        )
        rows.append((name, _printed(swept), *ends, _signs(counted), _met(counted)))
    text = words(sweeps.values())
    heads = (
        gettext(text.counted, regions=noun, year=_last(sweeps)),
        gettext("{regions} where it is as printed", regions=noun),
    )
    return tables.table(rows, (*gettext_each(text.column, "printed", "least", "most"), *heads))


def crossings(sweeps: Mapping[str, Sweep], noun: str, uncounted: Sequence[str] = ()) -> Shown:
    """Return, for each case, the factor at which it is zero and the one at which it equals the printed number.

    Beside each is the number of regions whose factor of the latest year lies above and below it. The arguments are
    those of ``summary``.
    """
    rows = []
    for name, swept in sweeps.items():
        places = swept.without(*uncounted).latest
        unit = swept.replaced.unit
        rows.append((name, *_crossing(swept.break_even, places, unit), *_printed_at(swept, places)))
    nothing, printed = gettext_each("factor at which it is nothing", "factor at which it is as printed")
    beside = (gettext("{regions} above / below", regions=noun), gettext("{regions} above / below that", regions=noun))
    return tables.table(rows, (gettext(words(sweeps.values()).column), nothing, beside[0], printed, beside[1]))


def by_region(audit: Audit, sweeps: Mapping[str, Sweep], uncounted: Sequence[str] = ()) -> Shown:
    """Return every case in every region at the factor of the latest year, sorted by that factor.

    Args:
        audit: the audit that the sweeps were made in.
        sweeps: by the name of the case, all over the same family.
        uncounted: regions that are set in bold.
    """
    held = {name: {place.factor.region: place for place in swept.latest} for name, swept in sweeps.items()}
    first = next(iter(held.values()))
    factors = sorted((place.factor for place in first.values()), key=lambda row: row.value)
    rows = []
    for factor in factors:
        region = gettext(factor.region)
        name = h.b[region] if factor.region in uncounted else region
        cells = [_cell(places[factor.region], sweeps[case]) for case, places in held.items()]
        rows.append((name, _linked(audit, factor), *cells))
    heads = (
        gettext("{case}, {unit}", case=case, unit=unit_words.text(swept.derivation.unit))
        for case, swept in sweeps.items()
    )
    own = gettext("factor {year}, {unit}", year=_last(sweeps), unit=unit_words.text(factors[0].unit))
    return tables.table(rows, (gettext("region"), own, *heads))


def _last(sweeps: Mapping[str, Sweep]) -> str:
    return next(iter(sweeps.values())).years[-1]


def _printed(swept: Sweep) -> str:
    return wording.figure(swept.figure) if swept.figure else gettext("none")


def _signs(counted: Sweep) -> str:
    signs = [place.interval.sign for place in counted.latest]
    return " / ".join(str(signs.count(sign)) for sign in (1, 0, -1))


def _met(counted: Sweep) -> str:
    if not counted.figure:
        return gettext("nothing printed")
    found = ((year, sum(place.meets for place in counted.at(year))) for year in counted.years)
    return labels.enumerated(gettext("{name}: {text}", name=year, text=count) for year, count in found)


def _crossing(crossing: Interval | None, places: Sequence[Place], unit: str) -> tuple[object, str]:
    if crossing is None or crossing.high <= 0:
        return gettext("no factor above zero"), ""
    if crossing.low > 0:
        span = wording.interval(crossing, unit)
    else:  # a factor below zero has no meaning
        span = gettext("anything up to {value}", value=wording.quantity(crossing.high, unit))
    value = lines([wording.quantity(crossing.value, unit, 3), span])
    above = sum(place.factor.value > crossing.value for place in places)
    below = sum(place.factor.value < crossing.value for place in places)
    return value, f"{above} / {below}"


def _printed_at(swept: Sweep, places: Sequence[Place]) -> tuple[object, str]:
    if not swept.figure:
        return gettext("nothing printed"), ""
    return _crossing(swept.as_printed, places, swept.replaced.unit)


def _cell(place: Place, swept: Sweep) -> object:
    """Return a value with a word for its sign or for agreement with the printed number, if either applies."""
    number = wording.number(place.value * unit_words.multiple(swept.derivation.unit), 3)
    negative, open_, printed = gettext_each(words([swept]).negative, "open", "as printed")
    word = (
        negative if place.interval.sign < 0 else open_ if place.interval.sign == 0 else printed if place.meets else ""
    )
    return lines([number, h.b[word]]) if word else number


def _linked(audit: Audit, factor: Factor) -> h.Fragment:
    assumed = gettext(" (assumed)") if factor.id in audit.assumed else ""
    return h.fragment[link(audit, factor.id, wording.number(factor.value)), assumed]
