"""Something to blow up: dynamite planted by the attackers' engineers, defused by the defenders'.

Does not belong here: what the explosion does to people (`blasts`).
"""

from __future__ import annotations

from dataclasses import dataclass

from proximity.simulator.match.arena import Objective
from proximity.simulator.match.arsenal import DYNAMITE
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.blasts import Flight, explode
from proximity.simulator.match.play.errands import take_cover
from proximity.simulator.match.play.mind_pace import THOUGHT_MS
from proximity.simulator.match.play.objectives.site import Site
from proximity.simulator.match.play.shooting import fire
from proximity.simulator.match.play.soldier import Soldier
from proximity.simulator.match.sides import Role

ARMING_MS, DEFUSING_MS = 7000, 5000
MOST_WORKERS = 2


@dataclass(slots=True)
class Stick:
    """Armed dynamite."""

    owner: Soldier
    due_ms: int


class Demolition(Site):
    """A `func_explosive`: done when a stick explodes at it."""

    def __init__(self, objective: Objective) -> None:
        super().__init__(objective)
        self.sticks: list[Stick] = []
        self._work_ms = 0

    def call(self, battle: Battle, soldier: Soldier) -> bool:
        """Engineers come to plant or to defuse."""
        if soldier.role is not Role.ENGINEER or not self.is_open(battle):
            return False
        is_defender = soldier.team == self.objective.team
        if is_defender != bool(self.sticks) or self.workers(battle, soldier.team) >= MOST_WORKERS:
            return False
        if not is_defender and not self.dares(battle, soldier):
            return False
        self.send_worker(battle, soldier)
        return True

    def touch(self, battle: Battle, soldier: Soldier) -> None:
        """Arm or defuse, a moment at a time."""
        if not self.is_working(soldier) or not self.is_open(battle):
            return
        if soldier.team == self.objective.team:
            self._defuse(battle, soldier)
        elif not self.sticks:
            self._arm(battle, soldier)

    def tick(self, battle: Battle) -> None:
        """Explode what has burned down."""
        if self.sticks and self.sticks[0].due_ms <= battle.now:
            owner = self.sticks.pop(0).owner
            place = self.objective
            # Nobody is hurt by the dynamite of somebody who has left: whose damage would it be?
            is_here = battle.soldiers.get(owner.slot) is owner
            if is_here:
                explode(battle, Flight(DYNAMITE, owner, battle.now, place.x, place.y, place.floor, place.room))
            self.note(battle, "destroy", owner if is_here else None)
            self.finish(battle)

    def _arm(self, battle: Battle, soldier: Soldier) -> None:
        if self._work_ms == 0:
            fire(battle, soldier, DYNAMITE.weapon_id)
        self._work_ms += THOUGHT_MS
        self.use_pliers(battle, soldier)
        if self._work_ms >= ARMING_MS:
            self._work_ms = 0
            self.sticks.append(Stick(soldier, battle.now + DYNAMITE.fuse_ms))
            self.note(battle, "plant", soldier)
            take_cover(battle, soldier, soldier)

    def _defuse(self, battle: Battle, soldier: Soldier) -> None:
        self._work_ms += THOUGHT_MS
        self.use_pliers(battle, soldier)
        if self._work_ms >= DEFUSING_MS and self.sticks:
            self._work_ms = 0
            self.sticks.pop(0)
            self.note(battle, "defuse", soldier)
            soldier.errand = None
