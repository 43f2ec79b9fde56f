"""The DuckDB file: opening it, creating the staging schema, replacing rounds in it.

Does not belong here: what the rows are.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from proximity.loading.symptoms import explain
from proximity.staging import PARQUET_TABLES, STAGING_TABLES
from proximity.staging.ddl import SCHEMA, create_files_view, create_parquet_view, create_statements

#: DuckDB takes what follows a question mark for options, and a backslash for a slash.
MISREAD = {"?", "\\"}

PolarsType = pl.DataType | type[pl.DataType]


class WarehouseError(RuntimeError):
    """The warehouse cannot be used; the message says why and what to do."""


@contextmanager
def open_warehouse(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the DuckDB file, closed at the end; times are UTC.

    Raises:
        WarehouseError: it does not exist (read only), is locked by another process, is not a DuckDB file, may not be
            used, or the disk is full.
    """
    if set(path.as_posix()) & MISREAD:
        raise WarehouseError(
            f"The warehouse cannot lie at {path}: DuckDB misreads `?` and `\\` in paths and would write elsewhere. "
            "Set PROXIMITY_DATA_DIR or PROXIMITY_DUCKDB_PATH to a path without them."
        )
    if read_only and not path.exists():
        raise WarehouseError(f"There is no warehouse at {path} yet. Run `proximity build` first.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path), read_only=read_only)
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(explain(path, error)) from error
    try:
        connection.execute("SET TimeZone = 'UTC'")
        # Progress is shown by the callers; DuckDB's own bar would break into it.
        connection.execute("SET enable_progress_bar = false")
        yield connection
    except duckdb.Error as error:
        # What is wrong with a query or with another file is not said here.
        if isinstance(error, duckdb.FatalException | duckdb.OutOfMemoryException) or str(path) in str(error):
            raise WarehouseError(explain(path, error)) from error
        raise
    finally:
        connection.close()


def create_staging(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing of the staging schema.

    Raises:
        WarehouseError: a table has other columns than this version writes.
    """
    for statement in create_statements():
        connection.execute(statement)
    found = _columns(connection)
    for table in STAGING_TABLES.values():
        if not table.is_view and found[table.name] != [column.name for column in table.columns]:
            raise WarehouseError(
                f"Table {SCHEMA}.{table.name} was written by another version of Proximity. "
                "Run `proximity build --full-refresh` to read all raw files anew."
            )


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Table or view of the staging schema → its columns, in order."""
    rows = connection.execute(
        "SELECT table_name, list(column_name ORDER BY ordinal_position) FROM information_schema.columns"
        " WHERE table_schema = ? GROUP BY ALL",
        [SCHEMA],
    ).fetchall()
    return dict(rows)


def create_parquet_views(connection: duckdb.DuckDBPyConnection, samples_dir: Path) -> None:
    """Point the views on the Parquet files at their folders, which may have moved since the last build.

    Raises:
        WarehouseError: a Parquet file there cannot be read.
    """
    try:
        for table in PARQUET_TABLES.values():
            connection.execute(create_parquet_view(table, samples_dir / table.name))
            connection.execute(create_files_view(table, samples_dir / table.name))
    except duckdb.TransactionException:
        # The views could not be written, which is no fault of the samples.
        raise
    except duckdb.Error as error:
        raise WarehouseError(
            f"The samples below {samples_dir} cannot be read: {str(error).splitlines()[0]}. "
            "Move that folder away and build again."
        ) from error


def drop_staging(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove every staging table, for a rebuild from the raw files."""
    connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def delete_rounds(connection: duckdb.DuckDBPyConnection, round_ids: list[str]) -> None:
    """Delete all rows of rounds; the ledger keeps its entries."""
    if not round_ids:
        return
    for table in STAGING_TABLES.values():
        if not table.is_view and table.name != "round_files":
            connection.execute(f'DELETE FROM {SCHEMA}."{table.name}" WHERE round_id IN (SELECT unnest(?))', [round_ids])


def insert_frame(connection: duckdb.DuckDBPyConnection, table_name: str, frame: pl.DataFrame) -> int:
    """Append a frame to a staging table; returns the number of rows. The frame may have more columns.

    Raises:
        polars.exceptions.SchemaError: a column is missing, or its type does not fit.
    """
    table = STAGING_TABLES[table_name]
    exact = exactly(frame, table.polars_schema)
    if exact.height:
        connection.register("incoming", exact)
        connection.execute(f'INSERT INTO {SCHEMA}."{table.name}" SELECT * FROM incoming')
        connection.unregister("incoming")
    return exact.height


def exactly(frame: pl.DataFrame, schema: Mapping[str, PolarsType]) -> pl.DataFrame:
    """The columns of `schema`, in its order. Types may be widened and nothing else: no value changes on its way in.

    Raises:
        polars.exceptions.SchemaError: a column is missing, or its type does not fit.
    """
    return frame.match_to_schema(dict(schema), extra_columns="ignore", integer_cast="upcast", float_cast="upcast")
