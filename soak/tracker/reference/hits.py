"""HITS: every damage that one player did another, enemy or team-mate, alive or dead.

Does not belong here: what follows from a hit.
"""

import math
from typing import Any

from soak.tracker.reference.course import Course, Event
from soak.tracker.reference.players import Player


def rows(course: Course, players: list[dict[int, Player]]) -> list[dict[str, Any]]:
    """In the order in which they happened."""
    return [
        _row(happening.event, present)
        for happening, present in zip(course.happenings, players, strict=True)
        if happening.kind == "Hit" and _is_between_players(happening.event, present)
    ]


def _is_between_players(event: Event, present: dict[int, Player]) -> bool:
    """Of an attacker who watches by now too: what he threw is still his."""
    return event.attacker_slot in present and event.attacker_slot != event.target_slot and event.damage >= 1


def _row(event: Event, present: dict[int, Player]) -> dict[str, Any]:
    attacker, target = present[event.attacker_slot], present[event.target_slot]
    is_seen = not attacker.is_in_limbo
    places = (event.attacker_x, event.attacker_y, event.attacker_z)
    whole = [math.floor(number + 0.5) for number in (*places, event.target_x, event.target_y, event.target_z)]
    return {
        "time": event.time_ms,
        "attacker_guid": attacker.guid,
        "attacker_slot": attacker.slot,
        "target_guid": target.guid,
        "target_slot": target.slot,
        "damage": event.damage,
        "target_health": event.target_health,
        "weapon": event.weapon if is_seen else 0,
        "means_of_death": event.means_of_death,
        "hit_region": event.region if event.region >= 0 else None,
        **dict(zip(("ax", "ay", "az", "tx", "ty", "tz"), whole, strict=True)),
        "yaw": event.yaw if is_seen else 0.0,
        "pitch": event.pitch if is_seen else 0.0,
        "is_team_hit": attacker.team == target.team,
        "is_body_hit": event.target_health <= 0,
    }
