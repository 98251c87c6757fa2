"""A bakery and a mill, audited, and small books that show it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.display.markup import PRINTED
from compendium.ledger.loading import load
from made_up import DEFAULTS
from small_book import Book, build_book, directives, made_of

# Three answers of the evidence and of the arithmetic, every role, a check that does not count, two sections.
TABLES = {
    "figures.csv": """\
id,section,page,printed,unit,qualifier,kind,period,cites,label_en,label_zh,note
bakery.loaves,1.1,2,200,item / day,exact,reading,2022,,loaves baked,面包数,
bakery.flour,1.1,2,100,kg / day,about,amount,2022,almanac2020,flour used,面粉用量,
bakery.wood_saved,1.1,2,8,t / a,over,amount,2022,,wood saved,节约木柴,
bakery.co2_saved,1.1,2,12,t CO2 / a,exact,saving,2022,,CO2 saved,减少二氧化碳,
mill.power,2.10,9,36,MWh / a,nearly,reading,2021,survey2021,power of the mill,磨坊用电,Read off a meter.
""",
    "excluded.csv": "section,context,reason,date,label_en,label_zh,note\n",
    "factors.csv": """\
id,value,low,high,unit,kind,region,year,source,locator,quote,grade,label_en,label_zh,note
flour.per_loaf,0.5,0.45,0.55,kg / item,,World,2020,almanac2020,page 7,half a kilogram,A,flour in a loaf,每个面包用面粉,
wood.co2,1.5,1.5,1.5,t CO2 / t,,World,2020,almanac2020,page 9,1.5 t,A,CO2 of wood,木柴排放,
wood.co2_net,0.3,0.2,0.4,t CO2 / t,,Europe,2021,survey2021,table 2,0.2 to 0.4 t,B,CO2 of wood that grows again,\
再生木柴排放,
mill.hours,3000,2900,3100,h / a,,Europe,2021,survey2021,table 3,3000 hours,B,hours of a mill,磨坊运行小时,
mill.rated,12,12,12,kW,,Europe,2021,survey2021,table 4,12 kW,B,rated power of a mill,磨坊额定功率,
""",
    "derivations.csv": """\
id,section,formula,unit,role,checks,kind,independence,differs,choice,label_en,label_zh,note
bakery.flour_needed,1.1,bakery.loaves * flour.per_loaf,kg / day,recompute,bakery.flour,,,,,flour for the loaves,\
所需面粉,
bakery.flour_year,1.1,bakery.flour_needed,t / a,derived,,,,,,flour in a year,年用面粉,
bakery.co2_burned,1.1,bakery.wood_saved * wood.co2,t CO2 / a,recompute,bakery.co2_saved,,,,,CO2 of the wood,\
木柴的排放,
bakery.co2_net,1.1,bakery.wood_saved * wood.co2_net,t CO2 / a,cross_check,bakery.co2_saved,,own_inputs,,,\
CO2 of wood regrown,净排放,
mill.power_by_hours,2.10,mill.hours * mill.rated,MWh / a,cross_check,mill.power,,independent,,,\
power by the hours,按小时计的用电,
mill.power_before,2.10,mill.hours * mill.rated / 2,MWh / a,cross_check,mill.power,,independent,year place,,\
power of an older mill,旧磨坊用电,That of 1990 and of another town.
mill.hours_implied,2.10,mill.power / mill.rated,h / a,implied,mill.power,,,,,hours that must be,应有小时,
""",
    "errata.csv": """\
id,section,expect,finding_en,finding_zh,figure,severity,status,note,translation_en
two_doubts,1.1,约100余,Two words of doubt stand by one number.,一个数字带有两个限定词。,\
bakery.flour,number,open,,about 100 and more
misspelt,2.10,磨访<sup>[9]</sup>,The mill is misspelt.,磨坊写错。,,typing,mended,,
""",
    "glossary.csv": """\
id,term_en,term_zh,definition_en,definition_zh
crumb,crumb,面包心,The inside of a loaf.,面包的内部。
rye_flour,rye flour,黑麦粉,Flour made of rye.,黑麦磨成的粉。
dough,dough,面团,Flour with water.,面粉加水。
""",
    "presets.csv": "id,replaced,by,label_en,label_zh,note\n",
    "regions.csv": "id,short_en,short_zh,row,column\n",
    "sites.csv": "id,section,quote,place_en,place_zh\n",
    "reviews.csv": "figure,reviewer,orcid,date,verdict,note,link\n",
    "references.bib": """\
@misc{almanac2020, author = {Ann Baker}, title = {Almanac}, year = {2020},
  url = {https://example.org/almanac}, urldate = {2024-05-06}}
@misc{survey2021, author = {Bo Miller}, title = {Survey of Mills}, year = {2021},
  doi = {10.1234/mills}, urldate = {2024-05-06}}
""",
    "defaults.csv": DEFAULTS,
}

BAKERY = re.findall(r"(?m)^bakery\.\w+", TABLES["figures.csv"])  # the figures of the first chapter


def written(folder: Path) -> Path:
    """Write the tables to a folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(paths.DATA / "datapackage.json", folder)
    return folder


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tables."""
    return written(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="session")
def audit(tables: Path) -> Audit:
    return open_audit(ledger=load(tables))


@pytest.fixture(scope="session")
def build(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Book]:
    """Build a book of pages, each in Markdown by its name, whose ledger is that of the tables."""

    def built(pages: dict[str, str], folder: Path | None = None) -> Book:
        with made_of(tables):
            return build_book(folder or tmp_path_factory.mktemp("book"), pages, paths.BIBLIOGRAPHY)

    return built


@pytest.fixture(scope="session")
def ledger_book(build: Callable[..., Book]) -> Book:
    """Every page that is made of the whole ledger, built once for all who look at one."""
    answers = ("ledger-answers} arithmetic", "ledger-answers} evidence")
    drawings = ("ledger-checks} bakery.co2_saved", "ledger-tornado} bakery.flour_needed")
    pages = {
        "index": "# Index\n\n" + directives("ledger-picture}"),
        "book/ledger": "# Ledger\n\n" + directives("ledger-controls}", "ledger-figures}", "ledger-derivations}"),
        "book/sources": "# Sources\n\n" + directives("ledger-factors}", "bibliography}\n:all:"),
        "book/findings": "# Findings\n\n" + directives("ledger-findings}", *answers, "ledger-versions}"),
        "book/uncertainty": "# Uncertainty\n\n" + directives(*drawings, "ledger-spreads}"),
        "book/robustness": "# Robustness\n\n"
        + directives("ledger-robustness}", "ledger-uncounted}", "ledger-defaults}"),
        "book/errata": "# Errata\n\n" + directives("ledger-errata}"),
        "book/not-checked": "# Not checked\n\n" + directives("ledger-open}"),
        "book/sourcing": "# Sourcing\n\n" + directives("ledger-unsourced}", "ledger-cited}"),
        "notebooks/1-bread": "# Bread\n\n" + "".join(f'<p id="{PRINTED}{id_}"></p>\n' for id_ in BAKERY),
    }
    book = build(pages)
    assert book.warnings == ""
    return book
