"""Something to build: a bridge of the main course, a command post beside it.

Does not belong here: destroying what was built.
"""

from __future__ import annotations

from proximity.simulator.match.arena import Objective
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.mind_pace import THOUGHT_MS
from proximity.simulator.match.play.objectives.site import Site
from proximity.simulator.match.play.soldier import Soldier
from proximity.simulator.match.sides import Role

BUILDING_MS = 20_000
EAGERNESS_ASIDE = 0.2
"""How often an engineer thinks of something that is not on the main course."""


class Building(Site):
    """A `func_constructible`: done when its builders have worked long enough, with breaks if need be."""

    def __init__(self, objective: Objective) -> None:
        super().__init__(objective)
        self.work_ms = 0

    def call(self, battle: Battle, soldier: Soldier) -> bool:
        """Engineers of the builders' side come, two at a time."""
        if soldier.role is not Role.ENGINEER or soldier.team != self.objective.team or not self.is_open(battle):
            return False
        if self.workers(battle, soldier.team) >= 2:
            return False
        eagerness = self.dares(battle, soldier) if self.objective.stage else battle.dice.chance(EAGERNESS_ASIDE)
        if not eagerness:
            return False
        self.send_worker(battle, soldier)
        return True

    def touch(self, battle: Battle, soldier: Soldier) -> None:
        """Build for a moment."""
        if self.is_done or not self.is_working(soldier) or not self.is_open(battle):
            return
        self.use_pliers(battle, soldier)
        self.work_ms += THOUGHT_MS
        if self.work_ms >= BUILDING_MS:
            self.note(battle, "build", soldier)
            self.finish(battle)
            soldier.errand = None
