"""What a map brings with it: its script's decisions, spawn points and entities.

Does not belong here: real maps; callers describe theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Vector = tuple[float, float, float]
AXIS, ALLIES, SPECTATOR = 1, 2, 3


@dataclass(frozen=True)
class MapScript:
    """The spawn block of a map script.

    `default_winner` and `defender`: 0 Axis, 1 Allies (`default_winner` also -1, nobody).
    """

    timelimit_minutes: float = 10
    default_winner: int = 0
    defender: int = 0
    objective_count: int = 4
    spawn_target_count: int = 2
    axis_respawn_ms: int = 20000
    allies_respawn_ms: int = 15000


@dataclass(frozen=True)
class Level:
    """A map.

    `entities`: fields as gentity_get names them (`classname` among them), numbered from 72 on in their order;
    a `trigger_objective_info` also gets its configstrings. `spawn_points`: team → where players stand, feet + 24.
    """

    name: str
    entities: Sequence[Mapping[str, Any]] = ()
    script: MapScript = MapScript()
    spawn_points: Mapping[int, Sequence[Vector]] = field(default_factory=dict)
    intermission_point: Vector = (0.0, 0.0, 49.0)
    spectator_point: Vector = (0.0, 0.0, 400.0)

    def spawn_point(self, slot: int, team: int) -> Vector:
        """Where a player comes to life if the caller does not say."""
        if team == SPECTATOR:
            return self.spectator_point
        points = self.spawn_points.get(team) or ((0.0, 0.0, 24.0),)
        return points[slot % len(points)]
