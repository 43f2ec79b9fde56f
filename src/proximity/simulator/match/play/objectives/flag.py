"""A flag pole: whoever touches it owns it, and spawns there.

Does not belong here: flags that are carried (`documents`).
"""

from __future__ import annotations

from proximity.simulator.match.arena import Objective
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.errands import send, spot
from proximity.simulator.match.play.objectives.site import Site
from proximity.simulator.match.play.soldier import Soldier

TOUCH_UNITS = 60.0
EAGERNESS = 0.25


class Flag(Site):
    """A `team_WOLF_checkpoint`; never done."""

    def __init__(self, objective: Objective) -> None:
        super().__init__(objective)
        self.owner = objective.team

    def call(self, battle: Battle, soldier: Soldier) -> bool:
        """Now and then one of those who do not own it goes there."""
        if soldier.team == self.owner or self.workers(battle, soldier.team) or not battle.dice.chance(EAGERNESS):
            return False
        place = self.objective
        send(battle, soldier, "fetch", spot(battle, place.room, place.x, place.y), 10_000, place.name)
        return True

    def touch(self, battle: Battle, soldier: Soldier) -> None:
        """Take it."""
        if soldier.team != self.owner and soldier.distance_to(self.objective.x, self.objective.y) < TOUCH_UNITS:
            self.owner = soldier.team
            self.note(battle, "flag", soldier)
