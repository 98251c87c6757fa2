"""The languages of the book, an edition in each, and what a language is: a module here for each, nothing elsewhere.

Besides, a language needs its catalogs (``make translate``) and a column for each of the tables' labels.
"""

from compendium.i18n import chinese, english
from compendium.i18n.language import Language

ORIGINAL = "en"  # the edition whose language the messages are in
EDITIONS: dict[str, Language] = {"en": english.LANGUAGE, "zh": chinese.LANGUAGE}
