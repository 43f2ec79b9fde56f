"""The tables that are kept as Parquet beside the warehouse: one folder a table and day, one file a round.

Does not belong here: the views on them, which only DuckDB has; aggregates of them (`statistics`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from proximity.staging import PARQUET_TABLES
from proximity.warehouse import WarehouseError
from proximity.warehouse.exact import PolarsType, exactly
from proximity.warehouse.schema import Addition

#: Always there, so that the view on a table has a file to take its columns from; it has no rows.
EMPTY_FILE = Path("day=1970-01-01") / "no-rows.parquet"
#: Only encodings that every reader of Parquet has had for years; the others are left to dictionaries.
ENCODINGS: dict[PolarsType, str] = {
    pl.Int64: "DELTA_BINARY_PACKED",
    pl.Int32: "DELTA_BINARY_PACKED",
    pl.Float64: "BYTE_STREAM_SPLIT",
    pl.Float32: "BYTE_STREAM_SPLIT",
}
#: Higher levels take twice the time and save 1 %.
COMPRESSION_LEVEL = 6


def parquet_paths(day: date, round_id: str, revision: str) -> dict[str, Path]:
    """Table → path of a round's rows below the samples folder; another revision is another file."""
    file = Path(f"day={day.isoformat()}") / f"{round_id}-{revision}.parquet"
    return {table: Path(table) / file for table in PARQUET_TABLES}


def write_rows(samples_dir: Path, path: Path, rows: pl.DataFrame) -> None:
    """Write the rows that one round has in one table; the file appears whole or not at all.

    Raises:
        WarehouseError: the folder cannot be written.
    """
    exact = exactly(rows, PARQUET_TABLES[path.parts[0]].polars_schema)
    target = samples_dir / path
    partial = target.with_suffix(".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(partial, exact)
        partial.replace(target)
    except OSError as error:
        raise WarehouseError(
            f"The samples folder {samples_dir} cannot be written ({error.strerror or error}). Give the user that runs "
            "the pipeline room and permission there, or set PROXIMITY_DATA_DIR to another folder."
        ) from error


def _write(path: Path, frame: pl.DataFrame) -> None:
    """Numbers that change from row to row are smaller as differences (whole) or byte by byte (floats), everything else
    as numbers of different values: together a fifth smaller than without, and as fast to read."""
    encodings = {name: encoding for name, kind in frame.schema.items() if (encoding := ENCODINGS.get(kind))}
    pq.write_table(
        frame.to_arrow(compat_level=pl.CompatLevel.oldest()),
        path,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        column_encoding=encodings,
        use_dictionary=[name for name in frame.columns if name not in encodings],
        write_statistics=["round_id"],
        store_schema=False,
    )


def missing_columns(samples_dir: Path) -> list[Addition]:
    """Columns that the files below `samples_dir` lack, because an older version wrote them.

    Raises:
        WarehouseError: a file cannot be read.
    """
    return [
        Addition(table, column)
        for table, schema in _schemas().items()
        if _is_there(samples_dir / table / EMPTY_FILE)
        for column in _missing(samples_dir / table / EMPTY_FILE, schema)
    ]


def widen_files(samples_dir: Path) -> None:
    """Give files of an older version the columns that they lack, as nulls, and each table its empty file. That comes
    last: it says which columns all files have."""
    for table, schema in _schemas().items():
        empty = samples_dir / table / EMPTY_FILE
        if _is_there(empty) and not _missing(empty, schema):
            continue
        for file in sorted((samples_dir / table).glob("day=*/*.parquet")):
            if _is_there(file) and (missing := _missing(file, schema)):
                rows = pl.read_parquet(file, hive_partitioning=False, glob=False)
                wide = rows.with_columns(pl.lit(None, schema[name]).alias(name) for name in missing)
                write_rows(samples_dir, file.relative_to(samples_dir), wide)
        write_rows(samples_dir, Path(table) / EMPTY_FILE, pl.DataFrame(schema=schema))


def write_missing_files(samples_dir: Path, paths: Iterable[Path]) -> None:
    """Write files without rows where there are none."""
    for path in paths:
        if not _is_there(samples_dir / path):
            write_rows(samples_dir, path, pl.DataFrame(schema=PARQUET_TABLES[path.parts[0]].polars_schema))


def _schemas() -> dict[str, dict[str, PolarsType]]:
    return {name: table.polars_schema for name, table in PARQUET_TABLES.items()}


def _missing(file: Path, schema: Mapping[str, PolarsType]) -> list[str]:
    try:
        there = set(pq.read_schema(file).names)
    except (OSError, pa.ArrowException) as error:
        raise WarehouseError(
            f"The samples below {file.parents[2]} cannot be read: {file.name}: {str(error).splitlines()[0]}. "
            "Move that folder away and build again."
        ) from error
    return [name for name in schema if name not in there]


def missing_contents(samples_dir: Path, expected: Mapping[Path, str]) -> set[str]:
    """Contents of which a Parquet file was deleted, or is empty because the machine lost power after the load."""
    return {sha256 for path, sha256 in expected.items() if not _is_there(samples_dir / path)}


def count_rows(path: Path) -> int:
    """Rows of a file as its footer says, which takes a tenth of the time of counting them; 0 if it is not there."""
    return int(pq.read_metadata(path).num_rows) if _is_there(path) else 0


def remove_stale_files(samples_dir: Path, current: set[Path]) -> int:
    """Delete files that no loaded round refers to: of replaced revisions, or of a load that was killed."""
    kept = current | {Path(table) / EMPTY_FILE for table in PARQUET_TABLES}
    stale = [path for path in samples_dir.glob("*/day=*/*") if path.relative_to(samples_dir) not in kept]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def _is_there(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
