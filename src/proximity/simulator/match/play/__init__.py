"""A round in play: people who see, decide, move, shoot, die and come back.

Pure: from a plan to a stream of events, without a server. `Battle` is the state that all parts share, `Soldier` one who
is in it, `Round` the course of frames; the other modules are behaviour, as functions of a battle and a soldier.
Does not belong here: who plays on an evening (`evening`), engines (`driving`).
"""

from proximity.simulator.match.play.battle import Happening
from proximity.simulator.match.play.round import Frame, Round, RoundPlan
from proximity.simulator.match.play.seat import Seat

__all__ = ["Frame", "Happening", "Round", "RoundPlan", "Seat"]
