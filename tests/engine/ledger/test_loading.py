"""Wrong data gets one line that says where, what was found, what was expected and the nearest valid name.

Every case is one change to the tables of a bakery that are valid before it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.ledger.problem import DataError
from compendium.ledger.vocabulary import Choice, Difference, FactorKind, Independence, Kind, Role, Severity, Status


@dataclass(frozen=True)
class Swap:
    """One passage of a table put in the place of another."""

    file: str
    old: str
    new: str

    def __call__(self, folder: Path) -> None:
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True)
class Drop:
    """A file taken away."""

    file: str

    def __call__(self, folder: Path) -> None:
        (folder / self.file).unlink()


@dataclass(frozen=True)
class Encode:
    """A file saved in another encoding."""

    file: str
    encoding: str

    def __call__(self, folder: Path) -> None:
        path = folder / self.file
        path.write_bytes(path.read_text(encoding="utf-8").encode(self.encoding))


Change = Callable[[Path], object]
DIFFERENCES = (
    "^(quantity|place|year|boundary|hindsight|superseded)( (quantity|place|year|boundary|hindsight|superseded))*$"
)
FACTOR_COLUMNS = "id,value,low,high,unit,kind,region,year,source,locator,quote,grade,label_en,label_zh,note"
NEEDED = "bakery.loaves * flour.per_loaf,kg / day,recompute,bakery.flour"


def both(*changes: Change) -> Change:
    """Return one change after another."""
    return lambda folder: [change(folder) for change in changes]


def formula(text: str) -> Swap:
    """Return the change that gives the yearly flour another formula."""
    return Swap("derivations.csv", "bakery.flour_needed,t / a", f"{text},t / a")


FILES: dict[str, tuple[Change, str]] = {
    "missing table": (
        Drop("factors.csv"),
        "factors.csv: found no such file; expected a table described by datapackage.json",
    ),
    "missing description": (
        Drop("datapackage.json"),
        "datapackage.json: found no such file; expected the description of the tables",
    ),
    "broken description": (
        Swap("datapackage.json", '{\n  "name"', '{\n  name"'),
        "datapackage.json: found Expecting property name enclosed in double quotes: line 2 column 3 (char 4); "
        "expected JSON in UTF-8",
    ),
    "missing bibliography": (
        Drop("references.bib"),
        "references.bib: found no such file; expected the bibliography",
    ),
    "table in another encoding": (
        Encode("figures.csv", "gb18030"),
        "figures.csv, row 2: found the byte 0xc3; expected UTF-8",
    ),
    "table in UTF-16": (
        Encode("excluded.csv", "utf-16"),
        "excluded.csv, row 1: found the byte 0xff; expected UTF-8",
    ),
    "bibliography in another encoding": (
        lambda folder: (folder / "references.bib").write_bytes("@misc{almanac2020, title = {年鉴}}".encode("gb18030")),
        "references.bib: found the byte 0xc4; expected UTF-8",
    ),
    "empty table": (
        lambda folder: (folder / "factors.csv").write_text(""),
        f"factors.csv, row 1: found no column 'id'; expected {FACTOR_COLUMNS}",
    ),
}

SHAPES: dict[str, tuple[Change, str]] = {
    "misspelt column": (
        Swap("factors.csv", "grade,label_en", "grades,label_en"),
        f"factors.csv, row 1: found no column 'grade' but 'grades'; expected {FACTOR_COLUMNS}; nearest: 'grades'",
    ),
    "missing column": (
        Swap("factors.csv", "locator,quote", "locator"),
        f"factors.csv, row 1: found no column 'quote'; expected {FACTOR_COLUMNS}",
    ),
    "unknown column": (
        Swap("factors.csv", "label_zh,note", "label_zh,note,notes"),
        f"factors.csv, row 1: found an unknown column 'notes'; expected {FACTOR_COLUMNS}; nearest: 'note'",
    ),
    "columns in another order": (
        Swap("factors.csv", "low,high", "high,low"),
        f"factors.csv, row 1: found the columns in another order; expected {FACTOR_COLUMNS}",
    ),
    "stray blank row": (
        Swap("figures.csv", "\nbakery.flour,", "\n\nbakery.flour,"),
        "figures.csv, row 3: found a blank row; expected no blank rows",
    ),
    "row of commas": (
        Swap("figures.csv", "面粉用量,\n", "面粉用量,\n,,,,,,,,,,,\n"),
        "figures.csv, row 4: found a blank row; expected no blank rows",
    ),
    "too few cells": (
        Swap("figures.csv", "面粉用量,", "面粉用量"),
        "figures.csv, row 3: found 11 cells; expected 12 cells",
    ),
    "unquoted comma": (
        Swap("figures.csv", "flour used", "flour, used"),
        "figures.csv, row 3: found 13 cells; expected 12 cells",
    ),
    "duplicate id": (
        Swap("figures.csv", "bakery.flour,", "bakery.loaves,"),
        "figures.csv, row 3, column id: found 'bakery.loaves'; expected an id of its own (row 2 has it already)",
    ),
    "id in two tables": (
        Swap("factors.csv", "flour.per_loaf", "bakery.loaves"),
        "factors.csv, row 2, column id: found 'bakery.loaves'; expected an id that no other table has",
    ),
    "derivation with the id of a factor": (
        Swap("derivations.csv", "bakery.flour_year", "flour.per_loaf"),
        "derivations.csv, row 3, column id: found 'flour.per_loaf'; expected an id that no other table has",
    ),
    "id in capitals": (
        Swap("figures.csv", "bakery.flour,", "Bakery.Flour,"),
        "figures.csv, row 3, column id: found 'Bakery.Flour'; expected text like "
        r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$",
    ),
}

CELLS: dict[str, tuple[Change, str]] = {
    "empty cell": (
        Swap("figures.csv", "flour used", ""),
        "figures.csv, row 3, column label_en: found ''; expected a value",
    ),
    "blank at the end": (
        Swap("figures.csv", "about", "about "),
        "figures.csv, row 3, column qualifier: found 'about '; expected no blanks at the ends; nearest: 'about'",
    ),
    "unknown qualifier": (
        Swap("figures.csv", "about", "abut"),
        "figures.csv, row 3, column qualifier: found 'abut'; "
        "expected one of exact, about, over, nearly, at_least, round; nearest: 'about'",
    ),
    "unknown kind of a figure": (
        Swap("figures.csv", ",exact,reading,", ",exact,readings,"),
        "figures.csv, row 2, column kind: found 'readings'; "
        "expected one of reading, saving, amount; nearest: 'reading'",
    ),
    "figure of no kind": (
        Swap("figures.csv", ",exact,reading,", ",exact,,"),
        "figures.csv, row 2, column kind: found ''; expected a value",
    ),
    "unknown kind of a factor": (
        Swap("factors.csv", "kg / item,,", "kg / item,grids,"),
        "factors.csv, row 2, column kind: found 'grids'; "
        "expected one of grid, fuel, inventory, so2, nox, particulates, coefficient, count, definition; "
        "nearest: 'grid'",
    ),
    "unknown kind of a derivation": (
        Swap("derivations.csv", "recompute,bakery.flour,,", "recompute,bakery.flour,amounts,"),
        "derivations.csv, row 2, column kind: found 'amounts'; "
        "expected one of reading, saving, amount; nearest: 'amount'",
    ),
    "unknown role": (
        Swap("derivations.csv", "derived", "derive"),
        "derivations.csv, row 3, column role: found 'derive'; "
        "expected one of recompute, cross_check, implied, derived; nearest: 'derived'",
    ),
    "unknown grade": (
        Swap("factors.csv", "half a kilogram,A", "half a kilogram,D"),
        "factors.csv, row 2, column grade: found 'D'; expected one of A, B, C",
    ),
    "unknown independence": (
        Swap("derivations.csv", "recompute,bakery.flour,,,", "cross_check,bakery.flour,,own_input,"),
        "derivations.csv, row 2, column independence: found 'own_input'; "
        "expected one of independent, own_inputs, repeats; nearest: 'own_inputs'",
    ),
    "unknown difference": (
        Swap("derivations.csv", "recompute,bakery.flour,,,,", "cross_check,bakery.flour,,own_inputs,year month,"),
        f"derivations.csv, row 2, column differs: found 'year month'; expected text like {DIFFERENCES}",
    ),
    "difference that follows from the grade": (
        Swap("derivations.csv", "recompute,bakery.flour,,,,", "cross_check,bakery.flour,,own_inputs,source,"),
        f"derivations.csv, row 2, column differs: found 'source'; expected text like {DIFFERENCES}",
    ),
    "unknown choice": (
        Swap("derivations.csv", "recompute,bakery.flour,,,,,", "cross_check,bakery.flour,,own_inputs,,grids,"),
        "derivations.csv, row 2, column choice: found 'grids'; "
        "expected one of grid, displaced, boundary, account, output, method; nearest: 'grid'",
    ),
    "default of an exact kind": (
        Swap("defaults.csv", "fuel,5", "count,5"),
        "defaults.csv, row 2, column kind: found 'count'; "
        "expected one of grid, fuel, inventory, so2, nox, particulates",
    ),
    "two defaults of a kind": (
        Swap("defaults.csv", "so2,20", "fuel,20"),
        "defaults.csv, row 3, column kind: found 'fuel'; expected a kind of its own (row 2 has it already)",
    ),
    "default below zero": (
        Swap("defaults.csv", "fuel,5,10", "fuel,-5,10"),
        "defaults.csv, row 2, column low: found '-5'; expected at least 0",
    ),
    "default without an end": (
        Swap("defaults.csv", "fuel,5,10", "fuel,5,"),
        "defaults.csv, row 2, column high: found ''; expected a value",
    ),
    "unknown reason": (
        Swap("excluded.csv", ",date,2022", ",dates,2022"),
        "excluded.csv, row 2, column reason: found 'dates'; "
        "expected one of date, title, name, legal_reference, definition, reference_mark; nearest: 'date'",
    ),
    "unparsable value": (
        Swap("factors.csv", "0.5,0.45", "half,0.45"),
        "factors.csv, row 2, column value: found 'half'; expected a number",
    ),
    "value with a programmer's separator": (
        Swap("factors.csv", "0.5,0.45", "1_000,0.45"),
        "factors.csv, row 2, column value: found '1_000'; expected a number",
    ),
    "infinite value": (
        Swap("factors.csv", "0.55", "inf"),
        "factors.csv, row 2, column high: found 'inf'; expected a number",
    ),
    "no value at all": (
        Swap("factors.csv", "0.5,0.45", "nan,0.45"),
        "factors.csv, row 2, column value: found 'nan'; expected a number",
    ),
    "unparsable page": (
        Swap("figures.csv", "1.1,2,100", "1.1,ii,100"),
        "figures.csv, row 3, column page: found 'ii'; expected a whole number",
    ),
    "page nought": (
        Swap("figures.csv", "1.1,2,100", "1.1,0,100"),
        "figures.csv, row 3, column page: found '0'; expected at least 1",
    ),
    "unparsable printed number": (
        Swap("figures.csv", "2,100,", "2,ca. 100,"),
        "figures.csv, row 3, column printed: found 'ca. 100' ('ca. 100' is no number, range, sum or Chinese numeral); "
        "expected a printed number that its qualifier fits",
    ),
    "zero with a word of doubt": (
        Swap("figures.csv", "2,100,", "2,0,"),
        "figures.csv, row 3, column printed: found '0' ('0' has no digit but zero: only 'exact' can qualify it); "
        "expected a printed number that its qualifier fits",
    ),
    "low above high": (
        Swap("factors.csv", "0.5,0.45,0.55", "0.5,0.55,0.45"),
        "factors.csv, row 2, column value: found 0.55 .. 0.5 .. 0.45; expected low, value and high in rising order",
    ),
    "value outside its range": (
        Swap("factors.csv", "0.5,0.45", "0.4,0.45"),
        "factors.csv, row 2, column value: found 0.45 .. 0.4 .. 0.55; expected low, value and high in rising order",
    ),
    "source not in the bibliography": (
        Swap("factors.csv", "almanac2020", "almanac2021"),
        "factors.csv, row 2, column source: found 'almanac2021'; expected a key of references.bib; "
        "nearest: 'almanac2020'",
    ),
    "citation not in the bibliography": (
        Swap("figures.csv", "almanac2020", "almanach2020"),
        "figures.csv, row 3, column cites: found 'almanach2020'; expected a key of references.bib; "
        "nearest: 'almanac2020'",
    ),
    "source of a default not in the bibliography": (
        Swap("defaults.csv", "20,30,almanac2020", "20,30,almanac1920"),
        "defaults.csv, row 3, column source: found 'almanac1920'; expected a key of references.bib; "
        "nearest: 'almanac2020'",
    ),
}


def entry(*fields: str) -> Change:
    """Return the change that gives the only work of the bibliography these fields, in one line."""
    text = f"@misc{{almanac2020, {', '.join(fields)}}}\n"
    return lambda folder: (folder / "references.bib").write_text(text, encoding="utf-8")


def quoted(words: str, grade: str = "A") -> Swap:
    """Return the change that gives the factor other words and a grade."""
    return Swap("factors.csv", "half a kilogram,A", f"{words},{grade}")


UNSOURCED = (
    "factors.csv, row 2, column source: found 'almanac2020'; "
    "expected a source with readat, url or doi, and urldate; a factor without is of grade C"
)
UNREAD = "factors.csv, row 2, column quote: found nothing; expected the words read; a factor without is of grade C"


def too_long(words: str) -> str:
    """Return what is said of a quotation."""
    expected = "at most 25 words and 60 Chinese characters"
    return f"factors.csv, row 2, column quote: found {words!r}; expected {expected}"


READ_AT = "readat = {https://mirror.org/a\\_b}"
TITLE, URL, DOI, READ = "title = {A, or B}", "url = {https://a.org}", "doi = {10.1/a}", "urldate = {2024-05-06}"
SOURCES: dict[str, tuple[Change, str]] = {
    "source without an address": (entry(TITLE, READ), UNSOURCED),
    "source that nobody says when they read": (entry(TITLE, URL), UNSOURCED),
    "source with a doi and no date": (entry(DOI, TITLE), UNSOURCED),
    "source with an empty address": (entry("url = {}", READ), UNSOURCED),
    "source with an empty date": (entry(URL, 'urldate = " "'), UNSOURCED),
    "address in the words of a title": (entry("title = {the url = of it}", READ), UNSOURCED),
    "grade B without an address": (both(entry(TITLE, READ), quoted("half a kilogram", "B")), UNSOURCED),
    "nothing read": (quoted(""), UNREAD),
    "nothing read in a secondary text": (quoted("", "B"), UNREAD),
    "nothing read in what has no address": (both(entry(TITLE), quoted("")), f"{UNREAD}\n{UNSOURCED}"),
    "too many words": (quoted("so " * 25 + "on"), too_long("so " * 25 + "on")),
    "too many characters": (quoted("粉" * 61), too_long("粉" * 61)),
    "too many words of grade C": (quoted("so " * 25 + "on", "C"), too_long("so " * 25 + "on")),
}


def declared(cells: str, role: str = "cross_check", note: str = "") -> Change:
    """Return the change that makes the needed flour, of the report's loaves, declare this in three cells."""
    return both(
        Swap("derivations.csv", "recompute,bakery.flour,,,,,", f"{role},bakery.flour,,{cells},"),
        Swap("derivations.csv", "所需面粉,\n", f"所需面粉,{note}\n"),
    )


OUTSIDE = both(
    Swap("factors.csv", "kg / item", "kg / day"),
    Swap("derivations.csv", "bakery.loaves * flour.per_loaf", "200 * flour.per_loaf"),
)
CHECKS: dict[str, tuple[Change, str]] = {
    "cross-check that declares nothing": (
        declared(",,"),
        "derivations.csv, row 2, column independence: found nothing; expected independent, own_inputs or repeats",
    ),
    "independent of what it uses": (
        declared("independent,,"),
        "derivations.csv, row 2, column independence: found 'independent', but it uses bakery.loaves; "
        "expected own_inputs",
    ),
    "independent of what it uses through another derivation": (
        Swap("derivations.csv", "t / a,derived,,,,,,", "t / a,cross_check,bakery.flour,,independent,,,"),
        "derivations.csv, row 3, column independence: found 'independent', but it uses bakery.loaves; "
        "expected own_inputs",
    ),
    "own inputs that it does not use": (
        both(OUTSIDE, declared("own_inputs,,")),
        "derivations.csv, row 2, column independence: found 'own_inputs', but it uses no figure; "
        "expected independent or repeats",
    ),
    "difference without a reason": (
        declared("own_inputs,year,"),
        "derivations.csv, row 2, column note: found nothing; expected the reason why it does not vote",
    ),
    "recomputation that declares all": (
        declared("own_inputs,year place,grid", "recompute", "Why."),
        "derivations.csv, row 2, column independence: found 'own_inputs'; "
        "expected nothing: only a cross-check declares it\n"
        "derivations.csv, row 2, column differs: found 'year place'; "
        "expected nothing: only a cross-check declares it\n"
        "derivations.csv, row 2, column choice: found 'grid'; "
        "expected nothing: only a cross-check declares it",
    ),
    "implied number that differs": (
        declared(",year,", "implied"),
        "derivations.csv, row 2, column differs: found 'year'; expected nothing: only a cross-check declares it",
    ),
    "derived number that is a choice": (
        Swap("derivations.csv", "t / a,derived,,,,,,", "t / a,derived,,,,,grid,"),
        "derivations.csv, row 3, column choice: found 'grid'; expected nothing: only a cross-check declares it",
    ),
}

ERRATA: dict[str, tuple[Change, str]] = {
    "erratum of an unknown figure": (
        Swap("errata.csv", "bakery.flour,", "bakery.flower,"),
        "errata.csv, row 2, column figure: found 'bakery.flower'; expected the id of a figure; nearest: 'bakery.flour'",
    ),
    "erratum of a factor": (
        Swap("errata.csv", "bakery.flour,", "flour.per_loaf,"),
        "errata.csv, row 2, column figure: found 'flour.per_loaf'; expected the id of a figure",
    ),
    "erratum without words to find it by": (
        Swap("errata.csv", "约100余", ""),
        "errata.csv, row 2, column expect: found ''; expected a value",
    ),
    "unknown severity": (
        Swap("errata.csv", ",number,", ",numbers,"),
        "errata.csv, row 2, column severity: found 'numbers'; "
        "expected one of number, label, date, sourcing, typing; nearest: 'number'",
    ),
    "unknown status": (
        Swap("errata.csv", ",open,", ",closed,"),
        "errata.csv, row 2, column status: found 'closed'; expected one of open, mended",
    ),
}


def preset(replaced: str, by: str = "flour.per_loaf") -> Swap:
    """Add a preset."""
    return Swap("presets.csv", "label_zh,note\n", f"label_zh,note\nless_flour,{replaced},{by},less flour,少用面粉,\n")


PRESETS: dict[str, tuple[Change, str]] = {
    "preset of nothing": (
        preset("flour.* floor.per_loaf"),
        "presets.csv, row 2, column replaced: found 'floor.per_loaf'; "
        "expected the id of a factor, or a pattern of some; nearest: 'flour.per_loaf'",
    ),
    "preset by no factor": (
        preset("flour.*", "bakery.flour"),
        "presets.csv, row 2, column by: found 'bakery.flour'; expected the id of a factor",
    ),
    "preset of another kind": (
        both(
            preset("flour.*"),
            Swap(
                "factors.csv",
                "flour in a loaf,每个面包用面粉,",
                "flour in a loaf,每个面包用面粉,\n"
                "flour.price,5,,,yuan / kg,,World,2020,almanac2020,p. 8,5,A,price,价格,",
            ),
        ),
        "presets.csv, row 2, column replaced: found 'flour.price'; "
        "expected factors of the same kind as 'kg / item', in which flour.per_loaf is",
    ),
}

PLACES: dict[str, tuple[Change, str]] = {
    "two regions on one tile": (
        Swap("regions.csv", "row,column\n", "row,column\nNorth,N,北,1,2\nSouth,S,南,1,2\n"),
        "regions.csv, row 3, column column: found the tile of 'North'; expected a tile of its own",
    ),
    "site of no case": (
        Swap("sites.csv", "place_zh\n", "place_zh\nbakry,1.1,In Bath,Bath,巴斯\n"),
        "sites.csv, row 2, column id: found 'bakry' in '1.1'; "
        "expected a case with figures in this section; nearest: 'bakery'",
    ),
    "site in another section": (
        Swap("sites.csv", "place_zh\n", "place_zh\nbakery,1.2,In Bath,Bath,巴斯\n"),
        "sites.csv, row 2, column id: found 'bakery' in '1.2'; "
        "expected a case with figures in this section; nearest: 'bakery'",
    ),
}

MADE_OF = f"expected one made of {', '.join(units.NAMES)}"
UNITS: dict[str, tuple[Change, str]] = {
    "unknown unit of a figure": (
        Swap("figures.csv", "200,item / day", "200,itme / day"),
        "figures.csv, row 2, column unit: found 'itme / day' ('itme / day' uses 'itme', which is no unit of the "
        f"tables); {MADE_OF}; nearest: 'item / day'",
    ),
    "unreadable unit of a factor": (
        Swap("factors.csv", "kg / item", "kg / (item"),
        "factors.csv, row 2, column unit: found 'kg / (item' ('kg / (item' does not read as a unit); " + MADE_OF,
    ),
    "unknown unit of a derivation": (
        Swap("derivations.csv", "t / a", "tt / a"),
        "derivations.csv, row 3, column unit: found 'tt / a' ('tt / a' uses 'tt', which is no unit of the tables); "
        f"{MADE_OF}; nearest: 't / a'",
    ),
    "unit whose zero is not nothing": (
        Swap("factors.csv", "kg / item", "degC"),
        "factors.csv, row 2, column unit: found 'degC' ('degC' uses 'degC', which is a scale with an offset or a "
        f"logarithm: its zero is not nothing); {MADE_OF}; nearest: 'delta_degC'",
    ),
    "unit that does not come out": (
        Swap("derivations.csv", "bakery.flour_needed,t / a", "bakery.flour_needed,t"),
        "derivations.csv, row 3, column unit: found a formula that gives [mass] / [time]; "
        "expected one that gives [mass], as 't' is",
    ),
    "plain number for a unit": (
        formula("7"),
        "derivations.csv, row 3, column unit: found a formula that gives a plain number; "
        "expected one that gives [mass] / [time], as 't / a' is",
    ),
    "sum of two kinds": (
        formula("bakery.flour + bakery.loaves"),
        "derivations.csv, row 3, column formula: found 'bakery.flour + bakery.loaves' "
        "(adds [mass] / [time] and [item] / [time]); expected a formula whose units come out",
    ),
    "exponent with a unit": (
        formula("2 ** bakery.flour"),
        "derivations.csv, row 3, column formula: found '2 ** bakery.flour' (has an exponent with a unit); "
        "expected a formula whose units come out",
    ),
    "power that varies": (
        formula("bakery.flour ** (bakery.flour / bakery.flour)"),
        "derivations.csv, row 3, column formula: found 'bakery.flour ** (bakery.flour / bakery.flour)' "
        "(raises a number with a unit to a power that varies); expected a formula whose units come out",
    ),
    "logarithm of a quantity": (
        formula("log(bakery.flour)"),
        "derivations.csv, row 3, column formula: found 'log(bakery.flour)' (takes log of [mass] / [time]); "
        "expected a formula whose units come out",
    ),
    "least of two kinds": (
        formula('"min(bakery.flour, bakery.loaves)"'),
        "derivations.csv, row 3, column formula: found 'min(bakery.flour, bakery.loaves)' "
        "(compares [mass] / [time] with another kind in min); expected a formula whose units come out",
    ),
    "another kind than the figure's": (
        Swap("derivations.csv", NEEDED, "flour.per_loaf,kg / item,recompute,bakery.flour"),
        "derivations.csv, row 2, column unit: found 'kg / item'; "
        "expected a unit of the same kind as 'kg / day', in which bakery.flour is printed\n"
        # what rests on it does not come out either
        "derivations.csv, row 3, column unit: found a formula that gives [mass] / [item]; "
        "expected one that gives [mass] / [time], as 't / a' is",
    ),
}

FORMULAS: dict[str, tuple[Change, str]] = {
    "unknown id in a formula": (
        formula("bakery.flour_neded"),
        "derivations.csv, row 3, column formula: found 'bakery.flour_neded'; "
        "expected the id of a figure, factor or derivation; nearest: 'bakery.flour_needed'",
    ),
    "formula outside the grammar": (
        formula("__import__('os').getcwd()"),
        "derivations.csv, row 3, column formula: found \"__import__('os').getcwd()\" "
        "(\"__import__('os').getcwd()\" is outside the grammar: + - * / **, numbers, ids, min max sqrt exp log); "
        "expected a formula of the grammar",
    ),
    "formula that breaks off": (
        formula("bakery.flour *"),
        "derivations.csv, row 3, column formula: found 'bakery.flour *' "
        "('bakery.flour *' is no formula (invalid syntax)); expected a formula of the grammar",
    ),
    "formula that rests on itself": (
        formula("bakery.flour_year"),
        "derivations.csv, row 3, column formula: found a circle: bakery.flour_year → bakery.flour_year; "
        "expected no derivation that rests on itself",
    ),
    "circle of two": (
        Swap("derivations.csv", NEEDED, "bakery.flour_year,kg / day,recompute,bakery.flour"),
        "derivations.csv, row 2, column formula: "
        "found a circle: bakery.flour_needed → bakery.flour_year → bakery.flour_needed; "
        "expected no derivation that rests on itself",
    ),
    "recomputation of nothing": (
        Swap("derivations.csv", "recompute,bakery.flour,", "recompute,,"),
        "derivations.csv, row 2, column checks: found nothing; expected the figure that a recompute answers for",
    ),
    "cross-check of nothing": (
        Swap("derivations.csv", "recompute,bakery.flour,", "cross_check,,"),
        "derivations.csv, row 2, column checks: found nothing; expected the figure that a cross_check answers for",
    ),
    "check of an unknown figure": (
        Swap("derivations.csv", "recompute,bakery.flour,", "recompute,bakery.flower,"),
        "derivations.csv, row 2, column checks: found 'bakery.flower'; expected the id of a figure; "
        "nearest: 'bakery.flour'",
    ),
    "check of a factor": (
        Swap("derivations.csv", "recompute,bakery.flour,", "recompute,flour.per_loaf,"),
        "derivations.csv, row 2, column checks: found 'flour.per_loaf'; expected the id of a figure",
    ),
    "check that rests on the figure it checks": (
        Swap("derivations.csv", NEEDED, "bakery.flour,kg / day,recompute,bakery.flour"),
        "derivations.csv, row 2, column formula: found 'bakery.flour'; "
        "expected a formula that does not rest on bakery.flour, the figure it checks",
    ),
    "check that rests on its figure through another derivation": (
        Swap(
            "derivations.csv", "bakery.flour_needed,t / a,derived,", "bakery.flour_needed,t / a,recompute,bakery.loaves"
        ),
        "derivations.csv, row 3, column formula: found 'bakery.flour_needed'; "
        "expected a formula that does not rest on bakery.loaves, the figure it checks\n"
        "derivations.csv, row 3, column unit: found 't / a'; "
        "expected a unit of the same kind as 'item / day', in which bakery.loaves is printed",
    ),
}


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        pytest.param(*case, id=name)
        for cases in (FILES, SHAPES, CELLS, SOURCES, CHECKS, ERRATA, PRESETS, PLACES, UNITS, FORMULAS)
        for name, case in cases.items()
    ],
)
def test_wrong_data_is_told_in_one_line(bakery: Path, change: Change, lines: str) -> None:
    change(bakery)
    with pytest.raises(DataError) as refusal:
        load(bakery, bakery / "references.bib")
    assert str(refusal.value) == lines


def test_every_fault_is_told_at_once(bakery: Path) -> None:
    for change, _ in (CELLS["unknown qualifier"], CELLS["unparsable value"], SHAPES["stray blank row"]):
        change(bakery)
    with pytest.raises(DataError) as refusal:
        load(bakery, bakery / "references.bib")
    assert [(problem.file, problem.row) for problem in refusal.value.problems] == [
        ("figures.csv", 3),
        ("figures.csv", 4),
        ("factors.csv", 2),
    ]


def test_column_that_a_table_may_lack_is_empty_or_read(bakery: Path) -> None:
    assert load(bakery).figures["bakery.flour"].phrases.by_language == {}
    path = bakery / "figures.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    phrased = [f"{row},约100公斤" if row.startswith("bakery.flour,") else f"{row}," for row in rows]
    path.write_text("\n".join([f"{head},phrase_zh", *phrased]) + "\n", encoding="utf-8")
    assert load(bakery).figures["bakery.flour"].phrases["zh"] == "约100公斤"


def test_valid_tables_load(bakery: Path) -> None:
    ledger = load(bakery, bakery / "references.bib")
    assert ledger.ids() == (
        "bakery.loaves",
        "bakery.flour",
        "flour.per_loaf",
        "bakery.flour_needed",
        "bakery.flour_year",
    )
    assert ledger.figures["bakery.flour"].interval == Interval(50, 100, 150)
    assert ledger.factors["flour.per_loaf"].interval == Interval(0.45, 0.5, 0.55)
    assert [row.id for row in ledger.inputs("bakery.flour_year")] == ["bakery.loaves", "flour.per_loaf"]
    assert ledger.excluded[0].context == "2022年"
    assert ledger.errata["two_doubts"].expect == "约100余"


def test_words_of_the_tables_are_members_of_their_vocabularies(bakery: Path) -> None:
    Swap("factors.csv", "kg / item,,", "kg / item,grid,")(bakery)
    ledger = load(bakery, bakery / "references.bib")
    assert [row.kind for row in ledger.figures.values()] == [Kind.READING, Kind.AMOUNT]
    assert ledger.factors["flour.per_loaf"].kind is FactorKind.GRID
    assert [row.role for row in ledger.derivations.values()] == [Role.RECOMPUTE, Role.DERIVED]
    erratum = ledger.errata["two_doubts"]
    assert (erratum.severity, erratum.status) == (Severity.NUMBER, Status.OPEN)
    assert all(isinstance(word, Severity | Status) for word in (erratum.severity, erratum.status))


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (Swap("figures.csv", "about,amount", "about,amount"), [Kind.AMOUNT, Kind.AMOUNT]),
        (Swap("figures.csv", "about,amount", "about,saving"), [Kind.SAVING, Kind.AMOUNT]),
        (
            Swap("derivations.csv", "recompute,bakery.flour,,", "recompute,bakery.flour,reading,"),
            [Kind.READING, Kind.AMOUNT],
        ),
        (Swap("derivations.csv", "t / a,derived,,,,,,", "t / a,derived,,saving,,,,"), [Kind.AMOUNT, Kind.SAVING]),
        (
            Swap("derivations.csv", "t / a,derived,,,,,,", "t / a,derived,bakery.loaves,,,,,"),
            [Kind.AMOUNT, Kind.READING],
        ),
    ],
)
def test_derivation_is_of_its_own_kind_or_of_its_figures_or_an_amount(
    bakery: Path, change: Swap, kinds: list[Kind]
) -> None:
    change(bakery)
    assert [row.kind for row in load(bakery, bakery / "references.bib").derivations.values()] == kinds


def test_factor_without_a_kind_is_any_other(bakery_ledger: Ledger) -> None:
    assert bakery_ledger.factors["flour.per_loaf"].kind is FactorKind.OTHER


def test_section_outside_the_schema_s_pattern_is_refused(bakery: Path) -> None:
    """How a report numbers its sections is said by the description of its tables."""
    package = json.loads((bakery / "datapackage.json").read_text(encoding="utf-8"))
    (section,) = (
        column
        for table in package["resources"]
        for column in table["schema"]["fields"]
        if (table["name"], column["name"]) == ("errata", "section")
    )
    section["constraints"]["pattern"] = r"^(1\.[1-9]|annex)$"
    (bakery / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    Swap("errata.csv", ",1.1,", ",annex,")(bakery)
    assert load(bakery, bakery / "references.bib").errata["two_doubts"].section == "annex"
    Swap("errata.csv", ",annex,", ",6.1,")(bakery)
    with pytest.raises(DataError) as refusal:
        load(bakery, bakery / "references.bib")
    expected = r"errata.csv, row 2, column section: found '6.1'; expected text like ^(1\.[1-9]|annex)$"
    assert str(refusal.value) == expected


def test_bibliography_of_other_tables_stands_beside_them_or_in_the_book_beside_their_folder(bakery: Path) -> None:
    assert load(bakery).ids()
    (bakery.parent / "book").mkdir()
    (bakery / "references.bib").rename(bakery.parent / "book" / "references.bib")
    assert load(bakery).ids()
    (bakery.parent / "book" / "references.bib").unlink()
    with pytest.raises(DataError, match=r"^references\.bib: found no such file; expected the bibliography$"):
        load(bakery)


def test_tables_without_a_figure_are_refused(bakery: Path) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        load(bakery, bakery / "references.bib")
    expected = "figures.csv: found no rows; expected at least one figure: there is nothing to audit"
    assert str(refusal.value) == expected


def test_erratum_need_concern_no_figure(bakery: Path) -> None:
    Swap("errata.csv", "bakery.flour,", ",")(bakery)
    assert load(bakery, bakery / "references.bib").errata["two_doubts"].figure == ""


@pytest.mark.parametrize(
    "change",
    [
        entry(URL, READ),
        entry(READ, TITLE, DOI),
        entry("URL = {https://a.org}", 'UrlDate = "2024-05-06"'),
        lambda folder: (folder / "references.bib").write_text(
            "@misc{almanac2020,\n  doi={10.1/a},\n  urldate={2024}\n}"
        ),
        quoted("so " * 24 + "on"),
        quoted("粉" * 60),
        both(entry(TITLE), quoted("", "C")),
        both(entry(TITLE), quoted("half a kilogram", "C")),
        declared("own_inputs,,"),
        declared("repeats,,"),
        declared("own_inputs,year boundary,grid", note="That of 1990."),
        both(OUTSIDE, declared("independent,,method")),
        both(OUTSIDE, declared("repeats,,")),
    ],
)
def test_what_is_declared_rightly_is_no_fault(bakery: Path, change: Change) -> None:
    change(bakery)
    assert load(bakery, bakery / "references.bib").ids()


@pytest.mark.parametrize(
    ("change", "address"),
    [
        (entry(URL, READ), "https://a.org"),
        (entry(DOI, READ), "https://doi.org/10.1/a"),
        (entry(DOI, URL, READ), "https://a.org"),
        (both(entry(TITLE), quoted("", "C")), ""),
    ],
)
def test_source_has_the_address_that_opens_it(bakery: Path, change: Change, address: str) -> None:
    change(bakery)
    assert load(bakery, bakery / "references.bib").works["almanac2020"].address == address


def test_place_of_reading_goes_before_the_issuers_page_that_was_not_opened(bakery: Path) -> None:
    entry(READ_AT, URL, READ)(bakery)
    work = load(bakery, bakery / "references.bib").works["almanac2020"]
    assert (work.address, work.issuer, work.open) == ("https://mirror.org/a_b", "https://a.org", True)
    entry(URL, READ)(bakery)
    assert load(bakery, bakery / "references.bib").works["almanac2020"].issuer == ""


def test_what_a_check_declares_is_of_its_vocabulary(bakery: Path) -> None:
    declared("own_inputs,year boundary,boundary", note="That of 1990.")(bakery)
    needed, year = load(bakery, bakery / "references.bib").derivations.values()
    assert needed.independence is Independence.OWN_INPUTS
    assert needed.differs == (Difference.YEAR, Difference.BOUNDARY)
    assert all(isinstance(one, Difference) for one in needed.differs)
    assert needed.choice is Choice.BOUNDARY
    assert (year.independence, year.differs, year.choice) == (Independence.NONE, (), Choice.NONE)


# Value, low and high as they are typed, the kind, and what they stand for. Fuel is 5 % less or 10 % more here, SO2
# 20 % less or 30 % more; the other kinds have no default.
ENDS = [
    # half a unit of the last digit that was typed
    ("0.5,,", "", (0.45, 0.5, 0.55)),
    ("0.50,,", "", (0.495, 0.5, 0.505)),
    ("500,,", "", (499.5, 500, 500.5)),
    ("-3,,", "", (-3.5, -3, -2.5)),
    ("1e3,,", "", (500, 1000, 1500)),
    ("1.20e2,,", "", (119.5, 120, 120.5)),
    ("0,,", "", (-0.5, 0, 0.5)),
    ("0.5,,", "grid", (0.45, 0.5, 0.55)),
    ("0.5,,", "inventory", (0.45, 0.5, 0.55)),
    ("0.5,,", "nox", (0.45, 0.5, 0.55)),
    ("0.5,,", "particulates", (0.45, 0.5, 0.55)),
    # the default of the kind, which widens a number below zero on the same sides
    ("200,,", "fuel", (190, 200, 220)),
    ("0.1,,", "fuel", (0.095, 0.1, 0.11)),
    ("-200,,", "fuel", (-210, -200, -180)),
    ("0,,", "fuel", (0, 0, 0)),
    ("50,,", "so2", (40, 50, 65)),
    # exact, however few digits
    ("0.5,,", "coefficient", (0.5, 0.5, 0.5)),
    ("3,,", "count", (3, 3, 3)),
    ("28,,", "definition", (28, 28, 28)),
    ("-1,,", "definition", (-1, -1, -1)),
    # what the source states, whatever the kind; an end that it leaves out is the value
    ("0.5,0.4,0.7", "", (0.4, 0.5, 0.7)),
    ("0.5,0.4,0.7", "fuel", (0.4, 0.5, 0.7)),
    ("0.5,0.4,0.7", "count", (0.4, 0.5, 0.7)),
    ("0.5,0.4,", "", (0.4, 0.5, 0.5)),
    ("0.5,,0.7", "so2", (0.5, 0.5, 0.7)),
    ("0.5,0.5,0.5", "fuel", (0.5, 0.5, 0.5)),
]


@pytest.mark.parametrize(("cells", "kind", "ends"), ENDS)
def test_factor_is_as_uncertain_as_its_source_or_its_kind_or_its_last_digit(
    bakery: Path, cells: str, kind: str, ends: tuple[float, float, float]
) -> None:
    both(Swap("factors.csv", "0.5,0.45,0.55", cells), Swap("factors.csv", "kg / item,,", f"kg / item,{kind},"))(bakery)
    factor = load(bakery, bakery / "references.bib").factors["flour.per_loaf"]
    assert factor.interval == Interval(*ends)
    assert {type(end) for end in (factor.low, factor.value, factor.high)} == {float}


def test_every_kind_is_tried() -> None:
    assert {kind for _, kind, _ in ENDS} == set(FactorKind)
    assert {kind for kind in FactorKind if kind.exact} == {"coefficient", "count", "definition"}


def test_defaults_are_rows_of_the_ledger(bakery_ledger: Ledger) -> None:
    told = {
        kind: (row.kind, float(row.low), float(row.high), row.source) for kind, row in bakery_ledger.defaults.items()
    }
    assert told == {
        "fuel": (FactorKind.FUEL, 5, 10, "almanac2020"),
        "so2": (FactorKind.SO2, 20, 30, "almanac2020"),
    }
    assert all(row.quote and row.locator for row in bakery_ledger.defaults.values())


def test_byte_order_mark_of_a_spreadsheet_is_no_fault(bakery: Path) -> None:
    Encode("figures.csv", "utf-8-sig")(bakery)
    assert "bakery.loaves" in load(bakery, bakery / "references.bib").figures


def test_line_ends_of_another_system_are_no_fault(bakery: Path) -> None:
    text = (bakery / "figures.csv").read_bytes()
    (bakery / "figures.csv").write_bytes(text.replace(b"\n", b"\r\n"))
    assert load(bakery, bakery / "references.bib").figures["bakery.flour"].note == ""
