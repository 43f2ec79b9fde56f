"""Copies a table of the marts, or of staging, into a file.

Does not belong here: other shapes than the table has.
"""

from pathlib import Path

from proximity.staging import PARQUET_TABLES, SCHEMA
from proximity.warehouse import Warehouse
from proximity.warehouse.interface import FileFormat


class ExportError(ValueError):
    """The table cannot be exported; the message says why and what to do."""


def exportable_tables(warehouse: Warehouse) -> list[str]:
    """Names of all tables, `schema.table`, marts first."""
    names = warehouse.query(
        "SELECT table_schema || '.' || table_name FROM information_schema.tables"
        " WHERE table_schema IN ('marts', 'staging')"
    )
    # These lie beside the warehouse, and not every engine has views on them.
    return sorted({name for (name,) in names} | {f"{SCHEMA}.{table}" for table in PARQUET_TABLES})


def export_table(warehouse: Warehouse, table: str, format: FileFormat, path: Path) -> int:
    """Write `table` (of schema marts unless it names one) to `path`; returns the number of rows.

    Raises:
        ExportError: there is no such table, or the file cannot be written.
    """
    name = table if "." in table else f"marts.{table}"
    if name not in exportable_tables(warehouse):
        raise ExportError(f"There is no table {name}. `proximity export --list` shows all.")
    schema, bare = name.split(".", 1)
    try:
        return warehouse.export(schema, bare, format, path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error}") from error
