"""The environment variables that dbt and its profile read."""

from proximity.settings import DBT_PROJECT_DIR, Settings
from proximity.warehouse.postgres.address import address_of

#: Profile variable → (key of a PostgreSQL address, what libpq takes without it).
POSTGRES_VARIABLES = {
    "DBT_POSTGRES_HOST": ("host", ""),
    "DBT_POSTGRES_PORT": ("port", "5432"),
    "DBT_POSTGRES_USER": ("user", ""),
    "DBT_ENV_SECRET_POSTGRES_PASSWORD": ("password", ""),
    "DBT_POSTGRES_DATABASE": ("dbname", "postgres"),
    "DBT_POSTGRES_SSLMODE": ("sslmode", "prefer"),
}


def dbt_environment(settings: Settings) -> dict[str, str]:
    """What `profiles.yml` asks for, where the project is, and where dbt writes: a folder an engine, so that each
    keeps its parsed project."""
    return {
        "PROXIMITY_TARGET": settings.target,
        **_engine_environment(settings),
        "DBT_PROJECT_DIR": str(DBT_PROJECT_DIR),
        "DBT_PROFILES_DIR": str(DBT_PROJECT_DIR),
        "DBT_TARGET_PATH": str(settings.dbt_target_dir / settings.target),
        "DBT_LOG_PATH": str(settings.dbt_target_dir / "logs"),
        "DO_NOT_TRACK": "1",
    }


def _engine_environment(settings: Settings) -> dict[str, str]:
    if settings.target == "duckdb":
        return {"PROXIMITY_DUCKDB_PATH": str(settings.warehouse_path)}
    address = address_of(settings).parameters
    return {name: address.get(key) or default for name, (key, default) in POSTGRES_VARIABLES.items()}
