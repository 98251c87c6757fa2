"""The rules as JavaScript: the functions that Python runs, translated by pscript.

Their modules are plain arithmetic without an import, which pscript can translate, so no rule is written twice.
"""

import re
from types import ModuleType

from compendium.audit import rules
from compendium.audit.evaluation import search
from compendium.display import digits
from compendium.ledger import comparison

MODULES = (comparison, rules, search, digits)
_NAMES = re.compile(r"_py(func|meth)_(\w+)")


def source() -> str:
    """Return a script that defines ``RULES``: for each module, by its name, its functions and constants."""
    bodies = "\n".join(_module(module) for module in MODULES)
    whole = f"const found = {{}};\n{_library(bodies)}\n{bodies}\nreturn found;"
    return f'"use strict";\nconst RULES = (() => {{\n{whole}\n}})();\n'


def _module(module: ModuleType) -> str:
    from pscript import py2js

    name = module.__name__.rpartition(".")[2]
    own = [one for one, value in vars(module).items() if not one.startswith("_") and not isinstance(value, ModuleType)]
    code = py2js(module, inline_stdlib=False, docstrings=False)
    return f"found.{name} = (() => {{\n{code}\nreturn {{{', '.join(own)}}};\n}})();"


def _library(code: str) -> str:
    """Return the functions of pscript's library that some code needs, directly or through each other."""
    from pscript import stdlib

    text, known = "", set[tuple[str, str]]()
    while (names := {*_NAMES.findall(code + text)}) != known:
        known = names
        functions, methods = (sorted(name for kind, name in names if kind == wanted) for wanted in ("func", "meth"))
        text = stdlib.get_partial_std_lib(functions, methods)
    return text
