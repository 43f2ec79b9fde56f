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


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool = False) -> Iterator[None]:
    """Attach the file, which is created if it is not there; when it is detached, all of it is on the disk."""
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS {PUBLISHED} {'(READ_ONLY)' if read_only else ''}")
    try:
        yield
    finally:
        connection.execute(f"DETACH {PUBLISHED}")


def published(name: str) -> str:
    """A mart of the file, for SQL."""
    return f'{PUBLISHED}.{SCHEMA}."{name}"'
