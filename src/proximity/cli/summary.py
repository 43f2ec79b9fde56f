"""What a person reads at the end of a build."""

import sys
from pathlib import Path

from rich.table import Table

from proximity.cli.console import err, out, safe
from proximity.loading import LoadSummary
from proximity.reporting import Totals
from proximity.settings import Settings

MOST_REFUSED_SHOWN = 20


def print_summary(settings: Settings, warehouse: str, load: LoadSummary, totals: Totals) -> None:
    """The totals, what this run did, what was refused, and what to type next. `warehouse` is how people know it."""
    print_refused(load)
    out.print()
    out.print(f"[bold]Proximity[/]  {_span(totals)}")
    out.print(_totals_table(totals))
    out.print(f"This run   {_this_run(load)}")
    out.print(f"Warehouse  {_short(Path(warehouse))}", soft_wrap=True)
    out.print(f"Samples    {_short(settings.samples_dir)}", soft_wrap=True)
    if settings.published_path:
        out.print(f"Readers    {_short(settings.published_path)}", soft_wrap=True)
    out.print()
    _print_next_steps(_short(Path(sys.argv[0]).absolute()))


def _print_next_steps(proximity: str) -> None:
    steps = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for _ in range(3):
        steps.add_column(no_wrap=True, overflow="ignore")
    steps.add_row("Next", f"{proximity} status", "[dim]files, rejected lines, freshness[/]")
    steps.add_row("", f"{proximity} export agg_players", "[dim]a table as CSV[/]")
    steps.add_row("", "make dev", "[dim]lineage, checks, heatmaps[/]")
    out.print(steps)


def print_refused(load: LoadSummary) -> None:
    """Every refused file with its reason and cure, on stderr."""
    for file in load.refused[:MOST_REFUSED_SHOWN]:
        err.print(f"[red]refused[/] {safe(file.path)}: {safe(file.reason)}. Cure: {safe(file.cure)}.", soft_wrap=True)
    if (more := len(load.refused) - MOST_REFUSED_SHOWN) > 0:
        err.print(f"[red]refused[/] … and {more} more files; `proximity status` lists all")


def _totals_table(totals: Totals) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    table.add_column(justify="right", style="bold cyan")
    table.add_column()
    table.add_column(style="dim")
    table.add_row(_number(totals.rounds), "rounds", _rounds_note(totals))
    table.add_row(_number(totals.people + totals.bots), "players", f"{totals.people:,} people, {totals.bots:,} bots")
    table.add_row(_number(totals.lives), "lives", f"{totals.path_points:,} path points")
    table.add_row(_number(totals.engagements), "engagements", f"{totals.clean_engagements:,} of them clean")
    table.add_row(_number(totals.crossfires), "crossfires", "")
    table.add_row(_number(totals.escapes), "escapes", "")
    table.add_row(
        _number(totals.rejected_lines), "rejected lines", "kept with their reasons" if totals.rejected_lines else ""
    )
    table.add_row(
        _number(totals.repaired_rows),
        "repaired rows",
        f"{totals.excluded_rows:,} kept out of rates: proximity repairs" if totals.excluded_rows else "",
    )
    return table


def _rounds_note(totals: Totals) -> str:
    maps = f"on {totals.maps} map{'s' if totals.maps != 1 else ''}"
    return f"{maps}, {totals.truncated_rounds} cut short" if totals.truncated_rounds else maps


def _this_run(load: LoadSummary) -> str:
    parts = [
        f"{len(load.loaded)} rounds loaded",
        f"{load.files_unchanged} files known already" if load.files_unchanged else "",
        f"{load.duplicates} duplicates" if load.duplicates else "",
        f"{load.superseded} superseded" if load.superseded else "",
        f"[red]{len(load.refused)} refused[/]" if load.refused else "",
    ]
    return ", ".join(part for part in parts if part)


def _span(totals: Totals) -> str:
    if totals.first_started_at is None or totals.last_started_at is None:
        return ""
    first, last = totals.first_started_at.date(), totals.last_started_at.date()
    return f"{first}" if first == last else f"{first} to {last}"


def _number(value: int) -> str:
    return f"{value:,}"


def _short(path: Path) -> str:
    """The path relative to where the person stands, if that is shorter to read."""
    current = Path.cwd()
    return safe(path.relative_to(current) if path.is_relative_to(current) else path)
