"""Before a full refresh: may the staging tables be dropped?

Belongs here: the proof that every loaded round can be read again. Does not belong here: reading it again.
"""

from collections import defaultdict
from collections.abc import Sequence

import duckdb

from proximity.loading.discovery import FoundFile
from proximity.loading.warehouse import WarehouseError, drop_staging


def empty_staging(connection: duckdb.DuckDBPyConnection, found: Sequence[FoundFile]) -> None:
    """Drop the staging tables.

    Raises:
        WarehouseError: that would lose rounds, because no file with their bytes lies in the raw folder any more.
    """
    try:
        lost = _lost_paths(connection, found)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseError(
            "The staging tables were written by a version of Proximity that cannot be refreshed. "
            "Move the warehouse away and build again."
        ) from error
    if lost:
        raise WarehouseError(
            f"A full refresh would lose {len(lost)} rounds whose raw files are gone, cut or unreadable, the first of "
            f"them {lost[0]}. Put the files back, or move the warehouse away."
        )
    drop_staging(connection)


def _lost_paths(connection: duckdb.DuckDBPyConnection, found: Sequence[FoundFile]) -> list[str]:
    """Paths of loaded files that are gone, and of which no copy is there either. A file may have grown."""
    if not _has_rounds(connection):
        return []
    sizes = {file.path: file.byte_size or 0 for file in found if file.refusal is None}
    copies = defaultdict(set)
    for sha256, path in connection.execute("SELECT sha256, file_path FROM staging.round_files").fetchall():
        copies[sha256].add(path)
    rounds = connection.execute("SELECT sha256, file_path, byte_size FROM staging.rounds ORDER BY ALL").fetchall()
    return sorted(
        path
        for sha256, path, size in rounds
        if not any(sizes.get(copy, -1) >= size for copy in {path} | copies[sha256])
    )


def _has_rounds(connection: duckdb.DuckDBPyConnection) -> bool:
    query = "SELECT 1 FROM information_schema.tables WHERE table_schema = 'staging' AND table_name = 'rounds'"
    return connection.execute(query).fetchone() is not None
