"""What rows and answers are called: in the column of the current language, or as a message of the code."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.audit.weaknesses import Datum, Weakness
from compendium.display import labels
from compendium.i18n.messages import using_language
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.ledger.rows import Preset, Words
from compendium.ledger.vocabulary import (
    Arithmetic,
    Basis,
    Choice,
    Difference,
    Evidence,
    FactorKind,
    Finding,
    Independence,
    Role,
)


def test_rows_of_every_table_are_called_by_the_column_of_the_language(bakery_ledger: Ledger) -> None:
    preset = Preset("less_flour", "flour.*", "flour.per_loaf", Words({"en": "less flour", "zh": "少用面粉"}), "")
    rows = [*map(bakery_ledger.__getitem__, bakery_ledger.ids()), *bakery_ledger.excluded, preset]
    english = [
        *("loaves baked", "flour used", "flour in a loaf", "flour for the loaves", "flour in a year"),
        *("a year", "less flour"),
    ]
    assert [labels.label(row) for row in rows] == english
    with using_language("zh"):
        chinese = ["面包数", "面粉用量", "每个面包用面粉", "所需面粉", "年用面粉", "年份", "少用面粉"]
        assert [labels.label(row) for row in rows] == chinese


def test_erratum_and_term_are_told_in_the_language_of_the_reader(bakery_ledger: Ledger) -> None:
    erratum, term = bakery_ledger.errata["two_doubts"], bakery_ledger.glossary["flour"]
    assert labels.finding(erratum) == "Two words of doubt stand by one number."
    assert (labels.term(term), labels.definition(term)) == ("flour", "What bread is made of.")
    with using_language("zh"):
        assert labels.finding(erratum) == "一个数字带有两个限定词。"
        assert (labels.term(term), labels.definition(term)) == ("面粉", "做面包的原料。")


@pytest.mark.parametrize("member", [*Arithmetic, *Evidence, *Finding, *Basis, *Weakness, *Datum])
def test_answer_is_called_what_it_is_in_english(member: StrEnum) -> None:
    assert labels.name(member) == member.value


@pytest.mark.parametrize(
    ("member", "name"),
    [
        # each has the value of another: what is named by its value alone would be called like that one
        (Difference.BOUNDARY, "another boundary"),
        (Choice.BOUNDARY, "what is counted"),
        (Choice.ACCOUNT, "the baseline and what is counted"),
        (Choice.OUTPUT, "the output and the coefficient"),
        (Difference.SOURCE, "a source of grade C"),
        (Datum.SOURCE, "source"),
        (Choice.GRID, "the grid factor"),
        (FactorKind.GRID, "emission factor of electricity"),
    ],
)
def test_members_with_the_same_value_have_names_of_their_own(member: StrEnum, name: str) -> None:
    assert labels.name(member) == name


@pytest.mark.parametrize("vocabulary", [Independence, Difference, Choice])
def test_what_a_check_declares_has_a_name_of_its_own(vocabulary: type[StrEnum]) -> None:
    members = [member for member in vocabulary if member]
    assert len({labels.name(member) for member in members}) == len(members)


def test_facts_of_one_thing_are_set_by_the_language_and_empty_ones_left_out() -> None:
    assert (labels.joined("Town", "", "2020"), labels.joined("", "")) == ("Town, 2020", "")
    with using_language("zh"):
        assert labels.joined("某地", "2020年") == "某地，2020年"


# --- how checks count -------------------------------------------------------------------------------------------------

CrossChecked = Callable[..., Audit]


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("independent,,", "independent"),
        ("repeats,,", "repeats the claim"),
        ("independent,,grid", "independent; a choice of the grid factor"),
        ("repeats,,boundary", "repeats the claim; a choice of what is counted"),
        ("independent,year,", "not counted: another year"),
        ("repeats,quantity hindsight,", "not counted: another quantity, published after the report"),
        ("independent,superseded,method", "not counted: superseded"),
    ],
)
def test_cross_check_counts_as_what_it_declares(cross_checked: CrossChecked, declared: str, told: str) -> None:
    recomputation, check = cross_checked((1, declared)).verdict("bakery.flour").checks
    assert labels.counts_as(check) == told
    assert labels.counts_as(recomputation) == ""


def test_check_from_the_reports_own_numbers_says_so(garden: Audit) -> None:
    assert {labels.counts_as(check) for check in garden.verdict("garden.watered").checks} == {
        "from the report's own numbers"
    }


def test_check_by_a_source_of_grade_c_is_not_counted(cross_checked: CrossChecked) -> None:
    ledger = cross_checked((1, "independent,place,")).ledger
    flour = replace(ledger.factors["almanac.flour"], grade="C")
    audit = open_audit(ledger=replace(ledger, factors={**ledger.factors, flour.id: flour}))
    _, check = audit.verdict("bakery.flour").checks
    assert labels.counts_as(check) == "not counted: another place, a source of grade C"


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        # 50 to 150 are printed, 45 to 155 agree; once the flour is 90 to 110, one and a half times 135 to 165
        ((), ""),
        ((1,), "1 of 1 checks agree"),
        ((4,), "0 of 1 checks agree"),
        ((1, 4, 1.5, 0.9), "2 of 4 checks agree"),
        ((1, (1, "independent,year,"), 4), "1 of 2 checks agree"),
        (((1, "independent,year,"),), "no check counts"),
    ],
)
def test_checks_that_agree_are_counted_among_those_that_count(
    cross_checked: CrossChecked, ways: tuple[Any, ...], told: str
) -> None:
    assert labels.agreeing(cross_checked(*ways).verdict("bakery.flour")) == told


def test_every_role_has_a_word_of_its_own(bakery_ledger: Ledger) -> None:
    assert [labels.role(row) for row in bakery_ledger.derivations.values()] == ["recomputed", "derived"]
    assert len({labels._ROLES[role] for role in Role}) == len(Role)


def test_case_is_named_by_the_first_part_of_an_id(bakery_ledger: Ledger) -> None:
    assert [labels.case_name(id_) for id_ in ("heat_pump.co2", "bakery")] == ["Heat pump", "Bakery"]
    assert labels.section_and_case(bakery_ledger.figures["bakery.loaves"]) == "1.1 Bakery"


def test_parts_are_joined_within_a_sentence() -> None:
    assert labels.enumerated(["a", "b", "c"]) == "a, b, c"
    assert labels.clauses(["a", "b"]) == "a; b"
    assert labels.enumerated(["a"]) == "a"


BIB = """
@misc{one, author = {Smith, Ann}, title = {T}, year = {2020}}
@misc{two, author = {Smith, Ann and {Bureau of Salt and Flour}}, title = {T}, year = {2021}}
@misc{many, author = {Smith, Ann and Doe, Bo and Li, Cy}, title = {T}, year = {2021}}
@misc{others, author = {贺克斌 and others}, label_en = {He Kebin et al.}, title = {T}, year = {2021}}
@misc{site, author = {{Data Hub (of Somewhere)}}, title = {T}}
@misc{bare, title = {Almanac of {F}lour}, year = {2022}}
@misc{twin, author = {Smith, Ann}, title = {U}, year = {2020}}
"""


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        ("one", "Smith 2020a", "Smith 2020a"),
        ("twin", "Smith 2020b", "Smith 2020b"),
        ("two", "Smith and Bureau of Salt and Flour 2021", "Smith、Bureau of Salt and Flour 2021"),
        ("many", "Smith et al. 2021", "Smith等 2021"),
        ("others", "He Kebin et al. 2021", "贺克斌等 2021"),
        ("site", "Data Hub", "Data Hub"),
        ("bare", "Almanac of Flour 2022", "Almanac of Flour 2022"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_source_has_a_short_name(bakery: Path, key: str, english: str, chinese: str) -> None:
    with (bakery / "references.bib").open("a", encoding="utf-8") as bibliography:
        bibliography.write(BIB)
    ledger = load(bakery, bakery / "references.bib")
    assert labels.work(ledger, key) == english
    with using_language("zh"):
        assert labels.work(ledger, key) == chinese
