"""The assets, one module a layer.

Belongs here: specs, and ops that call one function and return metadata.
Does not belong here: checks, schedules, the work.
"""
