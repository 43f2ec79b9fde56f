"""The sections of trackers after 4.2, for the plain reader: columns and types as the format document writes them.

Belongs here: one entry a section, copied from the document (7.7-7.29; those of our own tracker follow), and how a line
is cast after it.
Does not belong here: the six sections of tracker 4.2, and lists of views (`bench.plain_reader`); anything taken from
the project's own format table, of which this is a witness.
"""

from collections.abc import Callable, Sequence

#: Section → column line and types. What stands in brackets is missing in older files. i integer, f decimal, b 0 or 1,
#: t time, g GUID, n name, a side, s text; ? may be empty; g, and g| are lists of GUIDs.
SECTIONS = {
    "SPAWN_TIMING": (
        "killer_guid;killer_name;killer_team;victim_guid;victim_name;victim_team;kill_time;enemy_spawn_interval;"
        "time_to_next_spawn;spawn_timing_score[;killer_reinf;victim_reinf]",
        "g;n;a;g;n;a;t;i;i;f[;f;f]",
    ),
    "TEAM_COHESION": (
        "time;team;alive_count;centroid_x;centroid_y;dispersion;max_spread;straggler_count;buddy_pair_guids;"
        "buddy_distance",
        "t;a;i;f;f;f;f;i;s?;f",
    ),
    "CROSSFIRE_OPPORTUNITIES": (
        "time;target_guid;target_name;target_team;teammate1_guid;teammate2_guid;angular_separation;was_executed;"
        "damage_within_window",
        "t;g;n;a;g;g;f;b;i",
    ),
    "FOCUS_FIRE": (
        "engagement_id;target_guid;target_name;attacker_count;attacker_guids;total_damage;duration;focus_score",
        "i;g;n;i;g,;i;i;f",
    ),
    "TEAM_PUSHES": (
        "start_time;end_time;team;avg_speed;direction_x;direction_y;alignment_score;push_quality;participant_count;"
        "toward_objective",
        "t;t;a;f;f;f;f;f;i;s",
    ),
    "TRADE_KILLS": (
        "original_kill_time;traded_kill_time;delta_ms;original_victim_guid;original_victim_name;original_killer_guid;"
        "original_killer_name;trader_guid;trader_name",
        "t;t;i;g;n;g;n;g;n",
    ),
    "REVIVES": (
        "time;medic_guid;medic_name;revived_guid;revived_name;x;y;z;distance_to_enemy;nearest_enemy_guid;under_fire",
        "t;g;n;g;n;f;f;f;f;g;b",
    ),
    "WEAPON_ACCURACY": (
        "player_guid;player_name;team;weapon_id;shots_fired;hits;kills;headshots",
        "g;n;a;i;i;i;i;i",
    ),
    "KILL_OUTCOME": (
        "kill_time;victim_guid;victim_name;killer_guid;killer_name;kill_mod;outcome;outcome_time;delta_ms;"
        "effective_denied_ms;gibber_guid;gibber_name;reviver_guid;reviver_name",
        "t;g;n;g;n;i;s;t;i;i;g;n;g;n",
    ),
    "HIT_REGIONS": (
        "time;attacker_guid;attacker_name;victim_guid;victim_name;weapon;region;damage",
        "t;g;n;g;n;i;i;i",
    ),
    "COMBAT_POSITIONS": (
        "time;event;atk_guid;atk_name;atk_team;atk_class;vic_guid;vic_name;vic_team;vic_class;ax;ay;az;vx;vy;vz;weapon;"
        "mod[;killer_health;axis_alive;allies_alive]",
        "t;s;g;n;a;s;g;n;a;s;i;i;i;i;i;i;i;i[;i;i;i]",
    ),
    "SHOT_FIRED": ("time;guid;weapon;ox;oy;oz;yaw;pitch", "t;g;i;i;i;i;f;f"),
    "AIM_LOCK": (
        "start_time;end_time;duration_ms;guid;name;team;target_guid;target_name;avg_err_deg;avg_dist;samples",
        "t;t;i;g;n;a;g;n;f;i;i",
    ),
    "SPAWN_SELECT": ("time;guid;name;team;spawn_index;last_spawn_time", "t;g;n;a;i;i"),
    "SKILL_SNAPSHOT": (
        "guid;name;team;battle_sense;engineering;first_aid;signals;light_weapons;heavy_weapons;covertops",
        "g;n;a;i;i;i;i;i;i;i",
    ),
    "COMM_EVENTS": ("time;guid;name;team;cmd;arg", "t;g;n;a;s;s?"),
    "CARRIER_EVENTS": (
        "carrier_guid;carrier_name;carrier_team;flag_team;pickup_time;drop_time;duration_ms;outcome;carry_distance;"
        "beeline_distance;efficiency;path_samples;pickup_x;pickup_y;pickup_z;drop_x;drop_y;drop_z;killer_guid;"
        "killer_name",
        "g;n;a;s;t;t;i;s;f;f;f;i;i;i;i;i;i;i;g;n",
    ),
    "CARRIER_KILLS": (
        "kill_time;carrier_guid;carrier_name;carrier_team;killer_guid;killer_name;killer_team;means_of_death;"
        "carrier_distance_at_kill;flag_team",
        "t;g;n;a;g;n;a;i;f;s",
    ),
    "CARRIER_RETURNS": (
        "return_time;returner_guid;returner_name;returner_team;flag_team;original_carrier_guid;drop_time;"
        "return_delay_ms;drop_x;drop_y;drop_z",
        "t;g;n;a;s;g;t;i;i;i;i",
    ),
    "VEHICLE_PROGRESS": (
        "vehicle_name;vehicle_type;start_x;start_y;start_z;end_x;end_y;end_z;total_distance;max_health;final_health;"
        "destroyed_count",
        "s;s;i;i;i;i;i;i;f;i;i;i",
    ),
    "ESCORT_CREDIT": (
        "player_guid;player_name;player_team;vehicle_name;mounted_time_ms;proximity_time_ms;total_escort_distance;"
        "credit_distance;samples",
        "g;n;a;s;i;i;f;f;i",
    ),
    "CONSTRUCTION_EVENTS": (
        "event_time;event_type;player_guid;player_name;player_team;track_name;player_x;player_y;player_z",
        "t;s;g;n;a;s?;i;i;i",
    ),
    "OBJECTIVE_RUNS": (
        "engineer_guid;engineer_name;engineer_team;action_type;track_name;action_time;approach_time_ms;"
        "approach_distance;beeline_distance;path_efficiency;self_kills;team_kills;escort_guids;enemies_nearby;"
        "nearby_teammates;run_type;obj_x;obj_y;obj_z;killer_guid;killer_name",
        "g;n;a;s;s?;t;i;f;f;f;i;i;g|;i;i;s;i;i;i;g;n",
    ),
    "HITS": (
        "time;attacker_guid;attacker_slot;target_guid;target_slot;damage;target_health;weapon;means_of_death;hit_region;"
        "ax;ay;az;tx;ty;tz;yaw;pitch;is_team_hit;is_body_hit",
        "t;g;i;g;i;i;i;i;i;i?;i;i;i;i;i;i;f;f;b;b",
    ),
    "ROUND_OUTCOME": (
        "winner;defender;end_reason;time_limit_ms;next_time_limit_ms;surrendered_team",
        "s?;a?;s;i?;i?;a?",
    ),
    "OBJECTIVES": ("name;kind;entity;team;is_primary;x;y;z;source", "s?;s;i;a?;b;f;f;f;s"),
    "CLASS_CHANGES": ("time;guid;slot;name;team;from_class;to_class", "t;g;i;n;a;s;s"),
    "PAUSES": ("paused_at;duration_ms;started_unix", "t;i;i?"),
}
#: Section → table of its list of GUIDs, name of the item number, and the column that states how many there are.
GUID_LISTS = {
    "FOCUS_FIRE": ("focus_fire_attackers", "attacker_number", "attacker_count"),
    "OBJECTIVE_RUNS": ("objective_run_escorts", "escort_number", None),
}


def widths_of(section: str) -> tuple[int, ...]:
    """The numbers of fields that a line of the section can have, the older one first."""
    columns = SECTIONS[section][0]
    return tuple(sorted({part.count(";") + 1 for part in (columns.split("[")[0], columns)}))


def column_names(section: str) -> list[str]:
    """All columns of the section, the list of GUIDs included."""
    return SECTIONS[section][0].replace("[", "").replace("]", "").split(";")


def stored_names(section: str) -> list[str]:
    """The columns of the section's own table: all but the list of GUIDs."""
    kinds = dict(zip(column_names(section), _kinds(section), strict=True))
    return [name for name, kind in kinds.items() if kind not in ("g,", "g|")]


def read_line(section: str, line: int, fields: list[str], casts: dict[str, Callable]) -> dict[str, list[tuple]]:
    """The rows of a line: its own, and one for each GUID of its list. ValueError if a field cannot be cast."""
    kinds, names = _kinds(section), column_names(section)
    row: list = [line]
    rows: dict[str, list[tuple]] = {}
    for kind, field in zip(kinds, fields, strict=False):
        if kind in casts:
            row.append(casts[kind](field))
        else:
            table, _, counted = GUID_LISTS[section]
            guids = field.split(kind[1]) if field else []
            rows[table] = [(line, number, guid or None) for number, guid in enumerate(guids, start=1)]
            if counted and int(fields[names.index(counted)]) != len(guids):
                raise ValueError("number of GUIDs")
    absent: Sequence[None] = (len(kinds) - len(fields)) * [None]
    return {section.lower(): [(*row, *absent)]} | rows


def _kinds(section: str) -> list[str]:
    return SECTIONS[section][1].replace("[", "").replace("]", "").split(";")
