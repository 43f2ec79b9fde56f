"""`proximity repairs`: what was repaired, excluded or flagged, and why."""

from itertools import groupby
from typing import Annotated

import typer

from proximity.cli.console import fail, out, safe
from proximity.cli.errors import reports_errors
from proximity.cli.exit_codes import FAILED
from proximity.reporting import RepairCount, repair_counts
from proximity.settings import load_settings
from proximity.warehouse import open_warehouse

COLOURS = {"repaired": "cyan", "excluded": "yellow", "flagged": "dim"}


@reports_errors
def command(
    round_id: Annotated[str | None, typer.Option("--round", help="Only the receipts of this round.")] = None,
) -> None:
    """Count what was repaired, excluded or flagged, by section and reason. Values as written stay beside."""
    settings = load_settings()
    with open_warehouse(settings, read_only=True) as warehouse:
        is_known = bool(warehouse.query("SELECT 1 FROM staging.rounds WHERE round_id = $1", [round_id]))
        if not warehouse.has_table("marts", "fct_repairs"):
            fail("The receipts are not built yet. Run `proximity build`.")
            raise typer.Exit(FAILED)
        counts = repair_counts(warehouse, round_id)
    if round_id is not None and not is_known:
        fail(f"There is no round {round_id}. `proximity export dim_rounds` writes a file with all of them.")
        raise typer.Exit(FAILED)
    for section, group in groupby(counts, key=lambda count: count.section):
        out.print(f"[bold]{safe(section or 'The round')}[/]")
        for count in group:
            _print(count)
    totals = {action: sum(count.rows for count in counts if count.action == action) for action in COLOURS}
    out.print(", ".join(f"{rows:,} {action}" for action, rows in totals.items()))


def _print(count: RepairCount) -> None:
    action = f"[{COLOURS[count.action]}]{count.action}[/]"
    out.print(f"{count.rows:>9,}  {action}  {safe(count.reason)}", soft_wrap=True)
    out.print(f"           [dim]{safe(count.description)}[/]", soft_wrap=True)
