"""Readers beside rebuilds: what they read is whole and of one moment, however often rounds are loaded and marts built.

Belongs here: what must hold of the marts at every moment (`invariants`), the processes that read, and the writer beside
them. Does not belong here: killed loads (`soak.kills`).
"""
