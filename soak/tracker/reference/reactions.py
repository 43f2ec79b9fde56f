"""REACTION_METRICS: what the target of an engagement and his side did in its first seconds.

Does not belong here: the engagement (`fights`).
"""

import math
from itertools import pairwise
from typing import Any

from soak.tracker.reference.course import Course, Place
from soak.tracker.reference.fights import Blow, Fight
from soak.tracker.reference.settings import DODGE_DEGREES, LONGEST_REACTION_MS, SHORTEST_STEP, Settings


def rows(course: Course, fights: list[Fight], settings: Settings) -> list[dict[str, Any]]:
    """One row an engagement, with the same number."""
    blows = sorted((blow for fight in fights for blow in fight.blows), key=lambda blow: blow.order)
    return [_row(course, number, fight, blows, settings) for number, fight in enumerate(fights, start=1)]


def _row(course: Course, number: int, fight: Fight, blows: list[Blow], settings: Settings) -> dict[str, Any]:
    back = [blow for blow in blows if _is_on_an_attacker(blow, fight)]
    own = [blow for blow in back if blow.attacker.key == fight.target.key]
    others = [
        blow for blow in back if blow.attacker.key != fight.target.key and blow.attacker.team == fight.target.team
    ]
    seen = [(time - fight.started, place) for time, place, _ in fight.seen(course, settings)]
    return {
        "engagement_id": number,
        "target_guid": fight.target.guid,
        "target_name": fight.target.name,
        "target_team": fight.target.team_name,
        "target_class": fight.target.class_name,
        "outcome": fight.outcome,
        "num_attackers": len(fight.attackers()),
        "return_fire_ms": own[0].time - fight.started if own else None,
        "dodge_reaction_ms": dodge_of(seen),
        "support_reaction_ms": others[0].time - fight.started if others else None,
        "start_time": fight.started,
        "end_time": fight.ended,
        "duration": fight.ended - fight.started,
    }


def _is_on_an_attacker(blow: Blow, fight: Fight) -> bool:
    """A hit on somebody who has attacked the target in this engagement, while it lasts and in time."""
    if not fight.blows[0].order < blow.order < fight.end_order or blow.time - fight.started > LONGEST_REACTION_MS:
        return False
    return blow.target.key in {before.attacker.key for before in fight.blows if before.order < blow.order}


def dodge_of(seen: list[tuple[int, Place]]) -> int | None:
    """The first clear turn among sightings (ms after the first hit, place): steps that are too short on the ground
    count for nothing, the first other one gives the direction."""
    straight: tuple[float, float] | None = None
    for (_, before), (after_ms, place) in pairwise(seen):
        step = (place[0] - before[0], place[1] - before[1])
        if after_ms > LONGEST_REACTION_MS:
            return None
        if math.hypot(*step) < SHORTEST_STEP:
            continue
        if straight is None:
            straight = step
        elif _angle(straight, step) >= DODGE_DEGREES:
            return after_ms
    return None


def _angle(one: tuple[float, float], other: tuple[float, float]) -> float:
    cross = one[0] * other[1] - one[1] * other[0]
    return abs(math.degrees(math.atan2(cross, one[0] * other[0] + one[1] * other[1])))
