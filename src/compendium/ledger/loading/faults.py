"""What the schema cannot express: every fault of the loaded rows, a problem each.

Units are known and formulas give them, formulas parse, ids and sources exist, no derivation uses itself, a factor shows
what its grade claims, a cross-check declares what its inputs allow.
"""

import fnmatch
import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from compendium.ledger import formula, units
from compendium.ledger.formula import Dimensions, bare, named
from compendium.ledger.ledger import Ledger, case
from compendium.ledger.loading.identifiers import ORCID, is_orcid
from compendium.ledger.printed import PrintedError, read
from compendium.ledger.problem import Problem, nearest
from compendium.ledger.rows import Derivation, Factor
from compendium.ledger.vocabulary import Independence, Opinion, Role

_QUOTED = {r"\S+": 25, "[\u3400-\u9fff]": 60}  # words at most, Chinese characters at most


def of_rows(ledger: Ledger, lines: Mapping[str, int], keys: Mapping[str, bool]) -> Iterator[Problem]:
    """Yield the faults of figures, factors and derivations.

    Args:
        ledger: the rows.
        lines: the line of each in its file, by id.
        keys: the sources of the bibliography, each with whether others can open it.
    """
    shared = list(_shared_ids(ledger, lines))
    yield from shared
    if shared:  # an ambiguous id would cause misleading problems below
        return
    faults = [*_row_faults(ledger, lines, keys), *_formula_faults(ledger, lines)]
    yield from faults
    if any(fault.column in ("unit", "formula", "checks") for fault in faults):
        return  # dimensions can be checked only once every unit and formula is valid
    order, cycle = _order(ledger)
    if cycle:
        first = cycle[0]
        found = "a circle: " + " → ".join(cycle)
        yield Problem("derivations.csv", found, "no derivation that rests on itself", lines[first], "formula")
        return
    yield from _dimension_faults(ledger, lines, order)


def of_places(ledger: Ledger, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Yield a problem for each region whose tile lies on another's, and for each site of a case that is not there.

    Args:
        ledger: the ledger.
        lines: the row number of each region and site in its table, by its id.
    """
    taken: dict[tuple[int, int], str] = {}
    for id_, region in ledger.regions.items():
        first = taken.setdefault((region.row, region.column), id_)
        if first != id_:
            yield Problem("regions.csv", f"the tile of {first!r}", "a tile of its own", lines[id_], "column")
    cases = {(case(id_), row.section) for id_, row in ledger.figures.items()}
    for id_, site in ledger.sites.items():
        if (id_, site.section) not in cases:
            near = nearest(id_, {name for name, _ in cases})
            found = f"{id_!r} in {site.section!r}"
            yield Problem("sites.csv", found, "a case with figures in this section", lines[id_], "id", near)


def _shared_ids(ledger: Ledger, lines: Mapping[str, int]) -> Iterator[Problem]:
    for name, table, others in (
        ("factors.csv", ledger.factors, [ledger.figures]),
        ("derivations.csv", ledger.derivations, [ledger.figures, ledger.factors]),
    ):
        for id_ in table:
            if any(id_ in other for other in others):
                yield Problem(name, f"{id_!r}", "an id that no other table has", lines[id_], "id")


def _row_faults(ledger: Ledger, lines: Mapping[str, int], keys: Mapping[str, bool]) -> Iterator[Problem]:
    """Yield what is wrong inside single rows: units, printed numbers, ranges, grades, quotes, source keys."""
    tables = {"figures.csv": ledger.figures, "factors.csv": ledger.factors, "derivations.csv": ledger.derivations}
    for file, table in tables.items():
        for id_, row in table.items():
            try:
                units.scale(row.unit)
            except units.UnitError as error:
                near = units.nearest_unit(row.unit)
                expected = f"one made of {', '.join(units.NAMES)}"
                yield Problem(file, f"{row.unit!r} ({error})", expected, lines[id_], "unit", near)
    for id_, figure in ledger.figures.items():
        try:
            read(figure.printed, figure.qualifier)
        except PrintedError as error:
            found = f"{figure.printed!r} ({error})"
            yield Problem("figures.csv", found, "a printed number that its qualifier fits", lines[id_], "printed")
    for id_, factor in ledger.factors.items():
        if not factor.low <= factor.value <= factor.high:
            found = f"{factor.low:g} .. {factor.value:g} .. {factor.high:g}"
            yield Problem("factors.csv", found, "low, value and high in rising order", lines[id_], "value")
        # A key that is unknown is told below, and not once more as a source that cannot be opened.
        yield from _source_faults(factor, lines[id_], opened=keys.get(factor.source, True))
    yield from _citation_faults(ledger, lines, keys)


def _citation_faults(ledger: Ledger, lines: Mapping[str, int], keys: Mapping[str, bool]) -> Iterator[Problem]:
    cited = [("figures.csv", "cites", lines[id_], row.cites) for id_, row in ledger.figures.items() if row.cites]
    cited += [("factors.csv", "source", lines[id_], row.source) for id_, row in ledger.factors.items()]
    cited += [
        ("defaults.csv", "source", line, row.source) for line, row in enumerate(ledger.defaults.values(), start=2)
    ]
    for file, column, line, key in cited:
        if key not in keys:
            yield Problem(file, f"{key!r}", "a key of references.bib", line, column, nearest(key, keys))


def _source_faults(factor: Factor, line: int, *, opened: bool) -> Iterator[Problem]:
    """Yield what a factor's grade claims and its row or its source does not show, and a quote that is too long."""
    if factor.grade != "C" and not factor.quote:
        expected = "the words read; a factor without is of grade C"
        yield Problem("factors.csv", "nothing", expected, line, "quote")
    if factor.grade != "C" and not opened:
        expected = "a source with readat, url or doi, and urldate; a factor without is of grade C"
        yield Problem("factors.csv", repr(factor.source), expected, line, "source")
    if any(len(re.findall(part, factor.quote)) > most for part, most in _QUOTED.items()):
        words, characters = _QUOTED.values()
        expected = f"at most {words} words and {characters} Chinese characters"
        yield Problem("factors.csv", repr(factor.quote), expected, line, "quote")


def _check_faults(ledger: Ledger, row: Derivation, line: int) -> Iterator[Problem]:
    """Yield what a cross-check declares wrongly, or any other derivation needlessly.

    It asks for all inputs of the row, so no derivation may rest on itself.
    """
    if row.role is not Role.CROSS_CHECK:
        cells = {"independence": row.independence, "differs": " ".join(row.differs), "choice": row.choice}
        expected = "nothing: only a cross-check declares it"
        for column, cell in cells.items():
            if cell:
                yield Problem("derivations.csv", repr(str(cell)), expected, line, column)
        return
    own = [base.id for base in ledger.inputs(row.id) if base.id in ledger.figures]
    if not row.independence:
        expected = "independent, own_inputs or repeats"
        yield Problem("derivations.csv", "nothing", expected, line, "independence")
    if row.independence is Independence.INDEPENDENT and own:
        found = f"'independent', but it uses {', '.join(own)}"
        yield Problem("derivations.csv", found, "own_inputs", line, "independence")
    if row.independence is Independence.OWN_INPUTS and not own:
        yield Problem(
            "derivations.csv", "'own_inputs', but it uses no figure", "independent or repeats", line, "independence"
        )
    if row.differs and not row.note:
        yield Problem("derivations.csv", "nothing", "the reason why it does not vote", line, "note")


def of_errata(ledger: Ledger, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Yield the faults of errata, whose ids and lines are ``lines``."""
    for id_, row in ledger.errata.items():
        if row.figure and row.figure not in ledger.figures:
            near = nearest(row.figure, ledger.figures)
            yield Problem("errata.csv", f"{row.figure!r}", "the id of a figure", lines[id_], "figure", near)


def of_reviews(ledger: Ledger, lines: Sequence[int]) -> Iterator[Problem]:
    """Yield the faults of reviewers' records: no such figure, no reason, a second record of the same day.

    Args:
        ledger: the ledger.
        lines: the row number of each record in its table.
    """
    first: dict[tuple[str, str, str], int] = {}
    for line, row in zip(lines, ledger.reviews, strict=True):
        if row.orcid and not is_orcid(row.orcid):
            yield Problem("reviews.csv", f"{row.orcid!r}", f"an ORCID such as {ORCID}", line, "orcid")
        if row.figure not in ledger.figures:
            near = nearest(row.figure, ledger.figures)
            yield Problem("reviews.csv", f"{row.figure!r}", "the id of a figure", line, "figure", near)
        if row.verdict is not Opinion.CONFIRMS and not row.note:
            yield Problem("reviews.csv", "nothing", f"the reason why the reviewer {row.verdict}", line, "note")
        before = first.setdefault((row.figure, row.reviewer, row.date), line)
        if before != line:
            found = f"{row.reviewer!r} for {row.figure!r} on {row.date}, as in row {before}"
            yield Problem("reviews.csv", found, "one record of a reviewer and day for a figure", line, "reviewer")


def of_presets(ledger: Ledger, lines: Mapping[str, int]) -> Iterator[Problem]:
    """Yield the faults of presets, whose ids and lines are ``lines``."""
    for id_, preset in ledger.presets.items():
        line = lines[id_]
        if preset.by not in ledger.factors:
            near = nearest(preset.by, ledger.factors)
            yield Problem("presets.csv", f"{preset.by!r}", "the id of a factor", line, "by", near)
            continue
        unit = ledger.factors[preset.by].unit
        for pattern in preset.replaced.split():
            found = fnmatch.filter(ledger.factors, pattern)
            if not found:
                near, expected = nearest(pattern, ledger.factors), "the id of a factor, or a pattern of some"
                yield Problem("presets.csv", f"{pattern!r}", expected, line, "replaced", near)
            for name in found:
                if not units.alike(ledger.factors[name].unit, unit):
                    expected = f"factors of the same kind as {unit!r}, in which {preset.by} is"
                    yield Problem("presets.csv", f"{name!r}", expected, line, "replaced")


def _formula_faults(ledger: Ledger, lines: Mapping[str, int]) -> Iterator[Problem]:
    ids = ledger.ids()
    for id_, row in ledger.derivations.items():
        if row.checks and row.checks not in ledger.figures:
            near = nearest(row.checks, ledger.figures)
            yield Problem("derivations.csv", f"{row.checks!r}", "the id of a figure", lines[id_], "checks", near)
        if row.role.answers and not row.checks:
            yield Problem(
                "derivations.csv", "nothing", f"the figure that a {row.role} answers for", lines[id_], "checks"
            )
        try:
            names = row.names
        except formula.FormulaError as error:
            found = f"{row.formula!r} ({error})"
            yield Problem("derivations.csv", found, "a formula of the grammar", lines[id_], "formula")
            continue
        for name in names:
            if name not in ids:
                expected = "the id of a figure, factor or derivation"
                yield Problem("derivations.csv", f"{name!r}", expected, lines[id_], "formula", nearest(name, ids))


def _order(ledger: Ledger) -> tuple[list[str], list[str]]:
    """Return the derivations sorted so that each follows those it uses, or else an empty list and one cycle."""
    graph = {id_: [name for name in row.names if name in ledger.derivations] for id_, row in ledger.derivations.items()}
    try:
        return list(TopologicalSorter(graph).static_order()), []
    except CycleError as error:
        return [], list(error.args[1])


def _dimension_faults(ledger: Ledger, lines: Mapping[str, int], order: list[str]) -> Iterator[Problem]:
    algebra = Dimensions()
    for id_ in order:
        row = ledger.derivations[id_]
        yield from _check_faults(ledger, row, lines[id_])
        if row.role.answers:
            if any(base.id == row.checks for base in ledger.inputs(id_)):
                expected = f"a formula that does not rest on {row.checks}, the figure it checks"
                yield Problem("derivations.csv", f"{row.formula!r}", expected, lines[id_], "formula")
            figure = ledger.figures[row.checks]
            if not units.alike(figure.unit, row.unit):
                expected = f"a unit of the same kind as {figure.unit!r}, in which {figure.id} is printed"
                yield Problem("derivations.csv", f"{row.unit!r}", expected, lines[id_], "unit")
        try:
            dimension = formula.fold(row.tree, lambda name: units.dimension(ledger[name].unit), algebra)
        except formula.FormulaError as error:
            found = f"{row.formula!r} ({error})"
            yield Problem("derivations.csv", found, "a formula whose units come out", lines[id_], "formula")
            continue
        if bare(dimension) != units.dimension(row.unit):
            found = f"a formula that gives {named(bare(dimension))}"
            expected = f"one that gives {named(units.dimension(row.unit))}, as {row.unit!r} is"
            yield Problem("derivations.csv", found, expected, lines[id_], "unit")
