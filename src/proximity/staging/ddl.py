"""The SQL that creates the staging schema in DuckDB.

Does not belong here: running it.
"""

import re
from pathlib import Path

from proximity.staging.schema import SAMPLES_TABLE, STAGING_TABLES, StagingTable

SCHEMA = "staging"


def create_statements() -> list[str]:
    """Statements that create whatever is missing; each can be repeated."""
    tables = [create_table(table) for table in STAGING_TABLES.values() if not table.is_view]
    return [f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}", *tables]


def create_table(table: StagingTable) -> str:
    """One `CREATE TABLE IF NOT EXISTS`."""
    columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in table.columns)
    return f'CREATE TABLE IF NOT EXISTS {SCHEMA}."{table.name}" ({columns})'


def create_samples_view(samples_dir: Path) -> str:
    """The view on the Parquet files. Only the revision of a round that is loaded is seen: files of a load that did
    not commit, or of a revision that was replaced, do not count."""
    folder = re.sub(r"([*?[])", r"[\1]", str(samples_dir))
    pattern = f"{folder}/*/*.parquet".replace("'", "''")
    columns = ", ".join(f'samples."{column.name}"' for column in STAGING_TABLES[SAMPLES_TABLE].columns)
    return f"""
        CREATE OR REPLACE VIEW {SCHEMA}.{SAMPLES_TABLE} AS
        SELECT {columns}, samples.day
        FROM read_parquet('{pattern}', hive_partitioning = true, hive_types = {{'day': DATE}}) AS samples
        SEMI JOIN {SCHEMA}.rounds ON rounds.round_id = samples.round_id AND rounds.revision = samples.revision
    """
