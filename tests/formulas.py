"""Random formulas over ``a``, ``b`` and ``c``, and their values by Python itself, independent of our parser."""

import math
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

_FUNCTIONS = {"min": min, "max": max, "sqrt": math.sqrt, "exp": math.exp, "log": math.log, "ln": math.log}
_LEAVES = st.one_of(
    st.sampled_from(["a", "b", "c", "a ** b", "c ** a"]),
    st.integers(0, 99).map(str),
    st.decimals(0, 10, places=2).map(str),
)


def _grow(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(parts, st.sampled_from(["+", "-", "*", "/"]), parts).map(lambda x: f"({x[0]} {x[1]} {x[2]})"),
        st.tuples(parts, st.sampled_from([" + ", " - ", " * ", " / "]), _LEAVES).map("".join),
        st.tuples(parts, st.integers(-2, 3)).map(lambda x: f"({x[0]}) ** {x[1]}"),
        st.tuples(st.sampled_from(["min", "max"]), parts, parts).map(lambda x: f"{x[0]}({x[1]}, {x[2]})"),
        parts.map(lambda x: f"-({x})"),
        parts.map(lambda x: f"sqrt(({x}) ** 2)"),
        parts.map(lambda x: f"exp(-({x}) ** 2)"),
        parts.map(lambda x: f"log(1 + ({x}) ** 2)"),
    )


formulas = st.recursive(_LEAVES, _grow, max_leaves=8)


def by_python(formula: str, values: Mapping[str, float]) -> Any:
    """Evaluate a text that a test has built from numbers, names and the functions of the grammar only."""
    return eval(formula, {"__builtins__": {}, **_FUNCTIONS}, dict(values))
