"""The languages of the book: an edition in each, and how its script is set."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language of the book."""

    name: str  # in itself
    locale: str  # the folder of its catalogs
    folder: str  # of its pages, beside those of the first edition
    territory: str  # as the Open Graph protocol wants it, which takes en_US where none is named
    description: int  # characters of a page's description that search engines show
    han: bool  # set in Chinese characters: no spaces, no grouped thousands, full-width marks

    @property
    def tag(self) -> str:
        """The language tag (BCP 47)."""
        return self.locale.replace("_", "-")


ORIGINAL = "en"  # the edition whose language the messages are in
EDITIONS = {
    "en": Language("English", "en", "", "en_US", 160, han=False),
    "zh": Language("中文", "zh_CN", "zh", "zh_CN", 80, han=True),
}
