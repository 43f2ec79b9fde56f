"""REVIVES: who brought whom back, where, how near an enemy was, and whether the medic was under fire.

Does not belong here: the life that goes on (`lives`).
"""

import math
from typing import Any

from soak.tracker.reference.course import Course, Happening, Place
from soak.tracker.reference.fights import Fight
from soak.tracker.reference.lives import Life
from soak.tracker.reference.players import Player
from soak.tracker.reference.settings import Settings
from soak.tracker.reference.vague import Between


def rows(
    course: Course, lives: list[Life], fights: list[Fight], players: list[dict[int, Player]], settings: Settings
) -> list[dict[str, Any]]:
    """One row a revive."""
    return [
        _row(course, order, happening, players[order], lives, fights, settings)
        for order, happening in enumerate(course.happenings)
        if happening.kind == "Revived"
    ]


def _row(
    course: Course,
    order: int,
    happening: Happening,
    present: dict[int, Player],
    lives: list[Life],
    fights: list[Fight],
    settings: Settings,
) -> dict[str, Any]:
    event = happening.event
    revived, medic = present[event.slot], present[event.medic_slot]
    place = (event.x, event.y, event.z)
    enemies = _living_enemies(course, order, happening.frame, revived.team, lives, place)
    nearest = _nearest(enemies)
    return {
        "time": event.time_ms,
        "medic_guid": medic.guid,
        "medic_name": medic.name,
        "revived_guid": revived.guid,
        "revived_name": revived.name,
        "x": event.x,
        "y": event.y,
        "z": event.z,
        "distance_to_enemy": nearest,
        **({} if len(enemies) > 1 else {"nearest_enemy_guid": enemies[0][0].guid if enemies else None}),
        "under_fire": any(_is_shot_at(fight, medic, order, event.time_ms, settings) for fight in fights),
    }


def _living_enemies(
    course: Course, order: int, frame: int, team: int, lives: list[Life], place: Place
) -> list[tuple[Player, Between]]:
    """Who lives on the other side, and how far away: as the frame before shows him, or as the frame after does."""
    return [
        (life.player, _distance(course, life.player.slot, frame, place))
        for life in lives
        if life.player.team != team
        for stretch in life.stretches
        if stretch.order < order < stretch.end_order
    ]


def _distance(course: Course, slot: int, frame: int, place: Place) -> Between:
    bodies = [course.bodies[at].get(slot) for at in (frame - 1, frame) if at < len(course.bodies)]
    distances = [math.dist(body.place, place) for body in bodies if body]
    return Between(min(distances), max(distances))


def _nearest(enemies: list[tuple[Player, Between]]) -> float | Between:
    """0 without a living enemy."""
    if not enemies:
        return 0.0
    return Between(min(at.low for _, at in enemies), min(at.high for _, at in enemies))


def _is_shot_at(fight: Fight, medic: Player, order: int, time: int, settings: Settings) -> bool:
    """In a fight that is on, and hit so lately that he could not have escaped yet."""
    if fight.target.key != medic.key or not fight.blows[0].order < order < fight.end_order:
        return False
    last = max(blow.time for blow in fight.blows if blow.order < order)
    return time - last < settings.escape_time
