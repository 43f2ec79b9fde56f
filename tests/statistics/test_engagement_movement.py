"""Where the target of an engagement was seen and hit last, and how long it was quiet between hits."""

from typing import Any

import polars as pl
import pytest

from proximity.staging import STAGING_TABLES
from proximity.statistics import engagement_movement

SCHEMA = {
    "file_index": pl.UInt32,
    **{name: kind for name, kind in STAGING_TABLES["engagement_positions"].polars_schema.items() if name != "round_id"},
}
Position = tuple[int, float, float, float, str]


def moved(*engagements: list[Position]) -> list[dict[str, Any]]:
    """The movement of engagements, the first of which stands in line 1."""
    rows = [
        (0, line, number, *position)
        for line, positions in enumerate(engagements, 1)
        for number, position in enumerate(positions, 1)
    ]
    return engagement_movement(pl.DataFrame(rows, schema=SCHEMA, orient="row")).drop("file_index").rows(named=True)


def seen(found: dict[str, Any], prefix: str) -> tuple[Any, ...]:
    return tuple(found[f"{prefix}_{name}"] for name in ("ms", "x", "y", "z"))


START: Position = (1000, 10, 20, 30, "start")
HIT: Position = (1000, 11, 20, 30, "hit")


@pytest.mark.parametrize("terminal", ["death", "escape", "round_end"])
def test_the_terminal_is_no_sighting(terminal: str) -> None:
    (found,) = moved([START, HIT, (1200, 12, 20, 30, "sample"), (6000, 99, 99, 99, terminal)])
    assert seen(found, "seen") == (1200, 12, 20, 30)
    assert seen(found, "hit") == (1000, 11, 20, 30)
    assert found["position_count"] == 4


def test_the_last_of_the_list_counts_though_its_time_is_not_the_latest() -> None:
    (found,) = moved([START, (3000, 1, 1, 1, "hit"), (2000, 2, 2, 2, "hit")])
    assert seen(found, "seen") == seen(found, "hit") == (2000, 2, 2, 2)


def test_gaps_are_measured_from_hit_to_hit_within_one_engagement() -> None:
    first = [START, HIT, (1300, 0, 0, 1, "sample"), (1900, 0, 0, 1, "hit"), (2000, 0, 0, 1, "hit")]
    second = [(9000, 0, 0, 1, "start"), (9000, 0, 0, 1, "hit"), (9500, 0, 0, 1, "sample")]
    assert [found["longest_hit_gap_ms"] for found in moved(first, second)] == [900, None]


def test_an_unreadable_hit_is_three_zeros_at_a_hit_and_nowhere_else() -> None:
    unreadable = [(1000, 0, 0, 0, "start"), (1000, -0.0, 0, 0, "hit"), (1200, 5, 5, 5, "hit")]
    readable = [(1000, 0, 0, 0, "start"), (1000, 0, 0, 49, "hit"), (1100, 0, 0, 0, "death")]
    assert [found["has_unreadable_hit"] for found in moved(unreadable, readable)] == [True, False]


def test_an_engagement_without_a_hit_has_none_and_one_with_a_terminal_alone_was_not_seen() -> None:
    without_hit, terminal_only = moved([START], [(5000, 1, 1, 1, "escape")])
    assert seen(without_hit, "hit") == seen(terminal_only, "seen") == (None,) * 4
    assert without_hit["has_unreadable_hit"] is terminal_only["has_unreadable_hit"] is False


def test_no_positions_are_no_rows_of_the_types_of_the_table() -> None:
    table = STAGING_TABLES["engagement_movement"].polars_schema
    found = engagement_movement(pl.DataFrame(schema=SCHEMA))
    assert found.height == 0
    assert dict(found.drop("file_index").schema) == {n: k for n, k in table.items() if n != "round_id"}
