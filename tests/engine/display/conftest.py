"""What the tests of every kind of chart draw: the bakery, more checks of it, and a report that saves nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from drawing import Easel
from made_up import DEFAULTS, add, works

CrossChecked = Callable[..., Audit]

# A garden: what it must be given is what it drinks less what the rain brings. Nothing is saved, nothing is emitted.
GARDEN = {
    "figures.csv": """\
id,section,page,printed,unit,qualifier,kind,period,cites,label_en,label_zh,note
garden.beds,1.1,2,100,m^2,exact,reading,2022,,beds,苗床,
garden.watered,1.1,2,50,t / a,about,amount,2022,almanac2020,water given,浇水量,
garden.visitors,1.2,3,3000,person / a,about,reading,2022,,visitors,游客,
""",
    "excluded.csv": """\
section,context,reason,date,label_en,label_zh,note
1.1,2022年,date,2022,a year,年份,
""",
    "factors.csv": """\
id,value,low,high,unit,kind,region,year,source,locator,quote,grade,label_en,label_zh,note
thirst.bed,1000,950,1050,kg / m^2 / a,,World,2020,almanac2020,page 7,1000 kg,A,thirst of a bed,苗床需水,
rain.own,500,500,500,kg / m^2 / a,,Own,2020,almanac2020,page 8,500 kg,A,rain here,本地降雨,
rain.dry_2020,300,300,300,kg / m^2 / a,,Drytown,2020,rain2021,table 1,300 kg,A,rain in Drytown 2020,甲镇降雨2020,
rain.wet_2020,1150,1150,1150,kg / m^2 / a,,Wettown,2020,rain2021,table 1,1150 kg,A,rain in Wettown 2020,乙镇降雨2020,
rain.dry_2021,350,350,350,kg / m^2 / a,,Drytown,2021,rain2021,table 2,350 kg,A,rain in Drytown 2021,甲镇降雨2021,
rain.mid_2021,600,600,600,kg / m^2 / a,,Midtown,2021,rain2021,table 2,600 kg,A,rain in Midtown 2021,丙镇降雨2021,
rain.full_2021,1000,1000,1000,kg / m^2 / a,,Fulltown,2021,rain2021,table 2,1000 kg,A,rain in Fulltown 2021,丁镇降雨2021,
rain.wet_2021,1200,1200,1200,kg / m^2 / a,,Wettown,2021,rain2021,table 2,1200 kg,A,rain in Wettown 2021,乙镇降雨2021,
""",
    "derivations.csv": """\
id,section,formula,unit,role,checks,kind,independence,differs,choice,label_en,label_zh,note
garden.needed,1.1,garden.beds * (thirst.bed - rain.own),t / a,cross_check,garden.watered,,own_inputs,,,\
what the beds need,苗床所需,
garden.half,1.1,garden.needed / 4,t / a,cross_check,garden.watered,,own_inputs,,,with half the beds in shade,\
半数遮阴,
garden.per_visitor,1.2,garden.needed / garden.visitors,kg / person,derived,,,,,,water for a visitor,每位游客用水,
""",
    "errata.csv": "id,section,expect,finding_en,finding_zh,figure,severity,status,note\n",
    "glossary.csv": "id,term_en,term_zh,definition_en,definition_zh\n",
    "presets.csv": "id,replaced,by,label_en,label_zh,note\n",
    "regions.csv": "id,short_en,short_zh,row,column\n",
    "sites.csv": "id,section,quote,place_en,place_zh\n",
    "reviews.csv": "figure,reviewer,orcid,date,verdict,note,link\n",
    "defaults.csv": DEFAULTS,
    "references.bib": works("almanac2020", "rain2021"),
}


@pytest.fixture
def easel(monkeypatch: pytest.MonkeyPatch) -> Easel:
    return Easel(monkeypatch)


@pytest.fixture
def audit(bakery_ledger: Ledger) -> Audit:
    return open_audit(ledger=bakery_ledger)


@pytest.fixture
def cross_checked(bakery: Path) -> CrossChecked:
    """Return the bakery with cross-checks of the flour that give so many times 100 kg, from 90 to 110.

    Each is independent, or declares what stands beside its number: independence, differences and choice as cells.
    """

    def made(*ways: float | tuple[float, str]) -> Audit:
        add(bakery, factors="almanac.flour,100,90,110,kg / day,,World,2020,almanac2020,page 8,100 kg,A,flour,面粉,\n")
        for place, way in enumerate(ways):
            times, declared = way if isinstance(way, tuple) else (way, "independent,,")
            cells = f"{times} * almanac.flour,kg / day,cross_check,bakery.flour,,{declared}"
            add(bakery, derivations=f"bakery.other{place},1.1,{cells},way {place},{place},as the almanac says\n")
        return open_audit(ledger=load(bakery, bakery / "references.bib"))

    return made


@pytest.fixture
def garden(bakery: Path) -> Audit:
    """The audit of a report in which nothing is a saving and no factor is a grid's."""
    for name, text in GARDEN.items():
        (bakery / name).write_text(text, encoding="utf-8")
    return open_audit(ledger=load(bakery, bakery / "references.bib"))
