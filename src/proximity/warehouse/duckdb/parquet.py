"""The views on the tables that are kept as Parquet: only DuckDB reads the files where they lie.

Does not belong here: writing the files.
"""

import re
from pathlib import Path

from proximity.staging import SCHEMA, StagingTable


def create_parquet_view(table: StagingTable, folder: Path) -> str:
    """The statement that creates it. Only the file of a round's loaded revision is seen: files of a load that did not
    commit, or of a revision that was replaced, do not count."""
    columns = ", ".join(f'items."{column.name}"' for column in table.columns)
    return f"""
        CREATE OR REPLACE VIEW {SCHEMA}.{table.name} AS
        SELECT {columns}, items.day
        FROM read_parquet(
            '{_pattern(folder)}', filename = true, hive_partitioning = true, hive_types = {{'day': DATE}}
        ) AS items
        SEMI JOIN {SCHEMA}.rounds
            ON parse_filename(items.filename, true) = rounds.round_id || '-' || rounds.revision
    """


def _pattern(folder: Path) -> str:
    """All Parquet files of a table, as text inside an SQL literal; the folder itself is no pattern."""
    literal = re.sub(r"([*?[])", r"[\1]", str(folder))
    return f"{literal}/*/*.parquet".replace("'", "''")
