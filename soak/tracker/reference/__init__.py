"""What the tracker should have written of a simulated round, computed from the truth about it in plain Python.

Written from the documents (the round file format, docs/tracker): it shares no code with the tracker, the simulator or
the pipeline, and goes about it the other way round: the tracker is told one thing after the other and keeps what is
open, while here the whole round lies there and is cut into lives and fights.
Belongs here: expected rows, section by section, as values. Does not belong here: reading files, comparing.
"""

from soak.tracker.reference.expected import expected_rows
from soak.tracker.reference.settings import Settings

__all__ = ["Settings", "expected_rows"]
