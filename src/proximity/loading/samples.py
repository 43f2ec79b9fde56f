"""The path points on disk: one Parquet file a round, in one folder a day.

Does not belong here: the view on them, which only DuckDB has; aggregates of them (`statistics`).
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from proximity.staging import SAMPLES_TABLE, STAGING_TABLES
from proximity.warehouse import WarehouseError
from proximity.warehouse.exact import exactly

#: Characters of the revision in the name of a file.
REVISION_LENGTH = 12
#: Always there, so that the view has a file to take its columns from; it has no rows.
EMPTY_FILE = Path("day=1970-01-01") / "no-samples.parquet"
SAMPLES_SCHEMA = STAGING_TABLES[SAMPLES_TABLE].polars_schema | {"revision": pl.String}


def samples_path(day: date, round_id: str, revision: str) -> Path:
    """Path of a round's samples below the samples folder; another revision is another file."""
    return Path(f"day={day.isoformat()}") / f"{round_id}-{revision[:REVISION_LENGTH]}.parquet"


def write_samples(samples_dir: Path, path: Path, samples: pl.DataFrame) -> None:
    """Write the samples of one round; the file appears whole or not at all.

    Raises:
        WarehouseError: the folder cannot be written.
    """
    exact = exactly(samples, SAMPLES_SCHEMA)
    target = samples_dir / path
    partial = target.with_suffix(".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        exact.write_parquet(partial, compression="zstd", statistics=True)
        partial.replace(target)
    # What the disk says while a file is being written comes as an error of the computation.
    except (OSError, pl.exceptions.ComputeError) as error:
        why = getattr(error, "strerror", None) or error
        raise WarehouseError(
            f"The samples folder {samples_dir} cannot be written ({why}). Give the user that runs the pipeline "
            "room and permission there, or set PROXIMITY_DATA_DIR to another folder."
        ) from error


def write_empty_file(samples_dir: Path) -> None:
    """Make sure that there is one file, so that the view can be created before the first round."""
    if not _is_there(samples_dir / EMPTY_FILE):
        write_samples(samples_dir, EMPTY_FILE, pl.DataFrame(schema=SAMPLES_SCHEMA))


def missing_samples(samples_dir: Path, expected: Mapping[Path, str]) -> set[str]:
    """Contents whose Parquet file was deleted, or is empty because the machine lost power after the load."""
    return {sha256 for path, sha256 in expected.items() if not _is_there(samples_dir / path)}


def count_samples(path: Path) -> int:
    """Rows of a file as its footer says, which takes a tenth of the time of counting them; 0 if it is not there."""
    return int(pq.read_metadata(path).num_rows) if _is_there(path) else 0


def remove_stale_samples(samples_dir: Path, current: set[Path]) -> int:
    """Delete files that no loaded round refers to: of replaced revisions, or of a load that was killed."""
    stale = [
        path
        for path in samples_dir.glob("day=*/*")
        if (relative := path.relative_to(samples_dir)) not in current and relative != EMPTY_FILE
    ]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def _is_there(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
