"""Directives of the pages that rest on many scenarios, a module a page: what would settle a figure, and its choices.

What they show is computed by ``compendium.scenarios``; each module lists its directives by name for ``directives``.
"""
