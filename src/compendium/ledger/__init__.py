"""The ledger: the tables of ``data/`` as rows that are linked by their ids, and every fault in them.

Here stand the readers of tables, printed numbers, units and formulas, and the types of their rows. Nothing here has a
language, computes a result or knows one report. Imports ``paths`` only.
"""
