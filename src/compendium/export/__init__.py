"""Exports: the audit as files that other programs read, ``workbook`` that of a reviewer.

It imports ``audit``, ``display`` for what contains words, ``citation`` for the version, and ``notebooks`` for the
model of the what-if page.
"""
