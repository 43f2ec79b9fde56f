"""OBJECTIVE_FOCUS: how close each player kept to the objectives, over the samples of all his lives.

Does not belong here: which objectives there are.
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from soak.tracker.reference.course import Course, Place
from soak.tracker.reference.lives import Life
from soak.tracker.reference.settings import NEAR_AN_OBJECTIVE, Settings


def rows(
    course: Course, lives: list[Life], objectives: Sequence[tuple[str, Place]], settings: Settings
) -> list[dict[str, Any]]:
    """One row a player who was sampled; `objectives` are names and places, none if the map has none."""
    own: dict[str, list[Life]] = {}
    for life in lives:
        own.setdefault(life.player.key, []).append(life)
    found = [_row(course, lives_of_one, objectives, settings) for lives_of_one in own.values()]
    return [row for row in found if row]


def _row(
    course: Course, lives: list[Life], objectives: Sequence[tuple[str, Place]], settings: Settings
) -> dict[str, Any] | None:
    places = [
        course.bodies[frame][life.player.slot].place
        for life in lives
        for stretch in life.stretches
        for frame in course.ticks(settings.sample_interval)
        if stretch.shows(frame)
    ]
    if not places or not objectives:
        return None
    nearest = [min((math.dist(place, at), name) for name, at in objectives) for place in places]
    often = Counter(name for _, name in nearest)
    near = sum(distance <= NEAR_AN_OBJECTIVE for distance, _ in nearest)
    return {
        "guid": lives[0].player.guid,
        "name": lives[0].player.name,
        "team": lives[0].player.team_name,
        "objective": min(often, key=lambda name: (-often[name], name)),
        "avg_distance": sum(distance for distance, _ in nearest) / len(nearest),
        "time_within_radius_ms": near * settings.sample_interval,
        "samples": len(nearest),
    }
