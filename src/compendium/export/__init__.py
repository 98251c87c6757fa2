"""Exports: the audit as files that other programs read.

Imports ``audit``; what carries words ``display`` too, and the what-if page's model ``notebooks``.
"""
