"""A plain Python reader of round files: split and cast, line by line.

Two uses: the speed that the parser is measured against, and the values and counts that the parser is tested against.
It is therefore written from the format document alone (sections 3, 7 and 11) and imports nothing of the project.
Belongs here: reading healthy files in the most obvious way. A line that cannot be read is left out, without a reason.
Does not belong here: tricks for speed, reasons of rejects, headers, judgements about play.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from bench.plain_sections import GUID_LISTS, SECTIONS, read_line, stored_names, widths_of

Rows = dict[str, list[tuple]]

SECTION_LINE = re.compile(r"# ([A-Z][A-Z0-9_]*)")
COLUMN_LINE = re.compile(r"# [a-z][a-z0-9_]*(;[a-z][a-z0-9_]*)+")
TEAMS = {"AXIS", "ALLIES", "SPEC"}

_COLUMN_NAMES = {
    "engagements": "line_number id start_time end_time duration target_guid target_name target_team outcome "
    "total_damage killer_guid killer_name num_attackers is_crossfire crossfire_delay start_x start_y start_z "
    "end_x end_y end_z distance_traveled",
    "engagement_crossfire_participants": "line_number participant_number guid",
    "engagement_positions": "line_number position_number time x y z event",
    "engagement_attackers": "line_number attacker_number guid name team damage hits first_hit last_hit got_kill",
    "engagement_attacker_weapons": "line_number attacker_number weapon_number weapon count",
    "player_tracks": "line_number guid name team class spawn_time death_time first_move_time death_type samples",
    "track_samples": "line_number sample_number time x y z health speed weapon stance sprint event",
    "view_tracks": "line_number guid name team spawn_time samples",
    "view_samples": "line_number sample_number time yaw pitch",
    "kill_heatmap": "line_number grid_x grid_y axis_kills allies_kills",
    "movement_heatmap": "line_number grid_x grid_y traversal combat escape",
    "objective_focus": "line_number guid name team objective avg_distance time_within_radius_ms samples",
    "reaction_metrics": "line_number engagement_id target_guid target_name target_team target_class outcome "
    "num_attackers return_fire_ms dodge_reaction_ms support_reaction_ms start_time end_time duration",
}
#: Table → column names of its rows. The first is always the line, then come the numbers of list items, from 1.
COLUMNS = {
    **{table: names.split() for table, names in _COLUMN_NAMES.items()},
    **{section.lower(): ["line_number", *stored_names(section)] for section in SECTIONS},
    **{table: ["line_number", number, "guid"] for table, number, _ in GUID_LISTS.values()},
}


def read_round(content: bytes) -> Rows:
    """The rows of all sections; table and column names as in `COLUMNS`. Empty fields are None."""
    rows: Rows = {table: [] for table in COLUMNS}
    declared: dict[str, int] = {}
    # What follows the last line end is a line that was cut; a finished file has nothing there.
    for number, section, line, is_comment in _lines(content[: content.rfind(b"\n") + 1]):
        if is_comment:
            if COLUMN_LINE.fullmatch(line):
                declared.setdefault(section, line.count(";") + 1)
        elif section in READERS and line:
            widths, read = READERS[section]
            try:
                read_rows = read(number, _fields(line, widths, declared.get(section)))
            except ValueError:
                continue
            for table, values in read_rows.items():
                rows[table] += values
    return rows


def count_data_lines(content: bytes) -> dict[str, int]:
    """Section → number of its data lines, known or not; lines above the first section count under ""."""
    counts: dict[str, int] = defaultdict(int)
    for number, section, line, is_comment in _lines(content):
        if number > 1 and SECTION_LINE.fullmatch(line):
            counts[section] += 0
        elif line and not is_comment:
            counts[section] += 1
    return dict(counts)


def _lines(content: bytes) -> Iterator[tuple[int, str, str, bool]]:
    """Line number, section ("" above the first) and text of every line, and whether it is a comment. Column lines and
    legends stand directly below a heading; elsewhere a comment has no `;`, or it is a row that was damaged."""
    section, last = "", "#"
    for number, piece in enumerate(content.decode("utf-8-sig", "replace").split("\n"), start=1):
        line = piece.removesuffix("\r")
        start = SECTION_LINE.fullmatch(line) if number > 1 else None
        if start:
            section = start[1]
        is_comment = line.startswith("# ") and (last.startswith("#") or ";" not in line or COLUMN_LINE.fullmatch(line))
        yield number, section, line, bool(start or is_comment) or (not section and line.startswith("#"))
        last = line


def _fields(line: str, widths: tuple[int, ...], declared: int | None) -> list[str]:
    """The fields of a line, surplus ones left out; ValueError if it is not as wide as its layout."""
    widest = max(widths)
    # The last column of ENGAGEMENTS contains the column separator (7.1).
    fields = line.split(";", 23) if widest == 24 else line.split(";")
    if widest != 24 and declared is not None and (declared in widths or declared > widest):
        widths = (declared,)
    if len(fields) not in widths:
        raise ValueError("field count")
    return fields[:widest]


def _items(text: str, separator: str) -> list[str]:
    return text.split(separator) if text else []


def _cast(casts: Iterable, fields: Iterable[str]) -> list:
    return [cast(field) for cast, field in zip(casts, fields, strict=True)]


def _text(field: str) -> str:
    if not field:
        raise ValueError("missing")
    return field


def _or_none(field: str) -> str | None:
    return field or None


def _optional(field: str) -> int | None:
    return int(field) if field else None


def _flag(field: str) -> bool:
    return range(2).index(int(field)) == 1


def _team(field: str) -> str:
    if field not in TEAMS:
        raise ValueError("team")
    return field


PLAYER = (_or_none, _or_none, _team)  # GUID, name, team
ENGAGEMENT = (int, int, int, int, *PLAYER, _text, int, _or_none, _or_none, int, _flag, _optional)
ATTACKER = (*PLAYER, int, int, int, int, _flag)
TRACK = (*PLAYER, _text, int, int, _optional)
VIEW_TRACK = (*PLAYER, int)
FOCUS = (*PLAYER, _or_none, float, int, int)
REACTION = (int, *PLAYER, _text, _text, int, _optional, _optional, _optional, int, int, int)


def _engagement(line: int, f: list[str]) -> Rows:
    row = (line, *_cast(ENGAGEMENT, f[:14]), *map(float, f[15:22]))
    attackers = [item.split(",") for item in _items(f[23], "|")]
    if int(f[11]) != len(attackers):
        raise ValueError("number of attackers")
    return {
        "engagements": [row],
        "engagement_crossfire_participants": [
            (line, n, guid or None) for n, guid in enumerate(_items(f[14], ","), start=1)
        ],
        "engagement_positions": [_position(line, n, item) for n, item in enumerate(_items(f[22], "|"), start=1)],
        "engagement_attackers": [(line, n, *_cast(ATTACKER, a[:-1])) for n, a in enumerate(attackers, start=1)],
        "engagement_attacker_weapons": [
            _weapon(line, n, m, pair)
            for n, attacker in enumerate(attackers, start=1)
            for m, pair in enumerate(_items(attacker[-1].removesuffix(";"), ";"), start=1)
        ],
    }


def _position(line: int, number: int, item: str) -> tuple:
    time, x, y, z, event = item.split(",")
    return line, number, int(time), float(x), float(y), float(z), _text(event)


def _weapon(line: int, attacker: int, number: int, pair: str) -> tuple:
    weapon, count = pair.split(":")
    return line, attacker, number, int(weapon), int(count)


def _track(line: int, f: list[str]) -> Rows:
    # Nine columns (4.0) lack the death type, which stands before the last two.
    death_type = _text(f[7]) if len(f) == 10 else None
    path = [_point(line, number, item) for number, item in enumerate(_items(f[-1], "|"), start=1)]
    if int(f[-2]) != len(path):
        raise ValueError("samples")
    return {"player_tracks": [(line, *_cast(TRACK, f[:7]), death_type, len(path))], "track_samples": path}


def _point(line: int, number: int, item: str) -> tuple:
    time, x, y, z, health, speed, weapon, stance, sprint, event = item.split(",")
    motion = (int(time), float(x), float(y), float(z), int(health), float(speed))
    return (line, number, *motion, int(weapon), int(stance), _flag(sprint), _text(event))


def _view_track(line: int, f: list[str]) -> Rows:
    views = [_view(line, number, item) for number, item in enumerate(_items(f[5], "|"), start=1)]
    if int(f[4]) != len(views):
        raise ValueError("samples")
    return {"view_tracks": [(line, *_cast(VIEW_TRACK, f[:4]), len(views))], "view_samples": views}


def _view(line: int, number: int, item: str) -> tuple:
    time, yaw, pitch = item.split(",")
    return line, number, int(time), float(yaw), float(pitch)


#: Kind of a field (`bench.plain_sections`) → how it is cast.
CASTS = {
    "i": int,
    "t": int,
    "f": float,
    "b": _flag,
    "g": _or_none,
    "n": _or_none,
    "a": _team,
    "a?": lambda field: _team(field) if field else None,
    "i?": _optional,
    "s": _text,
    "s?": _or_none,
}
#: Section → its known widths and the function that reads a line's fields.
READERS = {
    "ENGAGEMENTS": ((24,), _engagement),
    "PLAYER_TRACKS": ((9, 10), _track),
    "VIEW_TRACKS": ((6,), _view_track),
    "KILL_HEATMAP": ((4,), lambda line, f: {"kill_heatmap": [(line, *map(int, f))]}),
    "MOVEMENT_HEATMAP": ((5,), lambda line, f: {"movement_heatmap": [(line, *map(int, f))]}),
    "OBJECTIVE_FOCUS": ((7,), lambda line, f: {"objective_focus": [(line, *_cast(FOCUS, f))]}),
    "REACTION_METRICS": ((13,), lambda line, f: {"reaction_metrics": [(line, *_cast(REACTION, f))]}),
    **{section: (widths_of(section), partial(read_line, section, casts=CASTS)) for section in SECTIONS},
}
