"""What the server imports and computes once for all kernels (see ``kernels``); importing this module does it.

It changes no results of notebooks: only caches of pure functions are filled, those of the unit registry, the scales of
units, the trees of formulas and the catalogs.
"""

import os
from importlib import import_module

from compendium.audit.audit import open_audit
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import gettext, using_language

_IMPORTED = (
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "scipy.stats.qmc",
    "seaborn",
    "uniseg.linebreak",
    "compendium.display.charts",
    "compendium.display.region_tables",
)

# A kernel sets this before Matplotlib is imported; here Matplotlib comes first.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
for _name in _IMPORTED:
    import_module(_name)
_ = open_audit().verdicts
for _edition in EDITIONS:
    with using_language(_edition):
        gettext("figure")  # reads the catalogs
