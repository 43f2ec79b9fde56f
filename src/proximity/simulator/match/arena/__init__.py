"""Maps: their geometry, their objectives, the ways through them and the lines of sight.

Belongs here: what stays the same from round to round. Does not belong here: what happens on a map (`play`).
"""

from proximity.simulator.match.arena.arena import (
    ORIGIN_ABOVE_FLOOR,
    SPECTATOR_POINT,
    Arena,
    Door,
    Objective,
    Room,
    SpawnArea,
)
from proximity.simulator.match.arena.reading import ArenaError, arena_names, read_arena
from proximity.simulator.match.arena.routes import Router, Waypoint
from proximity.simulator.match.arena.sight import Sight

__all__ = [
    "ORIGIN_ABOVE_FLOOR",
    "SPECTATOR_POINT",
    "Arena",
    "ArenaError",
    "Door",
    "Objective",
    "Room",
    "Router",
    "Sight",
    "SpawnArea",
    "Waypoint",
    "arena_names",
    "read_arena",
]
