"""The Markdown of a rerun says what the roles say, leads where the caller says, and keeps all else."""

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.display.prose.markdown import ProseError, Writer, target
from compendium.display.prose.roles import RoleError
from compendium.i18n import messages
from compendium.i18n.messages import using_language
from compendium.ledger.ledger import Ledger
from compendium.rerun.book import Book

NARROW = "\N{NO-BREAK SPACE}"


@pytest.fixture
def audit(bakery_ledger: Ledger) -> Audit:
    return open_audit(assumptions={"flour.per_loaf": 0.6}, ledger=bakery_ledger)


def written(audit: Audit, source: str, base: str = "B") -> str:
    address = Book(base).address
    return Writer(audit, "notebooks/none", address).cell(source).replace(NARROW, " ")


@pytest.mark.parametrize(
    ("source", "made"),
    [
        (
            "took {recomputed}`bakery.flour_needed`",
            'took [120 kg/day](B/book/ledger.html#bakery.flour_needed "flour for the loaves: 119.7 to 120.3 kg/day")',
        ),
        (
            "{factor}`flour.per_loaf`",
            '[0.6 kg](B/book/sources.html#flour.per_loaf "flour in a loaf: Almanac, grade A")',
        ),
        ("{count}`figures` of them", "2 of them"),
        ("seen {cite:p}`almanac2020`", "seen ([Almanac](B/book/sources.html#source-almanac2020))"),
        ("[how](../book/how-to-read.md)", "[how](B/book/how-to-read.html)"),
        ("[rule](../book/rule.md#most-of-it)", "[rule](B/book/rule.html#most-of-it)"),
        ("[next](1-02-mill.ipynb)", "[next](B/notebooks/1-02-mill.html)"),
        ("[out](https://example.org/a#b)", "[out](https://example.org/a#b)"),
        ("# A title\n\n```bash\nls {printed}`x`\n```\n", "# A title\n\n```bash\nls {printed}`x`\n```\n"),
    ],
)
def test_markdown_says_what_the_roles_say(audit: Audit, source: str, made: str) -> None:
    assert written(audit, source) == made


def test_verdict_is_two_bold_words(audit: Audit) -> None:
    found = written(audit, "So: {verdict}`bakery.flour`.")
    evidence, arithmetic = audit.verdict("bakery.flour").evidence, audit.verdict("bakery.flour").arithmetic
    kinds = [str(one).replace(" ", "-") for one in (evidence, arithmetic)]
    assert found == (
        f'So: <b class="verdict {kinds[0]}">{evidence}</b> <b class="verdict {kinds[1]}">{arithmetic}</b>.'
    )


def test_range_names_its_unit_once(audit: Audit) -> None:
    text = "{recomputed}`bakery.flour_needed` to {recomputed}`bakery.flour_needed`"
    assert written(audit, text, base="") == "120 to 120 kg/day"


def test_without_a_book_only_words_are_left(audit: Audit) -> None:
    source = "{factor}`flour.per_loaf` {cite:p}`almanac2020` [how](../book/how-to-read.md)"
    assert written(audit, source, base="") == "0.6 kg (Almanac) how"


TRANSLATED = """\
- First,
  over {count}`figures` lines
- same

| same | b |
|---|---|
| same | {count}`figures` |
"""


def test_each_paragraph_and_cell_is_translated_where_it_stands(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"First, over {count}`figures` lines": "共{count}`figures`行", "same": "同", "b": "乙"}
    monkeypatch.setattr("compendium.display.prose.markdown.gettext_of", lambda _, message: words.get(message, message))
    with using_language("zh"):
        found = written(audit, TRANSLATED)
    assert found == "- 共2行\n- 同\n\n| 同 | 乙 |\n|---|---|\n| 同 | 2 |\n"


def test_picture_of_a_page_leads_there(audit: Audit) -> None:
    found = written(audit, "Above.\n\n```{region-map} bakery.flour_needed\n:replaces: flour.per_loaf\n```\n\nBelow.")
    assert found == (
        "Above.\n\n*[the book's page has a picture with the published numbers](B/notebooks/none.html)*\n\nBelow."
    )


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("{printed}`bakery.flou`", RoleError, "nearest: 'bakery.flour'"),
        ("{term}`flour`", ProseError, "the role {term} of `flour` cannot be shown outside the book"),
    ],
)
def test_role_that_is_not_known_is_an_error(audit: Audit, source: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words.replace("{", r"\{")):
        written(audit, source)


def test_page_without_a_catalog_is_not_translated() -> None:
    with using_language("zh"):
        assert messages.gettext_of("notebooks/none", "A sentence.") == "A sentence."


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("../book/ledger.html#a.b", ("book/ledger", "a.b")),
        ("../book/ledger.html?section=3#a", ("book/ledger", "a")),
        ("3-cases.ipynb", ("notebooks/3-cases", "")),
        ("#here", ("", "")),
        ("https://example.org", ("", "")),
        ("mailto:a@example.org", ("", "")),
    ],
)
def test_target_of_a_link(href: str, leads: tuple[str, str]) -> None:
    assert target(href) == leads


def test_links_of_outputs_lead_to_the_book_or_lose_themselves() -> None:
    markup = '<a class="x" href="../book/ledger.html?section=3&amp;a=b#c">words</a> <a href="#d">e</a>'
    made = '<a class="x" href="B/book/ledger.html?section=3&amp;a=b#c">words</a> <a href="#d">e</a>'
    assert Book("B").relinked(markup) == made
    assert Book("").relinked(markup) == '<span>words</span> <a href="#d">e</a>'
