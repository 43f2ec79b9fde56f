"""Writes what has changed into the published file.

Does not belong here: what has changed.
"""

from proximity.publishing.comparing import Change, Changes
from proximity.publishing.marts import SCHEMA, Column
from proximity.publishing.published import PUBLISHED, published
from proximity.publishing.source import Source


def write(source: Source, changes: Changes) -> None:
    """Write into the attached file, in one transaction."""
    source.connection.begin()
    source.connection.execute(f"CREATE SCHEMA IF NOT EXISTS {PUBLISHED}.{SCHEMA}")
    for name in changes.dropped:
        source.connection.execute(f"DROP TABLE {published(name)}")
    for change in changes.tables:
        _write_anew(source, change) if change.rounds is None else _write_rounds(source, change, change.rounds)
    source.connection.commit()


def _write_anew(source: Source, change: Change) -> None:
    mart, table = change.mart, published(change.mart.name)
    execute = source.connection.execute
    execute(f"CREATE OR REPLACE TABLE {table} ({', '.join(map(_definition, mart.columns))})")
    execute(f"INSERT INTO {table} SELECT * FROM {source.relation(mart.name)}")
    execute(f"COMMENT ON TABLE {table} IS {_literal(mart.description)}")
    for column in mart.columns:
        execute(f'COMMENT ON COLUMN {table}."{column.name}" IS {_literal(column.description)}')


def _write_rounds(source: Source, change: Change, rounds: tuple[str, ...]) -> None:
    table, of_rounds = published(change.mart.name), "WHERE round_id IN (SELECT unnest(?))"
    source.connection.execute(f"DELETE FROM {table} {of_rounds}", [list(rounds)])
    rows = f"SELECT * FROM {source.relation(change.mart.name)} {of_rounds}"
    source.connection.execute(f"INSERT INTO {table} {rows}", [list(rounds)])


def _definition(column: Column) -> str:
    # No primary keys: their indexes would cost readers memory and each publication time, and dbt has tested the keys.
    return f'"{column.name}" {column.type}{"" if column.is_nullable else " NOT NULL"}'


def _literal(text: str | None) -> str:
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"
