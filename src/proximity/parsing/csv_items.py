"""Reads joined list items with Polars' CSV reader: exactly, or leniently.

Does not belong here: which lists are joined, and what is wrong with items that cannot be read.
"""

import math

import polars as pl

from proximity.format import Column, Table
from proximity.parsing.csv_rows import OVERLOOKED

#: Separates the fields of items that have only one: it occurs in no line, so the CSV reader finds one field.
NO_SEPARATOR = "\n"
#: Column of the lenient reader for what follows the last field.
SURPLUS = "surplus"
#: What the CSV reader overlooks before a number.
PADDED = "^[ +\t]"


def read_exact(table: Table, blob: bytes, item_count: int) -> pl.DataFrame | None:
    """The items, one row each, if every field of every one is there and holds what its column allows; else None.

    `blob` has a separator between items. Flags are read as 0 and 1.
    """
    # The CSV reader would remove a carriage return from the end of a field, and overlook a field too many at the end.
    if b"\r" in blob or (table.field_separator and blob.endswith(table.field_separator.encode())):
        return None
    if may_hold_padded_numbers(table, blob):
        return None
    try:
        read = pl.read_csv(
            blob,
            has_header=False,
            schema={column.name: _read_type(column) for column in table.columns},
            separator=table.field_separator or NO_SEPARATOR,
            eol_char=table.item_separator,
            quote_char=None,
        )
    except pl.exceptions.PolarsError:
        return None
    # The strict reader refuses items that are too long, and fills those that are too short with nulls at the end.
    is_short = len(table.columns) > 1 and read.to_series(-1).null_count() > 0
    is_whole = read.height == item_count and not is_short
    return read if is_whole and all(_holds(column, read[column.name]) for column in table.columns) else None


def read_lenient(table: Table, blob: bytes) -> pl.DataFrame:
    """The items whatever they hold: unreadable and missing fields are null, the next field too many is in `SURPLUS`."""
    return _read_lenient(table, blob, {column.name: _read_type(column) for column in table.columns})


def may_hold_padded_numbers(table: Table, blob: bytes) -> bool:
    """True if any field begins with what the CSV reader would overlook before a number; also where none is a number."""
    separators = [sign.encode() for sign in (table.item_separator, table.field_separator) if sign]
    return any(
        sign in blob and (blob.startswith(sign) or any(separator + sign in blob for separator in separators))
        for sign in OVERLOOKED
    )


def read_numbers_as_text(table: Table, blob: bytes) -> pl.DataFrame:
    """The items of the lenient reader with the texts of their numbers."""
    is_number = {column.name: column.type.is_number or column.type.name == "flag" for column in table.columns}
    texts = _read_lenient(table, blob, dict.fromkeys(is_number, pl.String))
    return texts.select(name for name, needed in is_number.items() if needed)


def _read_lenient(table: Table, blob: bytes, schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.read_csv(
        # With a separator behind it, the last item is seen even if it is empty.
        blob + table.item_separator.encode(),
        has_header=False,
        schema=schema | {SURPLUS: pl.String},
        separator=table.field_separator or NO_SEPARATOR,
        eol_char=table.item_separator,
        quote_char=None,
        ignore_errors=True,
        extra_columns="ignore",
        missing_columns="insert",
    )


def _read_type(column: Column) -> type[pl.DataType]:
    # The CSV reader takes only "true" and "false" for Boolean.
    return pl.Int8 if column.type.name == "flag" else column.type.polars


def _holds(column: Column, values: pl.Series) -> bool:
    """Whole columns are cheaper to ask than rows."""
    if values.null_count():
        return column.is_nullable and not column.type.is_number and not column.type.allowed
    if column.type.name == "flag":
        return values.is_between(0, 1).all()
    if column.type.allowed:
        return values.is_in(column.type.allowed).all()
    # One NaN or infinity makes the sum one.
    return not column.type.is_decimal or math.isfinite(float(values.sum()))
