"""`proximity rejects`: the lines that could not become rows."""

from typing import Annotated

import typer

from proximity.cli.console import fail, out, safe
from proximity.cli.errors import reports_errors
from proximity.cli.exit_codes import FAILED
from proximity.reporting import RejectedLine, rejected_lines
from proximity.settings import load_settings
from proximity.warehouse import open_warehouse

LONGEST_TEXT = 160


@reports_errors
def command(
    round_id: Annotated[str | None, typer.Option("--round", help="Only the lines of this round.")] = None,
) -> None:
    """List rejected lines with file, line number, reason and text."""
    settings = load_settings()
    with open_warehouse(settings, read_only=True) as warehouse:
        is_known = bool(warehouse.query("SELECT 1 FROM staging.rounds WHERE round_id = $1", [round_id]))
        lines = rejected_lines(warehouse, round_id)
    if round_id is not None and not is_known:
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
