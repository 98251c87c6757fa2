"""Records of figures: a page for each printed figure at an address that stays, made from the ledger without a document.

```writing`` writes them at the end of a build, only those that changed. ``record`` puts a page together from its parts:
``summary`` (the number, its answers, where it stands), ``checks`` (calculations), ``inputs`` (factors with their
sources), ``defence`` (what speaks for the number, what would settle it), ``tools`` (cite, embed, dispute). ``head`` is
the head of each page, ``card`` the picture of a figure. ``edition`` has what the records of one language share,
``replies`` what the page of findings says for a figure, ``pieces`` what the parts share.
"""
