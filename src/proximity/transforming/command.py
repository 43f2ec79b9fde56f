"""The command `proximity-dbt`: dbt, with the warehouse of the settings, and on PostgreSQL in one transaction.

Dagster calls it, and whoever works on the models; all arguments are dbt's.
Does not belong here: which models are built.
"""

import os
import sys

from proximity.settings import SettingsError, load_settings
from proximity.transforming.environment import dbt_environment
from proximity.transforming.results import DbtFailedError
from proximity.transforming.running import run_dbt
from proximity.warehouse import WarehouseError

FAILED, USAGE = 1, 2
#: Where dbt writes is up to the caller, if he says so.
CALLERS_CHOICE = {"DBT_TARGET_PATH", "DBT_LOG_PATH"}


def main() -> None:
    """Run dbt with the arguments of this process; exit codes as dbt's: 0 done, 1 something failed, 2 not understood."""
    try:
        settings = load_settings()
        ours = dbt_environment(settings)
        os.environ.update({name: ours[name] for name in ours if not (name in CALLERS_CHOICE and name in os.environ)})
        result = run_dbt(settings, sys.argv[1:])
    except (SettingsError, WarehouseError, DbtFailedError) as error:
        sys.exit(f"proximity-dbt: {error}")
    if result.exception:
        sys.stderr.write(f"proximity-dbt: {result.exception}\n")
        sys.exit(USAGE)
    sys.exit(0 if result.success else FAILED)
