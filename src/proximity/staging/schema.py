"""Every table of schema `staging` with its columns, types and descriptions.

Section tables come from the format table, with `round_id`, `line_number` and item numbers in front; the others from
`bookkeeping.csv`.
"""

import csv
from dataclasses import dataclass
from importlib.resources import files

import polars as pl

from proximity.format import HEADER_KEYS, TABLES, VALUE_TYPES, Table

#: Types that only bookkeeping needs: SQL and Polars.
TIME_TYPES: dict[str, tuple[str, pl.DataType]] = {
    "timestamp": ("TIMESTAMP", pl.Datetime("us")),
    "instant": ("TIMESTAMP WITH TIME ZONE", pl.Datetime("us", "UTC")),
}
SCHEMA = "staging"
HEADER_PLACEHOLDER = "<header keys>"


@dataclass(frozen=True)
class StagingColumn:
    """A column: its name, SQL type, Polars type, unit (may be empty) and description."""

    name: str
    sql_type: str
    polars_type: pl.DataType | type[pl.DataType]
    unit: str
    description: str


@dataclass(frozen=True)
class StagingTable:
    """A table of schema `staging`. `section` is empty for bookkeeping; `is_view` for a view on Parquet files."""

    name: str
    section: str
    description: str
    is_view: bool
    columns: tuple[StagingColumn, ...]

    @property
    def polars_schema(self) -> dict[str, pl.DataType | type[pl.DataType]]:
        """Column → Polars type: what a frame must be cast to before it is loaded."""
        return {column.name: column.polars_type for column in self.columns}


def _column(name: str, type_name: str, unit: str, description: str) -> StagingColumn:
    if type_name in TIME_TYPES:
        sql, polars = TIME_TYPES[type_name]
        return StagingColumn(name, sql, polars, unit, description)
    value_type = VALUE_TYPES[type_name]
    return StagingColumn(name, value_type.sql, value_type.polars, unit, description)


def _section_table(table: Table) -> StagingTable:
    keys = [
        _column("round_id", "text", "", "The round."),
        _column("line_number", "int64", "", f"Line of the file, in section {table.section}."),
        *[_column(key, "int64", "", "Position in the list, from 1.") for key in table.item_keys],
    ]
    values = [_column(c.name, c.type.name, c.unit, c.description) for c in table.stored_columns]
    return StagingTable(table.name, table.section, table.description, table.storage == "parquet", (*keys, *values))


def _bookkeeping_tables() -> list[StagingTable]:
    text = files("proximity.staging").joinpath("bookkeeping.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    heads = [row for row in rows if not row["column"]]
    return [
        StagingTable(head["table"], "", head["description"], False, _bookkeeping_columns(head["table"], rows))
        for head in heads
    ]


def _bookkeeping_columns(table: str, rows: list[dict[str, str]]) -> tuple[StagingColumn, ...]:
    columns: list[StagingColumn] = []
    for row in rows:
        if row["table"] != table or not row["column"]:
            continue
        if row["column"] == HEADER_PLACEHOLDER:
            columns += [_column(k.name, k.type.name, k.unit, k.description) for k in HEADER_KEYS.values()]
        else:
            columns.append(_column(row["column"], row["type"], row["unit"], row["description"]))
    return tuple(columns)


STAGING_TABLES: dict[str, StagingTable] = {
    table.name: table for table in [*_bookkeeping_tables(), *map(_section_table, TABLES.values())]
}
#: The tables whose rows lie as Parquet beside the warehouse: one row a point in time and player, and many of them.
PARQUET_TABLES: dict[str, StagingTable] = {table.name: table for table in STAGING_TABLES.values() if table.is_view}
