"""Long trials of promises that a test suite can only sample: run with `make soak`.

Belongs here: trials with their own oracles, and the command that runs them. Does not belong here: tests of one
function (`tests/`), measurements of speed (`bench/`).
"""
