"""Where and when the target of each engagement was seen and hit, from the positions that were recorded in it.

Does not belong here: what is wrong with the places that the engagement's own row states, which dbt says.
"""

import polars as pl

#: The last position of the list is where the tracker closed the fight; at the others it saw the target in it.
SIGHTINGS = ("start", "hit", "sample")

ENGAGEMENT = ("file_index", "line_number")


def engagement_movement(positions: pl.DataFrame) -> pl.DataFrame:
    """One row an engagement that has positions: line keys and the columns described at table `engagement_movement` of
    the staging schema.

    `positions` are the parsed positions, ordered by engagement and `position_number`.
    """
    hits = positions.filter(event="hit")
    sightings = positions.filter(pl.col("event").is_in(SIGHTINGS))
    return (
        _per_engagement(positions, position_count=pl.len().cast(pl.Int64))
        .join(_per_engagement(sightings, **_last("seen")), on=ENGAGEMENT, how="left", maintain_order="left")
        .join(_per_engagement(hits, **_last("hit"), **_of_hits()), on=ENGAGEMENT, how="left", maintain_order="left")
        .with_columns(pl.col("has_unreadable_hit").fill_null(value=False))
        .collect()
    )


def _per_engagement(positions: pl.DataFrame, **aggregates: pl.Expr) -> pl.LazyFrame:
    return positions.lazy().group_by(ENGAGEMENT, maintain_order=True).agg(**aggregates)


def _last(prefix: str) -> dict[str, pl.Expr]:
    """Time and place of the last position of a list."""
    return {f"{prefix}_ms": pl.col("time").last(), **{f"{prefix}_{axis}": pl.col(axis).last() for axis in "xyz"}}


def _of_hits() -> dict[str, pl.Expr]:
    at_origin = pl.all_horizontal(pl.col(axis) == 0 for axis in "xyz")
    return {"longest_hit_gap_ms": pl.col("time").diff().max(), "has_unreadable_hit": at_origin.any()}
