"""Movement of a life, against a plain computation on real rounds and against lives that are easy to reckon."""

import math
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl
import pytest
from bench.plain_reader import COLUMNS, read_round
from tests.reference.real_files import SAMPLE, SMALL, label

from proximity.parsing import RoundText, parse_rounds
from proximity.staging import STAGING_TABLES
from proximity.statistics import life_movement, round_pauses

FILES = [*sorted(SMALL.rglob("*.txt")), *sorted(SAMPLE.glob("*.txt"))[:2]]
Point = dict[str, Any]


def plain(life: list[Point], interval: float) -> dict[str, Any]:
    """The definitions in plain words: a state holds until the next point, each gap counts at most two intervals. From a
    death to a revive there is no life."""
    walked, teleports, held_states = 0.0, 0, []
    for before, after in stretches(life):
        gap = after["time"] - before["time"]
        held_states.append((min(gap, int(2 * interval)), before))
        if before["health"] <= 0:
            continue
        places = [tuple(point[axis] for axis in "xyz") for point in (before, after)]
        if (0, 0, 0) in places or after["event"] in ("round_end", "shutdown"):
            continue
        step = math.dist(*places)
        if step > 1200 * max(gap, 50) / 1000:
            teleports += 1
        else:
            walked += step
    lifeless = sum(held for held, point in held_states if point["health"] <= 0)
    held_states = [(held, point) for held, point in held_states if point["health"] > 0]
    tracked = sum(held for held, _ in held_states)
    gaps = [after["time"] - before["time"] for before, after in stretches(life)]
    return {
        "point_count": len(life),
        "path_distance_units": walked,
        "tracked_ms": tracked,
        "paused_ms": 0,
        "lifeless_ms": lifeless,
        "mean_speed": sum(held * point["speed"] for held, point in held_states) / tracked if tracked else None,
        "peak_speed": max(point["speed"] for point in life),
        "moving_ms": sum(held for held, point in held_states if point["speed"] > 40),
        "sprint_ms": sum(held for held, point in held_states if point["sprint"]),
        "crouched_ms": sum(held for held, point in held_states if point["stance"] == 1),
        "prone_ms": sum(held for held, point in held_states if point["stance"] == 2),
        "revive_count": sum(point["event"] == "revived" for point in life[1:]),
        "dead_ms": sum(b["time"] - a["time"] for a, b in pairwise(life) if b["event"] == "revived"),
        "teleport_count": teleports,
        "median_interval_ms": median(gaps) if gaps else None,
    }


def stretches(life: list[Point]) -> list[tuple[Point, Point]]:
    """Neighbours of which the first was alive."""
    return [(before, after) for before, after in pairwise(life) if after["event"] != "revived"]


def plain_lives(content: bytes) -> dict[int, dict[str, Any]]:
    points = [dict(zip(COLUMNS["track_samples"], row, strict=True)) for row in read_round(content)["track_samples"]]
    lives = {line: list(life) for line, life in groupby(points, key=lambda point: point["line_number"])}
    gaps = [b["time"] - a["time"] for life in lives.values() for a, b in stretches(life)]
    return {line: plain(life, median(gaps)) for line, life in lives.items()}


def parsed_lives(*contents: bytes) -> pl.DataFrame:
    parsed = parse_rounds([RoundText("any", content) for content in contents])
    samples = parsed.tables["track_samples"]
    return life_movement(samples, round_pauses(samples, parsed.tables["engagement_positions"]))


@pytest.mark.parametrize("path", [path for path in FILES if "v3" not in label(path)], ids=label)
def test_real_lives_move_as_a_plain_computation_says(path: Path) -> None:
    expected = plain_lives(path.read_bytes())
    found = {row.pop("line_number"): row for row in parsed_lives(path.read_bytes()).drop("file_index").to_dicts()}
    assert found.keys() == expected.keys()
    for line, life in expected.items():
        # Positions and speeds are stored with seven digits, results with one or two decimals.
        assert found[line] == pytest.approx(life, rel=1e-4, abs=0.06), line


def test_files_of_a_batch_do_not_touch_each_other() -> None:
    contents = [path.read_bytes() for path in FILES[1:4]]
    together = parsed_lives(*contents)
    for index, content in enumerate(contents):
        alone = parsed_lives(content).drop("file_index")
        assert together.filter(file_index=index).drop("file_index").equals(alone)


def test_columns_are_those_of_the_staging_table() -> None:
    schema = dict(parsed_lives(FILES[1].read_bytes()).schema)
    expected = STAGING_TABLES["life_movement"].polars_schema
    assert {name: schema[name] for name in expected if name != "round_id"} == {
        name: kind for name, kind in pl.Schema(expected).items() if name != "round_id"
    }


def lives(
    *paths: list[tuple], pauses: tuple[tuple[int, int], ...] = (), true_ends: tuple[int, ...] = ()
) -> list[dict[str, Any]]:
    """Lives of points (time, x, speed, and maybe changes); each has health, weapon and the like of a sample."""
    rows = []
    for line, path in enumerate(paths, start=1):
        for number, (time, x, speed, *changes) in enumerate(path, start=1):
            row = {"file_index": 0, "line_number": line, "sample_number": number, "time": time, "x": x, "y": 1.0}
            row |= {"z": 1.0, "health": 100, "speed": speed, "weapon": 3, "stance": 0, "sprint": False}
            rows.append(row | {"event": "sample"} | (changes[0] if changes else {}))
    schema = {"file_index": pl.UInt32, "line_number": pl.Int64, "sample_number": pl.Int64}
    columns = STAGING_TABLES["track_samples"].polars_schema
    frame = pl.DataFrame(
        rows, schema=schema | {name: columns[name] for name in columns if name not in schema and name != "round_id"}
    )
    stretches = [{"file_index": 0, "started_ms": start, "ended_ms": end} for start, end in pauses]
    kinds = {"file_index": pl.UInt32, "started_ms": pl.Int64, "ended_ms": pl.Int64}
    return life_movement(frame, pl.DataFrame(stretches, schema=kinds), true_ends).to_dicts()


def test_a_life_of_one_point_has_a_row_without_movement() -> None:
    (life, _) = lives([(0, 5.0, 120.0)], [(0, 0.0, 0.0), (200, 1.0, 0.0)])
    assert life["point_count"] == 1
    assert (life["path_distance_units"], life["tracked_ms"], life["moving_ms"], life["teleport_count"]) == (0, 0, 0, 0)
    assert (life["mean_speed"], life["median_interval_ms"], life["peak_speed"]) == (None, None, 120.0)


def test_no_step_leads_from_one_life_to_the_next() -> None:
    first, second = lives([(0, 0.0, 0.0), (200, 10.0, 0.0)], [(0, 5000.0, 0.0), (200, 5010.0, 0.0)])
    assert (first["path_distance_units"], second["path_distance_units"]) == (10.0, 10.0)
    assert (second["teleport_count"], second["tracked_ms"]) == (0, 200)


def test_a_step_faster_than_1200_units_a_second_is_a_teleport_and_not_walked() -> None:
    (life,) = lives([(0, 0.0, 0.0), (200, 240.0, 0.0), (400, 481.0, 0.0), (600, 490.0, 0.0)])
    assert (life["teleport_count"], life["path_distance_units"]) == (1, 249.0)


def test_two_points_of_one_server_frame_are_no_teleport_unless_they_lie_far_apart() -> None:
    (life,) = lives([(0, 0.0, 0.0), (200, 10.0, 0.0), (200, 28.0, 0.0), (203, 100.0, 0.0)])
    assert (life["teleport_count"], life["path_distance_units"]) == (1, 28.0)


@pytest.mark.parametrize("event", ["round_end", "shutdown"])
def test_the_step_onto_the_intermission_camera_is_neither_walked_nor_a_teleport(event: str) -> None:
    (life,) = lives([(0, 100.0, 50.0), (200, 110.0, 50.0), (400, 9000.0, 0.0, {"event": event})])
    assert (life["path_distance_units"], life["teleport_count"]) == (10.0, 0)
    assert life["tracked_ms"] == 400


@pytest.mark.parametrize("event", ["round_end", "shutdown"])
def test_our_own_tracker_writes_where_a_player_was_at_the_end(event: str) -> None:
    (life,) = lives([(0, 100.0, 50.0), (200, 110.0, 50.0), (400, 125.0, 0.0, {"event": event})], true_ends=(0,))
    assert (life["path_distance_units"], life["tracked_ms"]) == (25.0, 400)


def test_an_unreadable_origin_breaks_the_path_without_a_teleport() -> None:
    nowhere = {"y": 0.0, "z": 0.0}
    (life,) = lives(
        [(0, 900.0, 0.0), (200, 910.0, 0.0), (400, 0.0, 0.0, nowhere), (600, 930.0, 0.0), (800, 935.0, 0.0)]
    )
    assert (life["path_distance_units"], life["teleport_count"]) == (15.0, 0)


def test_a_gap_counts_at_most_two_intervals_of_the_round() -> None:
    steady = [(time, 0.0, 0.0) for time in range(0, 4000, 200)]
    life, _ = lives([(0, 0.0, 100.0), (200, 0.0, 0.0), (5000, 0.0, 100.0), (5200, 0.0, 0.0)], steady)
    assert (life["tracked_ms"], life["moving_ms"]) == (200 + 400 + 200, 400)
    assert life["mean_speed"] == 50.0
    assert life["median_interval_ms"] == 200.0


def test_a_state_holds_until_the_next_point_because_the_last_point_has_none() -> None:
    running = {"sprint": True, "stance": 1}
    (life,) = lives([(0, 0.0, 41.0, running), (200, 0.0, 40.0), (300, 0.0, 0.0, {"event": "killed"})])
    assert (life["sprint_ms"], life["crouched_ms"], life["moving_ms"]) == (200, 200, 200)


def test_waiting_for_the_fire_button_after_a_respawn_is_not_crouching() -> None:
    (life,) = lives([(0, 0.0, 0.0, {"stance": 2}), (200, 0.0, 0.0)])
    assert life["crouched_ms"] == 0


def test_no_points_give_no_lives() -> None:
    assert lives() == []


def test_nobody_walks_or_waits_in_a_pause_although_his_speed_is_frozen() -> None:
    path = [
        (0, 0.0, 250.0),
        (200, 50.0, 250.0),
        (400, 100.0, 250.0),
        (600, 100.0, 250.0),
        (800, 100.0, 0.0),
        (1000, 100.0, 0.0),
    ]
    (life,) = lives(path, pauses=((400, 800),))
    assert (life["tracked_ms"], life["moving_ms"], life["paused_ms"]) == (600, 400, 400)
    assert (life["path_distance_units"], life["mean_speed"]) == (100.0, pytest.approx(166.67, abs=0.01))
    (whole,) = lives(path)
    assert (whole["tracked_ms"], whole["moving_ms"], whole["paused_ms"]) == (1000, 800, 0)


def test_pauses_that_follow_one_another_are_told_apart() -> None:
    (life,) = lives([(time, 0.0, 100.0) for time in range(0, 2001, 200)], pauses=((200, 600), (1000, 1800)))
    assert (life["tracked_ms"], life["paused_ms"]) == (800, 1200)


def test_time_without_health_belongs_to_no_life() -> None:
    dead = {"health": 0}
    (life,) = lives([(0, 0.0, 50.0), (200, 10.0, 50.0, dead), (400, 15.0, 50.0, dead), (600, 15.0, 0.0, dead)])
    assert (life["tracked_ms"], life["lifeless_ms"], life["moving_ms"]) == (200, 400, 200)
    assert life["path_distance_units"] == 10.0
    assert life["mean_speed"] == 50.0


FALL = {"health": 0, "event": "killed"}
RISE = {"event": "revived"}


def test_a_life_goes_on_after_a_revive_and_being_dead_is_neither_time_nor_movement() -> None:
    path = [
        (0, 0.0, 100.0),
        (200, 20.0, 100.0),
        (250, 25.0, 0.0, FALL),
        (9000, 600.0, 50.0, RISE),
        (9200, 610.0, 50.0),
        (9300, 615.0, 0.0, FALL),
    ]
    (life,) = lives(path)
    assert (life["revive_count"], life["dead_ms"], life["lifeless_ms"]) == (1, 8750, 0)
    assert (life["tracked_ms"], life["moving_ms"]) == (550, 550)
    assert (life["path_distance_units"], life["teleport_count"]) == (40.0, 0)
    assert life["median_interval_ms"] == 150.0
    assert life["mean_speed"] == pytest.approx((250 * 100 + 300 * 50) / 550, abs=0.01)


def test_a_body_that_was_moved_far_before_the_revive_did_not_teleport() -> None:
    (life,) = lives([(0, 0.0, 0.0), (100, 0.0, 0.0, FALL), (300, 5000.0, 0.0, RISE), (500, 5000.0, 0.0)])
    assert (life["teleport_count"], life["path_distance_units"]) == (0, 0.0)


def test_a_track_that_begins_with_a_revive_was_dead_for_no_known_time() -> None:
    (life,) = lives([(700, 0.0, 0.0, RISE), (900, 0.0, 0.0)])
    assert (life["revive_count"], life["dead_ms"], life["tracked_ms"]) == (0, 0, 200)


def test_prone_is_told_from_crouching() -> None:
    (life,) = lives([(0, 0.0, 0.0, {"stance": 2}), (200, 0.0, 0.0, {"stance": 1}), (300, 0.0, 0.0)])
    assert (life["prone_ms"], life["crouched_ms"]) == (200, 100)
