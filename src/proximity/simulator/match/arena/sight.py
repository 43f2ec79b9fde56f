"""Who can see whom: straight lines through the openings between rooms.

Sight reaches through at most `MOST_DOORS` openings; heights do not hide anybody.
Does not belong here: range, fields of view, attention (`play.senses`).
"""

from collections.abc import Collection

from proximity.simulator.match.arena.arena import Arena, Door

MOST_DOORS = 3


class Sight:
    """Lines of sight of a map, as long as these doors are open."""

    def __init__(self, arena: Arena, open_doors: Collection[Door]) -> None:
        self._chains: dict[tuple[int, int], list[tuple[Door, ...]]] = {}
        by_room: dict[int, list[Door]] = {room.index: [] for room in arena.rooms}
        for door in open_doors:
            for room in door.rooms:
                by_room[room].append(door)
        for start in by_room:
            self._extend(start, start, (), by_room)

    def _extend(self, start: int, here: int, chain: tuple[Door, ...], by_room: dict[int, list[Door]]) -> None:
        if chain:
            self._chains.setdefault((start, here), []).append(chain)
        if len(chain) < MOST_DOORS:
            for door in by_room[here]:
                # A straight line leaves a convex room only once.
                if door not in chain and door.other(here) != start:
                    self._extend(start, door.other(here), (*chain, door), by_room)

    def is_clear(self, room: int, x: float, y: float, other_room: int, other_x: float, other_y: float) -> bool:
        """Whether two points, given with their rooms, see each other."""
        if room == other_room:
            return True
        for chain in self._chains.get((room, other_room), ()):
            for door in chain:
                if not _passes(door, x, y, other_x, other_y):
                    break
            else:
                return True
        return False


def _passes(door: Door, x: float, y: float, other_x: float, other_y: float) -> bool:
    if door.is_across_x:
        span = other_x - x
        if span == 0:
            return False
        crossing = y + (other_y - y) * (door.wall - x) / span
    else:
        span = other_y - y
        if span == 0:
            return False
        crossing = x + (other_x - x) * (door.wall - y) / span
    return door.low <= crossing <= door.high
