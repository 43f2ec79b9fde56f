"""PLAYER_TRACKS and VIEW_TRACKS: the path of every life, on the ticks at which all who live are sampled.

Does not belong here: when somebody lives (`lives`).
"""

from typing import Any

from soak.tracker.reference.course import Body, Course
from soak.tracker.reference.lives import Life, Stretch
from soak.tracker.reference.settings import FIRST_MOVE_SPEED, Settings

Point = tuple[int, float, float, float, int, float, int, int, bool, str]
#: Of stamina, which is full at a spawn and a revive, sprinting takes 5 a ms and a jump 2500 at once; else it grows.
FULL_STAMINA, SPRINT_DRAIN, JUMP_DRAIN = 20000, 5, 2500
#: Slower than this (units/s) nobody sprints.
SLOWEST_SPRINT = 140


def tracks(course: Course, lives: list[Life], settings: Settings) -> list[dict[str, Any]]:
    """One row a life, with its path."""
    return [_row(course, life, settings) for life in lives]


def views(course: Course, lives: list[Life], settings: Settings) -> list[dict[str, Any]]:
    """One row a life, with the view directions at its samples."""
    return [_view_row(course, life, settings) for life in lives] if settings.view_tracks else []


def _row(course: Course, life: Life, settings: Settings) -> dict[str, Any]:
    path: list[Point] = []
    for stretch in life.stretches:
        path += _points(course, life.player.slot, stretch, path, settings)
    moves = [time for time, _, _, _, _, speed, _, _, _, event in path if event == "sample" and speed > FIRST_MOVE_SPEED]
    return {
        "guid": life.player.guid,
        "name": life.player.name,
        "team": life.player.team_name,
        "class": life.player.class_name,
        "spawn_time": life.stretches[0].started,
        "death_time": life.last.ended,
        "first_move_time": moves[0] if moves else None,
        "death_type": life.last.fall,
        "samples": len(path),
        "path": path,
    }


def _points(course: Course, slot: int, stretch: Stretch, before: list[Point], settings: Settings) -> list[Point]:
    points: list[Point] = [
        (stretch.started, *stretch.place, stretch.health, 0.0, stretch.weapon, 0, False, stretch.rise)
    ]
    stamina, since = FULL_STAMINA, stretch.started
    for frame in course.ticks(settings.sample_interval):
        if not stretch.shows(frame):
            continue
        body, time = course.bodies[frame][slot], course.times[frame]
        is_sprinting = _is_sprinting(body, stamina - body.stamina, time - since)
        stamina, since = body.stamina, time
        points.append(
            (time, *body.place, body.health, body.ground_speed, body.weapon, body.stance, is_sprinting, "sample")
        )
    is_alive = stretch.fall == course.last_word
    health = course.bodies[-1][slot].health if is_alive else 0
    points.append((stretch.ended, *stretch.end_place, health, 0.0, points[-1][6], 0, False, stretch.fall))
    return points


def _is_sprinting(body: Body, drop: int, passed: int) -> bool:
    if body.ground_speed < SLOWEST_SPRINT or body.stance != 0:
        return False
    if drop > 1.1 * SPRINT_DRAIN * passed:
        drop -= JUMP_DRAIN
    return drop > SPRINT_DRAIN / 10 * passed


def _view_row(course: Course, life: Life, settings: Settings) -> dict[str, Any]:
    slot = life.player.slot
    directions = [
        (course.times[frame], course.bodies[frame][slot].yaw, course.bodies[frame][slot].pitch)
        for frame in course.ticks(settings.sample_interval)
        if any(stretch.shows(frame) for stretch in life.stretches)
    ]
    return {
        "guid": life.player.guid,
        "name": life.player.name,
        "team": life.player.team_name,
        "spawn_time": life.stretches[0].started,
        "samples": len(directions),
        "views": directions,
    }
