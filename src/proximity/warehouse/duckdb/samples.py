"""The view on the Parquet files of the path points: only DuckDB reads them where they lie.

Does not belong here: writing the files.
"""

import re
from pathlib import Path

from proximity.staging import SAMPLES_TABLE, SCHEMA, STAGING_TABLES


def create_samples_view(samples_dir: Path) -> str:
    """The statement that creates it. Only the revision of a round that is loaded is seen: files of a load that did not
    commit, or of a revision that was replaced, do not count."""
    columns = ", ".join(f'samples."{column.name}"' for column in STAGING_TABLES[SAMPLES_TABLE].columns)
    return f"""
        CREATE OR REPLACE VIEW {SCHEMA}.{SAMPLES_TABLE} AS
        SELECT {columns}, samples.day
        FROM read_parquet('{_pattern(samples_dir)}', hive_partitioning = true, hive_types = {{'day': DATE}}) AS samples
        SEMI JOIN {SCHEMA}.rounds ON rounds.round_id = samples.round_id AND rounds.revision = samples.revision
    """


def _pattern(samples_dir: Path) -> str:
    """All Parquet files of the folder, as text inside an SQL literal; the folder itself is no pattern."""
    folder = re.sub(r"([*?[])", r"[\1]", str(samples_dir))
    return f"{folder}/*/*.parquet".replace("'", "''")
