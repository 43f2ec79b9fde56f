"""Movement of each tracked life, from its path points (metric definitions, section 11; defects B6, B9, F8, F9).

Does not belong here: shares and rates, which dbt forms from these sums.
"""

from collections.abc import Collection

import polars as pl

#: Faster steps are teleports: respawns, vehicles, unreadable origins (defect F9; falls and rockets stay below).
TELEPORT_SPEED = 1200.0
#: Positions change once a server frame, so the step to a point that is written sooner counts as one of a whole frame.
SERVER_FRAME_MS = 50
#: A player counts as moving above this horizontal speed in units/s (metric definitions, section 11).
MOVING_SPEED = 40.0
#: A gap counts at most as so many sampling intervals (defect B9).
LONGEST_GAP_INTERVALS = 2
CROUCHED = 1
#: Only our own tracker means it: others write 2 for a player who has not fired since his spawn (defect F8).
PRONE = 2
#: The point written at these ends lies on the intermission camera, not where the player was.
CAMERA_EVENTS = ("round_end", "shutdown")
#: The point at which a life goes on after a death: only our own tracker writes it.
REVIVED = "revived"

LIFE = ("file_index", "line_number")


def life_movement(samples: pl.DataFrame, pauses: pl.DataFrame, true_ends: Collection[int] = ()) -> pl.DataFrame:
    """One row a life: line keys and the sums described at table `life_movement` of the staging schema.

    `samples` are the parsed path points, ordered by life and `sample_number`; `pauses` those of `round_pauses`: in them
    a state holds nobody, so they count in `paused_ms` only; `true_ends`: files whose last points lie where the players
    were. The state of a point holds until the next one, because terminal points carry no state (speed, stance and
    sprint are written as 0). From a death to the revive a player is dead: `dead_ms`, and neither time nor movement.
    """
    steps = _without_pauses(_steps(samples, true_ends), pauses)
    held = pl.col("held_ms")
    return (
        steps.group_by(LIFE, maintain_order=True)
        .agg(
            point_count=pl.len().cast(pl.Int64),
            path_distance_units=pl.col("distance").filter("is_walked").sum().cast(pl.Float64),
            tracked_ms=held.sum(),
            paused_ms=pl.col("paused_ms").sum(),
            lifeless_ms=pl.col("lifeless_ms").sum(),
            revive_count=pl.col("is_revive").sum().cast(pl.Int64),
            dead_ms=pl.col("gap_ms").filter("is_revive").sum(),
            mean_speed=(pl.col("from_speed").cast(pl.Float64) * held).sum() / pl.when(held.sum() > 0).then(held.sum()),
            peak_speed=pl.col("speed").max().cast(pl.Float64).round(1),
            moving_ms=held.filter(pl.col("from_speed") > MOVING_SPEED).sum(),
            sprint_ms=held.filter("from_sprint").sum(),
            crouched_ms=held.filter(pl.col("from_stance") == CROUCHED).sum(),
            prone_ms=held.filter(pl.col("from_stance") == PRONE).sum(),
            teleport_count=pl.col("is_teleport").sum().cast(pl.Int64),
            median_interval_ms=pl.col("gap_ms").filter(~pl.col("is_revive")).median(),
        )
        .with_columns(pl.col("path_distance_units").round(1), pl.col("mean_speed").round(2))
    )


def _steps(samples: pl.DataFrame, true_ends: Collection[int]) -> pl.DataFrame:
    """Each point with the step that led to it; null for the first point of a life."""
    has_previous = pl.col("sample_number") > 1
    previous = {name: pl.when(has_previous).then(pl.col(name).shift(1)) for name in ("x", "y", "z", "time")}
    gap = (pl.col("time") - previous["time"]).cast(pl.Int64)
    square = pl.sum_horizontal(((pl.col(axis).cast(pl.Float64) - previous[axis]) ** 2) for axis in ("x", "y", "z"))
    at_origin = pl.all_horizontal(pl.col(axis) == 0 for axis in ("x", "y", "z"))
    from_origin = pl.all_horizontal(previous[axis] == 0 for axis in ("x", "y", "z"))
    is_revive = has_previous & (pl.col("event") == REVIVED)
    is_on_camera = pl.col("event").is_in(CAMERA_EVENTS) & ~pl.col("file_index").is_in(list(true_ends))
    measured = samples.with_columns(
        gap_ms=gap,
        is_revive=is_revive,
        distance=pl.when(has_previous).then(square.sqrt()),
        is_measured=has_previous & ~at_origin & ~from_origin & ~is_on_camera & ~is_revive,
        from_speed=pl.when(has_previous).then(pl.col("speed").shift(1)),
        from_sprint=pl.when(has_previous).then(pl.col("sprint").shift(1)),
        from_stance=pl.when(has_previous).then(pl.col("stance").shift(1)),
        from_health=pl.when(has_previous).then(pl.col("health").shift(1)),
    )
    interval = pl.col("gap_ms").filter(~pl.col("is_revive")).median().over("file_index")
    frames_ms = pl.max_horizontal("gap_ms", SERVER_FRAME_MS)
    is_teleport = pl.col("is_measured") & (pl.col("distance") * 1000 > TELEPORT_SPEED * frames_ms)
    longest = (interval * LONGEST_GAP_INTERVALS).cast(pl.Int64)
    # A horizontal minimum passes over nulls, so the first point of a life needs the condition.
    held = pl.when(has_previous).then(pl.min_horizontal("gap_ms", longest).clip(lower_bound=0))
    is_lifeless = (pl.col("from_health") <= 0) & ~pl.col("is_revive")
    return measured.with_columns(
        # A dead player whose death the tracker missed is sampled until his next spawn: no time of a life (defect F10).
        held_ms=pl.when(has_previous & ~is_lifeless & ~pl.col("is_revive")).then(held).when(has_previous).then(0),
        lifeless_ms=pl.when(is_lifeless).then(held).otherwise(0),
        is_teleport=is_teleport,
        is_walked=pl.col("is_measured") & ~is_teleport & ~is_lifeless.fill_null(False),
    )


def _without_pauses(steps: pl.DataFrame, pauses: pl.DataFrame) -> pl.DataFrame:
    """The steps with `paused_ms`; those in a pause hold their state for no time."""
    if pauses.is_empty():
        return steps.with_columns(paused_ms=pl.lit(0, pl.Int64))
    stretches = pauses.select("file_index", pl.col("started_ms", "ended_ms").cast(pl.Int64)).sort("ended_ms")
    within = (
        steps.lazy()
        .join(stretches.lazy().select("file_index").unique(), on="file_index", how="semi")
        .select(*LIFE, "sample_number", pl.col("time").cast(pl.Int64))
        .sort("time")
        .join_asof(
            stretches.lazy(),
            left_on="time",
            right_on="ended_ms",
            by="file_index",
            strategy="forward",
            check_sortedness=False,
        )
        .select(*LIFE, "sample_number", is_paused=pl.col("time") > pl.col("started_ms"))
    )
    is_paused = pl.col("is_paused").fill_null(value=False)
    return (
        steps.lazy()
        .join(within, on=[*LIFE, "sample_number"], how="left", maintain_order="left")
        .with_columns(
            held_ms=pl.when(is_paused).then(0).otherwise("held_ms"),
            lifeless_ms=pl.when(is_paused).then(0).otherwise("lifeless_ms"),
            paused_ms=pl.when(is_paused).then("gap_ms").otherwise(0),
        )
        .collect()
    )
