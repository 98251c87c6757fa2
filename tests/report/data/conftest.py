"""The report's tables and bibliography, and its text where it is at hand."""

import os
import re
from pathlib import Path

import pytest
from pybtex.database import BibliographyData, parse_file

from compendium import paths
from compendium.audit.audit import Audit
from compendium.ledger.ledger import Ledger

NAMED = os.environ.get("COMPENDIUM_REPORT")
REPORT = Path(NAMED) if NAMED else paths.ROOT.parent / "shared" / "source" / "report-2023.zh.txt"
ORDINALS = "一二三四五六七八九十"
REFERENCES = "## 参考文献"


@pytest.fixture(scope="module")
def ledger(report: Audit) -> Ledger:
    return report.ledger


@pytest.fixture(scope="module")
def bibliography() -> BibliographyData:
    return parse_file(paths.BIBLIOGRAPHY, bib_format="bibtex")


@pytest.fixture(scope="module")
def text() -> str:
    if not NAMED and not REPORT.is_file():
        pytest.skip("the report is not at hand: name its text in COMPENDIUM_REPORT to check the tables against it")
    return REPORT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def body(text: str) -> dict[str, str]:
    """The body by section number: from the preface (0) to the last recommendation."""
    found: dict[str, str] = {}
    number = "0"
    for line in text[text.index("## 前 言") : text.index(REFERENCES)].splitlines():
        if chapter := re.match(rf"#+ ([{ORDINALS[:5]}])、", line):
            number = str(ORDINALS.index(chapter[1]) + 1)
        elif part := re.match(rf"#+ [（(]([{ORDINALS}])[）)]", line):
            number = f"{number.split('.')[0]}.{ORDINALS.index(part[1]) + 1}"
        else:
            found[number] = found.get(number, "") + line + "\n"
    return found


@pytest.fixture(scope="module")
def contents(text: str) -> dict[str, str]:
    """The page on which each section starts, from the table of contents."""
    found, chapter = {}, 0
    for line in text[: text.index("## 前 言")].splitlines():
        entry = re.match(rf"(?:([{ORDINALS[:5]}])、|[（(]([{ORDINALS}])[）)]).*\.\.\.\.\.\s*(\d+)$", line)
        if entry and entry[1]:
            chapter = ORDINALS.index(entry[1]) + 1
            found[str(chapter)] = entry[3]
        elif entry:
            found[f"{chapter}.{ORDINALS.index(entry[2]) + 1}"] = entry[3]
    return found


@pytest.fixture(scope="module")
def references(text: str) -> str:
    """The report's list of references."""
    return text[text.index(REFERENCES) : text.index("## 编制人员")]
