"""Hover cards: what a number, a term or a citation is, shown beside it when it is pointed at, tapped or has the focus.

A page contains the cards of all that it links to, each once, in a ``<template>`` that is not shown; a script shows
single cards. Without a script a link still has its title and leads to the full entry. ``rows`` makes the cards of rows
of the ledger, ``others`` those of terms and works, ``pages`` brings them to the pages.
"""
