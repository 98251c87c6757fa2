"""Structured data: the book, its chapters, its data and its verdicts in the vocabulary of schema.org, as JSON-LD.

What is not known is left out: a draft has no date of publication. While nobody is named as author, the authors are an
organisation without a name of its own, because a review without an author is not valid.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from compendium.audit.verdicts import Verdict
from compendium.citation.identity import Person
from compendium.citation.metadata import NOBODY
from compendium.citation.works import Works
from compendium.display import labels, wording
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import gettext
from compendium.ledger.vocabulary import Evidence

Data = dict[str, Any]
WORST, BEST = 1, 5
# Machines read a rating as how true a claim is. Answers that do not say whether the number is right have none: such a
# review has the answer in words alone.
RATINGS: Mapping[Evidence, int] = {
    Evidence.SUPPORTED: 5,
    Evidence.DEPENDS: 3,
    Evidence.CONTESTED: 2,
    Evidence.CONTRADICTED: 1,
}
_CONTEXT = "https://schema.org"


def book(works: Works) -> Data:
    """Return the whole book."""
    return _filled({**_head("Book", works), **_about_book(works), "isBasedOn": report(works)})


def article(works: Works, title: str, path: str) -> Data:
    """Return a chapter; ``path`` is its address within the book."""
    return _filled(
        {
            **_head("ScholarlyArticle", works),
            "headline": title,
            "url": _whole(works, path),
            "isPartOf": _in_book(works),
            "isBasedOn": report(works),
        }
    )


def dataset(works: Works, files: Iterable[tuple[str, str]]) -> Data:
    """Return the data of the book; files are those to download: path within the book and media type."""
    downloads = [
        {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}
        for path, kind in files
        if (address := _whole(works, path))
    ]
    told = {
        **_head("Dataset", works),
        **_about_book(works),
        "name": gettext("Data of “{book}”", book=works.own.title[works.language]),
        "isBasedOn": report(works),
        "distribution": downloads,
    }
    return _filled(told)


def claim_review(verdict: Verdict, works: Works, address: str) -> Data:
    """Return the verdict on a printed figure as the review of a claim; empty if nothing tests it.

    Args:
        verdict: on the figure.
        works: what can be cited of the edition.
        address: of the figure's page within the book, such as ``zh/figures/name.html``.
    """
    if verdict.evidence is Evidence.UNTESTED or verdict.argued is None:
        return {}
    figure = verdict.figure
    printed = wording.figure(figure)
    told = {
        **_head("ClaimReview", works),
        "url": _whole(works, address),
        "isPartOf": _in_book(works),
        "about": report(works),
        "claimReviewed": gettext(
            "{case}: {label}, {number}", case=labels.case_name(figure.id), label=labels.label(figure), number=printed
        ),
        "itemReviewed": {
            "@type": "Claim",
            "author": _issuers(works),
            "datePublished": works.own.report.date,
            "appearance": {**report(works), "pagination": str(figure.page)},
        },
        "reviewRating": {
            "@type": "Rating",
            **_rated(verdict.evidence),
            "alternateName": labels.name(verdict.evidence),
            "ratingExplanation": gettext(
                "The report prints {printed}; the checks that count give {range}; {agreeing}.",
                printed=printed,
                range=wording.interval(verdict.argued, figure.unit, wording.counter(figure)),
                agreeing=labels.agreeing(verdict),
            ),
        },
    }
    return _filled(told)


def _rated(answer: Evidence) -> Data:
    """Return the rating of an answer on its scale; nothing for one that has none."""
    return {"ratingValue": RATINGS[answer], "worstRating": WORST, "bestRating": BEST} if answer in RATINGS else {}


def _in_book(works: Works) -> Data:
    """Return the book as what something is part of."""
    return _filled({"@type": "Book", "name": works.own.title[works.language], "url": works.book().get("URL", "")})


def report(works: Works) -> Data:
    """Return the report that is audited."""
    told = works.own.report
    return _filled(
        {
            "@type": "Report",
            "name": told.title[told.language],
            "alternateName": told.title[works.language] if works.language != told.language else "",
            "inLanguage": EDITIONS[told.language].tag,
            "datePublished": told.date,
            "author": _issuers(works),
            "url": told.address,
        }
    )


def _issuers(works: Works) -> list[Data]:
    return [{"@type": "Organization", "name": name} for name in works.own.report.issuers[works.language]]


def _head(kind: str, works: Works) -> Data:
    """Return what is said of everything."""
    own = works.own
    authors = [_author(one, works.language) for one in own.people]
    return {
        "@context": _CONTEXT,
        "@type": kind,
        "author": authors or [{"@type": "Organization", "name": gettext(NOBODY)}],
        "datePublished": own.date,
        "inLanguage": EDITIONS[works.language].tag,
        "license": own.licence_address("content"),
    }


def _about_book(works: Works) -> Data:
    own = works.own
    return {
        "name": own.title[works.language],
        "description": own.description[works.language],
        "version": own.version,
        "keywords": list(own.keywords),
        "url": works.book().get("URL", ""),
        "identifier": own.doi_address,
    }


def _author(one: Person, language: str) -> Data:
    return _filled(
        {
            "@type": "Person",
            "@id": one.orcid_address,
            "name": one.shown(language),
            "affiliation": {"@type": "Organization", "name": one.affiliation} if one.affiliation else "",
        }
    )


def _whole(works: Works, path: str) -> str:
    """Return a whole address, '' while the book has none."""
    base = works.own.address.rstrip("/")
    return f"{base}/{path}" if base else ""


def _filled(told: Data) -> Data:
    return {name: value for name, value in told.items() if value}
