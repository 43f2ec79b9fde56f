"""`proximity rejects`: the lines that could not become rows."""

from typing import Annotated

import typer

from proximity.cli.console import fail, out, safe
from proximity.cli.errors import reports_errors, require_duckdb
from proximity.cli.exit_codes import FAILED
from proximity.loading import open_warehouse
from proximity.reporting import RejectedLine, rejected_lines
from proximity.settings import load_settings

LONGEST_TEXT = 160


@reports_errors
def command(
    round_id: Annotated[str | None, typer.Option("--round", help="Only the lines of this round.")] = None,
) -> None:
    """List rejected lines with file, line number, reason and text."""
    settings = load_settings()
    require_duckdb(settings)
    with open_warehouse(settings.warehouse_path, read_only=True) as connection:
        is_known = connection.execute("SELECT 1 FROM staging.rounds WHERE round_id = ?", [round_id]).fetchone()
        lines = rejected_lines(connection, round_id)
    if round_id is not None and is_known is None:
        fail(f"There is no round {round_id}. `proximity export dim_rounds` writes a file with all of them.")
        raise typer.Exit(FAILED)
    for line in lines:
        _print(line)
    out.print(f"{len(lines):,} rejected lines")


def _print(line: RejectedLine) -> None:
    place = f"[bold]{safe(line.file_path)}:{line.line_number}[/]  {safe(line.section or 'above the first section')}"
    out.print(f"{place}  [red]{safe(line.reason)}[/]  round {line.round_id}", soft_wrap=True)
    out.print(f"    [dim]{safe(_shortened(line.text))}[/]", soft_wrap=True)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}… ({len(text):,} characters)"
