"""Exports through DuckDB: it gets the rows and writes the file, so that the file is what the other engine gives.

Does not belong here: the form of the file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import psycopg

from proximity.staging import PARQUET_TABLES, SCHEMA
from proximity.warehouse.duckdb.export import write_file
from proximity.warehouse.duckdb.parquet import create_parquet_view
from proximity.warehouse.interface import FileFormat
from proximity.warehouse.postgres.frames import frame_of

ROWS_AT_A_TIME = 20_000


def export_table(
    connection: psycopg.Connection, schema: str, table: str, format: FileFormat, path: Path, samples_dir: Path
) -> int:
    """Write a table into a file; returns the number of rows. What is kept as Parquet is not in the database.

    Raises:
        OSError: the file cannot be written.
    """
    kept_as_parquet = PARQUET_TABLES.get(table) if schema == SCHEMA else None
    with _scratch() as scratch:
        scratch.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        _take_over(connection, scratch, f'{schema}."{"rounds" if kept_as_parquet else table}"')
        if kept_as_parquet:
            scratch.execute(create_parquet_view(kept_as_parquet, samples_dir / table))
        return write_file(scratch, f'{schema}."{table}"', format, path)


@contextmanager
def _scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that is gone afterwards; on disk, because tables may be larger than the memory."""
    with TemporaryDirectory() as folder, duckdb.connect(str(Path(folder, "scratch.duckdb"))) as scratch:
        scratch.execute("SET TimeZone = 'UTC'")
        scratch.execute("SET enable_progress_bar = false")
        yield scratch


def _take_over(connection: psycopg.Connection, scratch: duckdb.DuckDBPyConnection, table: str) -> None:
    with connection.transaction(), psycopg.RawServerCursor(connection, "export") as cursor:
        cursor.execute(f"SELECT * FROM {table}".encode(), binary=True)
        scratch.register("nothing", frame_of(cursor, []))
        scratch.execute(f"CREATE TABLE {table} AS SELECT * FROM nothing")
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            scratch.register("batch", frame_of(cursor, rows))
            scratch.execute(f"INSERT INTO {table} SELECT * FROM batch")
