"""Languages: the messages of the code in the current one, and the translators' catalogs.

Messages are English; gettext catalogs in ``locale/`` hold their translations. Packages that show words use this one;
the ledger and the audit do not. It imports ``paths``, and ``ledger`` to gather the words of the tables.
"""

from compendium.i18n.messages import N_, gettext, gettext_each, ngettext, use_language, using_language

__all__ = ["N_", "gettext", "gettext_each", "ngettext", "use_language", "using_language"]
