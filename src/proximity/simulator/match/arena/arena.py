"""A map as the simulator knows it: rooms with flat floors, openings between them, spawns and objectives.

Rooms are rectangles, so that whoever is inside can walk and look straight to any other point of it; everything that
separates people is the outline of a room. Lengths are game units, heights are those of the floor.
Does not belong here: reading a map's file (`reading`), ways (`routes`), lines of sight (`sight`).
"""

from dataclasses import dataclass

from proximity.simulator.match.sides import Team

ORIGIN_ABOVE_FLOOR = 24.0
"""A player's origin is this far above the feet (guide §2.1)."""
SPECTATOR_POINT = (0.0, 0.0, 400.0)
"""Where those come in who watch, on every map."""


@dataclass(frozen=True, slots=True)
class Room:
    """A rectangle with a flat floor."""

    index: int
    name: str
    x1: float
    y1: float
    x2: float
    y2: float
    floor: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside, border included."""
        return self.x1 <= x <= self.x2 and self.y1 <= y <= self.y2


@dataclass(frozen=True, slots=True)
class Door:
    """An opening in the wall that two rooms share; a wall runs along one axis, at one coordinate of the other."""

    index: int
    rooms: tuple[int, int]
    is_across_x: bool
    """Whether one passes it by changing x (the wall stands at `wall` on the x axis)."""
    wall: float
    low: float
    high: float
    is_ledge: bool
    """A drop: passable only downwards, though one can see through it both ways."""
    opened_by: str
    """The objective whose completion opens it; empty if it is always open."""

    def other(self, room: int) -> int:
        """The room on the other side."""
        return self.rooms[1] if room == self.rooms[0] else self.rooms[0]


@dataclass(frozen=True, slots=True)
class SpawnArea:
    """Where a team comes into the map; `flag` names the checkpoint that has to be owned for it, if any."""

    team: Team
    room: int
    description: str
    flag: str


@dataclass(frozen=True, slots=True)
class Objective:
    """Something to do at a place: what kind, whose, and when in the course of the round."""

    name: str
    """The `track` text of its trigger."""
    kind: str
    """explosive, constructible, documents, capture, flag, command_post or vehicle."""
    team: Team
    """The side that defends or owns it; the builders of a constructible."""
    room: int
    x: float
    y: float
    floor: float
    stage: int
    """Attackers work through the stages in ascending order; 0 is beside the main course."""
    path: tuple[tuple[float, float], ...]
    """The way of a vehicle, from `x, y` on."""

    @property
    def is_primary(self) -> bool:
        """Whether the round's outcome hangs on it."""
        return self.stage > 0


@dataclass(frozen=True, slots=True)
class Arena:
    """A map. `rooms[i].index == i` and `doors[i].index == i`."""

    name: str
    attackers: Team
    time_limit_ms: int
    wave_ms: dict[Team, int]
    eagerness: float
    """How often an attacker with nothing to do goes for the objective: what makes a map long or short."""
    rooms: tuple[Room, ...]
    doors: tuple[Door, ...]
    spawns: tuple[SpawnArea, ...]
    objectives: tuple[Objective, ...]

    @property
    def stages(self) -> list[int]:
        """The stages of the main course, in order."""
        return sorted({objective.stage for objective in self.objectives if objective.stage})

    def of_stage(self, stage: int) -> list[Objective]:
        """What has to be done in a stage."""
        return [objective for objective in self.objectives if objective.stage == stage]

    def bounds(self) -> tuple[float, float, float, float]:
        """Smallest and largest x and y of the map: x1, y1, x2, y2."""
        return (
            min(room.x1 for room in self.rooms),
            min(room.y1 for room in self.rooms),
            max(room.x2 for room in self.rooms),
            max(room.y2 for room in self.rooms),
        )
