"""Structured data: the book, its chapters, its data and its verdicts in the vocabulary of schema.org, as JSON-LD.

What is not known is left out. While nobody is named as author, the authors are an organisation without a name of its
own, because a review without an author is not valid.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from compendium.audit.verdicts import Verdict
from compendium.citation.identity import Identity, Person
from compendium.citation.metadata import NOBODY
from compendium.citation.works import Works
from compendium.display import labels, wording
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import gettext
from compendium.ledger.vocabulary import Evidence

Data = dict[str, Any]
WORST, BEST = 1, 5
# A mapping for machines: what tests nothing has no rating, and what a rating loses is in its explanation.
RATINGS: Mapping[Evidence, int] = {
    Evidence.SUPPORTED: 5,
    Evidence.REPEATED: 4,
    Evidence.TOO_WIDE: 3,
    Evidence.DEPENDS: 3,
    Evidence.CONTESTED: 2,
    Evidence.CONTRADICTED: 1,
}
_CONTEXT = "https://schema.org"
_LICENCES = "https://spdx.org/licenses/"


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
            "isPartOf": {"@type": "Book", "name": works.own.title[works.language]},
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
    if verdict.evidence not in RATINGS or verdict.argued is None:
        return {}
    figure = verdict.figure
    printed = wording.figure(figure)
    told = {
        **_head("ClaimReview", works),
        "url": _whole(works, address),
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
            "ratingValue": RATINGS[verdict.evidence],
            "worstRating": WORST,
            "bestRating": BEST,
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
    """Return what is said of everything; the date is that of the references."""
    own = works.own
    authors = [_author(one, works.language) for one in own.people]
    return {
        "@context": _CONTEXT,
        "@type": kind,
        "author": authors or [{"@type": "Organization", "name": gettext(NOBODY)}],
        "datePublished": own.date or works.until,
        "inLanguage": EDITIONS[works.language].tag,
        "license": licence(own),
    }


def licence(own: Identity) -> str:
    """Return the address of the licence of text, charts and data."""
    return f"{_LICENCES}{own.licences['content']}.html"


def _about_book(works: Works) -> Data:
    own = works.own
    return {
        "name": own.title[works.language],
        "description": own.description[works.language],
        "version": own.version,
        "keywords": list(own.keywords),
        "url": works.book().get("URL", ""),
        "identifier": f"https://doi.org/{own.doi}" if own.doi else "",
    }


def _author(one: Person, language: str) -> Data:
    return _filled(
        {
            "@type": "Person",
            "@id": f"https://orcid.org/{one.orcid}" if one.orcid else "",
            "name": one.name_zh if language == "zh" and one.name_zh else one.name,
            "affiliation": {"@type": "Organization", "name": one.affiliation} if one.affiliation else "",
        }
    )


def _whole(works: Works, path: str) -> str:
    """Return a whole address, '' while the book has none."""
    base = works.own.address.rstrip("/")
    return f"{base}/{path}" if base else ""


def _filled(told: Data) -> Data:
    return {name: value for name, value in told.items() if value}
