"""Mart → rows that follow from the truth about one round, with the columns in which they are compared.

Hits, pauses, deaths and the outcome are taken from the truth itself; what needs definitions (engagements, lives,
reactions) from the reference. Players are known by GUID. Does not belong here: marts over several rounds (`totals`).
"""

from itertools import pairwise
from typing import Any

from soak.tracker.reference.whole import BROKEN_OFF
from soak.tracker.reference.written import Rows

Row = dict[str, Any]

SIDES = {1: "AXIS", 2: "ALLIES"}


def expected_marts(truth: Any, sections: Rows) -> dict[str, list[Row]]:
    """`sections` are what the reference expects of the file."""
    return {
        "fct_hits": _renamed(sections["HITS"], HIT_COLUMNS),
        "fct_kills": _kills(truth, sections),
        "fct_engagement_attackers": _attackers(sections),
        "fct_escapes": _escapes(sections),
        "fct_pauses": _pauses(truth),
        "fct_class_changes": _renamed(sections["CLASS_CHANGES"], CLASS_CHANGE_COLUMNS),
        "fct_lives": [_life(row) for row in sections["PLAYER_TRACKS"]],
        "fct_engagements": _renamed(sections["ENGAGEMENTS"], ENGAGEMENT_COLUMNS),
        "fct_reactions": _renamed(sections["REACTION_METRICS"], REACTION_COLUMNS),
        "fct_revives": _renamed(sections["REVIVES"], REVIVE_COLUMNS),
        "fct_objective_focus": _renamed(sections["OBJECTIVE_FOCUS"], FOCUS_COLUMNS),
        "fct_shots": [_shot(row) for row in sections["SHOT_FIRED"]],
        "fct_carries": _renamed(sections["CARRIER_EVENTS"], CARRY_COLUMNS),
        "fct_carrier_kills": _renamed(sections["CARRIER_KILLS"], CARRIER_KILL_COLUMNS),
        "fct_constructions": _renamed(sections["CONSTRUCTION_EVENTS"], CONSTRUCTION_COLUMNS),
        "dim_rounds": [_round(truth, sections)],
    }


HIT_COLUMNS = {
    "time": "hit_ms", "attacker_guid": "attacker_guid", "target_guid": "target_guid", "attacker_slot": "attacker_slot",
    "target_slot": "target_slot", "damage": "damage", "target_health": "target_health", "is_team_hit": "is_team_hit",
    "is_body_hit": "is_body_hit", "means_of_death": "means_of_death", "ax": "attacker_x", "ay": "attacker_y",
    "az": "attacker_z", "tx": "target_x", "ty": "target_y", "tz": "target_z",
}  # fmt: skip
CLASS_CHANGE_COLUMNS = {
    "time": "changed_ms", "guid": "guid", "slot": "slot", "team": "team", "from_class": "from_class",
    "to_class": "to_class",
}  # fmt: skip
LIFE_COLUMNS = {
    "guid": "guid", "team": "team", "class": "class", "spawn_time": "spawned_ms", "death_time": "ended_ms",
    "first_move_time": "first_move_ms", "death_type": "end_type", "samples": "sample_count",
}  # fmt: skip
ENGAGEMENT_COLUMNS = {
    "id": "engagement_number", "start_time": "started_ms", "end_time": "ended_ms", "target_guid": "target_guid",
    "target_team": "target_team", "total_damage": "total_damage", "num_attackers": "attacker_count",
    "is_crossfire": "is_crossfire", "crossfire_delay": "crossfire_delay_ms",
}  # fmt: skip
REACTION_COLUMNS = {
    "engagement_id": "engagement_number", "return_fire_ms": "return_fire_ms", "dodge_reaction_ms": "dodge_ms",
    "support_reaction_ms": "support_ms",
}  # fmt: skip
REVIVE_COLUMNS = {"time": "revived_ms", "revived_guid": "revived_guid", "medic_guid": "medic_guid_as_written"}
SHOT_COLUMNS = {"time": "fired_ms", "guid": "guid", "weapon": "weapon_id", "ox": "x", "oy": "y", "oz": "z"}
CARRY_COLUMNS = {
    "carrier_guid": "carrier_guid", "killer_guid": "killer_guid", "carrier_team": "carrier_team", "flag_team": "item",
    "outcome": "outcome", "path_samples": "sample_count", "pickup_x": "pickup_x", "pickup_y": "pickup_y",
    "drop_x": "drop_x", "drop_y": "drop_y", "pickup_time": "picked_up_ms", "drop_time": "ended_ms",
}  # fmt: skip
CARRIER_KILL_COLUMNS = {
    "kill_time": "killed_ms", "carrier_guid": "carrier_guid", "killer_guid": "killer_guid",
    "means_of_death": "means_of_death", "flag_team": "item",
}  # fmt: skip
CONSTRUCTION_COLUMNS = {
    "event_time": "occurred_ms", "event_type": "event_type", "player_guid": "guid", "player_team": "team",
    "track_name": "objective", "player_x": "x", "player_y": "y", "player_z": "z",
}  # fmt: skip
FOCUS_COLUMNS = {
    "guid": "guid",
    "objective": "objective",
    "time_within_radius_ms": "near_ms",
    "samples": "sample_count",
}


def map_name_of(truth: Any) -> str:
    """The map of a round as marts call it."""
    name: str = truth.setting.map_name.lower()
    return name


def _renamed(rows: list[Row], columns: dict[str, str]) -> list[Row]:
    return [{mart: row[column] for column, mart in columns.items()} for row in rows]


def _kills(truth: Any, sections: Rows) -> list[Row]:
    """Kills of enemies as the reference has them, and those of team-mates that the engine credited to a hit."""
    enemies = [
        {
            "killed_ms": row["time"],
            "killer_guid": row["atk_guid"],
            "victim_guid": row["vic_guid"],
            "means_of_death": row["mod"],
            "is_team_kill": False,
        }
        for row in sections["COMBAT_POSITIONS"]
    ]
    mates = [
        {
            "killed_ms": row["time"],
            "killer_guid": row["attacker_guid"],
            "victim_guid": row["target_guid"],
            "means_of_death": row["means_of_death"],
            "is_team_kill": True,
        }
        for row in sections["HITS"]
        if row["is_team_hit"] and 0 < row["target_health"] <= row["damage"]
    ]
    return enemies + mates


def _life(row: Row) -> Row:
    """From a death to the revive there is no life."""
    moments = [(point[0], point[-1]) for point in row["path"]]
    dead = [back - fallen for (fallen, _), (back, event) in pairwise(moments) if event == "revived"]
    return {
        **_renamed([row], LIFE_COLUMNS)[0],
        "revive_count": len(dead),
        "dead_ms": sum(dead),
        "alive_ms": row["death_time"] - row["spawn_time"] - sum(dead),
    }


def _shot(row: Row) -> Row:
    """The origin of the map is no place."""
    shot = _renamed([row], SHOT_COLUMNS)[0]
    return shot | ({} if any(shot[axis] for axis in "xyz") else {"x": None, "y": None, "z": None})


def _attackers(sections: Rows) -> list[Row]:
    return [
        {
            "attacker_guid": guid,
            "damage": damage,
            "hits": hits,
            "first_hit_ms": first,
            "last_hit_ms": last,
            "got_kill": got_kill,
        }
        for fight in sections["ENGAGEMENTS"]
        for guid, _, _, damage, hits, first, last, got_kill, _ in fight["attackers"]
    ]


def _escapes(sections: Rows) -> list[Row]:
    return [
        {"started_ms": row["start_time"], "ended_ms": row["end_time"], "team": row["target_team"]}
        for row in sections["ENGAGEMENTS"]
        if row["outcome"] == "escaped"
    ]


def _pauses(truth: Any) -> list[Row]:
    lasted = [event.duration_ms for event in truth.events if type(event).__name__ == "Resumed"]
    return [{"duration_ms": duration} for duration in lasted]


def _round(truth: Any, sections: Rows) -> Row:
    outcome = sections["ROUND_OUTCOME"][0]
    return {
        "map_name": map_name_of(truth),
        "round_number": truth.setting.round_number,
        "winner_team": SIDES.get(int(truth.outcome.winner)) if truth.outcome else None,
        "defender_team": SIDES[3 - int(truth.setting.attackers)],
        "end_reason": truth.outcome.reason if truth.outcome else BROKEN_OFF[truth.broken_off],
        "time_limit_ms": truth.setting.time_limit_ms,
        "next_time_limit_ms": outcome["next_time_limit_ms"],
        "server_fps": truth.setting.fps,
        "tracker_error_count": 0,
        "is_incomplete": truth.outcome is None,
        "engagement_count": len(sections["ENGAGEMENTS"]),
        "life_count": len(sections["PLAYER_TRACKS"]),
        "pause_count": len(_pauses(truth)),
        "pause_ms": sum(pause["duration_ms"] for pause in _pauses(truth)),
    }
