"""Writes round files as the tracker does, from values that a test chooses (format document, sections 3 and 7).

Belongs here: healthy lines with one thing changed. Does not belong here: expectations.
"""

from collections.abc import Iterable

from bench.plain_sections import SECTIONS, column_names

from proximity.parsing import ParsedRounds, RoundText, parse_rounds

GUID = "A1" * 16
OTHER_GUID = "B2" * 16
FILE_NAME = "2026-02-20-201500-supply-round-1_engagements.txt"

#: The column lines of section 7, written down here once more so that the format table is not its own witness.
COLUMN_LINES = {
    "ENGAGEMENTS": (
        "id;start_time;end_time;duration;target_guid;target_name;target_team;outcome;total_damage;killer_guid;"
        "killer_name;num_attackers;is_crossfire;crossfire_delay;crossfire_participants;start_x;start_y;start_z;"
        "end_x;end_y;end_z;distance_traveled;positions;attackers"
    ),
    "PLAYER_TRACKS": "guid;name;team;class;spawn_time;death_time;first_move_time;death_type;samples;path",
    "KILL_HEATMAP": "grid_x;grid_y;axis_kills;allies_kills",
    "MOVEMENT_HEATMAP": "grid_x;grid_y;traversal;combat;escape",
    "OBJECTIVE_FOCUS": "guid;name;team;objective;avg_distance;time_within_radius_ms;samples",
    "REACTION_METRICS": (
        "engagement_id;target_guid;target_name;target_team;target_class;outcome;num_attackers;return_fire_ms;"
        "dodge_reaction_ms;support_reaction_ms;start_time;end_time;duration"
    ),
    "VIEW_TRACKS": "guid;name;team;spawn_time;samples;views",
    **{name: ";".join(column_names(name)) for name in SECTIONS},
}
NINE_COLUMN_TRACKS = "guid;name;team;class;spawn_time;death_time;first_move_time;samples;path"

PROXIMITY_VERSION = "# tracker_version_full=proximity-1.0.0"
POINT = "500,1.5,-2.0,24.0,100,120.5,3,0,0,sample"
POSITION = "500,1.0,2.0,3.0,hit"
ATTACKER = f"{OTHER_GUID},Other,ALLIES,40,2,500,900,0,8:2;"


def section(name: str, *rows: str, columns: str | None = None) -> str:
    """A section with its column line (`columns=""`: without one) and its rows."""
    line = COLUMN_LINES.get(name, "a;b;c") if columns is None else columns
    return "\n".join([f"# {name}", *([f"# {line}"] if line else []), *rows])


def round_file(*parts: str, banner: str = "# PROXIMITY_TRACKER_V4", header: Iterable[str] = ("# map=supply",)) -> bytes:
    """A finished file of a banner, header lines and parts (sections or anything else), LF line ends."""
    return ("\n".join([banner, *header, *parts]) + "\n").encode("utf-8", "surrogateescape")


def proximity_file(*parts: str, header: Iterable[str] = ("# map=supply", PROXIMITY_VERSION)) -> bytes:
    """A file as our own tracker writes it, with its end line; `parts` are sections with rows of one line each."""
    above = round_file(*parts, banner="# PROXIMITY_TRACKER_V6", header=header)
    return above + end_line(above)


def end_line(above: bytes) -> bytes:
    """The end line of what stands above it, written here once more so that the parser is not its own witness."""
    counts: dict[str, int] = {}
    for line in above.decode("utf-8", "surrogateescape").split("\n")[1:]:
        if line.startswith("# ") and line[2:].isupper() and "=" not in line:
            section_name = line[2:]
            counts[section_name] = 0
        elif counts and line and not line.startswith("#"):
            counts[section_name] += 1
    a, b = 1, 0
    for byte in above:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    listed = ",".join(f"{name}:{count}" for name, count in counts.items())
    return b"# END sections=%d rows=%d checksum=%08x counts=%s\n" % (
        len(counts),
        sum(counts.values()),
        b * 65536 + a,
        listed.encode(),
    )


def parse(content: bytes) -> ParsedRounds:
    """Parse one file on its own."""
    return parse_rounds([RoundText(FILE_NAME, content)])


def reasons(parsed: ParsedRounds) -> list[str]:
    """The reject reasons in order of file and line."""
    return parsed.rejected_lines["reason"].to_list()


def track(**changes: object) -> str:
    """A PLAYER_TRACKS line of ten columns. `path` may be text or a list of items; `samples` follows it unless given."""
    path = changes.get("path", [POINT])
    items = [path] if isinstance(path, str) else list(path)  # type: ignore[call-overload]
    fields = {
        "guid": GUID,
        "name": "Somebody",
        "team": "AXIS",
        "class": "MEDIC",
        "spawn_time": 500,
        "death_time": 900,
        "first_move_time": "",
        "death_type": "killed",
        "samples": len([item for item in items if item]),
    }
    return _joined({**fields, **changes, "path": "|".join(items)})


def engagement(**changes: object) -> str:
    """An ENGAGEMENTS line. `attackers` and `positions` are lists of items; `num_attackers` follows unless given."""
    attackers = list(changes.get("attackers", [ATTACKER]))  # type: ignore[call-overload]
    positions = list(changes.get("positions", [POSITION]))  # type: ignore[call-overload]
    fields = dict.fromkeys(COLUMN_LINES["ENGAGEMENTS"].split(";"), "0")
    fields |= {"target_guid": GUID, "target_name": "Somebody", "target_team": "AXIS", "outcome": "escaped"}
    fields |= {"killer_guid": "", "killer_name": "", "crossfire_delay": "", "crossfire_participants": ""}
    fields |= {"num_attackers": str(len(attackers))}
    lists = {"attackers": "|".join(attackers), "positions": "|".join(positions)}
    return _joined({**fields, **changes, **lists})


def reaction(**changes: object) -> str:
    """A REACTION_METRICS line."""
    fields = dict.fromkeys(COLUMN_LINES["REACTION_METRICS"].split(";"), "0")
    fields |= {"target_guid": GUID, "target_name": "Somebody", "target_team": "AXIS", "target_class": "MEDIC"}
    return _joined({**fields, "outcome": "escaped", **changes})


def focus(**changes: object) -> str:
    """An OBJECTIVE_FOCUS line."""
    fields = {"guid": GUID, "name": "Somebody", "team": "AXIS", "objective": "depot", "avg_distance": "812.4"}
    return _joined({**fields, "time_within_radius_ms": 1200, "samples": 31, **changes})


def _joined(fields: dict[str, object]) -> str:
    return ";".join(str(value) for value in fields.values())
