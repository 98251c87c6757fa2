"""The build: the book in every edition, from the notebooks to the pages, doing only what changed inputs require.

It may import every package; only the command line imports it.
"""
