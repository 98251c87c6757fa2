"""The units of the tables are known and read well in both languages."""

import csv

import pytest

from compendium import paths
from compendium.display.unit_words import text
from compendium.i18n.messages import using_language
from compendium.ledger.units import scale


def units_of_the_data() -> list[str]:
    found = set()
    for table in ("figures", "factors", "derivations"):
        with (paths.DATA / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
            found |= {row["unit"] for row in csv.DictReader(rows)}
    return sorted(found)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("unit", units_of_the_data())
def test_unit_of_the_data_is_known_and_reads_well(unit: str, language: str) -> None:
    assert scale(unit) > 0
    with using_language(language):
        shown = text(unit)
    for raw in ("wan", "yi", "million", "CO2", "CH4", "^", "_", "(", "//", "item/", "  "):
        assert raw not in shown
    assert not shown.endswith("/")
