"""Notebooks: which of them are out of date, and their execution.

This package uses papermill and provides the kernels. It imports ``audit``, and ``i18n`` for the languages.
"""
