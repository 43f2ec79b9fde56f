"""Something to steal and carry away: taken, dropped by the dead, returned by its owners, captured elsewhere.

Does not belong here: escorting a vehicle (`escort`).
"""

from __future__ import annotations

from proximity.simulator.match.arena import Objective, Waypoint
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.errands import send, spot
from proximity.simulator.match.play.objectives.site import Site
from proximity.simulator.match.play.soldier import Soldier

TOUCH_UNITS = 45.0
CAPTURE_UNITS = 70.0
RETURNS_AFTER_MS = 30_000
FETCHERS, RETURNERS, ESCORTS = 1, 2, 2
CHASES = 0.6
"""How often a defender runs to where the carrier has to go."""


class Documents(Site):
    """A `team_CTF_redflag` or `_blueflag` and the place to bring it to."""

    def __init__(self, objective: Objective, capture: Objective) -> None:
        super().__init__(objective)
        self.capture = capture
        self.carrier: Soldier | None = None
        self.lies_at = self._home()
        self.dropped_ms: int | None = None

    @property
    def room(self) -> int:
        """Where it is now."""
        return self.carrier.room if self.carrier else self.lies_at.room

    def call(self, battle: Battle, soldier: Soldier) -> bool:
        """Attackers fetch, carry and escort; defenders bring back what lies around."""
        if not self.is_open(battle):
            return False
        if soldier is self.carrier:
            goal = spot(battle, self.capture.room, self.capture.x, self.capture.y)
            send(battle, soldier, "carry", goal, 20_000, self.objective.name)
            soldier.is_sprinting = True
            return True
        if soldier.team != self.objective.team:
            return self._call_attacker(battle, soldier)
        return self._call_defender(battle, soldier)

    def touch(self, battle: Battle, soldier: Soldier) -> None:
        """Take, return or deliver it."""
        if not self.is_open(battle):
            return
        if soldier is self.carrier:
            if soldier.distance_to(self.capture.x, self.capture.y) < CAPTURE_UNITS:
                self.carrier = None
                self.note(battle, "capture", soldier)
                self.finish(battle)
        elif self.carrier is None and soldier.distance_to(self.lies_at.x, self.lies_at.y) < TOUCH_UNITS:
            if soldier.team != self.objective.team:
                self._steal(battle, soldier)
            elif self.dropped_ms is not None:
                self._go_home(battle, soldier)

    def tick(self, battle: Battle) -> None:
        """What lies around for long goes home by itself."""
        if self.dropped_ms is not None and battle.now - self.dropped_ms >= RETURNS_AFTER_MS:
            self._go_home(battle, None)

    def on_death(self, battle: Battle, soldier: Soldier) -> None:
        """A dead carrier drops it where he falls."""
        if soldier is self.carrier:
            self.carrier = None
            self.lies_at = Waypoint(soldier.x, soldier.y, soldier.room)
            self.dropped_ms = battle.now
            self.note(battle, "drop", soldier)

    def _call_defender(self, battle: Battle, soldier: Soldier) -> bool:
        if self.carrier is not None:
            if not battle.dice.chance(CHASES):
                return False
            send(battle, soldier, "chase", spot(battle, self.capture.room, self.capture.x, self.capture.y, 200), 4000)
        elif self.dropped_ms is not None and self.workers(battle, soldier.team) < RETURNERS:
            send(battle, soldier, "fetch", self.lies_at, 6000, self.objective.name)
        else:
            return False
        soldier.is_sprinting = True
        return True

    def _call_attacker(self, battle: Battle, soldier: Soldier) -> bool:
        if self.carrier is not None:
            if self.workers(battle, soldier.team) > ESCORTS or not battle.dice.chance(0.5):
                return False
            goal = spot(battle, self.carrier.room, self.carrier.x, self.carrier.y, 150)
            send(battle, soldier, "follow", goal, 3000, self.objective.name)
            return True
        if self.workers(battle, soldier.team) >= FETCHERS:
            return False
        if not self.dares(battle, soldier):
            return False
        send(battle, soldier, "fetch", self.lies_at, 15_000, self.objective.name)
        soldier.is_sprinting = soldier.stamina > 8000
        return True

    def _steal(self, battle: Battle, soldier: Soldier) -> None:
        self.carrier = soldier
        self.dropped_ms = None
        soldier.errand = None
        self.note(battle, "steal", soldier)

    def _go_home(self, battle: Battle, soldier: Soldier | None) -> None:
        self.dropped_ms = None
        self.lies_at = self._home()
        self.note(battle, "return", soldier)

    def _home(self) -> Waypoint:
        return Waypoint(self.objective.x, self.objective.y, self.objective.room)
