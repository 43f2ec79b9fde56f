"""Somebody in a round: his body, his weapons, what he knows and what he is about to do.

Does not belong here: behaviour; the modules beside this one act on soldiers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from proximity.simulator.match.arena import Waypoint
from proximity.simulator.match.arsenal import Loadout
from proximity.simulator.match.people import Person
from proximity.simulator.match.sides import Role, Team
from proximity.simulator.match.truth.frames import Body

FULL_STAMINA = 20_000
STAND, CROUCH, PRONE = range(3)
NEVER_MS = -1_000_000
"""A time long before the round."""


class Status(IntEnum):
    """What a client is to the game."""

    WATCHING = 0
    """Connected, and on no team."""
    ALIVE = 1
    WOUNDED = 2
    """Dead, waiting for a medic."""
    LIMBO = 3
    """Waiting for the wave."""


ErrandKind = Literal["hold", "work", "fetch", "carry", "revive", "chase", "flee", "follow"]


@dataclass(slots=True)
class Errand:
    """Where somebody is going, and why."""

    kind: ErrandKind
    goal: Waypoint
    until_ms: int
    """When he thinks of something else."""
    subject: str | Soldier | None = None
    """The objective or the person that it is about."""


@dataclass(slots=True, eq=False)
class Soldier:
    """A client in a round. Times are on the round's axis; places are the origin's, 24 units above the feet."""

    person: Person
    slot: int
    team: Team
    role: Role
    next_role: Role
    loadout: Loadout
    status: Status = Status.WATCHING
    name: str = ""

    # body
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    velocity_x: float = 0.0
    velocity_y: float = 0.0
    velocity_z: float = 0.0
    room: int = 0
    heading_x: float = 1.0
    """Where he looks, as a unit vector on the plane; `yaw` and `pitch` follow it."""
    heading_y: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    stance: int = STAND
    is_airborne: bool = False
    is_sprinting: bool = False
    stamina: int = FULL_STAMINA
    health: int = 0
    full_health: int = 100
    has_helmet: bool = True
    invulnerable_until_ms: int = NEVER_MS

    # weapons
    weapon: int = 0
    rounds_left: int = 0
    next_shot_ms: int = 0
    burst_ends_ms: int = 0
    busy_until_ms: int = 0
    """Until then his hands do something else: reload, throw, stab a syringe."""
    grenades: int = 0
    charged_ms: int = 0
    """When the charge bar allows the next rocket, airstrike or rifle grenade."""

    # mind
    next_thought_ms: int = 0
    errand: Errand | None = None
    path: list[Waypoint] = field(default_factory=list)
    target: Soldier | None = None
    target_seen_ms: int = NEVER_MS
    ready_ms: int = 0
    """When his aim is on the target."""
    strafe: tuple[float, float] = (0.0, 0.0)
    """Sideways and forward wish while fighting, seen from him."""
    strafe_until_ms: int = 0
    hurt_ms: int = NEVER_MS
    hurt_by: Soldier | None = None
    fired_ms: int = NEVER_MS
    hit_ms: int = NEVER_MS
    hit_whom: Soldier | None = None

    # death
    died_ms: int = NEVER_MS
    helpers: list[Soldier] = field(default_factory=list)
    """Medics who mean to pick him up."""
    gives_up_ms: int | None = None
    """When he stops waiting for a medic; None until he has thought about it."""

    @property
    def is_alive(self) -> bool:
        """Whether he is on his feet."""
        return self.status is Status.ALIVE

    @property
    def is_in_body(self) -> bool:
        """Whether he is on his feet or lies there; not in limbo, and no spectator."""
        return self.status in (Status.ALIVE, Status.WOUNDED)

    @property
    def held_weapon(self) -> int:
        """The weapon in his hands; 0 without a body."""
        return self.weapon if self.is_in_body else 0

    @property
    def number(self) -> int:
        """The person's number."""
        return self.person.number

    def body(self) -> Body:
        """His body as modules see it now."""
        return Body(
            self.person.number,
            self.slot,
            self.x,
            self.y,
            self.z,
            self.velocity_x,
            self.velocity_y,
            self.velocity_z,
            self.pitch,
            self.yaw,
            self.health,
            self.weapon,
            self.stance,
            self.is_airborne,
            self.stamina,
        )

    def distance_to(self, x: float, y: float) -> float:
        """Horizontal distance to a point."""
        return float(((self.x - x) ** 2 + (self.y - y) ** 2) ** 0.5)
