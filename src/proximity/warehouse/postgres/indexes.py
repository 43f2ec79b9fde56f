"""The indexes of the staging tables: for finding the rows of a round, and the entries of a file.

A load deletes the rows of rounds, and a build reads those of new ones. Rounds come one after the other and stay
together on disk, so a Bloom filter for each stretch of pages is enough: it takes a tenth of the bytes of a B-tree, and
next to none of the time of a load, where that takes a third.
Does not belong here: keys and indexes of the marts, which dbt makes.
"""

from proximity.staging import SCHEMA, StagingTable

LEDGER = "round_files"
#: A round has some hundred rows in a table, of which a stretch of 32 pages has room for about 2,000.
ROUNDS_IN_A_STRETCH = 16
PAGES_IN_A_STRETCH = 32
#: Filters of what was added to tables; only owners may ask for them, others leave it to autovacuum.
SUMMARISE = f"""
    SELECT brin_summarize_new_values(indexes.oid)
    FROM unnest($1::text[]) AS filled (name)
    JOIN pg_class AS indexes ON indexes.oid = to_regclass(format('{SCHEMA}.%I', filled.name || '_round_id'))
    WHERE pg_has_role(indexes.relowner, 'USAGE')
"""


def create_indexes(table: StagingTable) -> list[str]:
    """Statements for a table that was just created."""
    if table.name == LEDGER:
        return [f"CREATE INDEX {LEDGER}_{column} ON {SCHEMA}.{LEDGER} ({column})" for column in ("file_path", "sha256")]
    return [
        f'CREATE INDEX "{table.name}_round_id" ON {SCHEMA}."{table.name}"'
        f" USING brin (round_id text_bloom_ops (n_distinct_per_range = {ROUNDS_IN_A_STRETCH}))"
        f" WITH (pages_per_range = {PAGES_IN_A_STRETCH}, autosummarize = on)"
    ]
