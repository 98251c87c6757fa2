"""What a language of the book is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language of the book: where its pages stand, and how its numbers and units are set."""

    name: str  # in itself
    heading: str  # of a column of words in it: a message
    locale: str  # the folder of its catalogs
    folder: str  # of its pages, beside those of the first edition
    territory: str  # as the Open Graph protocol wants it, which takes en_US where none is named
    description: int  # characters of a page's description that search engines show
    han: bool  # set in Chinese characters: no spaces, no grouped thousands, full-width marks
    magnitudes: Sequence[tuple[int, str]]  # powers of ten with a word, the greatest first
    powers: Mapping[int, str]  # words for powers of ten before a unit; without one it is written 10⁴
    units: Mapping[str, str]  # words of units that are not written as the tables have them
    per: Mapping[str, str]  # ... and behind a stroke, where one of them is meant
    counted: str  # what stands before a stroke for a bare number of things
    whole: Mapping[str, str]  # units that the language counts as multiples of others

    @property
    def tag(self) -> str:
        """The language tag (BCP 47)."""
        return self.locale.replace("_", "-")
