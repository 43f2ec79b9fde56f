"""What all sites have in common.

Does not belong here: any one kind of objective.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proximity.simulator.match.arena import Objective
from proximity.simulator.match.arsenal import PLIERS
from proximity.simulator.match.play.errands import send, spot
from proximity.simulator.match.play.shooting import fire
from proximity.simulator.match.play.soldier import Soldier
from proximity.simulator.match.sides import Role, Team
from proximity.simulator.match.truth.events import Deed, ObjectiveDeed

if TYPE_CHECKING:
    from proximity.simulator.match.play.battle import Battle

ARM_UNITS = 60.0
NOBODY = -1


class Site:
    """An objective in a round. Subclasses override what concerns them."""

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        self.is_done = False
        self.owner: Team | None = None
        """Who holds it, for what can be held."""

    @property
    def room(self) -> int:
        """Where the round turns around it."""
        return self.objective.room

    def is_open(self, battle: Battle) -> bool:
        """Whether it can be worked on now."""
        return not self.is_done and self.objective.stage in (0, battle.stage)

    def call(self, battle: Battle, soldier: Soldier) -> bool:
        """Give somebody who has nothing to do an errand here, if one is needed; whether it did."""
        return False

    def touch(self, battle: Battle, soldier: Soldier) -> None:
        """A living player thinks: see whether he is at the place, and what he does there."""

    def tick(self, battle: Battle) -> None:
        """Inside every frame."""

    def on_death(self, battle: Battle, soldier: Soldier) -> None:
        """Somebody died or left."""

    def on_blast(self, battle: Battle, soldier: Soldier, x: float, y: float, damage: int) -> None:
        """Somebody's charge exploded somewhere."""

    def dares(self, battle: Battle, soldier: Soldier) -> bool:
        """Whether an attacker goes for it now instead of waiting for others; the disciplined rather do."""
        return battle.dice.chance(battle.arena.eagerness * (0.5 + soldier.person.habits.discipline))

    # --- for subclasses ---------------------------------------------------------------------------------------------

    def workers(self, battle: Battle, team: Team) -> int:
        """How many of a side are on an errand here."""
        return sum(
            1 for mate in battle.alive[team] if mate.errand is not None and mate.errand.subject == self.objective.name
        )

    def send_worker(self, battle: Battle, soldier: Soldier, for_ms: float = 15_000) -> None:
        """Send somebody to the place itself."""
        place = self.objective
        send(battle, soldier, "work", spot(battle, place.room, place.x, place.y), for_ms, place.name)
        soldier.is_sprinting = soldier.stamina > 8000

    def is_working(self, soldier: Soldier) -> bool:
        """Whether he is an engineer who came for this and stands at it."""
        errand = soldier.errand
        return (
            errand is not None
            and errand.kind == "work"
            and errand.subject == self.objective.name
            and soldier.role is Role.ENGINEER
            and soldier.target is None
            and soldier.distance_to(self.objective.x, self.objective.y) < ARM_UNITS
        )

    def use_pliers(self, battle: Battle, soldier: Soldier) -> None:
        """A moment's work."""
        soldier.path.clear()
        fire(battle, soldier, PLIERS)

    def note(self, battle: Battle, deed: Deed, soldier: Soldier | None, at: tuple[float, float] | None = None) -> None:
        """Write down what was done: at this place, else at the doer's, else at the objective's."""
        place = self.objective
        x, y = at or ((soldier.x, soldier.y) if soldier else (place.x, place.y))
        battle.note(
            ObjectiveDeed,
            objective=place.name,
            deed=deed,
            player=soldier.number if soldier else NOBODY,
            slot=soldier.slot if soldier else NOBODY,
            team=soldier.team if soldier else place.team,
            x=x,
            y=y,
            z=soldier.z if soldier else place.floor,
        )

    def finish(self, battle: Battle) -> None:
        """It is done: doors open, the next stage begins, and with the last one the attackers have won."""
        self.is_done = True
        battle.open_doors()
        if self.objective.stage and not battle.stage:
            battle.winner = battle.arena.attackers
