"""Citation: who made the compendium and which version it is, and how it, a page, a chart or one number is cited.

``identity`` reads ``identity.toml``; ``works`` describes what can be cited in the vocabulary of the Citation Style
Language; ``references`` writes such a work for readers and for reference managers; ``metadata`` makes the files in
which archives look for all this. The CSL styles are in ``styles``, each with its authors and licence.
"""
