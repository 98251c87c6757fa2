"""The commands of ``python -m compendium``, by what they are for.

Each module has a function ``add``, which adds its commands to the parser. What a command needs is imported when it
runs, so that ``--help`` answers at once.
"""
