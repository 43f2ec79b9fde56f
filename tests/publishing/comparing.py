"""Compares what readers open with the marts of the warehouse: tables, columns, descriptions and every row.

Does not belong here: how the publication itself compares.
"""

from pathlib import Path

import duckdb

SHAPE = """
    SELECT table_name, column_name, data_type, is_nullable, columns.comment, coalesce(tables.comment, views.comment)
    FROM duckdb_columns() AS columns
    LEFT JOIN duckdb_tables() AS tables USING (database_name, schema_name, table_name)
    LEFT JOIN (SELECT database_name, schema_name, view_name AS table_name, comment FROM duckdb_views()) AS views
        USING (database_name, schema_name, table_name)
    WHERE database_name = ? AND schema_name = 'marts'
    ORDER BY ALL
"""


def differences(warehouse: Path, link: Path) -> list[str]:
    """Tables that are not the same in both, or only in one.

    Raises:
        LookupError: the warehouse has no marts, so that nothing would be compared.
    """
    with duckdb.connect() as connection:
        for name, path in (("warehouse", warehouse), ("reader", link)):
            quoted = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
        here, there = (connection.execute(SHAPE, [name]).fetchall() for name in ("warehouse", "reader"))
        if not here:
            raise LookupError(f"no marts in {warehouse}")
        changed = {table for table, *_ in set(here) ^ set(there)}
        same = {table for table, *_ in here} - changed
        # The views of the marts name their tables without the database.
        connection.execute("USE warehouse")
        return sorted(changed | {table for table in same if _have_other_rows(connection, table)})


def _have_other_rows(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    here, there = (f'SELECT * FROM {name}.marts."{table}"' for name in ("warehouse", "reader"))
    query = f"({here} EXCEPT ALL {there}) UNION ALL ({there} EXCEPT ALL {here})"
    return bool(connection.execute(query).fetchall())
