"""The languages of the book, an edition in each, and the conventions of their scripts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language of the book."""

    name: str  # in itself
    locale: str  # the folder of its catalogs
    folder: str  # of its pages, within that of the first edition's
    territory: str  # the locale for the Open Graph protocol, whose default is en_US
    description: int  # the number of characters of a page's description that search engines show
    han: bool  # written in Chinese characters: no spaces, no grouped thousands, full-width punctuation

    @property
    def tag(self) -> str:
        """The language tag (BCP 47)."""
        return self.locale.replace("_", "-")


ORIGINAL = "en"  # the edition in the language of the messages
EDITIONS = {
    "en": Language("English", "en", "", "en_US", 160, han=False),
    "zh": Language("中文", "zh_CN", "zh", "zh_CN", 80, han=True),
}
