"""A database on which the bootstrap was run, and what tests do to it.

Does not belong here: what the roles may do.
"""

import psycopg

from postgres_server import Roles


def run(url: str, *statements: str) -> list[tuple]:
    """Run statements in one transaction that may write; the rows of the last one."""
    with psycopg.connect(url) as connection:
        connection.read_only = False
        for statement in statements:
            cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


class Database(Roles):
    """The addresses, and tables to try them on."""

    def build(self, name: str) -> None:
        """A table with a row in each schema, as a build makes them."""
        for schema in ("staging", "intermediate", "marts"):
            run(self.owner, f"CREATE TABLE {schema}.{name} AS SELECT 1 AS value")
