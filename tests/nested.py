"""Sobol' indices by their definitions, from plain random numbers: slow, and written without the estimators."""

import numpy as np

from compendium.scenarios.sensitivity import Model


def nested(model: Model, name: str, outer: int = 1000, inner: int = 500) -> tuple[float, float]:
    """Return first-order and total index by their definitions, from plain random numbers.

    The first is the variance of the means while the input is fixed, the second the mean of the variances while all
    others are, both as a share of the whole variance.
    """
    random = np.random.default_rng(7)
    size = outer * inner
    free = {one: random.random(size) for one in model.names}
    fixed = {one: np.repeat(random.permutation((np.arange(outer) + 0.5) / outer), inner) for one in model.names}
    whole = float(model.compared(free).var())
    alone = model.compared(free | {name: fixed[name]}).reshape(outer, inner)
    others = model.compared(fixed | {name: free[name]}).reshape(outer, inner)
    noise = alone.var(axis=1, ddof=1).mean() / inner
    return float(alone.mean(axis=1).var() - noise) / whole, float(others.var(axis=1, ddof=1).mean()) / whole
