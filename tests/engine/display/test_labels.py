"""What rows and answers are called: in the column of the current language, or as a message of the code."""

from enum import StrEnum

import pytest

from compendium.audit.weaknesses import Datum, Weakness
from compendium.display import labels
from compendium.i18n.messages import using_language
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Preset, Words
from compendium.ledger.vocabulary import Arithmetic, Basis, Evidence, Role


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


@pytest.mark.parametrize("member", [*Arithmetic, *Evidence, *Basis, *Weakness, *Datum])
def test_answer_is_called_what_it_is_in_english(member: StrEnum) -> None:
    assert labels.name(member) == member.value


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
