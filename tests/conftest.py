"""A tiny report about a bakery, and the real one, for the tests of every module."""

import shutil
from pathlib import Path

import pytest

from compendium import paths
from compendium.audit import Audit, open_audit
from compendium.ledger import Ledger
from compendium.loading import load

BAKERY = {
    "figures.csv": """\
id,section,page,printed,unit,qualifier,period,cites,label_en,label_zh,note
bakery.loaves,1.1,2,200,item / day,exact,2022,,loaves baked,面包数,
bakery.flour,1.1,2,100,kg / day,about,2022,almanac2020,flour used,面粉用量,
""",
    "excluded.csv": """\
section,context,reason,date,label_en,label_zh,note
1.1,2022年,date,2022,a year,年份,
""",
    "factors.csv": """\
id,value,low,high,unit,region,year,source,locator,grade,label_en,label_zh,note
flour.per_loaf,0.5,0.45,0.55,kg / item,World,2020,almanac2020,page 7,A,flour in a loaf,每个面包用面粉,
""",
    "derivations.csv": """\
id,section,formula,unit,role,checks,label_en,label_zh,note
bakery.flour_needed,1.1,bakery.loaves * flour.per_loaf,kg / day,recompute,bakery.flour,flour for the loaves,所需面粉,
bakery.flour_year,1.1,bakery.flour_needed,t / a,derived,,flour in a year,年用面粉,
""",
    "errata.csv": """\
id,section,expect,finding_en,finding_zh,figure,severity,status,note
two_doubts,1.1,约100余,Two words of doubt stand by one number.,一个数字带有两个限定词。,bakery.flour,number,open,
""",
    "glossary.csv": """\
id,term_en,term_zh,definition_en,definition_zh
flour,flour,面粉,What bread is made of.,做面包的原料。
""",
    "presets.csv": """\
id,replaced,by,label_en,label_zh,note
""",
    "references.bib": "@misc{almanac2020,\n  title = {Almanac},\n}\n",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say what one worker has to run: the cells of a notebook need one another, a module's tests share what was built.

    Tests in the browser open pages of their own, so that these are dealt out one by one; they are half of the work.
    """
    for item in items:
        if "chromium" not in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    """A folder with valid tables: two figures, one factor, two derivations, one erratum, one term, and no preset."""
    for name, text in BAKERY.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copy(paths.DATA / "datapackage.json", tmp_path)
    return tmp_path


@pytest.fixture
def bakery_ledger(bakery: Path) -> Ledger:
    return load(bakery, bakery / "references.bib")


@pytest.fixture(scope="session")
def report() -> Audit:
    """The audit of the real report."""
    return open_audit()
