"""Fixtures for all tests: the tables of a tiny made-up report about a bakery, and the audit of the real one."""

import gc
import shutil
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.audit.uncertainty import Spread, spreads
from compendium.build.pdf.browser import NO_BROWSER, program, running
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from made_up import DEFAULTS, works
from without import without

BAKERY = {
    "figures.csv": """\
id,section,page,printed,unit,qualifier,kind,period,cites,label_en,label_zh,note
bakery.loaves,1.1,2,200,item / day,exact,reading,2022,,loaves baked,面包数,
bakery.flour,1.1,2,100,kg / day,about,amount,2022,almanac2020,flour used,面粉用量,
""",
    "excluded.csv": """\
section,context,reason,date,label_en,label_zh,note
1.1,2022年,date,2022,a year,年份,
""",
    "factors.csv": """\
id,value,low,high,unit,kind,region,year,source,locator,quote,grade,label_en,label_zh,note
flour.per_loaf,0.5,0.45,0.55,kg / item,,World,2020,almanac2020,page 7,half a kilogram,A,flour in a loaf,每个面包用面粉,
""",
    "derivations.csv": """\
id,section,formula,unit,role,checks,kind,independence,differs,choice,label_en,label_zh,note
bakery.flour_needed,1.1,bakery.loaves * flour.per_loaf,kg / day,recompute,bakery.flour,,,,,flour for the loaves,\
所需面粉,
bakery.flour_year,1.1,bakery.flour_needed,t / a,derived,,,,,,flour in a year,年用面粉,
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
    "regions.csv": """\
id,short_en,short_zh,row,column
""",
    "sites.csv": """\
id,section,quote,place_en,place_zh
""",
    "reviews.csv": """\
figure,reviewer,orcid,date,verdict,note,link
""",
    "defaults.csv": DEFAULTS,
    "references.bib": works("almanac2020"),
}


class ByWhatIsShared(LoadScopeScheduling):
    """Sends the tests of a file to one worker: cells of a notebook depend on each other, tests share module fixtures.

    The tests of the built book share only the book, so they are distributed one by one; they are most of the work.
    Those of the Sphinx extension share the small books that they build, so one worker gets all of them in
    ``tests/engine``, and one all in ``tests/report``.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith("tests/report/book/"):
            return nodeid
        folder, extension, _ = file.partition("/sphinx_ext/")
        return folder if extension else file


def pytest_configure(config: pytest.Config) -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell's background job; what tests start hears Ctrl-C
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "slow: draws the report's charts or starts programs; left out of make test-fast")


def pytest_collection_finish() -> None:
    """Exclude imports from garbage collection, and run it rarely: it takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByWhatIsShared:
    return ByWhatIsShared(config, log)


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    """A folder with valid tables: two figures, one factor, two derivations, one erratum, one term, no presets."""
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


@pytest.fixture(scope="session")
def report_spreads(report: Audit) -> Mapping[str, Spread]:
    """The spreads of the real report."""
    return spreads(report)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser; without one every test of it is skipped and says so, or fails where none may be skipped."""
    if not program():
        without(NO_BROWSER)
    with running() as browser:
        yield browser
