"""The SQL that creates the staging schema in DuckDB.

Does not belong here: running it.
"""

import re
from pathlib import Path

from proximity.staging.schema import SAMPLES_TABLE, STAGING_TABLES, StagingTable

SCHEMA = "staging"
#: View beside the tables of the schema, for the reconciliation.
SAMPLE_FILES_VIEW = "sample_files"
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


def create_samples_view(samples_dir: Path) -> str:
    """The view on the Parquet files. Only the revision of a round that is loaded is seen: files of a load that did
    not commit, or of a revision that was replaced, do not count."""
    columns = ", ".join(f'samples."{column.name}"' for column in STAGING_TABLES[SAMPLES_TABLE].columns)
    return f"""
        CREATE OR REPLACE VIEW {SCHEMA}.{SAMPLES_TABLE} AS
        SELECT {columns}, samples.day
        FROM read_parquet('{_pattern(samples_dir)}', hive_partitioning = true, hive_types = {{'day': DATE}}) AS samples
        SEMI JOIN {SCHEMA}.rounds ON rounds.round_id = samples.round_id AND rounds.revision = samples.revision
    """


def create_sample_files_view(samples_dir: Path) -> str:
    """The view on the row counts of the same files: `round_id`, `row_count`. It reads nothing but their footers, and
    takes round and revision from their names."""
    return f"""
        CREATE OR REPLACE VIEW {SCHEMA}.{SAMPLE_FILES_VIEW} AS
        SELECT rounds.round_id, files.num_rows AS row_count
        FROM parquet_file_metadata('{_pattern(samples_dir)}') AS files
        JOIN {SCHEMA}.rounds
            ON parse_filename(files.file_name, true) = rounds.round_id || '-' || rounds.revision[:{REVISION_LENGTH}]
    """


def _pattern(samples_dir: Path) -> str:
    """All Parquet files of the folder, as text inside an SQL literal; the folder itself is no pattern."""
    folder = re.sub(r"([*?[])", r"[\1]", str(samples_dir))
    return f"{folder}/*/*.parquet".replace("'", "''")
