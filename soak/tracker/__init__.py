"""The tracker on simulated servers: many matches, many crashes.

Does not belong here: the pipeline by itself.
"""
