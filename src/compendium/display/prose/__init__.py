"""Prose: what the roles of a text say, and texts with their roles filled in, in the current language.

The book's pages and a rerun say the same: Sphinx's roles and the Markdown of a rerun are both made from ``roles``.
"""
