"""The commands of `proximity`; each has its own module."""

from typing import Annotated

import typer

from proximity import __version__
from proximity.cli import build, export, rejects, repairs, simulate, status
from proximity.cli.console import out

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Turns round files of ET:Legacy servers into a warehouse with tested marts.",
)
app.command("build")(build.command)
app.command("status")(status.command)
app.command("rejects")(rejects.command)
app.command("repairs")(repairs.command)
app.command("export")(export.command)
app.command("simulate")(simulate.command)


def _show_version(wanted: bool) -> None:
    if wanted:
        out.print(f"proximity {__version__}")
        raise typer.Exit


@app.callback()
def proximity(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Turns round files of ET:Legacy servers into a warehouse with tested marts."""
