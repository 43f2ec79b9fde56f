"""Dagster: the asset graph from raw files to pictures, its checks, its job and its sensor.

Belongs here: what the graph looks like, when it runs, and what it shows of a run.
Does not belong here: the work itself. An asset calls a function of another room, and returns metadata.
Importing any module here connects to nothing, reads no setting and touches no file.
"""
