"""What a file says of the round as a whole: ROUND_OUTCOME, PAUSES, CLASS_CHANGES, OBJECTIVES.

Does not belong here: what players do.
"""

from typing import Any

from soak.tracker.reference.course import TEAMS, Course
from soak.tracker.reference.lives import Life

#: What broke a round off → the file's word for it.
BROKEN_OFF = {"map_restart": "map_restart", "map_change": "map_change", "quit": "shutdown", "kill": "recovered"}


def outcome_rows(course: Course) -> list[dict[str, Any]]:
    """ROUND_OUTCOME. Nobody wins a round that was broken off."""
    setting, end = course.truth.setting, course.end
    if end is None:
        return [_broken_off(course)]
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


def _broken_off(course: Course) -> dict[str, Any]:
    setting = course.truth.setting
    return {
        "winner": None,
        "defender": TEAMS[3 - int(setting.attackers)],
        "end_reason": BROKEN_OFF[course.truth.broken_off],
        "time_limit_ms": setting.time_limit_ms,
        "next_time_limit_ms": None,
        "surrendered_team": None,
    }


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
