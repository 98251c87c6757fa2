"""The engine of the compendium: it handles reports in general and contains nothing of a particular one."""
