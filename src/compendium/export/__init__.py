"""Exports: the audit as files that other programs read.

It imports ``audit``, ``display`` for what contains words, and ``notebooks`` for the model of the what-if page.
"""
