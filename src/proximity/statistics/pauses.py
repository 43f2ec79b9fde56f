"""Pauses of the match: times in which nothing in the game changes although the clock runs on (defect B6).

The engine freezes players with their state, speed included, and the tracker goes on sampling them.
Does not belong here: what a pause means for rates, which dbt says.
"""

import polars as pl

#: Shorter stretches are people who stand still (defect B6).
SHORTEST_PAUSE_MS = 5000
#: One player alone who does not touch the keyboard is no pause.
FEWEST_LIVING = 2
#: Players who stand still have speed 0. If nobody is frozen at speed, more of them must stand still at once.
FEWEST_STANDING = 4
#: All of it stands still in a pause; hits and healing show in the health.
STATE = ("x", "y", "z", "speed", "health", "weapon")
#: Events of an engagement's positions at which somebody was hit.
FIGHTING = ("start", "hit", "death")

LIFE = ("file_index", "line_number")


def round_pauses(samples: pl.DataFrame, engagement_positions: pl.DataFrame) -> pl.DataFrame:
    """One row a pause: `file_index`, `pause_number` from 1, `started_ms`, `ended_ms` (file axis), `player_count`.

    `samples` are the parsed path points, ordered by life and `sample_number`; `engagement_positions` add the hits on
    players who have no path. The result is exact to one sampling interval at both ends.
    """
    points = samples.select(*LIFE, "sample_number", "time", *STATE)
    hits = _hits(engagement_positions)
    quiet = _quiet_stretches(pl.concat([_activity(points), hits]))
    return (
        _witnessed(quiet, points)
        .filter(
            (pl.col("player_count") >= FEWEST_STANDING)
            | ((pl.col("player_count") >= FEWEST_LIVING) & (pl.col("at_speed_count") > 0))
        )
        .sort("file_index", "started_ms")
        .select(
            "file_index",
            pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("file_index").alias("pause_number"),
            "started_ms",
            "ended_ms",
            "player_count",
        )
    )


def _activity(points: pl.DataFrame) -> pl.DataFrame:
    """Times in which something changed: spawns, ends of lives, and steps between two points that differ."""
    is_first = pl.col("sample_number") == 1
    differs = pl.any_horizontal(pl.col(name) != pl.col(name).shift(1) for name in STATE)
    is_last = pl.col("sample_number").shift(-1, fill_value=1) == 1
    time = pl.col("time").cast(pl.Int64)
    return (
        points.with_columns(started_ms=pl.when(is_first | ~differs).then(time).otherwise(time.shift(1)), ended_ms=time)
        .filter(is_first | is_last | differs)
        .select("file_index", "started_ms", "ended_ms")
    )


def _hits(engagement_positions: pl.DataFrame) -> pl.DataFrame:
    """Times of hits and deaths; engagements are sampled, and time out, in a pause as well."""
    time = pl.col("time").cast(pl.Int64)
    return engagement_positions.filter(pl.col("event").is_in(FIGHTING)).select(
        "file_index", started_ms=time, ended_ms=time
    )


def _quiet_stretches(activity: pl.DataFrame) -> pl.DataFrame:
    """The gaps of at least `SHORTEST_PAUSE_MS` between the activities of a file."""
    before = pl.col("ended_ms").cum_max().shift(1).over("file_index")
    return (
        activity.sort("file_index", "started_ms")
        .select("file_index", started_ms=before, ended_ms="started_ms")
        .filter(pl.col("ended_ms") - pl.col("started_ms") >= SHORTEST_PAUSE_MS)
    )


def _witnessed(quiet: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Each stretch with the lives that have points all through it, and those of them that are frozen at speed."""
    within = quiet.join(points, on="file_index").filter(
        pl.col("time").is_between(pl.col("started_ms"), pl.col("ended_ms"))
    )
    stretch = ("file_index", "started_ms", "ended_ms")
    lives = within.group_by(*stretch, "line_number").agg(
        covered_ms=pl.col("time").max() - pl.col("time").min(), is_at_speed=pl.col("speed").last() > 0
    )
    return (
        lives.filter(pl.col("covered_ms") * 2 > pl.col("ended_ms") - pl.col("started_ms"))
        .group_by(stretch)
        .agg(player_count=pl.len().cast(pl.Int64), at_speed_count=pl.col("is_at_speed").sum())
    )
