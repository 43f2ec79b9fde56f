"""The hand that moves a fake server: evenings played on it, so that a tracker sees and writes them.

Belongs here: what a server must be told so that it lives through a simulated evening. Does not belong here: what
happens in it (`play`), how the server behaves (`proximity.simulator.host`).
"""

from proximity.simulator.match.driving.rounds import LiveRound, OutOfStepError
from proximity.simulator.match.driving.session import Session

__all__ = ["LiveRound", "OutOfStepError", "Session"]
