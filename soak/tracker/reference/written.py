"""The rows of a round file in the shape of the expected ones, read by the plain reader of the bench.

Does not belong here: what they should be.
"""

from collections import defaultdict
from typing import Any

from bench.plain_reader import COLUMNS, read_round

#: Section → its list columns: name, table, and how the items are nested again.
LISTS = {
    "ENGAGEMENTS": {
        "crossfire_participants": "engagement_crossfire_participants",
        "positions": "engagement_positions",
        "attackers": "engagement_attackers",
    },
    "PLAYER_TRACKS": {"path": "track_samples"},
    "VIEW_TRACKS": {"views": "view_samples"},
}
#: Columns that are no part of what the truth knows.
UNKNOWN_TO_THE_TRUTH = {"PAUSES": {"started_unix"}}

Rows = dict[str, list[dict[str, Any]]]


def written_rows(content: bytes) -> Rows:
    """Section → its rows; lists as tuples, places of engagements as `start` and `end`."""
    tables = read_round(content)
    rows: Rows = {}
    for table, found in tables.items():
        section = table.upper()
        if ("_" in table and any(table in lists.values() for lists in LISTS.values())) or table in NESTED:
            continue
        rows[section] = [_row(section, dict(zip(COLUMNS[table], row, strict=True)), tables) for row in found]
    return rows


NESTED = {"engagement_attacker_weapons", "focus_fire_attackers", "objective_run_escorts"}


def _row(section: str, row: dict[str, Any], tables: dict[str, list[tuple[Any, ...]]]) -> dict[str, Any]:
    line = row.pop("line_number")
    for name, table in LISTS.get(section, {}).items():
        row[name] = [_item(table, item, tables) for item in tables[table] if item[0] == line]
    for end in ("start", "end") if section == "ENGAGEMENTS" else ():
        row[end] = tuple(row.pop(f"{end}_{axis}") for axis in "xyz")
    return {name: value for name, value in row.items() if name not in UNKNOWN_TO_THE_TRUTH.get(section, ())}


def _item(table: str, item: tuple[Any, ...], tables: dict[str, list[tuple[Any, ...]]]) -> Any:
    line, number, *values = item
    if table == "engagement_attackers":
        weapons: dict[int, int] = defaultdict(int)
        for other, attacker, _, weapon, count in tables["engagement_attacker_weapons"]:
            if (other, attacker) == (line, number):
                weapons[weapon] += count
        values.append(tuple(sorted(weapons.items())))
    return tuple(values) if len(values) > 1 else values[0]
