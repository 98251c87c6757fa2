"""References: by title or by people, in both languages, as text and in the forms of reference managers."""

import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import citeproc
import pytest
from pybtex.database import parse_string

from compendium.citation import references
from compendium.citation.identity import Identity
from compendium.citation.works import Item, Works
from identities import DRAFT, READ, RELEASED

PAGE = "3 Rye & wheat: 5% of_it {dear}?"


def works(own: Identity, language: str = "en") -> Works:
    return Works(own, language, READ)


def items(own: Identity, language: str) -> tuple[Item, ...]:
    made = works(own, language)
    return made.book(), made.part(PAGE, "book/rye_wheat.html#top", "mill.power"), made.report()


EVERY = [item for own, language in product((DRAFT, RELEASED), ("en", "zh")) for item in items(own, language)]
every = pytest.mark.parametrize("item", EVERY, ids=lambda item: f"{item['id']}-{item['language']}-{'DOI' in item}")


def test_reference_begins_with_the_title_while_nobody_is_named() -> None:
    made = works(DRAFT)
    assert references.texts(made.book()) == {
        "APA": "Bread & stone: an audit (Version 1.2.0). (2025).",
        "GB/T 7714": "Bread & stone: an audit[M]. Version 1.2.0. [S.l.]: [s.n.], 2025.",
    }
    assert (
        references.text(made.part("Rye", "a.html"), "APA") == "Rye. (2025). In Bread & stone: an audit (Version 1.2.0)."
    )


def test_reference_has_people_address_and_date_of_the_release() -> None:
    told = references.texts(works(RELEASED).part("Rye", "book/rye.html"))
    assert told["APA"] == (
        "Baker, A., & Müller, B. (2026). Rye. In Bread & stone: an audit (Version 1.2.0). "
        "https://example.org/bread/book/rye.html"
    )
    assert told["GB/T 7714"] == (
        "BAKER A, MÜLLER B. Rye[M/OL]//Bread & stone: an audit. Version 1.2.0. 2026. "
        "https://example.org/bread/book/rye.html."
    )
    assert "https://doi.org/10.5281/zenodo.1234567" in references.text(works(RELEASED).book(), "APA")


def test_chinese_edition_has_chinese_names_and_words() -> None:
    told = references.texts(works(RELEASED, "zh").book())
    assert told["GB/T 7714"].startswith("白安, ")
    assert "面包审核" in told["GB/T 7714"]
    told = references.texts(works(RELEASED, "zh").report())
    assert told["GB/T 7714"] == "面包研究院, 磨坊公司. 面包报告[R]. [出版地不详]: [出版者不详], 2023."
    draft = references.text(works(DRAFT, "zh").book(), "GB/T 7714")
    assert draft == "面包审核[M]. 1.2.0版. [出版地不详]: [出版者不详], 2025."


def test_report_is_cited_in_its_own_language_everywhere() -> None:
    assert works(DRAFT, "en").report() == works(DRAFT, "zh").report()
    assert references.text(works(DRAFT).report(), "APA") == "面包研究院, & 磨坊公司. (2023). 面包报告."


@pytest.mark.parametrize("title", ["Rye", "Is it?", "是吗？", "So it is.", 'A "b" of \\c & <i>d</i>', "1 甲　乙"])
@pytest.mark.parametrize("style", ["APA", "GB/T 7714"])
@pytest.mark.parametrize("own", [DRAFT, RELEASED])
def test_title_stands_where_citeproc_would_set_it(title: str, style: str, own: Identity) -> None:
    for item in (works(own).part(title, "a.html"), {**works(own).book(), "title": title}):
        whole = references._mould(json.dumps(references._styled(item, style)), style)
        assert references.text(item, style) == re.sub(r"([?？])\.", r"\1", whole)


# --- forms of reference managers --------------------------------------------------------------------------------------


def names(file: str) -> set[str]:
    """Return the names that CSL defines, from its own schema, which citeproc-py has."""
    folder = Path(citeproc.__file__).parent / "data" / "schema" / "schemas" / "styles"
    return set(re.findall(r'"([\w-]+)"', (folder / file).read_text(encoding="utf-8")))


@every
def test_csl_json_has_the_types_and_variables_of_csl(item: Item) -> None:
    (told,) = json.loads(references.csl_json(item))
    assert told == item
    assert told["type"] in names("csl-types.rnc")
    assert told.keys() - {"id", "type"} <= names("csl-variables.rnc") | {"language"}
    assert all(told.values())
    assert all(isinstance(part, int) for part in told["issued"]["date-parts"][0])
    for one in told.get("author", ()):
        assert one.keys() in ({"literal"}, {"family", "given"})


def tagged(text: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a reference in RIS, whose lines are two letters or digits, two blanks, a hyphen, a blank."""
    assert text.endswith("\r\n")
    for line in text.removesuffix("\r\n").split("\r\n"):
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found, line
        yield found[1], found[2]


@every
def test_ris_has_its_type_first_its_end_last_and_no_field_empty(item: Item) -> None:
    fields = list(tagged(references.ris(item)))
    assert fields[0] == ("TY", {"book": "BOOK", "chapter": "CHAP", "report": "RPRT"}[item["type"]])
    assert fields[-1] == ("ER", "")
    assert all(value for _, value in fields[:-1])
    found = dict(fields)
    assert found["TI"] == item["title"]
    assert found["PY"] == str(item["issued"]["date-parts"][0][0])
    if item["issued"]["date-parts"][0][1:]:
        assert re.fullmatch(r"\d{4}/\d\d/(\d\d)?/", found["DA"])
    else:
        assert "DA" not in found
    assert [value for tag, value in fields if tag == "AU"] == [
        one.get("literal") or f"{one['family']}, {one['given']}" for one in item.get("author", ())
    ]


@every
def test_bibtex_is_read_by_pybtex_as_it_was_meant(item: Item) -> None:
    ((key, entry),) = parse_string(references.bibtex(item), "bibtex").entries.items()
    assert key == item["id"]
    assert entry.type == ("techreport" if item["type"] == "report" else "misc")
    shown = re.sub(r"\\([&%#_${}])", r"\1", entry.fields["title"])
    assert shown == f"{{{item['title']}}}"
    assert entry.fields.get("url", "") == item.get("URL", ""), "an address is as it is"
    assert entry.fields["year"] == str(item["issued"]["date-parts"][0][0])
    assert len(entry.persons.get("author", ())) == len(item.get("author", ()))
    assert ("institution" in entry.fields) == (item["type"] == "report")
    assert all(entry.fields.values())


@every
def test_bibtex_is_formatted_by_a_plain_style_without_a_complaint(item: Item) -> None:
    from pybtex.backends.plaintext import Backend
    from pybtex.errors import capture
    from pybtex.style.formatting.plain import Style

    with capture() as complaints:
        (entry,) = Style().format_bibliography(parse_string(references.bibtex(item), "bibtex"))
        told = entry.text.render(Backend())
    assert complaints == []
    assert str(item["issued"]["date-parts"][0][0]) in told
    assert item.get("version", "") in told
    assert item.get("container-title", "") in told


def test_reference_of_a_book_without_any_source_has_no_date() -> None:
    item = Works(DRAFT, "en", "").book()
    assert "issued" not in item
    told = references.forms(item)
    assert told["APA"] == "Bread & stone: an audit (Version 1.2.0). (n.d.)."
    assert not re.search("year|month", told["BibTeX"])
    assert not re.search("^(PY|DA)", told["RIS"], re.MULTILINE)


def test_draft_has_the_year_alone_and_a_release_its_day() -> None:
    assert works(DRAFT).book()["issued"] == {"date-parts": [[2025]]}
    assert works(RELEASED).book()["issued"] == {"date-parts": [[2026, 1, 31]]}
