"""A workshop whose ledger has every case that a workbook must hold, and its workbook."""

from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.citation.identity import Identity, Report
from compendium.ledger.loading import load

OWN = Identity(
    version="1.2.3",
    date="2024-05-06",
    repository="",
    address="",
    doi="",
    keywords=(),
    title={"en": "An audit", "zh": "审核"},
    description={},
    licences={},
    report=Report("", "", "", "", "", {}, {}),
)
TABLES = {
    # a zero, an open end, a text that looks like a formula
    "figures": """\
shop.zero,1.1,2,0,t,exact,saving,2022,,nothing saved,零,
shop.least,1.1,3,20,t,at_least,amount,2022,,=1+1,至少,+2
shop.plain,1.1,3,100,t,exact,amount,2022,,@sum,一百,-3
shop.split,1.1,3,100,t,exact,amount,2022,,split,分歧,
shop.sure,1.1,3,100,t,exact,amount,2022,,sure,可靠,
""",
    "factors": """\
out.exact,50,50,50,t,definition,World,2020,almanac2020,"=HYPERLINK(""x"")",=2+2,A,exact,精确,
out.wide,100,60,140,t,,World,2020,almanac2020,page 2,so much,A,wide,宽,
out.near,101,100,102,t,,World,2020,almanac2020,page 3,so much,B,near,近,
out.far,300,290,310,t,,World,2020,almanac2020,page 4,so much,B,far,远,
out.share,40,30,60,percent,,World,2020,almanac2020,page 5,40 %,A,share,份额,
""",
    "derivations": """\
shop.two,1.1,2 * out.exact,t,recompute,shop.plain,,,,,two halves,两半,
shop.two_kg,1.1,shop.two / 1000 + out.near * 999 / 1000,kg,recompute,shop.plain,,,,,in kilograms,公斤,
shop.none,1.1,out.near - out.far,t,recompute,shop.zero,,,,,difference,差,
shop.open,1.1,shop.least * 2,t,derived,,,,,,without end,无上限,
shop.hump,1.1,out.share * (1 - out.share),dimensionless,derived,,,,,,hump,峰,
shop.hump_t,1.1,shop.hump * out.far,t,cross_check,shop.plain,,independent,,,rests on a hump,峰值,
shop.check_near,1.1,out.near,t,cross_check,shop.plain,,independent,,,near,近,
shop.sure_near,1.1,out.near,t,cross_check,shop.sure,,independent,,,near,近,
shop.way_near,1.1,out.near,t,cross_check,shop.split,,independent,,method,near,近,
shop.way_far,1.1,out.far,t,cross_check,shop.split,,independent,,method,far,远,
shop.way_wide,1.1,"max(out.wide, out.exact)",t,cross_check,shop.split,,independent,,,wide,宽,
shop.way_year,1.1,out.far,t,cross_check,shop.split,,independent,year,,other year,他年,Another year.
""",
}


@pytest.fixture
def workshop(bakery: Path) -> Audit:
    for name, rows in TABLES.items():
        path = bakery / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


@pytest.fixture
def own() -> Identity:
    return OWN
