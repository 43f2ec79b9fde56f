"""One canonical digest of everything that a warehouse holds, to compare two warehouses that took different ways.

Belongs here: what may differ (clocks, and the ledger's memory of the way) and what may not. Does not belong here:
which warehouses are compared.
"""

from pathlib import Path

import duckdb

from proximity.staging import PARQUET_TABLES, STAGING_TABLES, StagingTable

#: When a row was written, and in which order: the only columns in which two warehouses with the same rounds may differ.
CLOCKS = frozenset({"loaded_at", "seen_at", "modified_at", "sequence"})
LEDGER = "round_files"
#: What else the ledger says is the history: which copies and refused files came by.
LOADED_ONLY = "WHERE state = 'loaded'"
#: Sums of floats depend on the order of their terms; beyond these digits they are not the same.
FLOAT_DIGITS = 9

Digest = dict[str, str]
#: Staging table → round → number of its rows and their hash.
RoundRows = dict[str, dict[str, str]]


def staging_digest(connection: duckdb.DuckDBPyConnection) -> Digest:
    """Staging table → number of rows and hash of them all; of the ledger the loaded contents."""
    return {
        table.name: _digest(connection, f"staging.{table.name}", _compared(table), _condition(table))
        for table in STAGING_TABLES.values()
    }


def marts_digest(connection: duckdb.DuckDBPyConnection) -> Digest:
    """The same of every table that dbt built."""
    tables = connection.execute(
        "SELECT table_schema, table_name FROM information_schema.tables"
        " WHERE table_type = 'BASE TABLE' AND table_schema <> 'staging' ORDER BY ALL"
    ).fetchall()
    digest = {}
    for schema, name in tables:
        columns = connection.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position",
            [schema, name],
        ).fetchall()
        compared = [_rounded(column, kind) for column, kind in columns if column not in CLOCKS]
        digest[f"{schema}.{name}"] = _digest(connection, f'{schema}."{name}"', compared)
    return digest


def rows_of_rounds(connection: duckdb.DuckDBPyConnection, *, with_samples: bool = True) -> RoundRows:
    """What is seen of each round in each table but the ledger, where anything is seen of it."""
    seen = {}
    for table in STAGING_TABLES.values():
        if table.name == LEDGER or (table.name in PARQUET_TABLES and not with_samples):
            continue
        query = f"SELECT round_id, {_hash(_compared(table))} FROM staging.{table.name} GROUP BY ALL ORDER BY ALL"
        seen[table.name] = dict(connection.execute(query).fetchall())
    return seen


def sample_files(folder: Path) -> str:
    """The Parquet files below the samples folder, by name."""
    return " ".join(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*")))


def differences(expected: Digest, found: Digest) -> list[str]:
    """Names of what is not the same, with both values."""
    names = sorted(expected.keys() | found.keys())
    return [
        f"{name}: {found.get(name)} instead of {expected.get(name)}"
        for name in names
        if expected.get(name) != found.get(name)
    ]


def _compared(table: StagingTable) -> list[str]:
    return [f'"{column.name}"' for column in table.columns if column.name not in CLOCKS]


def _condition(table: StagingTable) -> str:
    return LOADED_ONLY if table.name == LEDGER else ""


def _rounded(column: str, kind: str) -> str:
    return f"printf('%.{FLOAT_DIGITS}g', \"{column}\")" if kind in {"DOUBLE", "FLOAT"} else f'"{column}"'


def _digest(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str], condition: str = "") -> str:
    (text,) = connection.execute(f"SELECT {_hash(columns)} FROM {table} {condition}").fetchall()[0]
    return str(text)


def _hash(columns: list[str]) -> str:
    # A sum, because rows have no order; the count tells two equal rows from none.
    return f"concat(count(*), ' rows ', sum(hash(row({', '.join(columns)}))))"
