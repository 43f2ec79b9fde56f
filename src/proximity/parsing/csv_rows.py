"""Reads lines of equal width with Polars' CSV reader, which is several times faster than splitting and casting.

Does not belong here: lines with anything amiss, which `proximity.parsing.rows` reads field by field.
"""

import math
from collections.abc import Sequence

import polars as pl

from proximity.format import Column
from proximity.parsing.texts import BYTE_ORDER_MARK

#: What the CSV reader overlooks before a number.
OVERLOOKED = (b" ", b"\t", b"+")


def read_sound_lines(columns: Sequence[Column], separator: str, lines: pl.Series) -> pl.DataFrame | None:
    """The typed columns of lines that have a field for each, lists as text; None if any field cannot be read."""
    blob: bytes = lines.str.join("\n").cast(pl.Binary).item() + b"\n"
    if _is_misread(blob, separator.encode()):
        return None
    try:
        read = pl.read_csv(
            blob,
            has_header=False,
            schema={column.name: _read_type(column) for column in columns},
            separator=separator,
            quote_char=None,
        )
    except pl.exceptions.PolarsError:
        return None
    is_sound = read.height == lines.len() and all(_holds(column, read[column.name]) for column in columns)
    return read.with_columns(pl.col(c.name) == "1" for c in columns if c.type.name == "flag") if is_sound else None


def _is_misread(blob: bytes, separator: bytes) -> bool:
    """The CSV reader passes over a byte-order mark, carriage returns at line ends, and space or `+` before a number."""
    before_numbers = [edge + sign for sign in OVERLOOKED if sign in blob for edge in (separator, b"\n")]
    return (
        blob.startswith((BYTE_ORDER_MARK, *OVERLOOKED)) or b"\r" in blob or any(map(blob.__contains__, before_numbers))
    )


def _read_type(column: Column) -> type[pl.DataType]:
    # As numbers, flags could be written in many ways.
    return pl.String if column.type.name == "flag" else column.type.polars


def _holds(column: Column, values: pl.Series) -> bool:
    if values.null_count() and not column.is_nullable:
        return False
    if column.type.allowed:
        return values.drop_nulls().is_in(column.type.allowed).all()
    # One NaN or infinity makes the sum one.
    return not column.type.is_decimal or math.isfinite(float(values.sum()))
