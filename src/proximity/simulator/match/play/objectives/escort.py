"""A vehicle: it rolls while its side is near, breaks under explosives, and is repaired by engineers.

Does not belong here: riding it.
"""

from __future__ import annotations

from math import sqrt

from proximity.simulator.match.arena import Objective
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.errands import send, spot
from proximity.simulator.match.play.mind_pace import THOUGHT_MS
from proximity.simulator.match.play.objectives.site import Site
from proximity.simulator.match.play.soldier import ErrandKind, Soldier
from proximity.simulator.match.sides import Role

SPEED = 30.0
NEAR_UNITS = 300.0
BLAST_UNITS = 250.0
FULL_HEALTH = 600
REPAIR_MS = 7000
TELL_EVERY_MS = 500
"""A rolling vehicle's place is written down this often."""


class Escort(Site):
    """A `script_mover` on its path; done at the end of it. `x`, `y`, `health` are those of the moment."""

    def __init__(self, objective: Objective) -> None:
        super().__init__(objective)
        self.x, self.y = objective.x, objective.y
        self.health = FULL_HEALTH
        self._told_ms = 0
        self._path = list(objective.path)
        self._repair_ms = 0
        self._room = objective.room

    @property
    def room(self) -> int:
        """The room that it stands in."""
        return self._room

    def call(self, battle: Battle, soldier: Soldier) -> bool:
        """Its side stays near, engineers repair."""
        if soldier.team != self.objective.team or not self.is_open(battle):
            return False
        is_repair = self.health <= 0 and soldier.role is Role.ENGINEER
        if not is_repair and (self.workers(battle, soldier.team) >= 3 or not self.dares(battle, soldier)):
            return False
        kind: ErrandKind = "work" if is_repair else "follow"
        around = 30.0 if is_repair else 160.0
        send(battle, soldier, kind, spot(battle, self._room, self.x, self.y, around), 6000, self.objective.name)
        return True

    def touch(self, battle: Battle, soldier: Soldier) -> None:
        """Repair for a moment."""
        errand = soldier.errand
        is_worker = errand is not None and errand.kind == "work" and errand.subject == self.objective.name
        if self.health > 0 or not is_worker or soldier.distance_to(self.x, self.y) > 120.0:
            return
        self.use_pliers(battle, soldier)
        self._repair_ms += THOUGHT_MS
        if self._repair_ms >= REPAIR_MS:
            self._repair_ms = 0
            self.health = FULL_HEALTH
            soldier.errand = None
            self.note(battle, "repair", soldier)

    def tick(self, battle: Battle) -> None:
        """Roll on if it can and somebody of its side is near."""
        if self.health > 0 and self.is_open(battle) and self._is_escorted(battle):
            self._roll(battle)
            if battle.now >= self._told_ms + TELL_EVERY_MS:
                self._told_ms = battle.now
                self.note(battle, "move", None, (self.x, self.y))

    def on_blast(self, battle: Battle, soldier: Soldier, x: float, y: float, damage: int) -> None:
        """Explosives of the other side hurt it."""
        is_enemy = soldier.team != self.objective.team
        if not is_enemy or self.health <= 0 or sqrt((x - self.x) ** 2 + (y - self.y) ** 2) > BLAST_UNITS:
            return
        self.health -= damage
        if self.health <= 0:
            self.note(battle, "break", soldier)

    def _is_escorted(self, battle: Battle) -> bool:
        return any(mate.distance_to(self.x, self.y) < NEAR_UNITS for mate in battle.alive[self.objective.team])

    def _roll(self, battle: Battle) -> None:
        goal_x, goal_y = self._path[0]
        away_x, away_y = goal_x - self.x, goal_y - self.y
        distance = sqrt(away_x * away_x + away_y * away_y)
        step = min(SPEED * battle.seconds, distance)
        if distance > 0:
            self.x += away_x / distance * step
            self.y += away_y / distance * step
        self._room = next((room.index for room in battle.arena.rooms if room.holds(self.x, self.y)), self._room)
        if step == distance:
            self._path.pop(0)
        if not self._path:
            self.note(battle, "capture", None, (self.x, self.y))
            self.finish(battle)
