"""Notebooks: which of them are out of date, and their execution.

Here stand papermill and the kernels. Imports ``audit``, and for the messages' languages ``i18n``.
"""
