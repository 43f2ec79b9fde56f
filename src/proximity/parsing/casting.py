"""Turns written fields into typed values, and names what cannot be turned.

A reason is `<what was expected>_expected:<column>` or `value_missing:<column>`.
Does not belong here: how lines and items are split into fields.
"""

from collections.abc import Iterable

import polars as pl

from proximity.format import Column, ValueType


def typed(column: Column) -> pl.Expr:
    """The typed value of a text field; null if the field is empty or cannot be read."""
    text = pl.col(column.name)
    if column.is_list:
        return text
    if column.type.name == "flag":
        return pl.when(text.is_in(column.type.allowed)).then(text == "1").alias(column.name)
    if column.type.is_number:
        return as_number(column.type, text).alias(column.name)
    return pl.when(text != "").then(text).alias(column.name)


def as_number(value_type: ValueType, text: pl.Expr) -> pl.Expr:
    """The number that a text says; null if it says none as a tracker would write it."""
    number = text.cast(value_type.polars, strict=False)
    # Polars takes `+5` for 5, `nan` and `1e999` for decimals.
    is_number = ~text.str.starts_with("+")
    return pl.when(is_number & number.is_finite() if value_type.is_decimal else is_number).then(number)


def is_unreadable(column: Column) -> pl.Expr:
    """True where a text field is missing though it must not be, or holds something else than its type."""
    text = pl.col(column.name)
    is_empty = text.is_null() | (text == "")
    misread = pl.lit(False)
    if column.type.allowed:
        misread = ~text.is_in(column.type.allowed)
    elif column.type.is_number:
        misread = typed(column).is_null()
    return pl.when(is_empty).then(not column.is_nullable).otherwise(misread)


def unreadable_reason(columns: Iterable[Column]) -> pl.Expr:
    """The reason of the first unreadable column of a row of text fields; null if all can be read."""
    return pl.coalesce(
        [pl.when(is_unreadable(column)).then(_reason(column, pl.col(column.name) == "")) for column in columns]
    )


def is_unreadable_item(column: Column) -> pl.Expr:
    """The same for a field that the CSV reader has typed already, where unreadable means null."""
    value = pl.col(column.name)
    if column.type.name == "flag":
        return value.is_null() | ~value.is_between(0, 1)
    if column.type.is_decimal:
        return value.is_null() | ~value.is_finite()
    if column.type.allowed:
        return value.is_null() | ~value.is_in(column.type.allowed)
    return pl.lit(False) if column.is_nullable else value.is_null()


def unreadable_item_reason(columns: Iterable[Column], prefix: str) -> pl.Expr:
    """The reason of the first unreadable field of a list item; `prefix` is the name of the list column."""
    return pl.coalesce(
        [
            pl.when(is_unreadable_item(column)).then(pl.lit(f"{column.type.expected}_expected:{prefix}.{column.name}"))
            for column in columns
        ]
    )


def _reason(column: Column, is_empty: pl.Expr) -> pl.Expr:
    missing = pl.lit(f"value_missing:{column.name}")
    return pl.when(is_empty).then(missing).otherwise(pl.lit(f"{column.type.expected}_expected:{column.name}"))
