"""A figure's weaknesses follow from its verdict and its kind alone."""

from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.audit.weaknesses import Datum, Weakness, by_figure, missing, weaknesses
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load

# Beside the bakery's own: what a cross-check misses, what has none, and what the report itself gives.
MORE_FIGURES = """\
bakery.co2_saved,1.1,2,10,t CO2 / a,exact,saving,2022,,CO2 saved,减排量,
bakery.ovens,1.1,2,4,item,exact,reading,2022,,ovens,烤炉数,
bakery.power,1.1,2,9,MWh / a,exact,reading,2022,,power used,用电量,
bakery.power_saved,1.1,2,9,MWh / a,exact,saving,2022,,power saved,节电量,
bakery.waste,1.1,2,3,percent,exact,amount,2022,,bread wasted,浪费率,
bakery.rolls,1.1,2,400,item / day,exact,reading,2022,almanac2020,rolls baked,小面包数,
bakery.cakes,1.1,2,20,item / day,exact,reading,2022,almanac2020,cakes baked,蛋糕数,
bakery.eggs,1.1,2,400,item / day,exact,reading,2022,almanac2020,eggs,鸡蛋数,
bakery.sugar_saved,1.1,2,6,item,exact,saving,2022,almanac2020,sugar saved,节糖量,
bakery.pans,1.1,2,6,item,exact,reading,2022,almanac2020,pans,烤盘数,
bakery.trays,1.1,2,6,item,exact,reading,2022,almanac2020,trays,托盘数,
bakery.jars,1.1,2,6,item,exact,reading,2022,almanac2020,jars,罐子数,
"""
MORE_FACTORS = """\
oven.co2_saved,25,,,t CO2 / a,,World,2020,almanac2020,page 8,CO2 an oven saves: 25,A,CO2 an oven saves,烤炉减排量,
oven.some,6,3,9,item,,World,2020,almanac2020,page 9,three to nine,A,some,若干,
oven.count,6,,,item,,World,2020,almanac2020,page 9,ovens counted: 6,A,ovens counted,烤炉计数,
"""
MORE_DERIVATIONS = """\
bakery.co2_check,1.1,oven.co2_saved,t CO2 / a,cross_check,bakery.co2_saved,,independent,,,CO2 by the almanac,年鉴减排量,
bakery.rolls_baked,1.1,bakery.loaves * 2,item / day,recompute,bakery.rolls,,,,,two rolls a loaf,每个面包两个小面包,
bakery.ovens_check,1.1,oven.count,item,cross_check,bakery.ovens,,independent,,,ovens by the almanac,年鉴烤炉数,
bakery.cakes_some,1.1,bakery.loaves / 10,item / day,cross_check,bakery.cakes,,own_inputs,,,a tenth,十分之一,
bakery.cakes_more,1.1,bakery.loaves / 5,item / day,cross_check,bakery.cakes,,own_inputs,,,a fifth,五分之一,
bakery.eggs_two,1.1,bakery.loaves * 2,item / day,cross_check,bakery.eggs,,own_inputs,,,two a loaf,每个面包两个,
bakery.sugar_some,1.1,oven.count,item,cross_check,bakery.sugar_saved,,independent,,method,some,一些,
bakery.sugar_more,1.1,oven.count * 2,item,cross_check,bakery.sugar_saved,,independent,,method,more,更多,
bakery.pans_some,1.1,oven.some,item,cross_check,bakery.pans,,independent,,,pans,烤盘,
bakery.jars_some,1.1,oven.count,item,cross_check,bakery.jars,,independent,,boundary,some,一些,
bakery.jars_more,1.1,oven.count * 2,item,cross_check,bakery.jars,,independent,,boundary,more,更多,
bakery.trays_once,1.1,oven.count,item,cross_check,bakery.trays,,independent,year,,trays,托盘,Those of 1990.
"""


@pytest.fixture
def bakery_audit(bakery: Path) -> Audit:
    """The audit of the bakery with figures of every kind that the rules tell apart."""
    more = {"figures": MORE_FIGURES, "factors": MORE_FACTORS, "derivations": MORE_DERIVATIONS}
    for name, rows in more.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.write(rows)
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


@pytest.mark.parametrize(
    ("figure", "kinds"),
    [
        ("bakery.loaves", (Weakness.NO_SOURCE, Weakness.NO_TEST)),  # a count needs no inputs
        ("bakery.power", (Weakness.NO_SOURCE, Weakness.NO_TEST)),  # nor does a meter's reading
        (
            "bakery.power_saved",
            (Weakness.NO_SOURCE, Weakness.NO_INPUTS, Weakness.NO_TEST),
        ),  # a saving in the same unit does
        ("bakery.waste", (Weakness.NO_SOURCE, Weakness.NO_INPUTS, Weakness.NO_TEST)),  # so does a share
        ("bakery.flour", (Weakness.BORROWED, Weakness.NO_TEST)),  # half a kilogram a loaf is not the bakery's
        ("bakery.rolls", (Weakness.NO_TEST,)),  # two for a loaf: the report alone gives them
        ("bakery.co2_saved", (Weakness.NO_SOURCE, Weakness.NO_INPUTS, Weakness.BASELINE)),
        ("bakery.ovens", (Weakness.NO_SOURCE, Weakness.OTHER_RECORD)),
        ("bakery.cakes", (Weakness.OTHER_RECORD,)),  # one of two checks misses
        ("bakery.eggs", (Weakness.ONLY_REPEATS,)),  # only the report's own number agrees
        ("bakery.pans", (Weakness.VAGUE_TEST,)),  # three to nine say nothing of six
        ("bakery.trays", (Weakness.NO_TEST,)),  # those of another year do not count
        ("bakery.sugar_saved", (Weakness.NO_INPUTS, Weakness.BASELINE)),  # right by one of two ways
        ("bakery.jars", (Weakness.DEFINITION,)),  # right if these jars are counted, wrong if those are
    ],
)
def test_weaknesses_follow_from_the_verdict(bakery_audit: Audit, figure: str, kinds: tuple[Weakness, ...]) -> None:
    assert weaknesses(bakery_audit.verdict(figure)) == kinds


def test_arithmetic_that_is_missed_borrows_no_coefficient(bakery_ledger: Ledger) -> None:
    audit = open_audit(assumptions={"flour.per_loaf": 5}, ledger=bakery_ledger)
    assert weaknesses(audit.verdict("bakery.flour")) == (Weakness.NOT_MET, Weakness.NO_TEST)


def test_agreement_mends_nothing_but_the_source(bakery_audit: Audit) -> None:
    agreed = open_audit(assumptions={"oven.count": 4}, ledger=bakery_audit.ledger)
    assert missing(agreed.verdict("bakery.ovens")) == (Datum.SOURCE,)


def test_data_are_named_once_for_kinds_that_share_one(bakery_audit: Audit) -> None:
    assert missing(bakery_audit.verdict("bakery.co2_saved")) == (Datum.SOURCE, Datum.INPUTS, Datum.BASELINE)


def test_definition_settles_what_a_choice_of_what_is_counted_leaves_open(bakery_audit: Audit) -> None:
    assert missing(bakery_audit.verdict("bakery.jars")) == (Datum.DEFINITION,)


def test_every_kind_has_its_datum() -> None:
    assert {kind.mended_by for kind in Weakness} == set(Datum)


def test_every_weakness_of_every_figure_is_a_row(bakery_audit: Audit) -> None:
    found = by_figure(bakery_audit)
    assert list(found.columns) == ["figure", "case", "section", "kind"]
    rows = [
        (id_, "bakery", "1.1", kind) for id_, verdict in bakery_audit.verdicts.items() for kind in weaknesses(verdict)
    ]
    assert [*found.itertuples(index=False, name=None)] == rows
    assert ("bakery.cakes", "bakery", "1.1", Weakness.OTHER_RECORD) in rows
