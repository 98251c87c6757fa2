"""The file of the identity: what it may say, each fault in one line, and what a release lacks."""

from pathlib import Path

import pytest

from compendium.citation.identity import identity, read
from compendium.ledger.problem import DataError
from identities import ANN, DRAFT, RELEASED

TEXT = """\
version = "1.2.0"
date = ""
repository = ""
address = ""
doi = ""
keywords = ["bread"]
[[people]]
given = "Ann"
family = "Baker"
orcid = "0000-0002-1825-0097"
[title]
en = "Bread"
zh = "面包"
[description]
en = "Every number."
zh = "每个数字。"
[licences]
content = "CC-BY-4.0"
code = "MIT"
[report]
key = "bread2023"
language = "zh"
date = "2023-08"
address = ""
sha256 = ""
title = {en = "Report", zh = "报告"}
issuers = {en = ["Bakers"], zh = ["面包师"]}
"""


def faults(folder: Path, text: str) -> list[str]:
    """Return what is said of a file."""
    path = folder / "identity.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as found:
        read(path)
    return str(found.value).splitlines()


def test_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "identity.toml"
    path.write_text(TEXT, encoding="utf-8")
    found = identity(path)
    assert (found.version, found.people[0].name, found.report.issuers["en"]) == ("1.2.0", "Ann Baker", ("Bakers",))
    assert found.gaps == ("date", "repository", "address", "doi")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('version = "1.2.0"', 'version = "new"', ["version", "'new'", "1.0.0"]),
        ('version = "1.2.0"', "version = 1.2", ["version", "1.2", "text in quotes"]),
        ('date = ""', 'date = "31.1.2026"', ["date", "2026-01-31"]),
        ('address = ""', 'address = "http://example.org"', ["address", "https"]),
        ('doi = ""', 'doi = "https://doi.org/10.5281/zenodo.1"', ["doi", "10.5281/zenodo.1234567"]),
        ('doi = ""', 'dio = ""', ["dio", "unknown field", "doi"]),
        ('doi = ""\n', "", ["doi", "no such field"]),
        ("0000-0002-1825-0097", "0000-0002-1825-0098", ["people[0].orcid", "0000-0002-1825-0098"]),
        ("0000-0002-1825-0097", "1825-0097", ["people[0].orcid", "0000-0002-1825-0097"]),
        ('family = "Baker"', 'familly = "Baker"', ["people[0].familly", "family"]),
        ('key = "bread2023"', 'kye = "bread2023"', ["report.kye", "key"]),
        ("[title]", "[title", ["identity.toml", "TOML"]),
        ('date = ""', 'date = "2026-13-45"', ["date", "'2026-13-45'", "2026-01-31"]),
        ('keywords = ["bread"]', 'keywords = "abc"', ["keywords", "'abc'", "a list"]),
        ('keywords = ["bread"]', "keywords = [1]", ["keywords[0]", "1", "text in quotes"]),
        ('zh = "面包"\n', "", ["title.zh", "no such field"]),
        ('zh = "面包"\n', 'zh = "面包"\nde = "Brot"\n', ["title.de", "unknown field"]),
        ('zh = "面包"\n', "zh = 1\n", ["title.zh", "1", "text in quotes"]),
        ('code = "MIT"\n', "", ["licences.code", "no such field"]),
        ('code = "MIT"', 'code = ""', ["licences.code", "SPDX"]),
        ('language = "zh"', 'language = "xx"', ["report.language", "'xx'", "en, zh"]),
        ('"2023-08"', '"August"', ["report.date", "'August'", "2026-01"]),
        ('"2023-08"', '"2023-13"', ["report.date", "'2023-13'", "2026-01"]),
        ('sha256 = ""', 'sha256 = "xyz"', ["report.sha256", "'xyz'", "hexadecimal"]),
        ('issuers = {en = ["Bakers"]', 'issuers = {en = "Bakers"', ["report.issuers.en", "'Bakers'", "a list"]),
    ],
)
def test_fault_is_told_in_a_line_with_what_was_expected(
    tmp_path: Path, right: str, wrong: str, told: list[str]
) -> None:
    assert right in TEXT
    lines = faults(tmp_path, TEXT.replace(right, wrong, 1))
    assert any(all(word in line for word in told) for line in lines), lines


@pytest.mark.parametrize(
    ("table", "wrong", "told"),
    [
        ("[report]", 'report = "text"', "column report: found 'text'; expected a table with fields"),
        ("[[people]]", 'people = "Ann"', "column people: found 'Ann'; expected a list in square brackets"),
    ],
)
def test_value_in_the_place_of_a_table_is_told(tmp_path: Path, table: str, wrong: str, told: str) -> None:
    before, _, after = TEXT.partition(f"{table}\n")
    rest = after[after.index("[") :] if table == "[[people]]" else ""
    (line,) = faults(tmp_path, f"{wrong}\n{before}{rest}")
    assert told in line


def test_check_digit_of_an_orcid_may_be_ten(tmp_path: Path) -> None:
    path = tmp_path / "identity.toml"
    path.write_text(TEXT.replace("0000-0002-1825-0097", "0000-0002-1694-233X"), encoding="utf-8")
    assert read(path).people[0].orcid.endswith("X")


def test_release_lacks_what_is_empty() -> None:
    assert DRAFT.gaps == ("date", "repository", "address", "doi", "people")
    assert RELEASED.gaps == ("people[1].orcid",)
    assert ANN.name == "Ann Baker"
