"""Results of PostgreSQL as frames.

Does not belong here: queries.
"""

from typing import Any

import polars as pl
import psycopg

TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "bool": pl.Boolean,
    "int2": pl.Int16,
    "int4": pl.Int32,
    "int8": pl.Int64,
    "float4": pl.Float32,
    "float8": pl.Float64,
    "text": pl.String,
    "varchar": pl.String,
    "name": pl.String,
    "date": pl.Date,
    "timestamp": pl.Datetime("us"),
    "timestamptz": pl.Datetime("us", "UTC"),
}
LARGEST_PRECISION = 38


def frame_of(cursor: psycopg.Cursor, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Rows that a cursor gave, with the types of its columns, also if there are none.

    Raises:
        TypeError: a column has a type that no table of Proximity has.
    """
    schema = {column.name: _type_of(cursor, column) for column in cursor.description or []}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _type_of(cursor: psycopg.Cursor, column: psycopg.Column) -> pl.DataType | type[pl.DataType]:
    known = cursor.connection.adapters.types.get(column.type_code)
    if known and known.name == "numeric":
        return pl.Decimal(column.precision or LARGEST_PRECISION, column.scale or 0)
    if known is None or known.name not in TYPES:
        raise TypeError(f"Column {column.name} has a type without a place in frames ({column.type_display}).")
    return TYPES[known.name]
