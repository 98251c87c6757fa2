"""Evaluation of formulas: values, enclosures, and the ends of every derivation over the box of its inputs."""
