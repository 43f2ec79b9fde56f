"""What a file says of the round as a whole: ROUND_OUTCOME, PAUSES, CLASS_CHANGES, OBJECTIVES.

Does not belong here: what players do.
"""

from typing import Any

from tests.tracker.reference.course import TEAMS, Course
from tests.tracker.reference.lives import Life


def outcome_rows(course: Course) -> list[dict[str, Any]]:
    """ROUND_OUTCOME of a round that went to its end."""
    setting, end = course.truth.setting, course.end
    attackers = int(setting.attackers)
    surrendered = {"surrender": TEAMS[3 - int(end.winner)]}.get(end.reason)
    return [
        {
            "winner": TEAMS[int(end.winner)] if int(end.winner) in (1, 2) else "DRAW",
            "defender": TEAMS[3 - attackers],
            "end_reason": end.reason,
            "time_limit_ms": setting.time_limit_ms,
            "next_time_limit_ms": course.truth.next_time_limit_ms or None,
            "surrendered_team": surrendered,
        }
    ]


def pause_rows(course: Course) -> list[dict[str, Any]]:
    """PAUSES without the instant; one that is still on at the end lasts until then."""
    rows: list[dict[str, Any]] = []
    for happening in course.happenings:
        if happening.kind == "Paused":
            rows.append({"paused_at": happening.event.time_ms})
        elif happening.kind == "Resumed":
            rows[-1]["duration_ms"] = happening.event.duration_ms
    return rows


def class_change_rows(lives: list[Life]) -> list[dict[str, Any]]:
    """CLASS_CHANGES: lives with another class than the same player's life before."""
    last: dict[str, str] = {}
    rows = []
    for life in lives:
        player = life.player
        before = last.get(player.key)
        last[player.key] = player.class_name
        if before is not None and before != player.class_name:
            rows.append(
                {
                    "time": life.stretches[0].started,
                    "guid": player.guid,
                    "slot": player.slot,
                    "name": player.name,
                    "team": player.team_name,
                    "from_class": before,
                    "to_class": player.class_name,
                }
            )
    return rows
