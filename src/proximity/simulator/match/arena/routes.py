"""Ways through a map: from a point in one room to a point in another, through open doors.

People differ in the ways they take, so every plan weighs the rooms by chance. Ledges are taken downwards only.
Does not belong here: walking (`play.movement`).
"""

import heapq
from collections.abc import Collection
from dataclasses import dataclass
from math import inf, sqrt

from proximity.simulator.match.arena.arena import Arena, Door
from proximity.simulator.match.dice import Dice

WALL_MARGIN = 28.0
"""Nobody walks closer to the edge of an opening than this."""
DOOR_COST = 100.0
"""What a turn costs beside its length."""
TASTE = (0.7, 1.5)
"""How differently people like the same step."""


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A point to walk to straight, and the room in which one is from there on."""

    x: float
    y: float
    room: int
    door: Door | None = None
    """The opening passed there; none at the end of the way."""
    is_growing: bool = False
    """Whether the coordinate across the door's wall grows when one passes it."""


class Router:
    """Plans ways on a map, as long as these doors are open."""

    def __init__(self, arena: Arena, open_doors: Collection[Door]) -> None:
        self._arena = arena
        self._doors: dict[int, list[Door]] = {room.index: [] for room in arena.rooms}
        for door in open_doors:
            for room in door.rooms:
                if self._is_passable(door, room):
                    self._doors[room].append(door)

    def _is_passable(self, door: Door, room: int) -> bool:
        return not door.is_ledge or self._arena.rooms[room].floor > self._arena.rooms[door.other(room)].floor

    def plan(self, dice: Dice, room: int, x: float, y: float, goal: Waypoint) -> list[Waypoint]:
        """The way to the goal, first step first; only the goal itself if no way leads there."""
        best = {room: 0.0}
        arrival: dict[int, tuple[int, Waypoint]] = {}
        queue = [(0.0, room, x, y)]
        while queue:
            cost, here, at_x, at_y = heapq.heappop(queue)
            if here == goal.room:
                return [*_unwind(arrival, room, here), goal]
            if cost > best[here]:
                continue
            for door in self._doors[here]:
                step = self._through(door, door.other(here), dice)
                length = sqrt((step.x - at_x) ** 2 + (step.y - at_y) ** 2)
                reached = cost + (length + DOOR_COST) * dice.between(*TASTE)
                if reached < best.get(step.room, inf):
                    best[step.room] = reached
                    arrival[step.room] = (here, step)
                    heapq.heappush(queue, (reached, step.room, step.x, step.y))
        return [goal]

    def _through(self, door: Door, there: int, dice: Dice) -> Waypoint:
        margin = min(WALL_MARGIN, (door.high - door.low) / 2)
        along = dice.between(door.low + margin, door.high - margin)
        room = self._arena.rooms[there]
        if door.is_across_x:
            return Waypoint(door.wall, along, there, door, room.x1 == door.wall)
        return Waypoint(along, door.wall, there, door, room.y1 == door.wall)


def _unwind(arrival: dict[int, tuple[int, Waypoint]], start: int, end: int) -> list[Waypoint]:
    steps = []
    here = end
    while here != start:
        here, step = arrival[here]
        steps.append(step)
    return steps[::-1]
