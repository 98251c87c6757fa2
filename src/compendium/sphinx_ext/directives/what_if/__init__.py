"""The parts of the book that compute in the browser: the what-if page, and the slider of the front page.

Their scripts and style sheets are in ``directives/static/what-if``; their data come from ``export``.
"""
