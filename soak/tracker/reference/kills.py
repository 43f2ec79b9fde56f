"""COMBAT_POSITIONS: every kill of an enemy, and where both were.

Does not belong here: what became of the victim (`outcomes`).
"""

import math
from dataclasses import dataclass
from typing import Any

from soak.tracker.reference.course import ALLIES, AXIS, Course, Event, Place
from soak.tracker.reference.lives import Life
from soak.tracker.reference.players import Player
from soak.tracker.reference.vague import Between

#: Weapon of a means of death, where it has one (format document, 6.6 and 6.7).
WEAPONS = {
    5: 1, 6: 2, 7: 7, 8: 3, 9: 8, 10: 10, 11: 25, 12: 14, 13: 32, 14: 42, 15: 5, 16: 4, 17: 6, 18: 9, 22: 15, 23: 22,
    24: 11, 26: 13, 37: 24, 38: 23, 39: 37, 40: 38, 41: 26, 42: 27, 44: 30, 45: 39, 46: 40, 50: 31, 51: 41, 52: 34,
    53: 35, 54: 36, 55: 45, 56: 46, 57: 22, 61: 48, 62: 49, 63: 51, 64: 53, 65: 1, 66: 54,
}  # fmt: skip


@dataclass(frozen=True)
class Kill:
    """A kill of an enemy; `order` is its place among the happenings, `frame` the number of frames seen before it."""

    order: int
    frame: int
    event: Event
    killer: Player
    victim: Player

    @property
    def place(self) -> Place:
        """Where the victim fell."""
        return (self.event.x, self.event.y, self.event.z)


def all_kills(course: Course, players: list[dict[int, Player]]) -> list[Kill]:
    """In the order in which they happened."""
    kills = []
    for order, (happening, present) in enumerate(zip(course.happenings, players, strict=True)):
        event = happening.event
        if happening.kind != "Died" or event.killer_slot < 0 or event.killer_slot not in present:
            continue
        kill = Kill(order, happening.frame, event, present[event.killer_slot], present[event.slot])
        if {kill.killer.team, kill.victim.team} == {AXIS, ALLIES}:
            kills.append(kill)
    return kills


def rows(kills: list[Kill], lives: list[Life]) -> list[dict[str, Any]]:
    """COMBAT_POSITIONS."""
    return [_row(kill, lives) for kill in kills]


def _row(kill: Kill, lives: list[Life]) -> dict[str, Any]:
    event = kill.event
    is_posthumous = kill.killer.is_in_limbo
    ax, ay, az = map(_whole, (event.killer_x, event.killer_y, event.killer_z))
    vx, vy, vz = map(_whole, kill.place)
    return {
        "time": event.time_ms,
        "event": "kill",
        "atk_guid": kill.killer.guid,
        "atk_name": kill.killer.name,
        "atk_team": kill.killer.team_name,
        "atk_class": kill.killer.class_name,
        "vic_guid": kill.victim.guid,
        "vic_name": kill.victim.name,
        "vic_team": kill.victim.team_name,
        "vic_class": kill.victim.class_name,
        "ax": ax, "ay": ay, "az": az, "vx": vx, "vy": vy, "vz": vz,
        "weapon": WEAPONS.get(event.means_of_death, 0 if is_posthumous else event.weapon),
        "mod": event.means_of_death,
        # How dead somebody is whose body burst the engine does not say.
        "killer_health": Between(-math.inf, 0) if is_posthumous else event.killer_health,
        "axis_alive": _alive(lives, AXIS, kill.order),
        "allies_alive": _alive(lives, ALLIES, kill.order),
    }  # fmt: skip


def _alive(lives: list[Life], team: int, order: int) -> int:
    """How many of a side live once something has happened."""
    return sum(
        stretch.order < order < stretch.end_order
        for life in lives
        if life.player.team == team
        for stretch in life.stretches
    )


def _whole(number: float) -> int:
    return math.floor(number + 0.5)
