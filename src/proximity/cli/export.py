"""`proximity export`: a table as a file, or on standard output."""

import shutil
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from proximity.cli.console import err, out, safe
from proximity.cli.errors import reports_errors
from proximity.reporting import ExportError, export_table, exportable_tables
from proximity.settings import load_settings
from proximity.warehouse import Warehouse, open_warehouse


class FileFormat(StrEnum):
    """The file formats."""

    csv = "csv"
    parquet = "parquet"


@reports_errors
def command(
    table: Annotated[str | None, typer.Argument(help="A table of the marts, or schema.table.")] = None,
    format: Annotated[FileFormat, typer.Option(help="File format.")] = FileFormat.csv,
    output: Annotated[Path | None, typer.Option(help="File to write; by default standard output.")] = None,
    list_tables: Annotated[bool, typer.Option("--list", help="List the tables.")] = False,
) -> None:
    """Write a table to a file or to standard output."""
    settings = load_settings()
    with open_warehouse(settings, read_only=True) as warehouse:
        if list_tables:
            for name in exportable_tables(warehouse):
                out.print(name)
        elif table is None:
            raise ExportError("Name a table; `proximity export --list` shows all.")
        elif output is None:
            _to_standard_output(warehouse, table, format)
        else:
            rows = export_table(warehouse, table, format.value, output)
            err.print(f"{rows:,} rows of {safe(table)} in {safe(output)}", soft_wrap=True)


def _to_standard_output(warehouse: Warehouse, table: str, format: FileFormat) -> None:
    if format is FileFormat.parquet and sys.stdout.isatty():
        raise ExportError("Parquet is not for the eye: name a file with --output, or redirect the output.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table")
        export_table(warehouse, table, format.value, path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
