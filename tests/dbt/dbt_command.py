"""`proximity-dbt` as a person calls it.

Does not belong here: expectations.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.loading.house import House

from proximity.settings import variable_name

COMMAND = Path(sys.executable).with_name("proximity-dbt")


def dbt(house: House, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it on the warehouse of a house; dbt's target folder is one of the house's."""
    return subprocess.run(
        [COMMAND, "--no-use-colors", *arguments],
        env=os.environ | environment_of(house),
        capture_output=True,
        text=True,
        check=False,
    )


def environment_of(house: House) -> dict[str, str]:
    """The settings of a house as variables."""
    url = house.settings.postgres_url
    return {
        variable_name("target"): house.settings.target,
        variable_name("raw_dir"): str(house.settings.raw_dir),
        variable_name("data_dir"): str(house.settings.data_dir),
        variable_name("duckdb_path"): "",
        variable_name("postgres_url"): url.get_secret_value() if url else "",
    }
