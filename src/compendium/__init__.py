"""The engine of the compendium: it knows reports in general and nothing of any one report."""
