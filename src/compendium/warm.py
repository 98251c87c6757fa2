"""What is imported and computed once for all kernels (see ``kernels``): nothing that a notebook can see the result of.

Only caches of pure functions are filled: the unit registry, the scales of units, the trees of formulas.
"""

import os

# A kernel sets this before Matplotlib is imported; here Matplotlib comes first.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")


from compendium.audit import open_audit

_ = open_audit().verdicts
