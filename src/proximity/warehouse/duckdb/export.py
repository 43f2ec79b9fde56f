"""Writes a table into a file. Tables of PostgreSQL go the same way, so that the same rows give the same file.

Does not belong here: getting the rows of another engine.
"""

from pathlib import Path

import duckdb

from proximity.warehouse.interface import FileFormat

OPTIONS: dict[FileFormat, str] = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd"}


def write_file(connection: duckdb.DuckDBPyConnection, table: str, format: FileFormat, path: Path) -> int:
    """Write the rows of `schema.table` in order of all columns; returns their number.

    Raises:
        OSError: the file cannot be written.
    """
    target = str(path).replace("'", "''")
    query = f"COPY (SELECT * FROM {table} ORDER BY ALL) TO '{target}' ({OPTIONS[format]})"
    try:
        row = connection.execute(query).fetchone()
    except duckdb.IOException as error:
        raise OSError(str(error).splitlines()[0]) from error
    return int(row[0]) if row else 0
