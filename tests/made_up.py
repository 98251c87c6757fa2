"""What the tables of every made-up report need and few tests are about."""

from dataclasses import replace
from pathlib import Path

from compendium.citation.identity import Identity, Person, Report

# A default for two kinds of factors; those of the other kinds are as uncertain as their last digit or exact.
DEFAULTS = """\
kind,low,high,source,locator,quote,note
fuel,5,10,almanac2020,page 3,"5 % less, or 10 % more",
so2,20,30,almanac2020,page 3,from 20 % less to 30 % more,
"""


def works(*keys: str) -> str:
    """Return entries of a bibliography whose sources can be opened, each titled by its key: ``almanac2020``."""
    return "".join(
        f"@misc{{{key},\n  title = {{{key.rstrip('0123456789').capitalize()}}},\n"
        f"  url = {{https://example.org/{key}}},\n  urldate = {{2024-05-06}},\n}}\n"
        for key in keys
    )


def add(folder: Path, **tables: str) -> None:
    """Add rows to the tables of a folder, each given by its name."""
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.write(rows)


def released() -> Identity:
    """Return an identity without gaps: two people, one of them without a name in Chinese or an affiliation."""
    report = Report(
        key="almanac2020",
        language="zh",
        date="2022-03",
        address="https://example.org/report",
        sha256="0" * 64,
        title={"en": "Report on bread", "zh": "面包报告"},
        issuers={"en": ("Institute of Bread",), "zh": ("面包研究院",)},
    )
    return Identity(
        version="1.2.0",
        date="2025-01-31",
        repository="https://example.org/bread/audit",
        address="https://example.org/bread",
        doi="10.5281/zenodo.1234567",
        keywords=("bread", "flour"),
        title={"en": "Bread, audited", "zh": "面包审核"},
        description={"en": "Every number of a report on bread.", "zh": "面包报告中的每个数字。"},
        licences={"content": "CC-BY-4.0", "code": "MIT"},
        report=report,
        people=(
            Person("Carberry", "Josiah", "0000-0002-1825-0097", "Brown University", "卡伯里"),
            Person("Baker", "Ada", "0000-0001-5109-3700"),
        ),
    )


def draft() -> Identity:
    """Return an identity in which nothing is known that a release needs."""
    own = released()
    report = replace(own.report, address="")
    return replace(own, date="", repository="", address="", doi="", people=(), report=report)
