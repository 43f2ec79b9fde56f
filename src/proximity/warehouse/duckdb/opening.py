"""Opens the DuckDB file, and says what is wrong with it if it cannot be used.

Does not belong here: what the connection can do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from proximity.warehouse.duckdb.symptoms import explain
from proximity.warehouse.duckdb.warehouse import DuckDbWarehouse
from proximity.warehouse.errors import NoWarehouseError, WarehouseError

#: DuckDB takes what follows a question mark for options, and a backslash for a slash.
MISREAD = {"?", "\\"}


@contextmanager
def open_duckdb(path: Path, *, read_only: bool = False) -> Iterator[DuckDbWarehouse]:
    """A connection to the DuckDB file, closed at the end; times are UTC.

    Raises:
        NoWarehouseError: it does not exist (read only).
        WarehouseError: it is locked by another process, is not a DuckDB file, may not be used, or the disk is full.
    """
    if set(path.as_posix()) & MISREAD:
        raise WarehouseError(
            f"The warehouse cannot lie at {path}: DuckDB misreads `?` and `\\` in paths and would write elsewhere. "
            "Set PROXIMITY_DATA_DIR or PROXIMITY_DUCKDB_PATH to a path without them."
        )
    if read_only and not path.exists():
        raise NoWarehouseError(f"There is no warehouse at {path} yet. Run `proximity build` first.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path), read_only=read_only)
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(explain(path, error)) from error
    try:
        connection.execute("SET TimeZone = 'UTC'")
        # Progress is shown by the callers; DuckDB's own bar would break into it.
        connection.execute("SET enable_progress_bar = false")
        yield DuckDbWarehouse(str(path), connection)
    except duckdb.Error as error:
        # What is wrong with a query or with another file is not said here.
        if isinstance(error, duckdb.FatalException | duckdb.OutOfMemoryException) or str(path) in str(error):
            raise WarehouseError(explain(path, error)) from error
        raise
    finally:
        connection.close()
