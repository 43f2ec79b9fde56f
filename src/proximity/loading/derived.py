"""What is derived of path points while their rounds are loaded, because the models never see a path point.

Does not belong here: how it is derived (`proximity.statistics`).
"""

import polars as pl

from proximity.parsing import ParsedRounds
from proximity.statistics import engagement_movement, life_movement, round_pauses


def derived_frames(parsed: ParsedRounds) -> dict[str, pl.DataFrame]:
    """Staging table → rows with `file_index`."""
    samples, positions = parsed.tables["track_samples"], parsed.tables["engagement_positions"]
    # A clock that stands still in pauses shows none: the file has them in a section of their own.
    still = parsed.files.filter(pl.col("paused_ms").is_not_null()).select("file_index")
    pauses = round_pauses(_without(samples, still), _without(positions, still))
    ours = parsed.files.filter(pl.col("end_line").is_not_null())["file_index"]
    return {
        "engagement_movement": engagement_movement(positions),
        "life_movement": life_movement(samples, pauses, ours.to_list()),
        "round_pauses": pauses,
    }


def _without(frame: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    # Most batches have no such file, and path points are many.
    return frame.join(files, on="file_index", how="anti", maintain_order="left") if files.height else frame
