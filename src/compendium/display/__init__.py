"""Display: numbers, units, rows and answers as a reader of the current language sees them.

Here stand words, tables, formulas and charts: what a notebook shows, without Sphinx. Imports ``audit`` and ``i18n``.
"""
