"""What happened, one dataclass a kind: the truth of a round, and at the same time what the driver tells the server.

Every event has three times in whole ms. `time_ms` is on the round's axis: live = 0, standing still in pauses.
`level_ms` is the engine's `level.time` at that moment. `heard_ms` is the round-axis time of the last frame that a
module had seen by then: the same for what clients do between frames, one frame earlier for what happens inside the
engine's own frame (explosions, waves, the end). `player` and its kin are person numbers, `slot` and its kin client
numbers.
Does not belong here: rows of a round file; anything that a reader can derive.
"""

from dataclasses import dataclass
from typing import Literal

from proximity.simulator.match.sides import Role, Team

SpawnKind = Literal["begin", "wave", "revive", "switch", "spectate"]
LimboCause = Literal["tap", "gib", "selfkill", "switch", "forced"]
Deed = Literal[
    "plant", "defuse", "destroy", "build", "steal", "drop", "return", "capture", "flag", "move", "break", "repair"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at a moment."""

    time_ms: int
    heard_ms: int
    level_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected(Event):
    """A client came to the server; `is_first` unless the server brought him over a restart."""

    player: int
    slot: int
    name: str
    guid: str
    is_bot: bool
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Began(Event):
    """A client who came during the round has loaded the map."""

    player: int
    slot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnected(Event):
    """A client left; the slot is free at once."""

    player: int
    slot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed(Event):
    """A client changed his name."""

    player: int
    slot: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChanged(Event):
    """A client joined a team, changed sides or went to the spectators; `role` is his class from then on."""

    player: int
    slot: int
    from_team: Team
    to_team: Team
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChosen(Event):
    """A client chose the class of his next spawn."""

    player: int
    slot: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed(Event):
    """A spectator began to follow another client; -1 for flying freely."""

    player: int
    slot: int
    followed_slot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spawned(Event):
    """The engine spawned a client: `begin`, `wave` and `revive` bring him to life, limbo follows `switch` at once."""

    player: int
    slot: int
    team: Team
    role: Role
    kind: SpawnKind
    health: int
    weapon: int
    x: float
    y: float
    z: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired(Event):
    """A client used a weapon, before it hit anything."""

    player: int
    slot: int
    weapon: int
    x: float
    y: float
    z: float
    yaw: float
    pitch: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Event):
    """One damage event on a player, the world's included (`attacker` and `attacker_slot` -1).

    `damage` is what the engine takes, overkill included; `target_health` what the target had before it, 0 or less for a
    body; `region` 0 head, 1 arms, 2 body, 3 legs, -1 if the weapon has none; `weapon` what the attacker held. Somebody
    who is in limbo by then holds 0 and looks along 0, 0.
    """

    attacker: int
    attacker_slot: int
    attacker_team: Team
    target: int
    target_slot: int
    target_team: Team
    damage: int
    target_health: int
    weapon: int
    means_of_death: int
    flags: int
    region: int
    attacker_x: float
    attacker_y: float
    attacker_z: float
    yaw: float
    pitch: float
    target_x: float
    target_y: float
    target_z: float

    @property
    def is_team_hit(self) -> bool:
        """Whether both are on one side; hurting oneself is no team hit."""
        return self.attacker_team == self.target_team and self.attacker != self.target

    @property
    def is_body_hit(self) -> bool:
        """Whether the target lay dead already."""
        return self.target_health <= 0

    @property
    def is_fatal(self) -> bool:
        """Whether it took the last health of somebody alive."""
        return 0 < self.target_health <= self.damage


@dataclass(frozen=True, slots=True, kw_only=True)
class Died(Event):
    """A death: fatal hits, /kill, a change of sides. `killer` is -1 for the world."""

    player: int
    slot: int
    team: Team
    killer: int
    killer_slot: int
    killer_team: Team
    weapon: int
    means_of_death: int
    x: float
    y: float
    z: float
    killer_x: float
    killer_y: float
    killer_z: float
    killer_health: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WentToLimbo(Event):
    """A body was given up and waits for the wave, following somebody (-1: nobody is there to follow)."""

    player: int
    slot: int
    cause: LimboCause
    followed_slot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revived(Event):
    """A syringe brought somebody back, at once with half his health."""

    player: int
    slot: int
    medic: int
    medic_slot: int
    health: int
    x: float
    y: float
    z: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded(Event):
    """A client command that reaches the game (`kill`, `forcetapout`, `say`, …)."""

    player: int
    slot: int
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDeed(Event):
    """Somebody (-1: nobody) did something to an objective; the place is his, or the objective's without him."""

    objective: str
    deed: Deed
    player: int
    slot: int
    team: Team
    x: float
    y: float
    z: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """The match was paused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpauseCalled(Event):
    """Somebody ended the pause; play goes on ten seconds later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """Play went on."""

    duration_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Event):
    """The round was over: by what, and who won (SPEC: nobody)."""

    reason: str
    winner: Team
