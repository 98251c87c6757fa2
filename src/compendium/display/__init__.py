"""Display: numbers, units, rows and answers as a reader of the current language sees them.

This package holds words, tables, formulas and charts: what a notebook shows, without Sphinx. It imports ``ledger``,
``audit`` and ``i18n``.
"""
