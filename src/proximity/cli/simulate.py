"""`proximity simulate`: round files of invented matches, written by the tracker on a simulated server."""

import os
from pathlib import Path
from typing import Annotated

import typer

from proximity.cli.console import err, progress_bar, safe
from proximity.cli.errors import reports_errors
from proximity.settings import PROJECT_ROOT

SLOTS, SPARE_SLOTS = 20, 8
TRACKER = PROJECT_ROOT / "lua" / "proximity_tracker.lua"
TRACKER_OPTION = typer.Option(
    exists=True, dir_okay=False, show_default="lua/proximity_tracker.lua", help="The Lua module that writes."
)


@reports_errors
def command(
    rounds: Annotated[int, typer.Option(min=1, help="How many round files.")],
    out: Annotated[Path, typer.Option(help="Folder for them; made if it is missing.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 0,
    players: Annotated[int, typer.Option(min=2, max=32, help="Players in a round, both sides together.")] = 12,
    community: Annotated[int | None, typer.Option(help="People there are; by default two thirds more.")] = None,
    bots: Annotated[int, typer.Option(min=0, help="How many of them are bots.")] = 0,
    maps: Annotated[list[str] | None, typer.Option("--map", help="Play this map; may be given several times.")] = None,
    minutes: Annotated[float | None, typer.Option(help="Time limit of every map, instead of its own.")] = None,
    mishaps: Annotated[float, typer.Option(min=0, help="Leaving, pauses, changes of side: 0 none, 1 usual.")] = 1.0,
    server: Annotated[str, typer.Option(help="Name of the server.")] = "Simulated",
    tracker: Annotated[Path, TRACKER_OPTION] = TRACKER,
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="CVAR=VALUE", help="A cvar of the server.")] = None,
    truth: Annotated[Path | None, typer.Option(help="Also write what was planted, as JSON.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; by default one a processor.")] = None,
) -> None:
    """Play invented matches and let the tracker write their round files."""
    # Lua and the simulator are of no concern to the other commands.
    from proximity.simulator.match.evening import Recipe
    from proximity.simulator.rounds import write_rounds, write_truth

    if players % 2:
        raise typer.BadParameter("the sides are of one size: an even number", param_hint="--players")
    recipe = Recipe(
        seed=seed,
        team_size=players // 2,
        community=community or players * 5 // 3,
        bots=bots,
        nameless_bots=bots // 2,
        maps=tuple(maps or ()),
        time_limit_ms=int(minutes * 60_000) if minutes else None,
        slots=max(SLOTS, players + SPARE_SLOTS),
        server=server,
        mishaps=mishaps,
    )
    with progress_bar("Playing rounds") as move:
        summary = write_rounds(
            recipe,
            rounds,
            out,
            tracker,
            cvars=dict(_cvar(setting) for setting in set_ or ()),
            jobs=jobs or os.cpu_count() or 1,
            on_progress=move,
        )
    if truth:
        write_truth(summary, truth)
    err.print(f"{len(summary['rounds'])} rounds in {safe(out)}", soft_wrap=True)


def _cvar(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"{setting!r} is no CVAR=VALUE", param_hint="--set")
    return name, value
