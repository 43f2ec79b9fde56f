"""`proximity build`: raw files to marts, with a summary at the end."""

from pathlib import Path
from typing import Annotated

import typer

from proximity.cli.console import err, fail, progress_bar
from proximity.cli.errors import reports_errors
from proximity.cli.exit_codes import FAILED, FILES_REFUSED
from proximity.cli.summary import print_refused, print_summary
from proximity.loading import Discrepancy, LoadSummary, load_rounds, reconcile
from proximity.publishing import publish_marts
from proximity.reporting import read_totals
from proximity.settings import Settings, load_settings
from proximity.warehouse import open_warehouse


@reports_errors
def command(
    raw: Annotated[Path | None, typer.Option(help="Folder with the round files, searched at any depth.")] = None,
    target: Annotated[str | None, typer.Option(help="Engine of the warehouse.")] = None,
    full_refresh: Annotated[bool, typer.Option("--full-refresh", help="Read and build everything anew.")] = False,
) -> None:
    """Load what is new in the raw folder, build and test the marts, and say what is there."""
    settings = load_settings(raw_dir=raw.absolute() if raw else None, target=target)
    with progress_bar("Reading round files") as move:
        load = load_rounds(settings, full_refresh=full_refresh, on_progress=move)
    _stop_if_unsound(settings, load)
    _stop_if_nothing(settings, load)
    _build_marts(settings, full_refresh)
    publish_marts(settings)
    with open_warehouse(settings, read_only=True) as warehouse:
        print_summary(settings, warehouse.name, load, read_totals(warehouse))
    if load.refused:
        raise typer.Exit(FILES_REFUSED)


def _stop_if_unsound(settings: Settings, load: LoadSummary) -> None:
    # The others were counted when they were loaded; a build without news has the time to count all of them again.
    with open_warehouse(settings, read_only=True) as warehouse:
        discrepancies = reconcile(warehouse, settings.samples_dir, load.loaded or None)
    for difference in discrepancies[:20]:
        fail(_say(difference))
    if discrepancies:
        fail("Staging does not hold what the files say. Run `proximity build --full-refresh`.")
        raise typer.Exit(FAILED)


def _say(difference: Discrepancy) -> str:
    return (
        f"{difference.check}: round {difference.round_id}, section {difference.section}: "
        f"expected {difference.expected}, found {difference.found}"
    )


def _stop_if_nothing(settings: Settings, load: LoadSummary) -> None:
    """Marts of nothing help nobody; but rounds stay when their raw files are taken away."""
    with open_warehouse(settings, read_only=True) as warehouse:
        ((rounds,),) = warehouse.query("SELECT count(*) FROM staging.rounds")
    if rounds:
        if not load.files_found:
            err.print(
                f"[yellow]note[/] no files in {settings.raw_dir}: the marts are built from the rounds loaded before"
            )
        return
    print_refused(load)
    found = "none of its files could be loaded" if load.files_found else "it is empty"
    fail(
        f"There is no round to build from: the raw folder is {settings.raw_dir}, and {found}. Copy files named "
        "YYYY-MM-DD-HHMMSS-<map>-round-<N>_engagements.txt into it, or name another folder with --raw."
    )
    raise typer.Exit(FAILED)


def _build_marts(settings: Settings, full_refresh: bool) -> None:
    # dbt takes two seconds to import, which no other command should pay.
    from proximity.transforming import DbtFailedError, build_marts

    try:
        with progress_bar("Building marts") as move:
            summary = build_marts(settings, full_refresh=full_refresh, on_progress=move)
    except DbtFailedError as error:
        fail(error)
        fail(f"The marts are not up to date. dbt's log is in {settings.dbt_target_dir / 'logs'}.")
        raise typer.Exit(FAILED) from error
    for warning in summary.warnings:
        err.print(f"[yellow]warning[/] {warning.name}: {warning.message}")
