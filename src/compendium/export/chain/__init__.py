"""The chain of a number, as text for a terminal: everything that it rests on, and everything that rests on it.

``chain`` puts it together, ``rows`` writes one row each, ``plain_formula`` a formula in one line.
"""
