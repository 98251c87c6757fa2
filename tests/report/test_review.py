"""What the repository says of reviews of this book is true, and the file for a checker is up to date."""

from compendium import paths
from compendium.audit.audit import Audit
from compendium.citation import codecheck
from compendium.citation.identity import identity


def test_file_for_a_checker_is_what_the_identity_and_the_notebooks_give(report: Audit) -> None:
    text = (paths.ROOT / "codecheck.yml").read_text(encoding="utf-8")
    assert text == codecheck.committed(identity(), report.ledger.reviews), "run make identity"


def test_page_says_that_nobody_has_reviewed_the_book_as_long_as_that_is_so(report: Audit) -> None:
    page = (paths.BOOK / "review.md").read_text(encoding="utf-8")
    told = "Nobody but its authors has reviewed this book yet." in page
    assert told == (not report.ledger.reviews)
    assert ("There is none yet." in (paths.ROOT / "README.md").read_text(encoding="utf-8")) == told
    assert ("目前尚无记录" in (paths.ROOT / "README.zh-CN.md").read_text(encoding="utf-8")) == told


def test_no_author_reviews_the_own_book(report: Audit) -> None:
    own = {name for one in identity().people for name in (one.name, one.name_zh, one.orcid) if name}
    assert [row for row in report.ledger.reviews if own & {row.reviewer, row.orcid}] == []


def test_page_explains_every_column_and_opinion(report: Audit) -> None:
    from compendium.ledger.loading.csv_tables import read_schema
    from compendium.ledger.vocabulary import Opinion

    page = (paths.BOOK / "review.md").read_text(encoding="utf-8")
    columns = {column["name"]: column for column in read_schema(paths.DATA)["reviews"]}
    assert [name for name in columns if f"| `{name}` |" not in page] == []
    assert columns["verdict"]["constraints"]["enum"] == list(Opinion)
    assert [one for one in Opinion if f"`{one}`:" not in page] == []
