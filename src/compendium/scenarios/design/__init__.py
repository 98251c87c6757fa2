"""Designs: which scenarios there are, from a table with a row a scenario or from a plan in TOML.

A design gives its scenarios in blocks, each from its number alone, and never holds them all.
"""
