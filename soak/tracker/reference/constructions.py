"""CONSTRUCTION_EVENTS: dynamite planted and defused, objectives destroyed and built, flag poles captured.

Does not belong here: documents that are carried (`carries`).
"""

import math
from typing import Any

from soak.tracker.reference.course import AXIS, Course, Place
from soak.tracker.reference.lives import Life
from soak.tracker.reference.players import Player

#: Deed → the file's word.
WORDS = {
    "plant": "dynamite_plant",
    "defuse": "dynamite_defuse",
    "destroy": "objective_destroyed",
    "build": "construction_complete",
}
#: Flag poles are looked at so often (ms), and are taken by the nearest within so many units.
POLL_MS, CAPTURE_UNITS = 500, 500


def rows(course: Course, lives: list[Life], players: list[dict[int, Player]]) -> list[dict[str, Any]]:
    """In the order in which a module hears of them."""
    told = [
        (float(order), _row(happening.event.time_ms, WORDS[happening.event.deed], present, happening.event))
        for order, (happening, present) in enumerate(zip(course.happenings, players, strict=True))
        if happening.kind == "ObjectiveDeed" and happening.event.deed in WORDS and happening.event.slot in present
    ]
    return [row for _, row in sorted([*told, *_captures(course, lives, players)], key=lambda one: one[0])]


def _row(time: int, word: str, present: dict[int, Player], event: Any) -> dict[str, Any]:
    return _line(time, word, present[event.slot], event.objective, (event.x, event.y, event.z))


def _line(time: int, word: str, player: Player, objective: str, place: Place) -> dict[str, Any]:
    x, y, z = (math.floor(number + 0.5) for number in place)
    return {
        "event_time": time,
        "event_type": word,
        "player_guid": player.guid,
        "player_name": player.name,
        "player_team": player.team_name,
        "track_name": objective,
        "player_x": x,
        "player_y": y,
        "player_z": z,
    }


def _captures(
    course: Course, lives: list[Life], players: list[dict[int, Player]]
) -> list[tuple[float, dict[str, Any]]]:
    """Poles that belong to another side than at the last look; nobody is named who is not near any more."""
    found = []
    for pole in course.truth.setting.objectives:
        if pole.kind != "flag":
            continue
        before = int(pole.team)
        for frame in _looks(course):
            holder = _holder(course, pole, frame)
            taker = _nearest(course, lives, frame, holder, (pole.x, pole.y, pole.floor)) if holder != before else None
            before = holder
            if taker:
                order = sum(happening.frame <= frame for happening in course.happenings) - 0.5
                now = players[math.floor(order)][taker.slot]
                place = course.bodies[frame][taker.slot].place
                found.append((order, _line(course.times[frame], "flag_captured", now, pole.name, place)))
    return found


def _looks(course: Course) -> list[int]:
    looks: list[int] = []
    for frame, time in enumerate(course.times):
        is_over = course.end is not None and time >= course.end_time
        if not course.is_paused[frame] and not is_over and (not looks or time - course.times[looks[-1]] >= POLL_MS):
            looks.append(frame)
    return looks


def _holder(course: Course, pole: Any, frame: int) -> int:
    holder = int(pole.team)
    for happening in course.happenings:
        if happening.frame <= frame and happening.kind == "ObjectiveDeed" and happening.event.deed == "flag":
            holder = int(happening.event.team) if happening.event.objective == pole.name else holder
    return holder


def _nearest(course: Course, lives: list[Life], frame: int, team: int, place: Place) -> Player | None:
    near = [
        (math.dist(course.bodies[frame][life.player.slot].place, place), life.player.slot, life.player)
        for life in lives
        if life.player.team == team and any(stretch.shows(frame) for stretch in life.stretches)
    ]
    distance, _, player = min(near, key=lambda one: one[:2], default=(math.inf, AXIS, None))
    return player if distance <= CAPTURE_UNITS else None
