"""The truth about simulated rounds: plain data that tests and statisticians may trust.

Belongs here: facts as they happened. Does not belong here: how they came about (`play`), what a file says about them.
"""

from proximity.simulator.match.truth.frames import Body, FrameLog, Frames
from proximity.simulator.match.truth.round_truth import RoundTruth, Setting

__all__ = ["Body", "FrameLog", "Frames", "RoundTruth", "Setting"]
