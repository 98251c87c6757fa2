"""A figure's weaknesses follow from its verdict and its unit alone."""

from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.audit.weaknesses import KINDS, MENDED_BY, by_figure, missing, weaknesses
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.paths import DATA

# Beside the bakery's own: what a cross-check misses, what has none, and what the report itself gives.
MORE_FIGURES = """\
bakery.co2_saved,1.1,2,10,t CO2 / a,exact,2022,,CO2 saved,减排量,
bakery.ovens,1.1,2,4,item,exact,2022,,ovens,烤炉数,
bakery.power,1.1,2,9,MWh / a,exact,2022,,power used,用电量,
bakery.waste,1.1,2,3,percent,exact,2022,,bread wasted,浪费率,
bakery.rolls,1.1,2,400,item / day,exact,2022,almanac2020,rolls baked,小面包数,
"""
MORE_FACTORS = """\
oven.co2_saved,25,,,t CO2 / a,World,2020,almanac2020,page 8,A,CO2 an oven saves,烤炉减排量,
oven.count,6,,,item,World,2020,almanac2020,page 9,A,ovens counted,烤炉计数,
"""
MORE_DERIVATIONS = """\
bakery.co2_check,1.1,oven.co2_saved,t CO2 / a,cross_check,bakery.co2_saved,CO2 by the almanac,年鉴减排量,
bakery.rolls_baked,1.1,bakery.loaves * 2,item / day,recompute,bakery.rolls,two rolls a loaf,每个面包两个小面包,
bakery.ovens_check,1.1,oven.count,item,cross_check,bakery.ovens,ovens by the almanac,年鉴烤炉数,
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
        ("bakery.loaves", ("no source named", "no public test")),  # a count needs no inputs
        ("bakery.power", ("no source named", "no public test")),  # nor does a meter's reading
        ("bakery.waste", ("no source named", "no inputs printed", "no public test")),  # a share does
        ("bakery.flour", ("borrowed coefficient", "no public test")),  # half a kilogram a loaf is not the bakery's
        ("bakery.rolls", ("no public test",)),  # two for a loaf: the report alone gives them
        ("bakery.co2_saved", ("no source named", "no inputs printed", "baseline left open")),
        ("bakery.ovens", ("no source named", "other record differs")),
    ],
)
def test_weaknesses_follow_from_the_verdict(bakery_audit: Audit, figure: str, kinds: tuple[str, ...]) -> None:
    assert weaknesses(bakery_audit.verdict(figure)) == kinds


def test_arithmetic_that_is_missed_borrows_no_coefficient(bakery_ledger: Ledger) -> None:
    audit = open_audit(assumptions={"flour.per_loaf": 5}, ledger=bakery_ledger)
    assert weaknesses(audit.verdict("bakery.flour")) == ("arithmetic not met", "no public test")


def test_agreement_mends_nothing_but_the_source(bakery_audit: Audit) -> None:
    agreed = open_audit(assumptions={"oven.count": 4}, ledger=bakery_audit.ledger)
    assert missing(agreed.verdict("bakery.ovens")) == ("source",)


def test_data_are_named_once_for_kinds_that_share_one(bakery_audit: Audit) -> None:
    assert missing(bakery_audit.verdict("bakery.co2_saved")) == ("source", "inputs and coefficients", "baseline")


def test_every_kind_has_its_datum() -> None:
    assert set(MENDED_BY) == set(KINDS)
    assert set(MENDED_BY.values()) == set(DATA)


def test_every_open_figure_of_the_report_lacks_something(report: Audit) -> None:
    assert all(missing(verdict) for verdict in report.verdicts.values() if verdict.evidence != "supported")


def test_kinds_agree_with_the_answers_they_are_read_from(report: Audit) -> None:
    found = [kind for verdict in report.verdicts.values() for kind in weaknesses(verdict)]
    evidence, arithmetic = report.counts("evidence"), report.counts("arithmetic")
    missed = found.count("baseline left open") + found.count("other record differs")
    assert missed == evidence["contested"] + evidence["contradicted"]
    assert found.count("no public test") == evidence["untested"]
    assert found.count("arithmetic not met") == arithmetic["not reproduced"]


def test_every_weakness_of_every_figure_is_a_row(report: Audit) -> None:
    found = by_figure(report)
    counted = {verdict.figure: weaknesses(verdict) for verdict in report.verdicts.values()}
    rows = [(figure.id, figure.section, kind) for figure, kinds in counted.items() for kind in kinds]
    assert [*zip(found["figure"], found["section"], found["kind"], strict=True)] == rows
