"""The environment variables that dbt and its profile read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from proximity.settings import Settings


def dbt_environment(settings: Settings) -> dict[str, str]:
    """What `profiles.yml` asks for, and where dbt writes."""
    return {
        "PROXIMITY_DUCKDB_PATH": str(settings.warehouse_path),
        "DBT_TARGET_PATH": str(settings.dbt_target_dir / "target"),
        "DBT_LOG_PATH": str(settings.dbt_target_dir / "logs"),
        "DO_NOT_TRACK": "1",
    }


@contextmanager
def dbt_environment_set(settings: Settings) -> Iterator[None]:
    """Sets these variables for the time of a dbt call, because dbt reads nothing else."""
    ours = dbt_environment(settings)
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
