"""`proximity-dbt` as a person calls it.

Does not belong here: expectations.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.loading.house import House

COMMAND = Path(sys.executable).with_name("proximity-dbt")


def dbt(house: House, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it on the warehouse of a house; dbt's target folder is one of the house's."""
    return subprocess.run(
        [COMMAND, "--no-use-colors", *arguments],
        env=os.environ | house.settings.environment,
        capture_output=True,
        text=True,
        check=False,
    )
