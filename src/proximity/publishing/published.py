"""The published file while it is compared or written: attached to the connection of the warehouse.

Does not belong here: what is compared or written, where the file lies.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from proximity.publishing.marts import SCHEMA

#: Its name as a database.
PUBLISHED = "published"
#: Readers bring a DuckDB of their own, in a tool that is updated when it is updated: the oldest format that is stable.
FORMAT = "v1.0.0"


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool = False) -> Iterator[None]:
    """Attach the file, which is created if it is not there; when it is detached, all of it is on the disk."""
    quoted, options = str(path).replace("'", "''"), "READ_ONLY" if read_only else f"STORAGE_VERSION '{FORMAT}'"
    connection.execute(f"ATTACH '{quoted}' AS {PUBLISHED} ({options})")
    try:
        yield
    finally:
        connection.execute(f"DETACH {PUBLISHED}")


def published(name: str) -> str:
    """A mart of the file, for SQL."""
    return f'{PUBLISHED}.{SCHEMA}."{name}"'
