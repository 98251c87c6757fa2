"""The page for reviewers has every section of the report; the files for a checker have true digests."""

from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from compendium import paths
from compendium.audit.audit import Audit
from page import Page

editions = pytest.mark.parametrize("edition", ["", "zh/"])


@editions
def test_checklist_has_every_section_and_adds_up(edition: str, read: dict[str, Page], report: Audit) -> None:
    rows = read[f"{edition}book/review.html"].soup.select("#main-content table:has(input) tbody tr")
    cells = [[" ".join(cell.get_text().split()) for cell in row.select("td")] for row in rows]
    sections = list(dict.fromkeys(verdict.figure.section for verdict in report.verdicts.values()))
    assert [row[0].split()[0] for row in cells] == sections
    assert sorted(int(row[1]) for row in cells) == list(range(1, len(sections) + 1))
    for column, total in (
        (2, len(report.verdicts)),
        (3, sum(len(verdict.checks) for verdict in report.verdicts.values())),
        (4, sum(verdict.material for verdict in report.verdicts.values())),
    ):
        assert sum(int(row[column]) for row in cells) == total


@editions
def test_every_section_leads_to_a_chapter_and_its_notebook(edition: str, read: dict[str, Page], book: Path) -> None:
    rows = read[f"{edition}book/review.html"].soup.select("#main-content table:has(input) tbody tr")
    for row in rows:
        chapter, ledger, notebook = (link["href"].partition("?")[0] for link in row.select("a"))
        assert ledger == "ledger.html"
        for address in (chapter, notebook):
            assert (book / edition / "book" / address).is_file()


@editions
def test_files_for_a_checker_have_true_digests(edition: str, book: Path) -> None:
    folder = book / edition
    sums = dict(reversed(line.split("  ")) for line in (folder / "codecheck.sha256").read_text().splitlines())
    told = yaml.safe_load((folder / "codecheck.yml").read_text(encoding="utf-8"))
    notebooks = {f"notebooks/{path.name}" for path in paths.NOTEBOOKS.glob("*.ipynb")}
    assert (
        {*sums}
        == {one["file"] for one in told["manifest"]}
        == notebooks | {"_static/ledger.json", "_static/ledger.csv"}
    )
    for one in told["manifest"]:
        digest = sha256((folder / one["file"]).read_bytes()).hexdigest()
        assert sums[one["file"]] == digest
        assert one["comment"].endswith(f"SHA-256 {digest}")
    assert (told["codechecker"], told["report"], told["certificate"]) == ([], "", "")
