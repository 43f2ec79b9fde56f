"""Copies a table of the marts, or of staging, into a file.

Does not belong here: other shapes than the table has.
"""

from pathlib import Path
from typing import Literal

import duckdb

Format = Literal["csv", "parquet"]
OPTIONS: dict[str, str] = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd"}


class ExportError(ValueError):
    """The table cannot be exported; the message says why and what to do."""


def exportable_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Names of all tables, `schema.table`, marts first."""
    rows = connection.execute(
        "SELECT table_schema || '.' || table_name FROM information_schema.tables"
        " WHERE table_schema IN ('marts', 'staging') ORDER BY table_schema, table_name"
    ).fetchall()
    return [name for (name,) in rows]


def export_table(connection: duckdb.DuckDBPyConnection, table: str, format: Format, path: Path) -> int:
    """Write `table` (of schema marts unless it names one) to `path`; returns the number of rows.

    Raises:
        ExportError: there is no such table, or the file cannot be written.
    """
    name = table if "." in table else f"marts.{table}"
    if name not in exportable_tables(connection):
        raise ExportError(f"There is no table {name}. `proximity export --list` shows all.")
    schema, bare = name.split(".", 1)
    target = str(path).replace("'", "''")
    try:
        row = connection.execute(f"""COPY {schema}."{bare}" TO '{target}' ({OPTIONS[format]})""").fetchone()
    except duckdb.IOException as error:
        raise ExportError(f"{path} cannot be written: {str(error).splitlines()[0]}") from error
    return int(row[0]) if row else 0
