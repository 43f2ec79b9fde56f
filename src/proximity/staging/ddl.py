"""The SQL that creates the tables of the staging schema, on every engine.

Does not belong here: running it; the views on Parquet files, which only DuckDB has.
"""

from collections.abc import Mapping

from proximity.staging.schema import SCHEMA, StagingColumn, StagingTable


def create_table(table: StagingTable, types: Mapping[str, str]) -> str:
    """One `CREATE TABLE`. `types`: standard SQL type → the engine's, where it differs."""
    columns = ", ".join(define_column(column, types) for column in table.columns)
    return f'CREATE TABLE {SCHEMA}."{table.name}" ({columns})'


def add_column(table: StagingTable, column: StagingColumn, types: Mapping[str, str]) -> str:
    """One `ALTER TABLE`: rows that are there already get null, as it is unknown what their files say."""
    return f'ALTER TABLE {SCHEMA}."{table.name}" ADD COLUMN {define_column(column, types)}'


def define_column(column: StagingColumn, types: Mapping[str, str]) -> str:
    """Name and type."""
    return f'"{column.name}" {types.get(column.sql_type, column.sql_type)}'
