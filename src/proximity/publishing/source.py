"""The marts of the warehouse, views evaluated once, so that comparing and copying see the same rows.

Does not belong here: the published file.
"""

import duckdb

from proximity.publishing.marts import SCHEMA, read_marts


class Source:
    """`marts`: what there is, by name."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        ((self._database,),) = connection.execute("SELECT current_database()").fetchall()
        self.marts = read_marts(connection, self._database)
        self._views = self._evaluate_views()

    def relation(self, name: str) -> str:
        """What to select the rows of a mart from."""
        return f'temp."{name}"' if name in self._views else f'"{self._database}".{SCHEMA}."{name}"'

    def _evaluate_views(self) -> set[str]:
        query = "SELECT view_name FROM duckdb_views() WHERE database_name = ? AND schema_name = ?"
        names = [name for (name,) in self.connection.execute(query, [self._database, SCHEMA]).fetchall()]
        for name in names:
            view = f'"{self._database}".{SCHEMA}."{name}"'
            self.connection.execute(f'CREATE OR REPLACE TEMPORARY TABLE "{name}" AS SELECT * FROM {view}')
        return set(names)
