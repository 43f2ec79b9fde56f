"""All sections that follow from the truth about a round, together.

Does not belong here: how a section follows.
"""

from collections.abc import Sequence
from typing import Any

from soak.tracker.reference import (
    carries,
    constructions,
    focus,
    heatmaps,
    hits,
    kills,
    outcomes,
    reactions,
    revives,
    shots,
    tracks,
    whole,
)
from soak.tracker.reference.course import Course, Place
from soak.tracker.reference.fights import all_fights
from soak.tracker.reference.fights import rows as engagement_rows
from soak.tracker.reference.lives import all_lives
from soak.tracker.reference.players import everybody_at_each_event
from soak.tracker.reference.settings import Settings


def expected_rows(
    truth: Any, objectives: Sequence[tuple[str, Place]] = (), settings: Settings | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Section → its rows. Lists stand in them as tuples; `start` and `end` of engagements are places.

    `truth` is a round that a module saw the end of; `objectives` are those of the file, which are judged elsewhere.
    """
    settings = settings or Settings()
    course = Course(truth)
    players = everybody_at_each_event(course)
    lives = all_lives(course, players)
    fights = all_fights(course, lives, players, settings)
    enemy_kills = kills.all_kills(course, players)
    all_carries = carries.all_carries(course, players, settings)
    return {
        "ENGAGEMENTS": engagement_rows(course, fights, settings),
        "PLAYER_TRACKS": tracks.tracks(course, lives, settings),
        "KILL_HEATMAP": heatmaps.kill_rows(enemy_kills),
        "MOVEMENT_HEATMAP": heatmaps.movement_rows(course, lives, fights, settings),
        "OBJECTIVE_FOCUS": focus.rows(course, lives, objectives, settings),
        "REACTION_METRICS": reactions.rows(course, fights, settings),
        "REVIVES": revives.rows(course, lives, fights, players, settings),
        "KILL_OUTCOME": outcomes.rows(course, enemy_kills, players),
        "COMBAT_POSITIONS": kills.rows(enemy_kills, lives),
        "SHOT_FIRED": shots.rows(course, players, settings),
        "CARRIER_KILLS": carries.kill_rows(all_carries),
        "CONSTRUCTION_EVENTS": constructions.rows(course, lives, players),
        "CARRIER_EVENTS": carries.rows(all_carries),
        "HITS": hits.rows(course, players),
        "VIEW_TRACKS": tracks.views(course, lives, settings),
        "ROUND_OUTCOME": whole.outcome_rows(course),
        "CLASS_CHANGES": whole.class_change_rows(lives),
        "PAUSES": whole.pause_rows(course),
    }
