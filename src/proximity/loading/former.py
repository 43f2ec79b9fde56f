"""Warehouses of the first release: positions of engagements lay in a table, path points in folders that did not name
theirs, and revisions had 64 digits. Their rows move to where they lie today, also those whose raw files are gone.

Does not belong here: anything that a newer version adds, which is a matter of the format table.
"""

from pathlib import Path

import polars as pl

from proximity.loading.identity import REVISION_LENGTH
from proximity.loading.parquet import parquet_paths, write_rows
from proximity.staging import PARQUET_TABLES, SCHEMA
from proximity.statistics import engagement_movement
from proximity.warehouse import Warehouse

POSITIONS, SAMPLES = "engagement_positions", "track_samples"
POSITIONS_OF = f"SELECT * FROM {SCHEMA}.{POSITIONS} WHERE round_id = $1 ORDER BY line_number, position_number"


def adopt_former_layout(warehouse: Warehouse, samples_dir: Path) -> None:
    """Move the rows, if the warehouse is of the first release; the caller holds the transaction."""
    if POSITIONS not in warehouse.staging_columns():
        return
    warehouse.execute(f"UPDATE {SCHEMA}.rounds SET revision = substr(revision, 1, {REVISION_LENGTH})")
    for round_id, stamp, revision in warehouse.query(f"SELECT round_id, file_stamp, revision FROM {SCHEMA}.rounds"):
        paths = parquet_paths(stamp.date(), round_id, revision)
        _move_samples(samples_dir, paths.pop(SAMPLES))
        _move_positions(warehouse, samples_dir, round_id, paths.pop(POSITIONS))
        for table, path in paths.items():
            write_rows(samples_dir, path, pl.DataFrame(schema=PARQUET_TABLES[table].polars_schema))
    warehouse.execute(f"DROP TABLE {SCHEMA}.{POSITIONS}")
    warehouse.execute(f"DROP VIEW IF EXISTS {SCHEMA}.sample_files")
    _remove_former_folders(samples_dir)


def _move_samples(samples_dir: Path, path: Path) -> None:
    former = samples_dir / path.relative_to(SAMPLES)
    if former.exists():
        write_rows(samples_dir, path, pl.read_parquet(former, hive_partitioning=False, glob=False))


def _move_positions(warehouse: Warehouse, samples_dir: Path, round_id: str, path: Path) -> None:
    positions = warehouse.frame(POSITIONS_OF, [round_id])
    write_rows(samples_dir, path, positions)
    movement = engagement_movement(positions.with_columns(file_index=pl.lit(0)))
    warehouse.insert("engagement_movement", movement.with_columns(round_id=pl.lit(round_id)))


def _remove_former_folders(samples_dir: Path) -> None:
    """What is left in them are files of replaced revisions."""
    for folder in samples_dir.glob("day=*"):
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
