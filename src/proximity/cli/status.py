"""`proximity status`: what is loaded, what was refused or rejected, how fresh it is."""

from collections.abc import Sequence
from datetime import UTC, datetime

import typer
from rich.table import Table

from proximity.cli.console import out, safe
from proximity.cli.errors import reports_errors
from proximity.cli.exit_codes import FILES_REFUSED
from proximity.reporting import Status, read_status
from proximity.settings import load_settings
from proximity.warehouse import open_warehouse


@reports_errors
def command() -> None:
    """Show rounds, files, rejects and freshness. Exit code 3 if files are refused."""
    settings = load_settings()
    with open_warehouse(settings, read_only=True) as warehouse:
        status = read_status(warehouse)
    _print_overview(status)
    _print_lists(status)
    if status.problems:
        raise typer.Exit(FILES_REFUSED)


def _print_overview(status: Status) -> None:
    files = ", ".join(f"{count:,} {state}" for state, count in status.files.items())
    out.print(f"[bold]{status.rounds:,} rounds[/]  from files: {files or 'none'}")
    out.print(f"Last load {_ago(status.last_loaded_at)}; last round ended {_ago(status.last_round_ended_at)}")


def _print_lists(status: Status) -> None:
    _print_table(
        "Refused files", ("file", "reason", "cure"), [(p.path, p.reason, p.cure or "") for p in status.problems]
    )
    _print_table("Rounds cut short", ("file", "evidence"), status.truncated)
    _print_table(
        "Rejected lines",
        ("section", "reason", "lines"),
        [(r.section, r.reason, f"{r.lines:,}") for r in status.rejects],
    )
    _print_table(
        "Sections kept as text", ("section", "lines"), [(name, f"{count:,}") for name, count in status.unknown_sections]
    )
    _print_table("Read, but odd", ("file", "what"), status.notes)


def _print_table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    if not rows:
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, header_style="dim", overflow="fold", justify="right" if column == "lines" else "left")
    for row in rows:
        table.add_row(*map(safe, row))
    out.print()
    out.print(table)


def _ago(instant: datetime | None) -> str:
    if instant is None:
        return "unknown"
    minutes = int((datetime.now(UTC) - instant).total_seconds() // 60)
    stamp = instant.strftime("%Y-%m-%d %H:%M UTC")
    if minutes < 0:
        return stamp
    days, hours = minutes // 1440, minutes // 60
    return f"{stamp} ({f'{days} days' if days > 1 else f'{hours} h' if hours else f'{minutes} min'} ago)"
