"""KILL_HEATMAP and MOVEMENT_HEATMAP: what happened in each cell of the map.

Does not belong here: when a thing happened.
"""

from collections import Counter
from typing import Any

from soak.tracker.reference.course import AXIS, Course
from soak.tracker.reference.fights import Fight
from soak.tracker.reference.kills import Kill
from soak.tracker.reference.lives import Life
from soak.tracker.reference.settings import CELL, Settings

Cell = tuple[int, int]


def kill_rows(kills: list[Kill]) -> list[dict[str, Any]]:
    """Kills of enemies where the victims stood, by the killers' sides."""
    cells = [(cell_of(kill.place), kill.killer.team == AXIS) for kill in kills]
    axis = Counter(cell for cell, is_axis in cells if is_axis)
    allies = Counter(cell for cell, is_axis in cells if not is_axis)
    return [
        {"grid_x": x, "grid_y": y, "axis_kills": axis[x, y], "allies_kills": allies[x, y]} for x, y in {*axis, *allies}
    ]


def movement_rows(course: Course, lives: list[Life], fights: list[Fight], settings: Settings) -> list[dict[str, Any]]:
    """Samples of all lives, hits taken from enemies, and escapes where they ended."""
    traversal = Counter(
        cell_of(course.bodies[frame][life.player.slot].place)
        for life in lives
        for stretch in life.stretches
        for frame in course.ticks(settings.sample_interval)
        if stretch.shows(frame)
    )
    combat = Counter(cell_of(blow.place) for fight in fights for blow in fight.blows)
    escape = Counter(cell_of(fight.end_place) for fight in fights if fight.outcome == "escaped")
    return [
        {
            "grid_x": x,
            "grid_y": y,
            "traversal": traversal[x, y],
            "combat": combat[x, y],
            "escape": escape[x, y],
        }
        for x, y in {*traversal, *combat, *escape}
    ]


def cell_of(place: tuple[float, ...]) -> Cell:
    """The cell of a place."""
    return int(place[0] // CELL), int(place[1] // CELL)
