"""The ledger: the tables of ``data/`` as rows that are linked by their ids, and every fault in them.

This package holds the readers of tables, printed numbers, units and formulas, and the types of their rows. It has no
language, computes no results and knows no particular report. It imports ``paths`` only.
"""
