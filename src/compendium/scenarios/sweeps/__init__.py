"""Sweeps: a design computed block by block, here or on a cluster, and its results stored as they come.

A block is a part of the results: it is written whole or not at all, and its bytes follow from its number alone. So a
sweep may be stopped, go on elsewhere, and lose workers; its results are the same.
"""
