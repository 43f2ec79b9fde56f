"""Opens list columns into child tables.

All lists of a column are joined into one text, which Polars' CSV reader splits and casts; no Python code runs per item
or per line. If anything is amiss, the text is read again in the lenient way, which tells which items it is.
Does not belong here: the lines that hold the lists (`proximity.parsing.rows`), the CSV reader (`csv_items`).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from proximity.format import Column, Table
from proximity.parsing.csv_items import SURPLUS, read_exact, read_lenient
from proximity.parsing.item_problems import LINE_KEYS, miscounted_lists, no_problems, problems_of_items, squeezed_lists


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
        parents = rows.select(*LINE_KEYS, *table.item_keys, text=name, items=f"{name}_items").filter(
            pl.col("items") > 0
        )
        squeezed = squeezed_lists(child, parents)
        items, bad = _read_items(child, _without(parents, squeezed))
        columns = [column.name for column in child.stored_columns]
        tables[child.name] = items.select(*LINE_KEYS, *child.item_keys, *columns)
        problems += [squeezed, bad]
        if child.children:
            nested = read_lists(child, items.with_columns(item_counts(child)))
            tables |= nested.tables
            problems += nested.problems
    return ListItems(tables, problems)


def _item_count(name: str, child: Table) -> pl.Expr:
    text = pl.col(name)
    count = text.str.count_matches(child.item_separator, literal=True).cast(pl.Int64) + 1
    if child.item_terminator:
        count -= text.str.ends_with(child.item_terminator).cast(pl.Int64)
    return pl.when(text.is_null() | (text == "")).then(0).otherwise(count)


def _read_items(table: Table, parents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    if parents.is_empty():
        return _no_items(table), no_problems()
    blob, counts = _joined(table, parents)
    read = read_exact(table, blob, int(counts.sum()))
    if read is not None:
        return _settled(table, _keyed(table, parents, read, counts)), no_problems()
    miscounted = miscounted_lists(table, parents)
    if miscounted.height:
        # Set aside what shows in the text, so that it neither slows nor disturbs the others.
        items, problems = _read_items(table, _without(parents, miscounted))
        return items, pl.concat([miscounted, problems])
    read = read_lenient(table, blob)
    problems = problems_of_items(table, _keyed(table, parents, read, counts), parents, blob)
    return _settled(table, _keyed(table, parents, read.drop(SURPLUS), counts)), problems


def _joined(table: Table, parents: pl.DataFrame) -> tuple[bytes, np.ndarray]:
    """All items of the lists in one text, and the number of items of each."""
    text = parents["text"].str.strip_suffix(table.item_terminator) if table.item_terminator else parents["text"]
    blob: bytes = text.str.join(table.item_separator).cast(pl.Binary).item()
    return blob, parents["items"].to_numpy()


def _without(parents: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    return parents.join(lines, on=LINE_KEYS, how="anti", maintain_order="left") if lines.height else parents


def _keyed(table: Table, parents: pl.DataFrame, read: pl.DataFrame, counts: np.ndarray) -> pl.DataFrame:
    """The items with the keys of their parents and their own number, from 1."""
    keys = [key for key in parents.columns if key not in ("text", "items")]
    repeated = [pl.Series(key, np.repeat(parents[key].to_numpy(), counts)) for key in keys]
    number = np.arange(1, read.height + 1) - np.repeat(counts.cumsum() - counts, counts)
    return pl.DataFrame([*repeated, pl.Series(table.item_key, number), *read.get_columns()])


def _settled(table: Table, items: pl.DataFrame) -> pl.DataFrame:
    """Flags were read as 0 and 1."""
    return items.with_columns(pl.col(column.name).cast(pl.Boolean) for column in table.columns if _is_flag(column))


def _is_flag(column: Column) -> bool:
    return column.type.name == "flag"


def _no_items(table: Table) -> pl.DataFrame:
    schema: dict[str, type[pl.DataType]] = {"file_index": pl.UInt32, "line_number": pl.Int64}
    schema |= dict.fromkeys(table.item_keys, pl.Int64)
    return pl.DataFrame(schema=schema | {column.name: column.type.polars for column in table.columns})
