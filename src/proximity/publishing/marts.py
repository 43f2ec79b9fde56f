"""The marts of one database: their shape, and a digest of their rows a round, by which two databases are compared.

Content decides, not time or revision: whatever changed a row, by whatever command, is seen.
Does not belong here: comparing, copying.
"""

from dataclasses import dataclass

import duckdb

SCHEMA = "marts"
#: Round (None in a table without rounds) → number of its rows and sum of their hashes.
Digests = dict[str | None, tuple[int, int]]


@dataclass(frozen=True)
class Column:
    """A column as the catalogue has it."""

    name: str
    type: str
    is_nullable: bool
    description: str | None


@dataclass(frozen=True)
class Mart:
    """A table of the marts; two of the same shape are equal."""

    name: str
    columns: tuple[Column, ...]
    description: str | None

    @property
    def has_rounds(self) -> bool:
        """True if every row belongs to a round."""
        return any(column.name == "round_id" for column in self.columns)


def read_marts(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, Mart]:
    """Tables and views of the schema `marts` of an attached database, by name."""
    columns: dict[str, list[Column]] = {}
    for table, *column in connection.execute(COLUMNS, [database, SCHEMA]).fetchall():
        columns.setdefault(table, []).append(Column(*column))
    descriptions = dict(connection.execute(DESCRIPTIONS, {"database": database, "schema": SCHEMA}).fetchall())
    return {name: Mart(name, tuple(found), descriptions[name]) for name, found in columns.items()}


def digests(connection: duckdb.DuckDBPyConnection, mart: Mart, relation: str) -> Digests:
    """Digests of the rows of `relation`, which has the columns of the mart."""
    key = "round_id" if mart.has_rounds else "CAST(NULL AS VARCHAR)"
    query = f"SELECT {key}, count(*), sum(hash(whole_row)) FROM {relation} AS whole_row GROUP BY ALL"
    return {key: (count, hashed) for key, count, hashed in connection.execute(query).fetchall()}


COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable, comment
    FROM duckdb_columns()
    WHERE database_name = ? AND schema_name = ?
    ORDER BY table_name, column_index
"""
DESCRIPTIONS = """
    SELECT table_name, comment FROM duckdb_tables() WHERE database_name = $database AND schema_name = $schema
    UNION ALL
    SELECT view_name, comment FROM duckdb_views() WHERE database_name = $database AND schema_name = $schema
"""
