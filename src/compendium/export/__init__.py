"""The audit as files that other programs read."""
