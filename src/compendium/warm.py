"""What is imported and computed once for all kernels (see ``kernels``): nothing that a notebook can see the result of.

Only caches of pure functions are filled: the unit registry, the scales of units, the trees of formulas, the catalogs.
"""

import os
from importlib import import_module

from compendium.audit import open_audit
from compendium.language import LOCALES, say, speaking

_IMPORTED = (
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "scipy.stats.qmc",
    "seaborn",
    "uniseg.linebreak",
    *(
        f"compendium.{name}"
        for name in ("charts", "elsewhere_charts", "elsewhere_tables", "sourcing", "spread_charts", "tables")
    ),
)

# A kernel sets this before Matplotlib is imported; here Matplotlib comes first.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
for _name in _IMPORTED:
    import_module(_name)
_ = open_audit().verdicts
for _edition in LOCALES:
    with speaking(_edition):
        say("")  # reads the catalogs
