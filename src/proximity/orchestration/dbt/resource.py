"""The resource that runs dbt for Dagster: with the settings of this process, and without asking the network.

Does not belong here: which models are run.
"""

import sys
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliInvocation, DbtCliResource
from packaging.version import Version

from proximity.settings import DBT_PROJECT_DIR, Settings, environment_set


class ProximityDbt(DbtCliResource):
    """dbt on the warehouse of the settings; what it writes stays in the data folder."""

    settings: dg.ResourceDependency[Settings]

    def cli(self, args: Any, **options: Any) -> DbtCliInvocation:
        """Start dbt. One target folder for all runs, not one a run: it keeps the parsed project and does not grow; the
        pool of the warehouse keeps runs apart."""
        with environment_set(self.settings.environment):
            return super().cli(args, **options, target_path=target_folder(self.settings))

    @cached_property
    def _cli_version(self) -> Version:
        # The base class runs `dbt --version` before each command: seconds, and a question to a package registry.
        return Version(installed_version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        # A connection of Dagster's own, for row counts that nobody asks it for. It would read the profile without the
        # variables that `proximity-dbt` sets, and say in thirty lines that it cannot.
        return None


def dbt_resource(settings: Settings) -> ProximityDbt:
    """The resource for one set of settings."""
    return ProximityDbt(
        project_dir=str(DBT_PROJECT_DIR),
        profiles_dir=str(DBT_PROJECT_DIR),
        dbt_executable=installed_command("proximity-dbt"),
        global_config_flags=["--no-use-colors", "--no-version-check"],
        settings=settings,
    )


def target_folder(settings: Settings) -> Path:
    """Where dbt writes in runs of Dagster."""
    return settings.dbt_target_dir / f"dagster-{settings.target}"


def installed_command(name: str) -> str:
    """A command that is installed beside this Python, whatever the PATH says. `proximity-dbt` makes a build one
    transaction where that is needed; plain `dbt` reads the project without asking a database."""
    return str(Path(sys.executable).with_name(name))
