"""The SQL that creates the staging schema in DuckDB.

Does not belong here: running it.
"""

import re
from pathlib import Path

from proximity.staging.schema import STAGING_TABLES, StagingTable

SCHEMA = "staging"
#: Characters of the revision in the name of a Parquet file.
REVISION_LENGTH = 12


def create_statements() -> list[str]:
    """Statements that create whatever is missing; each can be repeated."""
    tables = [create_table(table) for table in STAGING_TABLES.values() if not table.is_view]
    return [f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}", *tables]


def create_table(table: StagingTable) -> str:
    """One `CREATE TABLE IF NOT EXISTS`."""
    columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in table.columns)
    return f'CREATE TABLE IF NOT EXISTS {SCHEMA}."{table.name}" ({columns})'


def create_parquet_view(table: StagingTable, folder: Path) -> str:
    """The view on a table's Parquet files. Only the revision of a round that is loaded is seen: files of a load that
    did not commit, or of a revision that was replaced, do not count."""
    columns = ", ".join(f'items."{column.name}"' for column in table.columns)
    return f"""
        CREATE OR REPLACE VIEW {SCHEMA}.{table.name} AS
        SELECT {columns}, items.day
        FROM read_parquet('{_pattern(folder)}', hive_partitioning = true, hive_types = {{'day': DATE}}) AS items
        SEMI JOIN {SCHEMA}.rounds ON rounds.round_id = items.round_id AND rounds.revision = items.revision
    """


def create_files_view(table: StagingTable, folder: Path) -> str:
    """The view on the row counts of the same files, for the reconciliation: `round_id`, `row_count`. It reads nothing
    but their footers, and takes round and revision from their names."""
    return f"""
        CREATE OR REPLACE VIEW {SCHEMA}.{files_view(table.name)} AS
        SELECT rounds.round_id, files.num_rows AS row_count
        FROM parquet_file_metadata('{_pattern(folder)}') AS files
        JOIN {SCHEMA}.rounds
            ON parse_filename(files.file_name, true) = rounds.round_id || '-' || rounds.revision[:{REVISION_LENGTH}]
    """


def files_view(table: str) -> str:
    """Name of the view on the row counts of a table's files."""
    return f"{table}_files"


def _pattern(folder: Path) -> str:
    """All Parquet files of a table, as text inside an SQL literal; the folder itself is no pattern."""
    literal = re.sub(r"([*?[])", r"[\1]", str(folder))
    return f"{literal}/*/*.parquet".replace("'", "''")
