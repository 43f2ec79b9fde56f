"""Evenings: who comes, which teams, which maps, which matches.

Belongs here: everything around rounds that a community decides. Does not belong here: playing one (`play`).
"""

from proximity.simulator.match.evening.evening import Evening, evenings
from proximity.simulator.match.evening.match import RoundSheet, verdict
from proximity.simulator.match.evening.recipe import Recipe

__all__ = ["Evening", "Recipe", "RoundSheet", "evenings", "verdict"]
