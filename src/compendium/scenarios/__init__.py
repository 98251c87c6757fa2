"""Many scenarios at once: batches of assumptions computed together, designs, sweeps, sensitivity.

A scenario is one set of assumptions. This package has no language and imports ``ledger`` and ``audit`` only.
"""
