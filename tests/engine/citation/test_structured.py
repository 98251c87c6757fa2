"""Structured data: valid by the schema, empty nowhere, and a rating for what the evidence tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.citation import structured
from compendium.citation.identity import Identity
from compendium.citation.works import Works
from compendium.i18n.messages import using_language
from compendium.ledger.loading import load
from compendium.ledger.vocabulary import Evidence
from identities import DRAFT, READ, RELEASED
from made_up import add
from structured_data import faults

FILES = (("_static/ledger.csv", "text/csv"),)


@pytest.fixture
def tested(bakery: Path) -> Audit:
    """The audit of a bakery, of which one figure is tested by an independent check and another by none."""
    add(
        bakery,
        factors="bread.day,103,103,103,kg / day,,World,2020,almanac2020,page 8,103,A,flour of a day,每日面粉,\n",
        derivations="bakery.flour_elsewhere,1.1,bread.day,kg / day,cross_check,bakery.flour,,independent,,,"
        "flour by the almanac,年鉴所载面粉,\n",
    )
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


@pytest.fixture(params=[(own, language) for own in (DRAFT, RELEASED) for language in ("en", "zh")])
def works(request: pytest.FixtureRequest) -> Iterator[Works]:
    """What can be cited of a draft and of a release, in both editions."""
    own, language = request.param
    with using_language(language):
        yield Works(own, language, READ)


def everything(works: Works, audit: Audit) -> Iterator[dict[str, Any]]:
    yield structured.book(works)
    yield structured.article(works, "3.6 Rye", "book/rye.html")
    yield structured.dataset(works, FILES)
    yield from (structured.claim_review(one, works, f"figures/{id_}.html") for id_, one in audit.verdicts.items())


def test_all_is_valid_and_nothing_is_empty(works: Works, tested: Audit) -> None:
    for data in filter(None, everything(works, tested)):
        assert faults(data) == [], data
        assert all(told not in ("", [], {}, None) for told in data.values())
        assert ("url" in data) == bool(works.own.address)


def test_fault_is_seen(works: Works) -> None:
    book = structured.book(works)
    assert faults({**book, "name": ""})
    assert faults({**book, "stars": 5})
    assert faults({name: told for name, told in book.items() if name != "author"})
    assert faults({**book, "@type": "Novel"})


def test_while_nobody_is_named_the_authors_have_no_name_of_their_own() -> None:
    assert structured.book(Works(DRAFT, "en", READ))["author"] == [
        {"@type": "Organization", "name": "The authors of the compendium"}
    ]
    ann, bo = structured.book(Works(RELEASED, "en", READ))["author"]
    assert ann["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert bo == {"@type": "Person", "name": "Bo Müller"}
    assert structured.book(Works(RELEASED, "zh", READ))["author"][0]["name"] == "白安"


def test_only_a_release_has_a_date_of_publication() -> None:
    dates = [structured.book(Works(own, "en", READ)).get("datePublished") for own in (DRAFT, RELEASED)]
    assert dates == [None, "2026-01-31"]


def test_licence_is_an_address_that_people_can_read() -> None:
    assert structured.book(Works(DRAFT, "en", READ))["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_ratings_follow_the_answers_that_say_whether_a_number_is_right() -> None:
    ranked = {answer: structured.RATINGS.get(answer) for answer in Evidence}
    assert ranked == {
        Evidence.SUPPORTED: 5,
        Evidence.REPEATED: None,
        Evidence.TOO_WIDE: None,
        Evidence.DEPENDS: 3,
        Evidence.CONTESTED: 2,
        Evidence.CONTRADICTED: 1,
        Evidence.UNTESTED: None,
    }
    assert (structured.WORST, structured.BEST) == (1, 5)


@pytest.mark.parametrize("answer", [Evidence.REPEATED, Evidence.TOO_WIDE])
def test_answer_without_a_rating_is_given_in_words_alone(
    answer: Evidence, tested: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict = next(one for one in tested.verdicts.values() if one.argued)
    monkeypatch.setattr(type(verdict), "evidence", property(lambda _: answer))
    review = structured.claim_review(verdict, Works(RELEASED, "en", READ), "a.html")
    assert review["reviewRating"].keys() == {"@type", "alternateName", "ratingExplanation"}
    assert faults(review) == []


@pytest.mark.parametrize("own", [DRAFT, RELEASED])
def test_verdict_is_a_review_of_what_the_report_claims(own: Identity, tested: Audit) -> None:
    works = Works(own, "en", READ)
    reviews = {
        id_: structured.claim_review(verdict, works, f"figures/{id_}.html") for id_, verdict in tested.verdicts.items()
    }
    ids = {id_ for id_, verdict in tested.verdicts.items() if verdict.evidence is not Evidence.UNTESTED}
    assert ids
    assert {id_ for id_, review in reviews.items() if review} == ids
    for id_ in ids:
        review, figure = reviews[id_], tested.ledger.figures[id_]
        assert figure.labels["en"] in review["claimReviewed"]
        assert figure.printed in review["claimReviewed"]
        assert review["itemReviewed"]["appearance"]["name"] == "面包报告"
        assert review["itemReviewed"]["appearance"]["pagination"] == str(figure.page)
        assert [one["name"] for one in review["itemReviewed"]["author"]] == ["Bakers' Institute", "Mill & Co"]
        assert review["reviewRating"]["alternateName"] == tested.verdict(id_).evidence
        assert "checks agree" in review["reviewRating"]["ratingExplanation"]
        assert review["isPartOf"]["name"] == "Bread & stone: an audit"
        assert review["isPartOf"].get("url", "") == own.address
        assert review["about"]["name"] == "面包报告"
        assert review.get("url", "") == (f"https://example.org/bread/figures/{id_}.html" if own.address else "")
