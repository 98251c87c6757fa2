"""The box at the beginning of a chapter says what was found, of the ledger as it is."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit, open_audit
from compendium.display import tables
from compendium.ledger.ledger import Ledger

CrossChecked = Callable[..., Audit]
NO_BREAK = "\N{NO-BREAK SPACE}"


def told(shown: tables.Shown) -> list[str]:
    return shown.text.replace(NO_BREAK, " ").splitlines()


def test_figure_is_told_with_its_range_its_answers_and_how_sure_they_are(cross_checked: CrossChecked) -> None:
    shown = tables.answer(cross_checked(1, (4, "independent,,method"), (9, "independent,year,")), "bakery.flour")
    # 90 to 110 and 360 to 440; the third is of another year
    assert told(shown)[:2] == [
        "Printed for flour used: about 100 kg/day. "
        "The 2 checks that count give 90 to 440 kg/day, with their intervals.",
        "Verdict: contested. Arithmetic: consistent. How sure: all 5 other rules tried give the same answer.",
    ]


def test_answer_that_another_rule_changes_says_so(cross_checked: CrossChecked) -> None:
    # 135 to 165 reaches into 50 to 150, so that it agrees where any overlap is enough.
    second = told(tables.answer(cross_checked(1.5), "bakery.flour"))[1]
    assert second.startswith("Verdict: too wide to tell.")
    assert "of the 5 other rules tried give the same answer" in second


def test_choice_that_decides_is_named(cross_checked: CrossChecked) -> None:
    shown = tables.answer(cross_checked((1, "independent,,method"), (4, "independent,,method")), "bakery.flour")
    assert "Verdict: depends on the choice (here the method)." in told(shown)[1]


def test_one_check_gives_its_own_range(cross_checked: CrossChecked) -> None:
    first = told(tables.answer(cross_checked(4), "bakery.flour"))[0]
    assert first.endswith("The one check that counts gives 360 to 440 kg/day.")


def test_figure_without_a_check_that_counts_says_so(bakery_ledger: Ledger) -> None:
    audit = open_audit("1.1", ledger=bakery_ledger)
    assert told(tables.answer(audit, "bakery.loaves")) == [
        "Printed for loaves baked: 200/day. There is no check that counts.",
        "Verdict: untested. How sure: no check that counts was found.",
        "1 more figure: untested",
    ]
    assert audit.verdict("bakery.loaves").argued is None


def test_assumption_is_told(bakery_ledger: Ledger) -> None:
    audit = open_audit("1.1", {"bakery.loaves": 300}, bakery_ledger)
    assert told(tables.answer(audit, "bakery.loaves"))[0].startswith("Printed for loaves baked: 300/day (assumed).")


def test_chapter_without_one_telling_figure_counts_them(cross_checked: CrossChecked) -> None:
    audit = cross_checked(4)
    assert told(tables.answers(audit)) == [
        "2 printed figures: contradicted 1, untested 1. Of them 1 differs materially.",
        "1.1 Bakery, flour used about 100 kg/day: contradicted",
    ]
    assert told(tables.answers(audit, "bakery.loaves")) == ["1 printed figure: untested."]


def test_answers_lead_to_their_entries_and_to_what_they_mean(cross_checked: CrossChecked) -> None:
    shown = tables.answer(cross_checked(4).part("1.1"), "bakery.loaves")
    box = BeautifulSoup(shown.html, "html.parser")
    assert [link["href"] for link in box.find_all("a")] == [
        "../book/ledger.html#bakery.loaves",
        "../book/how-to-read.html#two-answers",
        "../book/ledger.html#bakery.flour",
    ]
    assert told(shown)[-1] == "flour used about 100 kg/day: contradicted"


def test_unknown_figure_is_refused(bakery_ledger: Ledger) -> None:
    for show in (tables.answer, tables.answers):
        with pytest.raises(KeyError, match=r"nearest: 'bakery\.flour'"):
            show(open_audit(ledger=bakery_ledger), "bakery.flor")
