"""Charts of combinations: the specification curve of a figure; the shares of all figures, and all together."""
