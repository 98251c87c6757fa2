"""Findings are ranked by what they mean: tonnes of CO2 in doubt first, then shares of what is printed."""

from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.audit.findings import ranked, ratio_in_doubt, tonnes_in_doubt
from compendium.ledger.loading import load

FIGURES = """\
bakery.ovens,1.1,2,4,item,exact,reading,2022,,ovens,烤炉数,
bakery.gas,1.1,2,5000,kg CO2 / a,exact,amount,2022,,CO2 of the gas,燃气碳排放,
bakery.saved,1.1,2,10,t CO2 / a,exact,saving,2022,,CO2 saved,减排量,
bakery.agreed,1.1,2,30,t CO2 / a,exact,saving,2022,,CO2 agreed on,一致的减排量,
bakery.near,1.1,2,100,t CO2 / a,exact,saving,2022,,CO2 nearly agreed on,近乎一致的减排量,
bakery.rolls,1.1,2,400,item / day,exact,reading,2022,,rolls baked,小面包数,
bakery.ever,1.1,2,3,wan t CO2,about,amount,2022,,CO2 so far,累计碳排放,
bakery.chosen,1.1,2,40,t CO2 / a,exact,saving,2022,,CO2 by either way,两种算法,
bakery.untested,1.1,2,9,Mt CO2,exact,amount,2022,,CO2 nobody tests,未经检验的碳排放,
"""
FACTORS = """\
almanac.ovens,6,,,item,,World,2020,almanac2020,page 8,ovens: 6,A,ovens,烤炉数,
almanac.gas,8000,,,kg CO2 / a,,World,2020,almanac2020,page 8,gas: 8000,A,gas,燃气,
almanac.saved,25,,,t CO2 / a,,World,2020,almanac2020,page 8,saved: 25,A,saved,减排,
almanac.saved_less,12,,,t CO2 / a,,World,2020,almanac2020,page 8,saved less: 12,A,saved less,少减排,
almanac.saved_most,60,9,70,t CO2 / a,,World,2020,almanac2020,page 8,saved most: 60,A,saved most,多减排,
almanac.agreed,30,,,t CO2 / a,,World,2020,almanac2020,page 8,agreed: 30,A,agreed,一致,
almanac.near,105,,,t CO2 / a,,World,2020,almanac2020,page 8,near: 105,A,near,相近,
almanac.less,20,,,t CO2 / a,,World,2020,almanac2020,page 8,less: 20,A,less,较少,
almanac.heard,900,,,t CO2 / a,,World,2020,almanac2020,page 8,,C,heard of,传闻,
almanac.ever,20000,,,t CO2,,World,2020,almanac2020,page 8,ever: 20000,A,ever,累计,
"""
DERIVATIONS = """\
bakery.ovens_check,1.1,almanac.ovens,item,cross_check,bakery.ovens,,independent,,,ovens,烤炉数,
bakery.gas_check,1.1,almanac.gas,t CO2 / a,cross_check,bakery.gas,,independent,,,gas,燃气,
bakery.saved_check,1.1,almanac.saved,t CO2 / a,cross_check,bakery.saved,,independent,,,saved,减排,
bakery.saved_less,1.1,almanac.saved_less,t CO2 / a,cross_check,bakery.saved,,independent,,,saved less,少减排,
bakery.saved_most,1.1,almanac.saved_most,t CO2 / a,cross_check,bakery.saved,,independent,,,saved most,多减排,
bakery.saved_heard,1.1,almanac.heard,t CO2 / a,cross_check,bakery.saved,,independent,,,heard of,传闻,
bakery.saved_later,1.1,almanac.saved * 4,t CO2 / a,cross_check,bakery.saved,,independent,hindsight,,later,后来,In 2030.
bakery.agreed_check,1.1,almanac.agreed,t CO2 / a,cross_check,bakery.agreed,,independent,,,agreed,一致,
bakery.chosen_same,1.1,almanac.less * 2,t CO2 / a,cross_check,bakery.chosen,,independent,,method,same,相同,
bakery.chosen_less,1.1,almanac.less,t CO2 / a,cross_check,bakery.chosen,,independent,,method,less,较少,
bakery.near_check,1.1,almanac.near,t CO2 / a,cross_check,bakery.near,,independent,,,near,相近,
bakery.rolls_check,1.1,bakery.loaves / 2,item / day,recompute,bakery.rolls,,,,,rolls,小面包,
bakery.ever_check,1.1,almanac.ever,t CO2,cross_check,bakery.ever,,independent,,,ever,累计,
"""


@pytest.fixture
def audit(bakery: Path) -> Audit:
    for name, rows in {"figures": FIGURES, "factors": FACTORS, "derivations": DERIVATIONS}.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.write(rows)
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


def test_only_material_verdicts_are_findings(audit: Audit) -> None:
    found = {verdict.figure.id for verdict in ranked(audit)}
    assert found == {id_ for id_, verdict in audit.verdicts.items() if verdict.material}
    assert not found & {"bakery.agreed", "bakery.near", "bakery.untested", "bakery.flour"}


def test_tonnes_come_before_ratios_and_the_most_before_the_least(audit: Audit) -> None:
    assert [verdict.figure.id for verdict in ranked(audit)] == [
        "bakery.ever",  # 10,000 tonnes
        "bakery.chosen",  # 20, by one of two ways
        "bakery.saved",  # 15
        "bakery.gas",  # 3
        "bakery.rolls",  # three quarters of it
        "bakery.ovens",  # half of it
    ]


@pytest.mark.parametrize(
    ("figure", "tonnes"),
    [
        # of the two checks that count and miss; the one farthest by its value is too wide, and two others do not count
        ("bakery.saved", 15),
        ("bakery.chosen", 20),
        ("bakery.gas", 3),  # printed in kilograms, checked in tonnes
        ("bakery.ever", 10_000),  # printed in ten thousand tonnes, in all and not in a year
        ("bakery.agreed", 0),
        ("bakery.near", 0),  # it agrees within five per cent
        ("bakery.untested", 0),
    ],
)
def test_tonnes_in_doubt_are_those_of_the_check_that_misses_most(audit: Audit, figure: str, tonnes: float) -> None:
    assert tonnes_in_doubt(audit.verdict(figure)) == pytest.approx(tonnes)


@pytest.mark.parametrize(("figure", "share"), [("bakery.ovens", 0.5), ("bakery.rolls", 0.75), ("bakery.flour", 0)])
def test_what_is_no_co2_has_no_tonnes_but_a_share(audit: Audit, figure: str, share: float) -> None:
    verdict = audit.verdict(figure)
    assert tonnes_in_doubt(verdict) == 0
    assert ratio_in_doubt(verdict) == pytest.approx(share)
