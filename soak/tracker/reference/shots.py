"""SHOT_FIRED: every use of a weapon, from where and in which direction, if an admin asks for it.

Does not belong here: whether it hit (`hits`).
"""

from typing import Any

from soak.tracker.reference.course import Course
from soak.tracker.reference.players import Player
from soak.tracker.reference.settings import Settings


def rows(course: Course, players: list[dict[int, Player]], settings: Settings) -> list[dict[str, Any]]:
    """In the order in which they happened; places are cut towards zero."""
    if not settings.shots:
        return []
    return [
        {
            "time": happening.event.time_ms,
            "guid": present[happening.event.slot].guid,
            "weapon": happening.event.weapon,
            "ox": int(happening.event.x),
            "oy": int(happening.event.y),
            "oz": int(happening.event.z),
            "yaw": happening.event.yaw,
            "pitch": happening.event.pitch,
        }
        for happening, present in zip(course.happenings, players, strict=True)
        if happening.kind == "Fired"
    ]
