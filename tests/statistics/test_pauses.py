"""Pauses: found where the game stands still, and nowhere else."""

from typing import Any

import polars as pl
import pytest
from tests.reference.real_files import SAMPLE, SMALL, label

from proximity.parsing import RoundText, parse_rounds
from proximity.staging import STAGING_TABLES
from proximity.statistics import round_pauses

STEP = 200
SAMPLES = STAGING_TABLES["track_samples"].polars_schema
POSITIONS = STAGING_TABLES["engagement_positions"].polars_schema


def life(line: int, *legs: tuple[int, int, float], frozen_speed: float = 250.0, health: int = 100) -> list[dict]:
    """A path of legs (from, to, units per point): a leg of 0 units stands still with the speed `frozen_speed`."""
    points: list[dict[str, Any]] = []
    x = 0.0
    for start, end, units in legs:
        for time in range(start, end, STEP):
            x += units
            speed = 250.0 if units else frozen_speed
            points.append({"time": time, "x": x, "speed": speed, "health": health})
    rest = {"file_index": 0, "line_number": line, "y": 1.0, "z": 1.0, "weapon": 3}
    return [rest | point | {"sample_number": number} for number, point in enumerate(points, start=1)]


def pauses(*lives: list[dict], hits: tuple[int, ...] = (), event: str = "hit") -> list[tuple[int, int, int]]:
    """Start, end and players of every pause."""
    kinds = {"file_index": pl.UInt32, "line_number": pl.Int64, "sample_number": pl.Int64}
    names = ("time", "x", "y", "z", "speed", "health", "weapon")
    points = [point for life in lives for point in life]
    samples = pl.DataFrame(points, schema=kinds | {name: SAMPLES[name] for name in names})
    fights = pl.DataFrame(
        [{"file_index": 0, "time": time, "event": event} for time in hits],
        schema={"file_index": pl.UInt32, "time": POSITIONS["time"], "event": pl.String},
    )
    found = round_pauses(samples, fights)
    assert found["pause_number"].to_list() == list(range(1, found.height + 1))
    return found.select("started_ms", "ended_ms", "player_count").rows()


def frozen(line: int, start: int = 10_000, end: int = 20_000, speed: float = 250.0) -> list[dict]:
    return life(line, (0, start, 5.0), (start, end, 0.0), (end, 30_000, 5.0), frozen_speed=speed)


def test_everybody_frozen_for_ten_seconds_is_a_pause() -> None:
    assert pauses(frozen(1), frozen(2), frozen(3)) == [(9_800, 19_800, 3)]


def test_two_pauses_are_numbered_in_time() -> None:
    legs = [
        (0, 10_000, 5.0),
        (10_000, 16_000, 0.0),
        (16_000, 20_000, 5.0),
        (20_000, 28_000, 0.0),
        (28_000, 30_000, 5.0),
    ]
    assert pauses(life(1, *legs), life(2, *legs)) == [(9_800, 15_800, 2), (19_800, 27_800, 2)]


def test_somebody_who_moves_or_is_hit_refutes_a_pause() -> None:
    walker = life(3, (0, 30_000, 5.0))
    assert pauses(frozen(1), frozen(2), walker) == []
    assert pauses(frozen(1), frozen(2), hits=(12_000, 16_000)) == []
    bled = frozen(2)
    for point in bled[70:]:
        point["health"] = 60
    assert pauses(frozen(1), bled) == [(14_000, 19_800, 2)]


def test_engagements_are_sampled_and_time_out_in_a_pause_too() -> None:
    assert pauses(frozen(1), frozen(2), hits=(12_000, 16_000), event="sample") == [(9_800, 19_800, 2)]
    assert pauses(frozen(1), frozen(2), hits=(15_000,), event="escape") == [(9_800, 19_800, 2)]


def test_a_spawn_or_the_end_of_a_life_refutes_a_pause() -> None:
    born = life(3, (14_000, 20_000, 0.0), (20_000, 30_000, 5.0))
    assert pauses(frozen(1), frozen(2), born) == [(14_000, 19_800, 3)]
    gone = life(3, (0, 10_000, 5.0), (10_000, 14_000, 0.0))
    assert pauses(frozen(1), frozen(2), gone) == [(13_800, 19_800, 2)]


def test_less_than_five_seconds_is_no_pause() -> None:
    assert pauses(frozen(1, end=14_800), frozen(2, end=14_800)) == []
    assert pauses(frozen(1, end=15_000), frozen(2, end=15_000)) == [(9_800, 14_800, 2)]


def test_people_who_stand_still_have_no_speed_and_are_no_pause_unless_they_are_four() -> None:
    assert pauses(frozen(1, speed=0.0), frozen(2, speed=0.0), frozen(3, speed=0.0)) == []
    assert len(pauses(*[frozen(line, speed=0.0) for line in range(1, 5)])) == 1
    assert len(pauses(frozen(1, speed=0.0), frozen(2))) == 1


def test_one_living_player_is_no_pause() -> None:
    assert pauses(frozen(1)) == []
    assert pauses() == []


def test_rounds_of_one_batch_do_not_touch_each_other() -> None:
    other = life(1, (0, 30_000, 5.0))
    for point in other:
        point["file_index"] = 1
    assert pauses(frozen(1), frozen(2), other) == [(9_800, 19_800, 2)]


@pytest.mark.parametrize("path", [*sorted(SMALL.rglob("*.txt")), *sorted(SAMPLE.glob("*.txt"))], ids=label)
def test_real_rounds_without_a_pause_have_none(path: Any) -> None:
    tables = parse_rounds([RoundText(path.name, path.read_bytes())]).tables
    found = round_pauses(tables["track_samples"], tables["engagement_positions"])
    assert found.height == 0
    expected = pl.Schema(STAGING_TABLES["round_pauses"].polars_schema)
    assert {name: kind for name, kind in found.schema.items() if name != "file_index"} == {
        name: kind for name, kind in expected.items() if name != "round_id"
    }
