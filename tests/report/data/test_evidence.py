"""The rules of evidence hold in the report's tables: what a factor must show, which checks count, what a default is."""

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from pybtex.database import BibliographyData

from compendium import paths
from compendium.audit.audit import QUESTIONS, Audit
from compendium.audit.verdicts import Check
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading.csv_tables import read_schema, read_table
from compendium.ledger.rows import Derivation, Factor
from compendium.ledger.vocabulary import Choice, Difference, Independence

NUMERAL = r"\d+(?:\.\d+)?"
WORDS = {"seven": 7}
REPORT_YEAR = 2023


@pytest.fixture(scope="module")
def votes(report: Audit) -> list[Check]:
    """The checks that count."""
    return [check for verdict in report.verdicts.values() for check in verdict.votes]


@pytest.fixture(scope="module")
def cross_checks(ledger: Ledger) -> list[Derivation]:
    return [row for row in ledger.derivations.values() if row.role == "cross_check"]


def factors_of(ledger: Ledger, id_: str) -> list[Factor]:
    """Return the factors that a derivation uses, directly or through others."""
    return [row for row in ledger.inputs(id_) if isinstance(row, Factor)]


def is_late(factor: Factor) -> bool:
    """Return whether a factor's note says that it was published after the report."""
    return "hindsight" in factor.note.lower()


# --- factors ----------------------------------------------------------------------------------------------------------


def test_factor_of_a_grade_above_c_shows_its_words_and_its_address(
    ledger: Ledger, bibliography: BibliographyData
) -> None:
    graded = [row for row in ledger.factors.values() if row.grade in ("A", "B")]
    assert len(graded) > 300
    assert [row.id for row in graded if not row.quote.strip()] == []
    fields = {key: bibliography.entries[key].fields for key in {row.source for row in graded}}
    assert sorted(key for key, found in fields.items() if not (found.get("url") or found.get("doi"))) == []
    assert sorted(key for key in fields if not ledger.works[key].open) == []
    dates = {key: found.get("urldate", "") for key, found in fields.items()}
    assert {key: date for key, date in dates.items() if not re.fullmatch(r"20\d\d-\d\d-\d\d", date)} == {}


def test_work_with_a_date_of_reading_was_opened_at_the_address_that_it_shows(
    ledger: Ledger, bibliography: BibliographyData
) -> None:
    fields = {key: one.fields for key, one in bibliography.entries.items()}
    dated = {key for key, found in fields.items() if "urldate" in found}
    assert sorted(key for key in dated if not ledger.works[key].open) == []
    unopened = {
        key for key, found in fields.items() if re.search(r"not (been )?opened|unopened", found.get("note", ""))
    }
    assert unopened
    assert sorted(key for key in unopened & dated if "readat" not in fields[key]) == []
    elsewhere = {key for key, found in fields.items() if "readat" in found}
    assert len(elsewhere) > 5
    assert elsewhere <= dated
    assert [key for key in elsewhere if fields[key]["readat"] == fields[key].get("url")] == []
    code = re.compile(r"https://github\.com/[^/]+/[^/]+/(blob|tree)/[0-9a-f]{40}/")
    assert sorted(key for key in elsewhere if not code.match(ledger.works[key].address)) == []


def test_one_file_is_cited_at_one_commit(ledger: Ledger) -> None:
    found: dict[str, set[str]] = {}
    for work in ledger.works.values():
        if parts := re.match(r"(https://github\.com/[^/]+/[^/]+)/blob/([0-9a-f]{7,40})/(.+)", work.address):
            found.setdefault(f"{parts[1]} {parts[3]}", set()).add(parts[2])
    assert len(found) > 5
    assert {file: commits for file, commits in found.items() if len(commits) > 1} == {}


def test_factor_without_words_or_address_is_of_grade_c(ledger: Ledger, bibliography: BibliographyData) -> None:
    graded = [row for row in ledger.factors.values() if row.grade == "C"]
    assert len(graded) >= 5
    assert {row.grade for row in ledger.factors.values()} == {"A", "B", "C"}
    fields = {row.id: bibliography.entries[row.source].fields for row in graded}
    open_ = {row.id: fields[row.id].get("url") or fields[row.id].get("doi") for row in graded}
    # what has both an address and words is of grade C only if its note says why
    assert [row.id for row in graded if row.quote and open_[row.id] and not row.note] == []


def test_quotes_are_short(ledger: Ledger) -> None:
    for row in [*ledger.factors.values(), *ledger.defaults.values()]:
        assert len(row.quote.split()) <= 25, row
        assert len(re.findall(r"[\u3400-\u9fff]", row.quote)) <= 60, row


def numerals(quote: str) -> set[Decimal]:
    """Return the numbers that a quote prints, in figures or in words, and the ratios of two with a stroke between."""
    bare = re.sub(r"(?<=\d)[,  ](?=\d{3}(?!\d))", "", quote)
    found = {Decimal(one) for one in re.findall(NUMERAL, bare)}
    found |= {Decimal(one.replace(",", ".")) for one in re.findall(r"\d+,\d+", quote)}
    found |= {Decimal(number) for word, number in WORDS.items() if word in quote}
    ratios = re.findall(rf"({NUMERAL})/({NUMERAL})", bare)
    return found | {Decimal(one) / Decimal(other) for pair in ratios for one, other in (pair, pair[::-1])}


def stands_in(value: Decimal, quote: str) -> bool:
    """Return whether a quote prints a number, in whatever multiple of the unit, or with more digits than are typed."""
    size = abs(value)
    precise = len(size.as_tuple().digits) >= 4  # such a number may be another one rounded
    half = Decimal(1).scaleb(int(size.as_tuple().exponent)) / 2 if precise else Decimal(0)
    return any(abs(one.scaleb(power) - size) <= half for one in numerals(quote) for power in range(-9, 10))


@pytest.mark.parametrize(
    ("value", "quote", "there"),
    [
        ("80000", "almost 80,000 megawatt hours", True),
        ("0.3007", "供电标准煤耗300.7克/千瓦时", True),
        ("2.32", "BF-BOF 2,32; DRI", True),
        ("0.2727273", "converted at 44/12", True),
        ("42.4727", "Process 42.472672060000008", True),
        ("7", "seven of its engines", True),
        ("1.79", "四 川 -1.79 1.9 4.76", True),
        ("1.8", "about 1.9", False),
        ("0.5703", "factor 0.5810", False),
        ("12", "the year 2012", False),
    ],
)
def test_number_in_a_quote_is_seen(value: str, quote: str, there: bool) -> None:
    assert stands_in(Decimal(value), quote) is there


@pytest.fixture(scope="module")
def typed() -> dict[str, dict[str, Decimal]]:
    """The numbers of the table of factors as typed, by id."""
    rows, problems = read_table(paths.DATA / "factors.csv", read_schema(paths.DATA)["factors"])
    assert problems == []
    return {row["id"]: row for _, row in rows}


def test_value_of_a_factor_stands_in_its_quote_or_its_note_says_how_it_follows(
    ledger: Ledger, typed: dict[str, dict[str, Decimal]]
) -> None:
    read = [row for row in ledger.factors.values() if row.grade != "C"]
    elsewhere = [row for row in read if not stands_in(typed[row.id]["value"], row.quote)]
    assert len(elsewhere) < len(read) / 10
    assert [row.id for row in elsewhere if not row.note] == []


def test_value_is_typed_with_every_decimal_place_that_its_source_prints(
    ledger: Ledger, typed: dict[str, dict[str, Decimal]]
) -> None:
    """Where no range is stated and the kind has none, half a unit of the last digit is taken: no digit may be lost."""
    lost = []
    for id_, row in ledger.factors.items():
        if row.kind in ledger.defaults or row.kind.exact or typed[id_]["low"] is not None or row.grade == "C":
            continue
        value = typed[id_]["value"]
        same = [one for one in numerals(row.quote) if one == abs(value)]
        if same and all(one.as_tuple().exponent < value.as_tuple().exponent for one in same):
            lost.append(f"{id_}: {value}, printed {same[0]}")
    assert lost == []


# --- default uncertainties --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "low", "high"),
    [
        ("grid.national_in_force", 0.5703 * 0.95, 0.5703 * 1.05),
        ("margin.build_2019", 0.2854 * 0.95, 0.2854 * 1.05),
        ("province.yunnan_2022", 0.1073 * 0.95, 0.1073 * 1.05),
        ("carbon.coal", 26.37 * 0.95, 26.37 * 1.05),
        ("ceads.co2_2015", 332.377429 * 0.95, 332.377429 * 1.05),
        ("cui.co2_2020", 349.50608 * 0.95, 349.50608 * 1.05),
        ("thermal.so2_2017", 0.77 * 0.86, 0.77 * 1.13),
        ("thermal.nox_2017", 1.26 * 0.87, 1.26 * 1.37),
        ("thermal.dust_2017", 0.14 * 0.89, 0.14 * 1.38),
        # a range that its source states takes the place of the default
        ("official.co2_2019", 2.65, 2.75),
        ("curing.group_so2", 3.4, 5.6),
        ("diesel.co2", 3.096, 3.186),
        # no kind with a default: half a unit of the last printed digit
        ("changan.capacity_2018", 29.735, 29.745),
        ("j420.methane", 2.65, 2.75),
        ("official.intensity_fall_2016", 10.85, 10.95),
        ("chengdu.metro_daily_2022", 427.525, 427.535),
        ("greenway.shenzhen", 3405.5, 3406.5),
        ("eaf.co2_worldsteel", 0.695, 0.705),
        ("gdp.nbs_2020", 49445.05, 49445.15),
        # exact: counts, definitions, the coefficients that a text tells its readers to use
        ("changan.engines_2018", 20, 20),
        ("gwp.ar6", 27.9, 27.9),
        ("gb.coal_equivalent_heat", 29.307, 29.307),
        ("cdm.weight_operating", 75, 75),
        ("classic.co2", 0.997, 0.997),
        ("benefit.so2", 8.5, 8.5),
    ],
)
def test_interval_of_a_factor_by_hand(ledger: Ledger, id_: str, low: float, high: float) -> None:
    row = ledger.factors[id_]
    assert (row.low, row.high) == pytest.approx((low, high), rel=1e-12)


def test_default_is_taken_only_where_no_range_is_stated(ledger: Ledger, typed: dict[str, dict[str, Decimal]]) -> None:
    taken = 0
    for id_, row in ledger.factors.items():
        stated = typed[id_]["low"], typed[id_]["high"]
        default = ledger.defaults.get(row.kind)
        if stated != (None, None):
            ends = [row.value if end is None else float(end) for end in stated]
        elif default is not None:
            taken += 1
            ends = [row.value * float(1 - default.low / 100), row.value * float(1 + default.high / 100)]
        else:
            continue
        assert [row.low, row.high] == pytest.approx(ends, rel=1e-12), id_
    assert taken > 100


def test_what_each_kind_varies_by(ledger: Ledger) -> None:
    # in per cent below and above: fuel and grids and inventories by the guidelines of 2006, the rest by Zhao 2011
    assert {str(kind): (int(row.low), int(row.high)) for kind, row in ledger.defaults.items()} == {
        "grid": (5, 5),
        "fuel": (5, 5),
        "inventory": (5, 5),
        "so2": (14, 13),
        "nox": (13, 37),
        "particulates": (11, 38),
    }
    for row in ledger.defaults.values():
        for percent in (row.low, row.high):
            assert stands_in(percent, row.quote), row


# --- which checks count -----------------------------------------------------------------------------------------------


def test_no_check_that_counts_rests_on_a_factor_of_grade_c(ledger: Ledger, votes: list[Check]) -> None:
    assert len(votes) > 80
    used = {row.id for check in votes for row in factors_of(ledger, check.result.derivation.id)}
    assert sorted(id_ for id_ in used if ledger.factors[id_].grade == "C") == []


def without_grade_c(report: Audit) -> Audit:
    """Return the audit of the report without the factors of grade C and without every derivation that rests on one."""
    rows = report.ledger
    gone = {id_ for id_ in rows.derivations if any(factor.grade == "C" for factor in factors_of(rows, id_))}
    assert len(gone) > 5
    factors = {id_: row for id_, row in rows.factors.items() if row.grade != "C"}
    derivations = {id_: row for id_, row in rows.derivations.items() if id_ not in gone}
    return Audit(replace(rows, factors=factors, derivations=derivations))


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_answer_of_a_material_figure_hangs_on_a_factor_of_grade_c(report: Audit, question: str) -> None:
    bare = without_grade_c(report)
    found = {
        id_: (str(getattr(verdict, question)), str(getattr(bare.verdicts[id_], question)))
        for id_, verdict in report.verdicts.items()
        if verdict.material or bare.verdicts[id_].material
    }
    assert len(found) > 10
    assert {id_: answers for id_, answers in found.items() if len(set(answers)) > 1} == {}


def test_same_figures_are_material_without_grade_c(report: Audit) -> None:
    bare = without_grade_c(report)
    assert [id_ for id_, found in report.verdicts.items() if found.material != bare.verdicts[id_].material] == []


def test_every_cross_check_says_truly_what_it_shares_with_its_figure(
    ledger: Ledger, cross_checks: list[Derivation]
) -> None:
    assert len(cross_checks) > 100
    assert {row.independence for row in cross_checks} == {*Independence} - {Independence.NONE}
    for row in cross_checks:
        own = [one.id for one in ledger.inputs(row.id) if one.id in ledger.figures]
        assert (row.independence == "own_inputs") == bool(own), row.id
    others = [row for row in ledger.derivations.values() if row.role != "cross_check"]
    assert [row.id for row in others if row.independence or row.differs or row.choice] == []


def test_check_that_differs_says_why(cross_checks: list[Derivation]) -> None:
    different = [row for row in cross_checks if row.differs]
    assert len(different) > 20
    assert [row.id for row in different if not row.note] == []
    assert {word for row in different for word in row.differs} == {*Difference} - {Difference.SOURCE}


def test_check_counts_if_and_only_if_nothing_differs_and_no_source_is_shut(report: Audit, ledger: Ledger) -> None:
    for verdict in report.verdicts.values():
        for check in verdict.cross_checks:
            row = check.result.derivation
            shut = any(factor.grade == "C" for factor in factors_of(ledger, row.id))
            assert (check in verdict.votes) == (not row.differs and not shut), row.id


def test_choice_has_two_answers_or_a_reason(cross_checks: list[Derivation]) -> None:
    choices: defaultdict[tuple[str, Choice], list[Derivation]] = defaultdict(list)
    for row in cross_checks:
        if row.choice:
            choices[row.checks, row.choice].append(row)
    assert len(choices) > 10
    assert [key for key, rows in choices.items() if len(rows) < 2 and not all(row.note for row in rows)] == []


# --- hindsight --------------------------------------------------------------------------------------------------------


def test_no_check_that_counts_was_published_after_the_report(
    ledger: Ledger, votes: list[Check], bibliography: BibliographyData
) -> None:
    used = {row.id: row for check in votes for row in factors_of(ledger, check.result.derivation.id)}
    assert sum(is_late(row) for row in ledger.factors.values()) > 50
    assert [id_ for id_, row in used.items() if is_late(row)] == []
    years = {id_: bibliography.entries[row.source].fields.get("year", "") for id_, row in used.items()}
    assert {id_: year for id_, year in years.items() if year and int(year[:4]) > REPORT_YEAR} == {}
    assert [id_ for id_, row in used.items() if re.match(r"20\d\d", row.year) and int(row.year[:4]) > REPORT_YEAR] == []


def test_check_is_called_hindsight_if_and_only_if_a_factor_of_it_is(
    ledger: Ledger, cross_checks: list[Derivation]
) -> None:
    found = {
        row.id: ("hindsight" in row.differs, any(is_late(one) for one in factors_of(ledger, row.id)))
        for row in cross_checks
    }
    assert sum(said for said, _ in found.values()) >= 8
    assert [id_ for id_, (said, late) in found.items() if said != late] == []


def test_what_is_from_after_the_report_is_named_hindsight(ledger: Ledger, bibliography: BibliographyData) -> None:
    def last(row: Factor) -> int:
        """Return the year of a factor or, if that is later, of its source: not of a public copy of an older one."""
        fields = bibliography.entries[row.source].fields
        texts = [row.year] if "commit" in fields.get("note", "") else [row.year, fields.get("year", "")]
        return max((int(year) for text in texts for year in re.findall(r"20\d\d", text)), default=0)

    later = [row for row in ledger.factors.values() if last(row) > REPORT_YEAR]
    assert len(later) > 5
    assert [row.id for row in later if not is_late(row)] == []
