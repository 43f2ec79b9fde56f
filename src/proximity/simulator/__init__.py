"""What produces round files without a game: a fake server, and matches played on it.

Knows the round file format and the tracker.
Does not belong here: the orchestrator, the warehouse, the marts.
"""
