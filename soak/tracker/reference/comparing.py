"""Compares what the tracker wrote with what it should have written.

Does not belong here: either of both.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from soak.tracker.reference.vague import Between
from soak.tracker.reference.written import Rows

#: Section → what tells its rows apart; rows of the others are compared in the order of the file.
KEYS = {
    "ENGAGEMENTS": ("id",),
    "PLAYER_TRACKS": ("spawn_time", "guid", "name"),
    "KILL_HEATMAP": ("grid_x", "grid_y"),
    "MOVEMENT_HEATMAP": ("grid_x", "grid_y"),
    "OBJECTIVE_FOCUS": ("guid", "name"),
    "REACTION_METRICS": ("engagement_id",),
    "KILL_OUTCOME": ("kill_time", "victim_guid", "victim_name"),
    "CLASS_CHANGES": ("time", "slot"),
    "VIEW_TRACKS": ("spawn_time", "guid", "name"),
}
#: Decimals are written with one digit.
HALF_A_DIGIT = 0.05 + 1e-6


def differences(expected: Rows, written: Rows) -> list[str]:
    """Every section, row and column in which both differ."""
    return [
        f"{section}: {problem}"
        for section, rows in expected.items()
        for problem in _of_section(_sorted(section, rows), _sorted(section, written.get(section, [])))
    ]


def _sorted(section: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = KEYS.get(section)
    return sorted(rows, key=lambda row: [_orderly(row[key]) for key in keys]) if keys else rows


def _orderly(value: Any) -> tuple[bool, Any]:
    return (value is not None, value or 0) if not isinstance(value, str) else (True, value)


def _of_section(expected: list[dict[str, Any]], written: list[dict[str, Any]]) -> Iterator[str]:
    if len(expected) != len(written):
        yield f"{len(written)} rows instead of {len(expected)}"
    for wanted, found in zip(expected, written, strict=False):
        for column, value in wanted.items():
            if not _agree(value, found.get(column)):
                yield f"{column} {_told(value, found.get(column))} in {_shown(found)}"


def _told(wanted: Any, found: Any) -> str:
    if isinstance(wanted, list) and isinstance(found, list):
        items = zip_longest(wanted, found)
        number, (item, other) = next((n, pair) for n, pair in enumerate(items, start=1) if not _agree(*pair))
        return f"has item {number} {other!r} instead of {item!r}"
    return f"is {found!r} instead of {wanted!r}"


def _agree(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, list | tuple) and isinstance(found, list | tuple):
        return len(wanted) == len(found) and all(map(_agree, wanted, found))
    if isinstance(wanted, Between):
        return wanted.low - HALF_A_DIGIT <= found <= wanted.high + HALF_A_DIGIT
    if isinstance(wanted, float) and isinstance(found, float):
        return abs(wanted - found) <= HALF_A_DIGIT
    return bool(wanted == found)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not isinstance(value, list)}
