"""Turns the errors that people can do something about into a message and an exit code.

Everything else is a bug and keeps its traceback.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

from proximity.cli.console import fail
from proximity.cli.exit_codes import FAILED
from proximity.loading import RawFolderError
from proximity.publishing import PublicationError
from proximity.reporting import ExportError
from proximity.settings import SettingsError
from proximity.simulator.errors import SimulationError
from proximity.warehouse import WarehouseError

Parameters = ParamSpec("Parameters")

EXPECTED = (SettingsError, RawFolderError, WarehouseError, PublicationError, ExportError, SimulationError)


def reports_errors(command: Callable[Parameters, None]) -> Callable[Parameters, None]:
    """Decorates a command: an expected error is printed and ends with exit code 1."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except EXPECTED as error:
            fail(error)
            raise typer.Exit(FAILED) from error

    return run
