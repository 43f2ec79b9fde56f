"""The indexes of the staging tables: for finding the rows of a round, and the entries of a file.

A load deletes the rows of rounds that it replaces, and a build reads those of new ones. While a table is small, looking
at all of it is as quick, and an index would be a third of the time of a first load; so a table gets its index of rounds
when it has become large, after the load that made it so.
Does not belong here: keys and indexes of the marts, which dbt makes.
"""

from proximity.staging import SCHEMA, StagingTable

LEDGER = "round_files"
#: Rows, as of the last time that the table was analysed.
LARGE = 50_000
#: Large tables without an index of rounds. Only owners may make one: what a mere loader has filled gets its index
#: before the next build, which is the owner's.
NOT_INDEXED = f"""
    SELECT tables.relname
    FROM pg_class AS tables
    WHERE tables.relnamespace = to_regnamespace('{SCHEMA}') AND tables.relkind = 'r' AND tables.reltuples >= {LARGE}
        AND pg_has_role(tables.relowner, 'USAGE')
        AND to_regclass(format('{SCHEMA}.%I', tables.relname || '_round_id_idx')) IS NULL
        AND EXISTS (
            SELECT 1 FROM pg_attribute WHERE attrelid = tables.oid AND attname = 'round_id' AND NOT attisdropped
        )
    ORDER BY tables.relname
"""


def create_indexes(table: StagingTable) -> list[str]:
    """Statements for a table that was just created."""
    if table.name == LEDGER:
        return [f"CREATE INDEX {LEDGER}_{column} ON {SCHEMA}.{LEDGER} ({column})" for column in ("file_path", "sha256")]
    return []


def create_index_of_rounds(table: str) -> str:
    """The statement for a table that has become large."""
    return f'CREATE INDEX IF NOT EXISTS "{table}_round_id_idx" ON {SCHEMA}."{table}" (round_id)'
