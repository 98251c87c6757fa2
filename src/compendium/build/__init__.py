"""The build: the book in every edition, from the notebooks to the pages, doing only what its inputs ask for.

Imports every package. Nothing imports it but the command line.
"""
