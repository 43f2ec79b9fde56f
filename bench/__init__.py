"""Measures what Proximity promises: speed, memory, and the cost of one round more.

Belongs here: made round files, measurements, targets, and the page `docs/performance.md`.
Does not belong here: code that the pipeline needs; nothing in `src/` imports this.
"""
