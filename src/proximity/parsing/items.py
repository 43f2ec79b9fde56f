"""Reads the items of list columns into child tables, at the speed of the CSV reader.

All lists of a batch are joined into one text, which Polars' CSV reader splits and casts in parallel; the CSV reader is
lenient, so the field counts are proven separately. No Python code runs per item or per line.
Does not belong here: the lines that hold the lists (`proximity.parsing.rows`).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from proximity.format import Column, Table
from proximity.parsing.casting import is_unreadable_item, unreadable_item_reason

LINE_KEYS = ("file_index", "line_number")
#: Separates the fields of items that have only one: it occurs in no line, so the CSV reader finds one field.
NO_SEPARATOR = "\n"
SURPLUS = "surplus"


@dataclass(frozen=True)
class ListItems:
    """`tables`: child table → keys, item numbers and typed columns; `problems`: line keys and reason."""

    tables: dict[str, pl.DataFrame]
    problems: list[pl.DataFrame]


def item_counts(table: Table) -> list[pl.Expr]:
    """For each list column of `table` its number of items, as `<list>_items`."""
    return [_item_count(name, child).alias(f"{name}_items") for name, child in table.children.items()]


def read_lists(table: Table, rows: pl.DataFrame) -> ListItems:
    """Open every list column of `rows`, and the lists inside their items.

    `rows` has the line keys, the item numbers of `table`, the list columns as text and `<list>_items`.
    """
    tables: dict[str, pl.DataFrame] = {}
    problems: list[pl.DataFrame] = []
    for name, child in table.children.items():
        parents = rows.select(*LINE_KEYS, *table.item_keys, text=name, items=f"{name}_items")
        items, bad = _read_items(child, parents.filter(pl.col("items") > 0))
        nested = read_lists(child, items.with_columns(item_counts(child)))
        columns = [column.name for column in child.stored_columns]
        tables[child.name] = items.select(*LINE_KEYS, *child.item_keys, *columns)
        tables |= nested.tables
        problems += [bad, *nested.problems]
    return ListItems(tables, problems)


def _item_count(name: str, child: Table) -> pl.Expr:
    text = pl.col(name)
    count = text.str.count_matches(child.item_separator, literal=True).cast(pl.Int64) + 1
    if child.item_terminator:
        count -= text.str.ends_with(child.item_terminator).cast(pl.Int64)
    return pl.when(text.is_null() | (text == "")).then(0).otherwise(count)


def _read_items(table: Table, parents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    text = parents["text"].str.strip_suffix(table.item_terminator) if table.item_terminator else parents["text"]
    blob = text.str.join(table.item_separator).cast(pl.Binary).item() if parents.height else b""
    read = _read_csv(table, blob + table.item_separator.encode()) if parents.height else _no_items(table)
    counts = parents["items"].to_numpy()
    owner = np.repeat(np.arange(parents.height), counts)
    keys = parents.select(*LINE_KEYS, *[key for key in table.item_keys if key != table.item_key])[owner]
    number = np.arange(read.height) - np.repeat(counts.cumsum() - counts, counts) + 1
    items = pl.concat([keys, read.with_columns(pl.Series(table.item_key, number, pl.Int64))], how="horizontal")
    problems = _problems(table, items, parents.with_columns(text=text), blob)
    return items.with_columns(_settled(column) for column in table.columns), problems


def _read_csv(table: Table, blob: bytes) -> pl.DataFrame:
    # An additional column catches items that are too long; short ones end in nulls.
    schema = {column.name: _read_type(column) for column in table.columns} | {SURPLUS: pl.String}
    return pl.read_csv(
        blob,
        has_header=False,
        schema=schema,
        separator=table.field_separator or NO_SEPARATOR,
        eol_char=table.item_separator,
        quote_char=None,
        ignore_errors=True,
        extra_columns="ignore",
        missing_columns="insert",
    )


def _problems(table: Table, items: pl.DataFrame, parents: pl.DataFrame, blob: bytes) -> pl.DataFrame:
    """Line keys and reason of every line with an item that cannot be read."""
    problems = []
    bad = items.select(
        pl.any_horizontal(pl.col(SURPLUS).is_not_null(), *[is_unreadable_item(column) for column in table.columns])
    ).to_series()
    # Items are exact if none is short (last field not null), none is long, and the separators add up.
    if bad.any() or not _separators_add_up(table, items.height, blob):
        problems.append(_miscounted(table, parents))
    if bad.any():
        reason = unreadable_item_reason(table.columns, table.source_column)
        long = pl.when(pl.col(SURPLUS).is_not_null()).then(pl.lit(f"item_field_count:{table.source_column}"))
        problems.append(items.filter(bad).select(*LINE_KEYS, reason=pl.coalesce(long, reason)))
    if b"\r" in blob:
        # The CSV reader would remove it from the end of a field.
        edge = parents.filter(pl.col("text").str.contains("\r(?:[,|;:]|$)"))
        problems.append(edge.select(*LINE_KEYS, reason=pl.lit(f"carriage_return:{table.source_column}")))
    empty = pl.DataFrame(schema={"file_index": pl.UInt32, "line_number": pl.Int64, "reason": pl.String})
    return pl.concat([empty, *problems])


def _separators_add_up(table: Table, item_count: int, blob: bytes) -> bool:
    if not table.field_separator:
        return True
    found = np.count_nonzero(np.frombuffer(blob, dtype=np.uint8) == ord(table.field_separator))
    return int(found) == item_count * (len(table.columns) - 1)


def _miscounted(table: Table, parents: pl.DataFrame) -> pl.DataFrame:
    if not table.field_separator:
        return parents.clear().select(*LINE_KEYS, reason=pl.lit(""))
    found = pl.col("text").str.count_matches(table.field_separator, literal=True)
    wrong = parents.filter(found != pl.col("items") * (len(table.columns) - 1))
    return wrong.select(*LINE_KEYS, reason=pl.lit(f"item_field_count:{table.source_column}"))


def _read_type(column: Column) -> type[pl.DataType]:
    return pl.Int8 if column.type.name == "flag" else column.type.polars


def _settled(column: Column) -> pl.Expr:
    return pl.col(column.name).cast(pl.Boolean) if column.type.name == "flag" else pl.col(column.name)


def _no_items(table: Table) -> pl.DataFrame:
    return pl.DataFrame(schema={column.name: _read_type(column) for column in table.columns} | {SURPLUS: pl.String})
